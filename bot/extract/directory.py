"""Where an article speaks of whom: every name, role, pronoun and description outside its quotations, in order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from types import ModuleType

import regex

from bot.extract import names_bn, names_en, places_bn, places_en, roles_bn, words_bn
from bot.extract.names import Mention, Named, united
from bot.extract.segment import Document

_INSIDE = r"[\p{L}\p{M}\p{N}]"
# The lawyer for the families, Sam Roe, …; the mediator, former Swiss judge Ana Roe, …
_ASIDE = regex.compile(r" \([^()\n]*\) ")
_APPOSED = regex.compile(r"(?: (?:for|of|at|in|with|from|on|to) [^,.;]{1,60})?, (?:[\p{L}-]+ ){0,4}")


class Directory:
    """The people and organisations of one article."""

    def __init__(self, document: Document) -> None:
        self._document = document
        bengali = document.language == "bn"
        self._names: ModuleType = names_bn if bengali else names_en
        self._places: ModuleType = places_bn if bengali else places_en
        self._unknown = words_bn.unknown if bengali else names_en.unknown
        self.named: Sequence[Named] = tuple(united(self._names.discover(document)))

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """Every mention outside quotations, in order; where two overlap, the one that begins first and is longest."""
        found = [
            each
            for paragraph in self._document.paragraphs
            for find in (self._by_name, self._others)
            for each in find(paragraph.start, paragraph.end)
            if paragraph.holding(each.start) is None and (each.sort == "name" or not self._aside(each.start))
        ]
        found.sort(key=lambda each: (each.start, each.sort != "name", -each.end))
        kept: list[Mention] = []
        for each in found:
            if kept and each.sort == "name" and self._is_apposed(kept[-1], each):
                while len(kept) > 1 and self._is_title(kept[-2], kept[-1]):
                    kept.pop()
                kept[-1] = Mention(kept[-1].start, each.end, "name", each.named, each.oblique)
            elif kept and self._is_apposition(kept[-1], each):
                continue
            elif not kept or each.start >= kept[-1].end:
                kept.append(each)
            elif each.sort == "name" and kept[-1].sort in ("role", "described"):
                kept[-1] = each
        return kept

    def _is_title(self, role: Mention, other: Mention) -> bool:
        """Say whether a Bengali role is part of the one behind it: উপসহকারী কর্মকর্তা পঙ্কজ."""
        touch = self._document.language == "bn" and self._document.text[role.end : other.start] == " "
        return touch and role.sort == "role" and not role.oblique

    def _aside(self, at: int) -> bool:
        """Say whether an offset is within brackets."""
        text = self._document.text
        opened = max(text.rfind("(", 0, at), text.rfind("\n", 0, at))
        return opened >= 0 and text[opened] == "(" and text.find(")", opened, at) < 0

    def _is_apposed(self, role: Mention, name: Mention) -> bool:
        """Say whether a role is that of the name behind it, and let the name have it: the mediator, former judge Ana Roe."""
        if role.sort not in ("role", "described") or name.named is None:
            return False
        text = self._document.text
        between = _ASIDE.sub(" ", text[role.end : name.start])
        apart = _APPOSED.fullmatch(between) and text[name.end : name.end + 1] == ","
        if between == " " and role.oblique and not name.oblique:  # উপদেষ্টার মুখপাত্র: not the adviser himself
            return self._document.language == "en"
        if between != " " and (role.oblique != name.oblique or (between != ", " and not apart)):
            return False
        noun = text[role.start : role.end].casefold().split()[-1]
        if noun in self._document.cues.words("role", "male", "female"):
            name.named.roles.add(noun)
        return True

    def _is_apposition(self, name: Mention, role: Mention) -> bool:
        between = self._document.text[name.end : role.start]
        if self._document.language == "bn" and between == " " and not name.oblique:  # জয়নাল মাঝি
            return name.named is not None and not name.named.organisation and role.sort == "role"
        return (
            name.sort == "name"
            and role.sort in ("role", "described")
            and between in (", ", " নামে ", " নামের ")
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Give the mentions that begin in a stretch of the text."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def unknown(self, start: int, end: int) -> Iterator[int]:
        """Give where words stand outside quotations that may be a name of which nothing else is known."""
        covered = [(each.start, each.end) for each in self.within(start, end)] + [
            (each.start - 1, each.end + 1)
            for paragraph in self._document.paragraphs
            if paragraph.start <= start <= paragraph.end
            for each in paragraph.marked
        ]
        for at in self._unknown(self._document, start, end):
            if not any(a <= at < b for a, b in covered):
                yield at

    def inside(self, start: int, end: int) -> frozenset[Named]:
        """Give who is named within a quotation."""
        if not self._pattern:
            return frozenset()
        found = self._pattern.finditer(self._document.text, start, end)
        return frozenset(
            self.named[int(key[1:])] for each in found for key, group in each.groupdict().items() if group
        )

    def _others(self, start: int, end: int) -> Iterator[Mention]:
        yield from self._places.places(self._document, start, end)
        for found in self._learned.finditer(self._document.text, start, end) if self._learned else ():
            if roles_bn.stands_alone(self._document, found):
                yield Mention(*found.span(), "role", None, oblique=False)

    @cached_property
    def _learned(self) -> regex.Pattern[str] | None:
        bengali = self._document.language == "bn"
        return roles_bn.learned(self._document, self.named) if bengali else None

    def _by_name(self, start: int, end: int) -> Iterator[Mention]:
        if not self._pattern:
            return
        text, last = self._document.text, self._last
        for found in self._pattern.finditer(text, start, end):
            key = next(name for name, group in found.groupdict().items() if group)
            named = self._nearest(self.named[int(key[1:])], found[0], found.start())
            last[named] = found.start()
            yield Mention(*found.span(), "name", named, self._oblique(named, *found.span()))

    def _nearest(self, named: Named, written: str, at: int) -> Named:
        """Give which of those who share a word of a name is meant: by a title before it, or else who was named last."""
        key = written.casefold().replace("'s", "").replace("’s", "")
        sharing = [each for each in self.named if key in each.words and not each.organisation]
        if named.full == written or len(sharing) < 2:  # noqa: PLR2004 - two share it
            return named
        title = self._document.text[max(0, at - 6) : at].casefold().strip().rstrip(".").split()[-1:]
        sexes = {
            sex
            for sex, row in (("m", "male"), ("f", "female"))
            if title and title[0] in self._document.cues.words(row)
        }
        fitting = [each for each in sharing if not sexes or each.sex in sexes] or sharing
        return max(fitting, key=lambda each: self._last.get(each, -1))

    @cached_property
    def _last(self) -> dict[Named, int]:
        return {}

    def _oblique(self, named: Named, start: int, end: int) -> bool:
        written = self._document.text[start:end]
        if self._document.language == "en" or written.endswith(tuple(named.full.split())):
            return self._document.language == "en" and places_en.is_oblique(self._document, start, end)
        return written.endswith(("র", "কে", "রও", "কেও", "রই", "কেই"))

    @cached_property
    def _pattern(self) -> regex.Pattern[str] | None:
        if not self.named:
            return None
        order = sorted(range(len(self.named)), key=lambda i: -len(self.named[i].full))
        found = "|".join(f"(?P<n{i}>{self._places.pattern(self.named[i])})" for i in order)
        return regex.compile(rf"(?<!{_INSIDE}|{_INSIDE}-)(?:{found})(?!{_INSIDE}|-{_INSIDE})")
