"""A brief's quotes and evidence in an article's newer text: which stand as they stood, which moved, which are gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final, Literal

import regex

from bot.domain.anchors import MAX_CONTEXT, is_proven, pieces
from bot.domain.models import Brief, Quote, Span
from bot.domain.source import Source

Fate = Literal["stands", "moved", "gone"]

_NEAR: Final = 200  # characters around words that are compared to tell two places apart


@dataclass(frozen=True)
class Reanchored:
    """A brief as it stands in the newer text; what is gone from it has its old offsets still.

    `quotes` and `evidence` say what became of each, in the brief's order.
    """

    brief: Brief
    quotes: tuple[Fate, ...]
    evidence: tuple[Fate, ...]

    @property
    def gone(self) -> bool:
        """Whether something of the brief is not in the newer text."""
        return "gone" in (*self.quotes, *self.evidence)


def reanchor(brief: Brief, old: Source | None, new: Source) -> Reanchored:
    """Give a brief with its offsets in `new`; without the `old` text, evidence is found by nothing and counts as gone."""
    quotes = [(quote, reanchor_quote(quote, old, new)) for quote in brief.quotes]
    spans = [(span, reanchor_span(span, old, new)) for span in brief.evidence]
    changed = {
        "quotes": tuple(quote if moved is None else moved for quote, moved in quotes),
        "evidence": tuple(span if moved is None else moved for span, moved in spans),
    }
    return Reanchored(
        brief.model_copy(update=changed),
        tuple(fate_of(quote, moved) for quote, moved in quotes),
        tuple(fate_of(span, moved) for span, moved in spans),
    )


def fate_of(before: Quote | Span, after: Quote | Span | None) -> Fate:
    """Say what became of a quote or span."""
    if after is None:
        return "gone"
    places = [
        (each.start, each.end, each.segments) if isinstance(each, Quote) else each for each in (before, after)
    ]
    return "stands" if places[0] == places[1] else "moved"


def reanchor_quote(quote: Quote, old: Source | None, new: Source) -> Quote | None:
    """Give a quote where its words stand in `new`, proven there to the letter; None where they do not.

    Of several places it is the one with the same words around it, and of such the nearest.
    """
    parts = [(span, words) for span, words in pieces(quote) if words]
    if not parts:
        return None
    first, words = parts[0]
    after = old.text[first[1] :] if old else "" if quote.segments else quote.suffix
    before = old.text[: first[0]] if old else quote.prefix
    for start in _places(words, first[0], before, after, new):
        if (spans := _follow(parts, start, new)) and is_proven(found := _at(quote, spans, new), new):
            return found
    return None


def reanchor_span(span: Span, old: Source | None, new: Source) -> Span | None:
    """Give a span where its words stand in `new`; None where they do not, or where the `old` text is not known."""
    words = old.text[slice(*span)] if old else ""
    if old and words:
        for start in _places(words, span[0], old.text[: span[0]], old.text[span[1] :], new):
            if {start, start + len(words)} <= new.breaks:
                return start, start + len(words)
    return None


def surroundings(start: int, end: int, source: Source) -> tuple[str, str]:
    """Give up to 32 characters before and after a stretch, whole letters only."""
    first = next(at for at in range(max(0, start - MAX_CONTEXT), start + 1) if at in source.breaks)
    last = next(at for at in range(min(len(source.text), end + MAX_CONTEXT), -1, -1) if at in source.breaks)
    return source.text[first:start], source.text[end:last]


def _places(words: str, at: int, before: str, after: str, new: Source) -> Sequence[int]:
    """Give where words stand, the likeliest place first: by how far what is around them is the same, then by nearness."""
    found = [match.start() for match in regex.finditer(regex.escape(words), new.text, overlapped=True)]

    def likeness(start: int) -> tuple[int, int]:
        end = start + len(words)
        same = _common(before[-_NEAR:][::-1], new.text[max(0, start - _NEAR) : start][::-1])
        return -same - _common(after[:_NEAR], new.text[end : end + _NEAR]), abs(start - at)

    return sorted(found, key=likeness)


def _common(one: str, other: str) -> int:
    """Give how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _follow(parts: Sequence[tuple[Span, str]], start: int, new: Source) -> Sequence[Span]:
    """Give the spans of all pieces when the first begins at `start`, in order; nothing where one is missing."""
    spans = list(_spans(parts, start, new))
    return spans if len(spans) == len(parts) else ()


def _spans(parts: Sequence[tuple[Span, str]], start: int, new: Source) -> Iterator[Span]:
    end = start + len(parts[0][1])
    yield start, end
    for (earlier, _), ((begins, _), words) in pairwise(parts):
        expected = end + begins - earlier[1]
        later = [
            match.start() for match in regex.finditer(regex.escape(words), new.text, pos=end, overlapped=True)
        ]
        if not later:
            return
        start = min(later, key=lambda at: abs(at - expected))
        end = start + len(words)
        yield start, end


def _at(quote: Quote, spans: Sequence[Span], new: Source) -> Quote:
    start, end = spans[0][0], spans[-1][1]
    prefix, suffix = surroundings(start, end, new)
    if quote.prefix and prefix.endswith(quote.prefix):
        prefix = quote.prefix
    if quote.suffix and suffix.startswith(quote.suffix):
        suffix = quote.suffix
    changed = {"start": start, "end": end, "prefix": prefix, "suffix": suffix}
    return quote.model_copy(update=changed | ({"segments": tuple(spans)} if quote.segments else {}))
