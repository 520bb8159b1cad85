"""Do a quote's words, offsets and surroundings agree with each other, and with the article's text?"""

from collections.abc import Iterator

import regex

from bot.domain.editorial import Flaw, Location, name_quote
from bot.domain.models import Brief, Language, Quote, Span
from bot.domain.source import Source, grapheme_breaks

MAX_CONTEXT = 32
_ELLIPSIS = regex.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?\s*")
_OPENING, _CLOSING = frozenset("“«「"), frozenset("”»」")
_MARK = regex.compile(r"[“”«»「」]")
_SAYS_PHOTO: dict[Language, regex.Pattern[str]] = {
    "bn": regex.compile(r"(?<![\p{L}\p{M}])(?:ছবি|আলোকচিত্র|চিত্র|ক্যাপশন)"),
    "en": regex.compile(r"\b(?:photo|picture|image|caption)", regex.IGNORECASE),
}


def anchor_flaws(brief: Brief, source: Source | None, characters: int | None) -> Iterator[Flaw]:
    """Give what is wrong with a brief's spans, proven where there is a source of so many `characters`."""
    length = len(source.text) if source else characters
    for index, span in enumerate(brief.evidence):
        name = f"evidence span {index + 1}"
        flaws = [*_bounds_flaws(span, ("evidence", index), name, length)]
        if source and not flaws:
            flaws += _letter_flaws(span, ("evidence", index), name, source)
        yield from flaws
    for index, quote in enumerate(brief.quotes):
        yield from _quote_flaws(quote, ("quotes", index), name_quote(index), source, length)
    if source:
        yield from _caption_flaws(brief, source)


def _bounds_flaws(span: Span, location: Location, name: str, length: int | None) -> Iterator[Flaw]:
    if span[0] >= span[1]:
        yield Flaw(location, f"{name} ends where it starts, or before", "write the smaller offset first")
    elif length is not None and span[1] > length:
        what = f"{name} ends at {span[1]}, and the article has {length} characters"
        yield Flaw(location, what, "correct the offsets")


def _letter_flaws(span: Span, location: Location, name: str, source: Source) -> Iterator[Flaw]:
    for edge in span:
        if edge not in source.breaks:
            what = f"{name} cuts the letter “{source.letter_at(edge)}” in two at {edge}"
            yield Flaw(location, what, "move the offset to the letter's beginning or end")


def _quote_flaws(
    quote: Quote, location: Location, name: str, source: Source | None, length: int | None
) -> Iterator[Flaw]:
    flaws = [*_piece_flaws(quote, location, name), *_context_flaws(quote, location, name)]
    if not flaws:
        for span, _ in pieces(quote):
            flaws += _bounds_flaws(span, (*location, "start"), name, length)
    if not flaws:
        flaws += _proof(quote, location, name, source) if source else _agreement(quote, location, name)
    yield from flaws


def is_proven(quote: Quote, source: Source) -> bool:
    """Say whether a quote stands in the article to the letter, on whole letters and inside its marks."""
    return not any(_quote_flaws(quote, (), "", source, len(source.text)))


def pieces(quote: Quote) -> list[tuple[Span, str]]:
    """Give each anchored piece of a quote: one, or those between its ellipses."""
    spans = quote.segments or ((quote.start, quote.end),)
    return list(zip(spans, _ELLIPSIS.split(quote.exact), strict=False))


def _piece_flaws(quote: Quote, location: Location, name: str) -> Iterator[Flaw]:
    """Say where ellipses, segments and offsets contradict each other."""
    pieces, segments = _ELLIPSIS.split(quote.exact), quote.segments
    edges = [edge for segment in segments for edge in segment]
    if not all(pieces):
        yield Flaw((*location, "exact"), f"{name} begins or ends with an ellipsis", "take it out")
    elif len(pieces) != max(1, len(segments)) or len(segments) == 1:
        what = f"the ellipses of {name} part it into {len(pieces)}, and its segments are {len(segments)}"
        yield Flaw((*location, "exact"), what, "write segments = [[start, end], …], one for each piece")
    elif segments and (edges != sorted(edges) or (edges[0], edges[-1]) != (quote.start, quote.end)):
        what = f"the segments of {name} do not go in order from its start to its end"
        yield Flaw((*location, "segments"), what, "write the first from start, the last to end")


def _context_flaws(quote: Quote, location: Location, name: str) -> Iterator[Flaw]:
    for field, keep in (("prefix", "last"), ("suffix", "first")):
        size = len(getattr(quote, field))
        if size > MAX_CONTEXT:
            what = f"the {field} of {name} has {size} characters"
            yield Flaw((*location, field), what, f"keep the {keep} {MAX_CONTEXT}")


def _agreement(quote: Quote, location: Location, name: str) -> Iterator[Flaw]:
    """Say where a quote contradicts itself; what only the article could show is left open."""
    for (start, end), piece in pieces(quote):
        if len(piece) != end - start:
            what = f"{name} has {len(piece)} characters from {start} to {end}, where {end - start} fit"
            mend = f"copy the words again, or write end = {start + len(piece)}"
            yield Flaw((*location, "exact"), what, mend)
    breaks = grapheme_breaks(quote.prefix + quote.exact + quote.suffix)
    edges = {len(quote.prefix), len(quote.prefix) + len(quote.exact)}
    if not edges <= breaks or regex.match(r"\p{M}", quote.exact):
        what = f"{name} begins or ends inside a letter"
        yield Flaw((*location, "exact"), what, "move it to a whole letter")
    before = _MARK.findall(quote.prefix.rpartition("\n")[2])[-1:]
    after = _MARK.findall(quote.suffix.partition("\n")[0])[:1]
    if quote.kind == "passage":
        if _OPENING.intersection(before) or _CLOSING.intersection(after) or _cuts_marks(quote.exact):
            yield _speech_flaw(location, name)
    elif _CLOSING.intersection(before) or _OPENING.intersection(after) or _cuts_marks(quote.exact):
        yield _marks_flaw(location, name)


def _cuts_marks(words: str) -> bool:
    """Say whether a stretch holds one of a pair of marks without the other."""
    depth = 0
    for mark in _MARK.findall(words):
        depth += 1 if mark in _OPENING else -1
        if depth < 0:
            return True
    return depth > 0


def _marks_flaw(location: Location, name: str) -> Flaw:
    what = f"{name} does not stand inside quotation marks"
    return Flaw((*location, "start"), what, 'anchor it inside them, or write kind = "passage"')


def _speech_flaw(location: Location, name: str) -> Flaw:
    what = f"{name} is a passage and cuts into words in quotation marks"
    mend = "end it before the marks, or write it as a quote with its speaker"
    return Flaw((*location, "start"), what, mend)


def _proof(quote: Quote, location: Location, name: str, source: Source) -> Iterator[Flaw]:
    """Say where a quote is not what stands in the article, to the letter."""
    for span, piece in pieces(quote):
        if source.text[slice(*span)] != piece:
            yield _difference(span, piece, location, name, source)
            return
        yield from _letter_flaws(span, (*location, "start"), name, source)
    start, end = quote.start, quote.end
    stands = {"prefix": source.text[max(0, start - len(quote.prefix)) : start]}
    stands["suffix"] = source.text[end : end + len(quote.suffix)]
    for field, text in stands.items():
        if getattr(quote, field) != text:
            what = f"the {field} of {name} is not what stands there: “{text}”"
            yield Flaw((*location, field), what, "copy it from the article")
    if quote.kind == "passage":
        if any(_cuts(span, source) for span, _ in pieces(quote)):
            yield _speech_flaw(location, name)
    elif not all(_inside(span, source) for span, _ in pieces(quote)):
        yield _marks_flaw(location, name)


def _inside(span: Span, source: Source) -> bool:
    return any(marked.start <= span[0] and span[1] <= marked.end for marked in source.quotations)


def _cuts(span: Span, source: Source) -> bool:
    """Say whether a span holds a part of marked words without holding them whole, marks and all."""
    return any(
        span[0] < marked.end + 1 and marked.start - 1 < span[1]
        and not (span[0] < marked.start and marked.end < span[1])
        for marked in source.quotations
    )  # fmt: skip


def _difference(span: Span, piece: str, location: Location, name: str, source: Source) -> Flaw:
    start, end = span
    places = [found.start() for found in regex.finditer(regex.escape(piece), source.text, overlapped=True)]
    if places:
        what = f"{name} does not stand at {start} to {end}"
        offsets = [f"start = {place}, end = {place + len(piece)}" for place in places[:3]]
        return Flaw((*location, "start"), what, f"write {' or '.join(offsets)}")
    there = source.text[start:end]
    same = zip(piece, there, strict=False)
    at = next((n for n, (ours, theirs) in enumerate(same) if ours != theirs), len(there))
    what = f"{name} says “{_word(piece, at)}” where the article says “{_word(there, at)}”"
    return Flaw((*location, "exact"), what, "copy the words from the article")


def _word(text: str, position: int) -> str:
    """Give the word of a text around a position."""
    start = max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1
    return text[start : position + 1] + regex.split(r"\s", text[position + 1 :], maxsplit=1)[0]


def _caption_flaws(brief: Brief, source: Source) -> Iterator[Flaw]:
    """Say where a brief draws on a photo's caption and its summary does not tell."""
    spans = [*brief.evidence, *((quote.start, quote.end) for quote in brief.quotes)]
    in_caption = any(
        start < caption[1] and caption[0] < end for start, end in spans for caption in source.captions
    )
    for language, says_photo in _SAYS_PHOTO.items():
        if in_caption and not says_photo.search(brief.summary.get(language)):
            what = "the brief draws on a photo's caption, and this summary does not say so"
            yield Flaw(("summary", language), what, "say that it comes from a photo's caption")
