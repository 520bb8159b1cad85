"""Which lines of an article are no part of its text: headings, bylines, dates, advertisements, links to other articles."""

from collections.abc import Iterator
from typing import Final

import regex

from bot.extract.segment import Document, Paragraph

_ENDED: Final = regex.compile(r"[.?!।॥…:][”’»」\"')\]]*$")
_HEADING: Final = 14  # words, at most
_ASIDE: Final = 30


def asides(document: Document) -> tuple[int, ...]:
    """Give the numbers of the paragraphs that are no running text; none where that would be all, and no caption."""
    told = [each for each in document.paragraphs if not each.caption]
    found = tuple(each.number for each in told if _is_aside(document, each))
    return found if len(found) < len(told) else ()


def headline(document: Document) -> str:
    """Give the first line where it is a heading and no label; "" where the article begins with its text."""
    first = document.paragraphs[0]
    text = document.text[first.start : first.end].strip()
    return text if first.number in asides(document) and not _labelled(document, text) else ""


def left_out_lines(document: Document) -> Iterator[str]:
    """Give a line for each sort of paragraphs that no draft draws on."""
    for why, numbers in (("taken for captions", document.captions), ("no running text", asides(document))):
        if numbers:
            places = ", ".join(map(str, numbers))
            yield f"left out, {why}: paragraph{'' if len(numbers) == 1 else 's'} {places}"


def _is_aside(document: Document, paragraph: Paragraph) -> bool:
    """Say whether a line opens as an aside does (Also read: …), or is short, quotes nobody and ends as no sentence does."""
    text = document.text[paragraph.start : paragraph.end].strip()
    length = len(text.split())
    if length <= _ASIDE and _labelled(document, text):
        return True
    return length <= _HEADING and not paragraph.marked and not _ENDED.search(text)


def _labelled(document: Document, text: str) -> bool:
    label = document.cues.pattern("aside").match(text)
    return label is not None and text[label.end() :].lstrip()[:1] in tuple(":ঃ|—–-/")
