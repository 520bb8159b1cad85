"""What is still open in drafts: all that keeps them from being published, and nothing else from being used."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from bot.content.check import SourceFile, form_faults
from bot.content.contents import Contents
from bot.content.files import TomlFile, shown, value_at
from bot.content.remarks import remarks
from bot.domain.draft import NewDraft, OpenPoint
from bot.domain.editorial import Fault, Flaw, name_quote
from bot.domain.models import LANGUAGES, Article, Brief
from bot.domain.rules import brief_flaws
from bot.domain.source import Source

_TEXTS = ("title", "summary", "why")
_OPEN = "…"  # stands where nothing is written yet, so that the rest can be held to the rules
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def open_points(contents: Contents, key: str, source_text: str | None = None) -> tuple[OpenPoint, ...]:
    """Give all that is open in a draft, its article and its people, its quotes proven where there is the article's text."""
    text = Source(source_text) if source_text is not None else None
    own = [_point("", flaw) for flaw in draft_flaws(contents, key, text)]
    return (*own, *_article_points(contents, key), *_people_points(contents, key))


def to_draft(contents: Contents, key: str, source_text: str | None = None) -> NewDraft:
    """Give a draft as its files are now, with what stands around it."""
    table, article = contents.drafts[key].file.table, contents.article_file(key)
    known = {"people.toml": {}, "topics.toml": {}}  # type: dict[str, dict[str, Any]]
    for file in contents.files:
        for name, record in file.table.items() if file.path.name in known else ():
            known[file.path.name].setdefault(name, record)
    people = {name: known["people.toml"][name] for name in _named(table) if name in known["people.toml"]}
    topic = known["topics.toml"].get(str(table.get("topic")))
    around = {"article": article.table if article else None, "people": people, "topic": topic}
    points = open_points(contents, key, source_text)
    return NewDraft(key, table, {name: each for name, each in around.items() if each}, points)


def open_lines(
    contents: Contents,
    source: SourceFile | None = None,
    published: Collection[str] = (),
    kept: Mapping[str, Source] = MappingProxyType({}),
) -> list[Fault]:
    """Give all open points of a folder in the order of its files and lines, what several drafts share once.

    `published` are the ids of what is out, `kept` the articles that are, by the sha256 of their bytes.
    """
    texts = {**kept, source.sha256: source.source} if source else kept
    found = _open_lines(contents, texts, published)
    return sorted(found, key=lambda fault: (fault.file, fault.line or 0))


def _open_lines(
    contents: Contents, texts: Mapping[str, Source], published: Collection[str]
) -> Iterator[Fault]:
    for key, draft in contents.drafts.items():
        article = contents.article_file(key)
        text = texts.get(str(article.table.get("sha256"))) if article else None
        yield from map(draft.file.fault, draft_flaws(contents, key, text))
        yield from form_faults(draft.file)
        if key in published:
            what = "this brief is out already and cannot be a draft again"
            mend = f"run `barta publish`, which brings the file up, or take it back: barta retract {key}"
            yield draft.file.fault(Flaw(("status",), what, mend))
        if article is None:
            what, mend = "this draft has no article.toml beside it", "add it, with the article's citation"
            yield Fault(shown(draft.file.path), None, what, mend)
    for around in contents.around_drafts.values():
        yield from map(around.file.fault, around.flaws)
    yield from contents.aside


def draft_flaws(contents: Contents, key: str, text: Source | None) -> Iterator[Flaw]:
    """Give what every rule of the format finds in a draft, and what the drafter was not sure of."""
    draft = contents.drafts[key]
    yield from draft.flaws
    yield from _unsure_flaws(draft.file)
    brief = contents.briefs[key][0] if key in contents.briefs else _as_far_as_written(draft.file)
    if brief is None:
        return
    article = contents.article_of(key) or _article_as_far_as_written(contents.article_file(key))
    people = contents.people if "people.toml" in contents.taken else None
    topics = contents.topics if "topics.toml" in contents.taken else None
    unfinished = {name for each in contents.around_drafts.values() for name in each.file.table}
    for flaw in brief_flaws(brief, article, people, topics, text):
        if not _is_written(draft.file.table, flaw):
            continue
        if (
            flaw.location[-1:] in (("speaker",), ("relayed_by",))
            and value_at(draft.file.table, flaw.location) in unfinished
        ):
            continue  # people.toml has them, with points of their own
        yield flaw


def _as_far_as_written(file: TomlFile) -> Brief | None:
    """Give a draft with an ellipsis for each text that is missing; None where more than that is."""
    table = dict(file.table)
    for field in _TEXTS:
        texts = table.get(field, {})
        if isinstance(texts, Mapping) and (texts or field != "why"):
            table[field] = dict.fromkeys(LANGUAGES, _OPEN) | {
                language: words for language, words in texts.items() if words != ""
            }
    try:
        return Brief.model_validate({"published": _MOMENT, "topic": "open", **table, "id": file.path.stem})
    except ValidationError:
        return None


def _article_as_far_as_written(file: TomlFile | None) -> Article | None:
    texts = {
        "publisher": _OPEN,
        "credit": dict.fromkeys(LANGUAGES, _OPEN),
        "published": _MOMENT.date(),
        "id": "open",
    }
    try:
        return Article.model_validate({**(file.table if file else {}), **texts})
    except ValidationError:
        return None


def _is_written(table: Mapping[str, Any], flaw: Flaw) -> bool:
    """Say whether a flaw is one of something that is there, not of what stands for it."""
    if flaw.location[:1] == ("topic",):
        return "topic" in table
    if len(flaw.location) > 1 and flaw.location[0] in _TEXTS:
        return bool(value_at(table, flaw.location))
    return True


def _unsure_flaws(file: TomlFile) -> Iterator[Flaw]:
    """Give the quotes whose speaker the drafter was not sure of, while its remark stands."""
    said = remarks(file.text)
    quotes = file.table.get("quotes", ())
    for place, quote in enumerate(quotes if isinstance(quotes, tuple) else ()):
        if not isinstance(quote, Mapping) or "hold" in quote:
            continue
        location = ("quotes", place, "speaker")
        if said.get(("quotes", place), "").startswith("open:"):
            what = f"it is not sure who speaks {name_quote(place)}"
            yield Flaw(location, what, "write who does, and take the remark behind [[quotes]] away")


def _article_points(contents: Contents, key: str) -> Iterator[OpenPoint]:
    file = contents.article_file(key)
    if file is None:
        yield OpenPoint("article", "article.toml is missing", "add it, with the article's citation")
    elif file.path in contents.around_drafts:
        yield from (_point("article.", flaw) for flaw in contents.around_drafts[file.path].flaws)
    elif file.path.parent not in contents.articles:
        yield OpenPoint("article", "article.toml has faults", "correct it as `barta check` says")


def _people_points(contents: Contents, key: str) -> Iterator[OpenPoint]:
    named = _named(contents.drafts[key].file.table)
    for path, unfinished in contents.around_drafts.items():
        if path.name == "people.toml":
            for flaw in unfinished.flaws:
                if str(flaw.location[0]) in named:
                    yield _point("people.", flaw)


def _named(table: Mapping[str, Any]) -> set[str]:
    """Give the ids of those whom a draft's quotes name."""
    quotes = table.get("quotes", ())
    tables = [each for each in quotes if isinstance(each, Mapping)] if isinstance(quotes, tuple) else []
    return {str(each[field]) for each in tables for field in ("speaker", "relayed_by") if field in each}


def _point(prefix: str, flaw: Flaw) -> OpenPoint:
    return OpenPoint(prefix + ".".join(map(str, flaw.location)), flaw.what, flaw.mend)
