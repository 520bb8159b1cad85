"""The reporting clause around a quotation: its verb of saying, and the mention that is the verb's subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import regex

from bot.extract.directory import Directory
from bot.extract.names import Mention
from bot.extract.segment import Document
from bot.extract.subjects import Subjects

_STOP: Final = regex.compile(r"[.?!।॥;]")
_NOMINAL_END: Final = regex.compile(r"[\s,:–—-]*(?:(?:ছিল|হলো|একটাই)[\s,:–—-]*)?")
_OWNED: Final = regex.compile(r"(?:\s[\p{L}\p{M}-]+){0,4}\s?[,:–—-]\s?")
_NEAR: Final = 60
Side = Literal["after", "before"]


@dataclass(frozen=True)
class Clause:
    """What attributes a quotation: on which side, the verb's span, its subject, and who relays the words."""

    side: Side
    verb: tuple[int, int]
    subject: Mention | None
    relayer: Mention | None = None
    writing: bool = False


class ClauseReader:
    """Finds reporting clauses in one article."""

    def __init__(self, document: Document, directory: Directory) -> None:
        self._document, self._directory = document, directory
        self._text, self._cues = document.text, document.cues
        self._bengali = document.language == "bn"
        self._subjects = Subjects(document, directory)

    def after(self, start: int, end: int) -> Clause | None:
        """Give the clause that follows a quotation and tells who said it."""
        stop = _STOP.search(self._text, start, end)
        rows = ("say", "describe") if self._bengali else ("say",)
        verb = self._cues.pattern(*rows).search(self._text, start, end)
        if verb is None:
            named = self._by_noun(start, end) if self._bengali else self._according(start, end)
            named = named or self._after_comma(start, end)
            return Clause("after", (start, start), named) if named else None
        if stop and stop.start() < verb.start() and self._text[stop.start()] in "।॥?!":
            return None
        subject = self._subjects.behind_quotation(start, verb, end)
        relayer = self._according(verb.end(), end)
        return Clause("after", verb.span(), subject, relayer)

    def _after_comma(self, start: int, end: int) -> Mention | None:
        """Give the subject of the clause that a quotation's comma leads to, though no list has its verb: “…,” Voss deadpanned."""
        if self._text[start - 2] != ",":
            return None
        found = self._subjects.upright(start, end)
        near = [each for each in found if not set(",;:।") & set(self._text[start : each.start])]
        return near[-1 if self._bengali else 0] if near else None

    def before(self, start: int, end: int) -> Clause | None:
        """Give the clause that leads to a quotation and tells who said it."""
        verbs = list(self._cues.pattern("say", "describe").finditer(self._text, start, end))
        for verb in reversed(verbs):
            if found := self._subjects.upright(start, verb.start()):
                clause = Clause("before", verb.span(), found[-1], None, self._writes(verb))
                return clause if clause.writing else self._relayed(clause, start, verbs)
        if outer := self._according(start, end):
            return Clause("before", (start, start), outer)
        if verbs:
            return Clause("before", verbs[-1].span(), self._inverted(start, verbs[-1], end))
        led = self._text[start:end].rstrip().endswith((":", ",") if self._bengali else ":")
        found = self._subjects.upright(start, end) if led else ()
        return Clause("before", (start, start), found[-1]) if found else None

    def _inverted(self, start: int, verb: regex.Match[str], end: int) -> Mention | None:
        """Give the subject of a verb that none stands before: behind it, or of a passive one whose words they are.

        Bengali leaves it out where the sentence has named the one: মর্জিনাকে আবার পাওয়া গেল; বললেন, ….
        """
        named = [each for each in self._directory.within(start, verb.start()) if each.sort != "pronoun"]
        if self._cues.pattern("passive").fullmatch(verb[0]):
            return named[-1] if named else None
        behind = self._subjects.upright(verb.end(), end)
        if behind:
            return behind[0]
        people = [each for each in named if each.sort == "name"] if self._bengali else []
        return people[-1] if people else self._subjects.unknown(start, verb, end)

    def nominal(self, start: int, end: int) -> Clause | None:
        """Give what leads to a quotation without a verb: তাঁর উত্তর, or in the words of somebody."""
        found = list(self._cues.pattern("nominal").finditer(self._text, max(start, end - _NEAR), end))
        if self._text[start:end].rstrip().endswith(":"):
            mentions = [
                each
                for each in self._directory.within(start, end)
                if not each.oblique and self._text[each.end : end].strip() == ":"
            ]
            if mentions:
                return Clause("before", (mentions[-1].start, mentions[-1].end), mentions[-1])
        if self._bengali and (owner := self._owner(start, end)):
            return Clause("before", (owner.end, end), owner)
        if not found or not _NOMINAL_END.fullmatch(self._text, found[-1].end(), end):
            return None
        near = self._directory.within(start, found[-1].start())
        return Clause("before", found[-1].span(), near[-1]) if near else None

    def _owner(self, start: int, end: int) -> Mention | None:
        """Give whose something is that leads to a quotation without a verb: শাকিলের খোঁচা, or দেবারতির গলায় ক্লান্তি:."""
        near = self._directory.within(start, end)
        noun = self._cues.pattern("nominal").search(self._text, near[-1].end, end) if near else None
        ends = bool(near) and self._text[near[-1].end : end].startswith(",")  # সেই চিন্তাও আছে মায়ের, ‘…’
        sorts = ("name", "role", "pronoun") if noun or ends else ("name", "pronoun")
        owners = [each for each in near if each.oblique and each.sort in sorts]
        if not owners or owners[-1] is not near[-1]:
            return None
        between = self._text[owners[-1].end : end]
        other = ("say", "describe", "passive") if noun else ("say", "describe", "function", "passive")
        said = self._cues.pattern(*other).search(between)
        begins = max(start, *(self._text.rfind(mark, start, owners[-1].start) for mark in ",;—"))
        told = self._cues.pattern("say").search(self._text, begins, owners[-1].start)  # জানান তাঁর গ্রামের কথা:
        return owners[-1] if _OWNED.fullmatch(between) and said is None and told is None else None

    def _by_noun(self, start: int, end: int) -> Mention | None:
        """Give who stands beside a noun of saying behind a quotation: অভিযোগ নাঈমের।."""
        found = self._cues.pattern("nominal").search(self._text, start, min(end, start + _NEAR))
        near = self._directory.within(start, end) if found else ()
        return near[0] if near else None

    def _relayed(self, clause: Clause, start: int, verbs: Sequence[regex.Match[str]]) -> Clause:
        """Add who reports what the subject said: the subject of an earlier verb of saying, or whom it is according to."""
        outer = self._according(start, clause.verb[0])
        for verb in verbs:
            if (
                verb.end() < clause.verb[0]
                and outer is None
                and (found := self._subjects.upright(start, verb.start()))
            ):
                outer = found[-1]
        if outer is None or outer == clause.subject:
            return clause
        return Clause(clause.side, clause.verb, clause.subject, outer)

    def _according(self, start: int, end: int) -> Mention | None:
        found = self._cues.pattern("according").search(self._text, start, end)
        if found is None:
            return None
        near = (
            self._directory.within(start, found.start())
            if self._bengali
            else self._directory.within(found.end(), end)
        )
        return (near[-1] if self._bengali else near[0]) if near else None

    def _writes(self, verb: regex.Match[str]) -> bool:
        return self._cues.pattern("writing").fullmatch(verb[0]) is not None
