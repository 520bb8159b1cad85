"""An article's text: where its letters end, what stands in quotation marks, what is a photo's caption."""

from dataclasses import dataclass
from functools import cached_property

import regex

from bot.domain.marks import Quotation, quotations
from bot.domain.models import Span

_LINE = regex.compile(r"[^\n]*\S[^\n]*")
_LINE_AFTER_BLANK = regex.compile(r"(?<=\n[^\S\n]*\n)[^\n]*\S[^\n]*")
_SENTENCE_END = regex.compile(r"[.?!।॥…][”’»\"')\]]*[^\S\n]*$", regex.MULTILINE)


@dataclass(frozen=True)
class Source:
    """An article's text in NFC; every offset is in its code points."""

    text: str

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Where a grapheme begins or ends."""
        return grapheme_breaks(self.text)

    def letter_at(self, offset: int) -> str:
        """Give the grapheme that an offset is in or begins."""
        start, end = offset, offset + 1
        while start not in self.breaks:
            start -= 1
        while end not in self.breaks:
            end += 1
        return self.text[start:end]

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands between quotation marks."""
        return quotations(self.text)

    @cached_property
    def captions(self) -> tuple[Span, ...]:
        """The photo captions: the lines that follow a blank one, where most lines do not.

        Before the first sentence a blank line parts the text from its headline and byline.
        """
        first = _SENTENCE_END.search(self.text)
        begun = first.end() if first else len(self.text)
        spans = tuple(line.span() for line in _LINE_AFTER_BLANK.finditer(self.text, begun))
        return spans if 2 * len(spans) < len(_LINE.findall(self.text)) else ()


def grapheme_breaks(text: str) -> frozenset[int]:
    """Give the offsets between graphemes, both ends of the text among them."""
    return frozenset((0, *(found.end() for found in regex.finditer(r"\X", text))))
