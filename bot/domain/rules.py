"""All rules that one brief is held to, with what stands around it."""

from collections.abc import Collection, Iterator, Mapping

from bot.domain.anchors import anchor_flaws
from bot.domain.editorial import Flaw, quote_flaws, speaker_flaws, translation_flaws, word_flaws
from bot.domain.history import history_flaws
from bot.domain.models import Article, Brief
from bot.domain.source import Source


def brief_flaws(
    brief: Brief,
    article: Article | None,
    people: Collection[str] | None,
    topics: Collection[str] | None,
    text: Source | None,
) -> Iterator[Flaw]:
    """Give what is wrong with a brief: `people` and `topics` are the ids there are, None where that is not known.

    Its quotes are proven against its article's text, where that is given.
    """
    yield from quote_flaws(brief)
    yield from anchor_flaws(brief, text, article.characters if article else None)
    yield from word_flaws(brief)
    yield from history_flaws(brief)
    if article:
        yield from translation_flaws(brief, article.language)
    if people is not None:
        yield from speaker_flaws(brief, people)
    if topics is not None and brief.topic not in topics:
        what = f'"{brief.topic}" is not in topics.toml'
        yield Flaw(("topic",), what, f"write one of {', '.join(topics)}, or add it there")


def citation_flaw(article: Article, kept: Collection[str], drafted: Mapping[str, str]) -> Flaw | None:
    """Say where an article's text is kept, but none with the sha256 that it states: nothing could be proven against it.

    `kept` are the sha256 of the texts that there are, `drafted` that of the last one of each article, by its id.
    """
    known = drafted.get(article.id)
    if known is None or article.sha256 in kept:
        return None
    what = f"the text of {article.id} is kept with another sha256, and no quote can be proven"
    return Flaw(
        ("sha256",), what, f'write sha256 = "{known}", as it was drafted, or draft the article as it is now'
    )
