"""The outermost quotations of a paragraph, whichever marks a newspaper sets and however many it forgets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "‘": "’", "「": "」", "『": "』", '"': '"', "'": "'"}
_CLOSING: Final = frozenset("".join(_PAIRS.values()))
_LETTER: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")
# A Bengali word may take an ending behind its closing mark (‘ছাদবাগানের চাবি’ও); an apostrophe stands within a word (দু’জন).
_ENDING: Final = regex.compile(r"(?:ও|ই|এর|এ|কে|র|তে|তেও|টি|টির|গুলো)(?![\p{L}\p{M}\p{N}])")
_ELISION: Final = regex.compile(r"['’](?:\d\ds?|tis|twas|til|em|cause|n)\b", regex.IGNORECASE)


@dataclass(frozen=True)
class Marked:
    """What stands between two outermost marks of a paragraph; offsets leave the marks out.

    `closed` is False where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    closed: bool = True


def marked(text: str, start: int = 0) -> tuple[Marked, ...]:
    """Give the outermost quotations of one paragraph that begins at the offset `start` of an article.

    A quotation that a second one of the same marks interrupts was never closed, and is left out.
    """
    return tuple(Marked(start + a, start + b, closed) for a, b, closed in _outermost(text))


def _outermost(text: str) -> Iterator[tuple[int, int, bool]]:
    opened: list[tuple[str, int]] = []
    nests = text.count("“") <= text.count("”") or "„" in text
    for at in _candidates(text):
        mark = text[at]
        closes = next((i for i in range(len(opened) - 1, -1, -1) if mark in _PAIRS[opened[i][0]]), None)
        if closes is not None and _may_close(text, at, opened[closes][0]):
            begun = opened[closes][1]
            del opened[closes:]
            if not opened:
                yield begun, at, True
        elif mark in _PAIRS and _may_open(text, at):
            if mark in "“‘" and any(mark == other for other, _ in opened) and not (mark == "“" and nests):
                opened = opened[: next(i for i, (other, _) in enumerate(opened) if other == mark)]
            opened.append((mark, at + 1))
    if opened:
        yield opened[0][1], len(text), False


def _candidates(text: str) -> Iterator[int]:
    """Give where marks stand that are no apostrophes."""
    for at, mark in enumerate(text):
        if (mark in _PAIRS or mark in _CLOSING) and not (mark in "'’" and _is_apostrophe(text, at)):
            yield at


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = _is_letter(text, at - 1), _is_letter(text, at + 1)
    if before and after:
        return not _ENDING.match(text, at + 1)
    if not before and after:
        return bool(_ELISION.match(text, at))
    if (
        text[at - 1 : at] in ("s", "n") and text[at + 1 : at + 2] == " "
    ):  # the drivers’ union, or a closing mark
        return _next_closes(text, at)
    return False


def _next_closes(text: str, at: int) -> bool:
    """Say whether the next single mark that is no apostrophe closes, so that this one need not."""
    for place in range(at + 2, len(text)):
        if text[place] == "‘":
            return False
        if text[place] in "'’":
            before, after = _is_letter(text, place - 1), _is_letter(text, place + 1)
            if before and after:
                continue
            return not after
    return False


def _may_close(text: str, at: int, opening: str) -> bool:
    if opening not in "\"'":
        return True
    return at > 0 and not text[at - 1].isspace()


def _may_open(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if text[at] in "\"'":
        return not (at and (text[at - 1].isdigit() or (text[at] == "'" and _is_letter(text, at - 1))))
    return True


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _LETTER.match(text[at]) is not None
