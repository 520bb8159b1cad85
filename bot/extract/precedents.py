"""What is there of an article already: its own briefs, those of one much like it, or of what its address had before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from bot.content.contents import Contents
from bot.content.files import TomlFile, shown
from bot.domain.models import Quote
from bot.domain.reanchor import Fate, fate_of, reanchor_quote, reanchor_span
from bot.domain.shingles import NEARLY, is_changed, shared, shingles
from bot.domain.source import Source
from bot.extract.source_file import SourceText
from bot.store.engine import Store
from bot.store.sources import StoredSource
from bot.store.versions import Version

_RECORDS = ("article.toml", "people.toml", "topics.toml")
_SHOWN = 40  # characters of a quote or a sentence that is named


@dataclass(frozen=True)
class Precedents:
    """`same` says where the very article's briefs are, "" where there are none.

    `alike` is the article most like it with the share of its runs of words that both have, where that is much, and
    `before` what its address or file had when it was drafted, where that was another text.
    """

    same: str = ""
    alike: tuple[str, float] | None = None
    before: StoredSource | None = None


async def precedents(article: SourceText, contents: Contents, store: Store) -> Precedents:
    """Look an article up in a folder of briefs and in the store."""
    text = article.document.text
    stored, last = await store.sources.get(article.sha256), await store.sources.of_origin(article.origin)
    texts = await store.sources.all_texts(article.document.language)
    key = stored.article_id if stored else next((key for key, _, other in texts if other == text), "")
    file = _article_file(contents, article.sha256, key)
    if file or key:
        return Precedents(same=_place(file, key))
    own = shingles(text)
    shares = [(shared(own, shingles(other)), key) for key, _, other in texts]
    share, key = max(shares, default=(0.0, ""))
    alike = (_place(_article_file(contents, "", key), key), share) if share >= NEARLY else None
    changed = last and is_changed(article.origin, last.text, text)
    return Precedents(alike=alike, before=last if changed else None)


def fates(contents: Contents, out: Iterable[Version], before: StoredSource, now: Source) -> Iterator[str]:
    """Say of each brief of an article that changed how its quotes and evidence stand in the text as it is now.

    `out` are versions of briefs whose files are not here.
    """
    article, old = _article_file(contents, before.sha256, before.article_id), Source(before.text)
    for file in contents.files:
        if article and file.path.parent == article.path.parent and file.path.name not in _RECORDS:
            table = file.table
            yield f"{shown(file.path)}: {_sums(table.get('quotes'), table.get('evidence'), old, now)}"
    for version in out:
        cited = version.around.sources.get(version.id)
        if cited and cited.sha256 == before.sha256:
            brief = version.brief
            yield f"{version.id}, which is out: {_sums(brief.quotes, brief.evidence, old, now)}"


def _sums(quotes: object, evidence: object, old: Source, now: Source) -> str:
    found = [*_quote_fates(quotes, old, now), *_span_fates(evidence, old, now)]
    stand, moved, gone = (
        [name for name, each in found if each == fate] for fate in ("stands", "moved", "gone")
    )
    lost = f" ({'; '.join(gone)})" if gone else ""
    return f"{len(stand)} stand, {len(moved)} moved, {len(gone)} gone{lost}"


def _quote_fates(quotes: object, old: Source, now: Source) -> Iterator[tuple[str, Fate]]:
    for each in quotes if isinstance(quotes, tuple) else ():
        try:
            quote = Quote.model_validate(each)
        except ValidationError:
            continue  # an editor is at it, and `barta check` says what is wrong
        yield f"“{_begun(quote.exact)}”", fate_of(quote, reanchor_quote(quote, old, now))


def _span_fates(spans: object, old: Source, now: Source) -> Iterator[tuple[str, Fate]]:
    for span in spans if isinstance(spans, tuple) else ():
        if isinstance(span, tuple) and [*map(type, span)] == [int, int]:
            sentence = _begun(old.text[slice(*span)])
            yield f"the sentence “{sentence}”", fate_of(span, reanchor_span(span, old, now))


def _begun(text: str) -> str:
    """Give the first words of a text."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0] or words[:_SHOWN]} …"


def _article_file(contents: Contents, sha256: str, key: str) -> TomlFile | None:
    """Give the file of an article by its sha256, or else by its id."""
    files = [file for file in contents.files if file.path.name == "article.toml"]
    by_sum = (file for file in files if sha256 and file.table.get("sha256") == sha256)
    return next(by_sum, next((file for file in files if key and file.table.get("id") == key), None))


def _place(file: TomlFile | None, key: str) -> str:
    return shown(file.path.parent) if file else key
