"""Quotation marks: which stretches of a text stand between them."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

_OPENING = {"”": "“", "’": "‘", "»": "«", "」": "「", "』": "『", '"': '"', "'": "'"}
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")


@dataclass(frozen=True)
class Quotation:
    """What stands between two marks, or from an opening one to the paragraph's end; offsets leave the marks out."""

    start: int
    end: int
    words: str


def quotations(text: str) -> tuple[Quotation, ...]:
    """Give every marked stretch of a text, in the order of their beginnings; none goes beyond its paragraph.

    Marks are “ ”, „ “, ‘ ’, « », 「 」 and the straight ones, which open and close by turns. An apostrophe is no mark.
    """
    found: list[Quotation] = []
    start = 0
    for paragraph in text.split("\n"):
        for opened, closed in _pairs(paragraph):
            found.append(Quotation(start + opened, start + closed, paragraph[opened:closed]))
        start += len(paragraph) + 1
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _pairs(paragraph: str) -> Iterator[tuple[int, int]]:
    opened: dict[str, list[int]] = {mark: [] for mark in ("„", *_OPENING.values())}
    for position, mark in enumerate(paragraph):
        if mark not in opened and mark not in _OPENING:
            continue
        before = bool(_LETTER.match(paragraph[position - 1 : position]))
        after = bool(_LETTER.match(paragraph[position + 1 : position + 2]))
        if mark in "’'" and before and after:
            continue  # an apostrophe
        straight_opens = (mark == '"' and not opened[mark]) or (mark == "'" and after and not before)
        if mark in "“”" and opened["„"]:
            yield opened["„"].pop(), position
        elif mark in "„“‘«「『" or straight_opens:
            opened[mark].append(position + 1)
        elif opened[_OPENING[mark]]:
            yield opened[_OPENING[mark]].pop(), position
    for mark in '„“«「『"':  # a speech that goes on in the next paragraph is not closed in this one
        for start in opened[mark]:
            yield start, len(paragraph)
