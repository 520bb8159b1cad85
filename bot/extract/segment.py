"""An article's paragraphs, captions, quotations and sentences; a sentence never ends inside a quotation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from bot.domain.models import LANGUAGES, Language
from bot.domain.source import Source
from bot.extract.cues import Cues, cues
from bot.extract.marks import Marked, marked

_LINE: Final = regex.compile(r"[^\n]*\S[^\n]*")
_AFTER_BLANK: Final = regex.compile(r"(?:^|\n)\s*\n$")
_FINAL: Final = regex.compile(r"(?:[.?!।॥…])+[”’»」\"')\]]*(?=\s)")
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}\p{N}.]+$")
_ENDED: Final = regex.compile(r"[.?!।॥…]$")
_LOWER: Final = regex.compile(r"\s+[(\[]?\p{Ll}")
_NEXT_WORD: Final = regex.compile(r"\s+[“‘\"'(]?([\p{L}\p{M}\p{N}]+)")
_CLAUSE: Final = regex.compile(r"[^.?!।॥“‘«\"]{1,160}")
_LONGEST_LEAD: Final = 8  # words between a Bengali quotation and the verb that reports it
_OPENING: Final = "“‘«「\"'"
# LUNAS, Velmora (NWS) –; SAN ALBERTO, Calif. —; MADHOPUR:; নিজস্ব প্রতিবেদক, ঢাকা:
DATELINE: Final = regex.compile(
    r"^(?:[^.।()]|(?<=\p{Lu}\p{Ll}{0,5})\.){2,40}\([^)]{1,40}\)\s*[–—-]\s*|^\p{Lu}[\p{Lu} .’'-]{2,30}(?:, [\p{L}\p{N}. ]{2,24})?\s(?:[–—-])\s|^\p{Lu}{4,20}:\s"
    r"|^[^:।]{0,30}(?:সংবাদদাতা|প্রতিনিধি|প্রতিবেদক|প্রতিবেদন)[^:।]{0,20}:\s"
)
_CLOCK: Final = regex.compile(
    r"[^\p{L}]*\d[\d:.]*\s*(?:[ap]\.m\.|[ap]m|GMT)?\s*|(?:[\p{L}\p{M}]+\s)?[০-৯:.]+\s?টা(?:\s[০-৯]+\sমিনিট)?[।:]\s*"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence's span, without the blanks around it."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Paragraph:
    """A line that is not empty, its number from 1, and the quotations that begin in it."""

    number: int
    start: int
    end: int
    caption: bool
    marked: tuple[Marked, ...]

    def holding(self, at: int) -> Marked | None:
        """Give the quotation that an offset is in, its marks included."""
        return next((each for each in self.marked if each.start - 1 <= at < each.end + 1), None)


@dataclass(frozen=True)
class Document:
    """An article's text in NFC and its parts; offsets are code points of the whole text."""

    text: str
    language: Language

    @cached_property
    def cues(self) -> Cues:
        """The words that its language has around speech."""
        return cues(self.language)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The lines that are not empty, captions among them."""
        captions = set(Source(self.text).captions) or set(self._credited())
        found: list[Paragraph] = []
        lines = [(line, line.span() in captions) for line in _LINE.finditer(self.text)]
        for number, (line, caption) in enumerate(lines, 1):
            after = next((other[0].lstrip() for other, aside in lines[number:] if not aside), "")
            kept = tuple(
                each for each in marked(line[0], line.start()) if each.closed or self._goes_on(each, after)
            )
            found.append(Paragraph(number, *line.span(), caption, kept))
        return tuple(found)

    def _goes_on(self, quotation: Marked, after: str) -> bool:
        """Say whether a quotation that its paragraph leaves open is opened again in the next."""
        return after[:1] == self.text[quotation.start - 1]

    @cached_property
    def unclosed(self) -> tuple[int, ...]:
        """The numbers of the paragraphs with a quotation that is neither closed nor opened again."""
        return tuple(
            each.number
            for each in self.paragraphs
            if len(each.marked) != len(marked(self.text[each.start : each.end], each.start))
        )

    def _credited(self) -> Iterator[tuple[int, int]]:
        """Give the lines after a blank one that end as a picture's credit does, where blank lines part all paragraphs."""
        credited = [cues(language).pattern("credit") for language in LANGUAGES]
        for line in _LINE.finditer(self.text):
            end = line[0][-60:].rstrip(".।") + " "
            if _AFTER_BLANK.search(self.text[: line.start()]) and any(each.search(end) for each in credited):
                yield line.span()

    @cached_property
    def captions(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that are captions."""
        return tuple(each.number for each in self.paragraphs if each.caption)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text, without the captions'."""
        return tuple(
            sentence for each in self.paragraphs if not each.caption for sentence in self.split(each)
        )

    def split(self, paragraph: Paragraph) -> Iterator[Sentence]:
        """Give the sentences of a paragraph; a dateline or a clock time alone is part of the next one."""
        start = paragraph.start
        for end in (*self._ends(paragraph), paragraph.end):
            piece = self.text[start:end]
            if not piece.strip() or (end < paragraph.end and _CLOCK.fullmatch(piece.strip())):
                continue
            blank = len(piece) - len(piece.lstrip())
            yield Sentence(start + blank, start + len(piece.rstrip()), paragraph.number)
            start = end

    def _ends(self, paragraph: Paragraph) -> Iterator[int]:
        for found in _FINAL.finditer(self.text, paragraph.start, paragraph.end):
            if self._ends_sentence(paragraph, found.start(), found.end()):
                yield found.end()

    def _ends_sentence(self, paragraph: Paragraph, at: int, end: int) -> bool:
        quotation = paragraph.holding(at)
        if quotation and (not quotation.closed or quotation.end > end):
            return False
        done = self.language == "en" and self.text[at] == "."  # a comma would stand before “she said”
        led = quotation and self.text[paragraph.start : quotation.start - 1].rstrip().endswith((",", ":"))
        if quotation and not done and not led and self._is_reported(paragraph, end):
            return False
        if quotation and not _ENDED.search(self.text[quotation.start : quotation.end].rstrip("”’\"')")):
            return not _LOWER.match(self.text, end)  # a mark behind the closing one
        if _LOWER.match(self.text, end) and self.text[at] not in "।॥":
            return False
        return self.text[at] != "." or quotation is not None or not self._is_abbreviation(at, end)

    def _is_reported(self, paragraph: Paragraph, end: int) -> bool:
        """Say whether a reporting clause follows a quotation: one with a verb of saying that leads to no other quotation."""
        clause = _CLAUSE.match(self.text, end, paragraph.end)
        if clause is None or _LOWER.match(self.text, end):
            return clause is not None and bool(clause[0].strip())
        leads = self.text[clause.end() : clause.end() + 1] in _OPENING and clause[0].rstrip().endswith(
            (",", ":")
        )
        verb = self.cues.pattern("say").search(clause[0]) or self._noun_of_saying(clause[0])
        if verb is None or leads:
            return False
        return self._near(clause[0], verb.start())

    def _noun_of_saying(self, clause: str) -> regex.Match[str] | None:
        """Give the noun that alone reports a quotation: প্রশ্ন in ‘কেন?’ প্রশ্ন রুবিনার।."""
        short = self.language == "bn" and len(clause.split()) <= 3  # noqa: PLR2004 - the noun and a name
        return self.cues.pattern("nominal").match(clause.lstrip()) if short else None

    def _near(self, clause: str, at: int) -> bool:
        """Say whether a verb is so near to a quotation that it reports it; in Bengali it ends the clause."""
        before = clause[:at].split()
        if self.language == "bn":
            turns = before and before[0] in self.cues.words("turn")
            return "," not in clause[:at] and not turns and len(before) <= _LONGEST_LEAD
        return len(before) <= 5 and clause[at:].split(maxsplit=1)[0] != "that"  # noqa: PLR2004 - Mayor Ana Maria Lopez then said

    def _is_abbreviation(self, at: int, end: int) -> bool:
        token = _TOKEN.search(self.text[max(0, at - 24) : at])
        word = token[0].casefold().strip(".") if token else ""
        follows = _NEXT_WORD.match(self.text, end)
        begins = follows[1].casefold() if follows else ""
        if len(word) == 1 and word.isalpha() and begins:  # an initial
            return True
        if word not in self.cues.words("abbreviation"):
            return False
        if word in self.cues.words("open"):
            return not (
                begins in self.cues.words("starter") or (word in ("a.m", "p.m") and not begins.isdigit())
            )
        return not (word == "no" and not begins.isdigit())
