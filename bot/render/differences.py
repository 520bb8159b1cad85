"""What a new version of a brief changes, for a terminal: field by field, old above new, the changed words marked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import regex

from bot.domain.editorial import LANGUAGE_NAMES
from bot.domain.models import Brief, HistoryEntry, Library, Quote
from bot.domain.surroundings import Surroundings
from bot.render.desk_terminal import Page
from bot.render.progress import clean, clip, moment

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+|\s+|.", regex.DOTALL)
_LEAST_ALIKE = 0.4  # below it a text is another altogether, and marks would be noise
# Of a brief that is new: what its readers will see.
_READ = regex.compile(r"(?:topic|title|summary|why|embargo|quote)(?!.*(?:: (?:kind|place)$|'s))")
_NAME = 30  # cells of a quote's words that name it

Fields = Mapping[str, str]


def difference_lines(page: Page, before: Library | None, after: Library, key: str) -> Iterator[str]:
    """Give what differs between two versions of a brief and of what stands around it; what readers will see where there was none."""
    old = fields_of(before, key) if before else {}
    new = fields_of(after, key)
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name, ""), new.get(name, "")
        if was != now and (before or _READ.match(name)):
            yield f"  {page.styled_text(clip(name, page.width - 2), 'bold')}"
            yield from _pair(page, was, now)


def changed_fields(before: Library | None, after: Library, key: str) -> list[str]:
    """Name the fields that differ between two versions of a brief."""
    old, new = (fields_of(before, key) if before else {}), fields_of(after, key)
    return [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]


def fields_of(library: Library, key: str) -> Fields:
    """Give a brief and what stands around it, as texts by the names of their fields, in the order of its file."""
    brief = library.briefs[key]
    return dict([*_brief(brief), *_around(library, key)])


def _brief(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "topic", brief.topic
    yield "status", brief.status
    yield "published", moment(brief.published)
    if brief.embargo:
        yield "embargo", moment(brief.embargo)
    for name in ("title", "summary", "why"):
        yield from _texts(name, getattr(brief, name))
    for language, words in brief.keywords:
        yield from _some(f"keywords in {LANGUAGE_NAMES[language]}", ", ".join(words))
    yield from _some("evidence", ", ".join(f"{start}–{end}" for start, end in brief.evidence))
    seen: Counter[str] = Counter()
    for quote in brief.quotes:
        seen[quote.exact] += 1
        again = f" ({seen[quote.exact]})" if seen[quote.exact] > 1 else ""
        yield from _quote(quote, f"quote “{clip(quote.exact, _NAME)}”{again}")
    for place, entry in enumerate(brief.history, 1):
        yield f"history {place}", _entry(entry)


def _quote(quote: Quote, name: str) -> Iterator[tuple[str, str]]:
    yield name, quote.exact
    spans = quote.segments or ((quote.start, quote.end),)
    yield f"{name}: place", ", ".join(f"{start}–{end}" for start, end in spans)
    yield f"{name}: kind", quote.kind
    yield from _some(f"{name}: speaker", quote.speaker)
    yield from _some(f"{name}: relayed by", quote.relayed_by)
    yield from _texts(f"{name}: translation", quote.translation)
    yield from _some(f"{name}: on hold", quote.hold)


def _entry(entry: HistoryEntry) -> str:
    notes = f": {entry.note.bn} / {entry.note.en}" if entry.note else ""
    return f"{entry.kind}, {moment(entry.date)}{notes}"


def _around(library: Library, key: str) -> Iterator[tuple[str, str]]:
    around = Surroundings.of(library, key)
    if article := around.article:
        yield "article", f"{article.id}, {article.publisher}, {article.published}"
        yield from _texts("credit", article.credit)
        yield from _some("article's address", article.url)
    for name, person in around.people.items():
        yield from _texts(name, person.name)
        yield from _texts(f"{name}'s role", person.role)
        yield from _some(f"{name}'s spellings", ", ".join(person.aliases))
    if topic := around.topic:
        yield from _texts("topic's name", topic.name)
        yield from _some("topic's spellings", ", ".join(topic.aliases))


def _texts(name: str, texts: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - bilingual or a translation
    """Give a text in its languages."""
    for language, words in texts or ():
        yield from _some(f"{name} in {LANGUAGE_NAMES[language]}", words)


def _some(name: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text:
        yield name, text


def _pair(page: Page, old: str, new: str) -> Iterator[str]:
    was, now = _TOKEN.findall(clean(old)), _TOKEN.findall(clean(new))
    match = SequenceMatcher(None, was, now, autojunk=False)
    alike = bool(old and new) and match.ratio() >= _LEAST_ALIKE
    spans = match.get_opcodes() if alike else []
    for sign, style, tokens, edges in (
        ("-", "old", was, [(start, end) for how, start, end, _, _ in spans if how != "equal"]),
        ("+", "new", now, [(start, end) for how, _, _, start, end in spans if how != "equal"]),
    ):
        if tokens:
            yield page.lines(
                _marked(page, tokens, _joined(edges, tokens)),
                "      ",
                f"    {page.styled_text(sign, style)} ",
            )


def _joined(edges: Iterable[tuple[int, int]], tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Give stretches with those made one that nothing but a space parts."""
    joined: list[tuple[int, int]] = []
    for start, end in edges:
        if joined and not "".join(tokens[joined[-1][1] : start]).strip():
            joined[-1] = (joined[-1][0], end)
        elif start < end:
            joined.append((start, end))
    return joined


def _marked(page: Page, tokens: Sequence[str], edges: Sequence[tuple[int, int]]) -> str:
    """Give a text with some stretches of it marked: on a terminal by a style, elsewhere between signs."""
    text, at = "", 0
    for start, end in edges:
        words = "".join(tokens[start:end])
        bare = words.strip()
        marked = (page.styled_text(bare, "marked") if page.styled else f"»{bare}«") if bare else ""
        text += (
            "".join(tokens[at:start]) + words.replace(bare, marked, 1) if bare else "".join(tokens[at:end])
        )
        at = end
    return text + "".join(tokens[at:])
