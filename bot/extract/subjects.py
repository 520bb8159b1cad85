"""Who can be the subject of a verb of saying: a mention that stands where its language puts subjects."""

from collections.abc import Sequence
from typing import Final

import regex

from bot.extract.directory import Directory
from bot.extract.names import Mention, Named
from bot.extract.segment import Document

_RELATIVE: Final = regex.compile(
    r", (?:who|which|whose|whom|according to|যিনি|যাঁর|যার|যাঁকে|যাকে|যাঁদের)\b[^,]*(?:,|$)"
)
_WORD: Final = r"[\p{L}\p{M}\p{N}'’-]+"
_PHRASE: Final = regex.compile(
    rf"\s((?:{_WORD}\s?){{1,5}}?)(?=\s?[.,;।?!]|\s(?:who|of|in|at|on|from|after|as|outside|near|to|with|for)\s|$)"
)
_LEAD: Final = regex.compile(rf"[\s,]*((?:{_WORD}\s){{0,4}}{_WORD})(?=[\s,]|$)")
_ADVERB: Final = regex.compile(
    r"^(?:(?:then|also|later|once|even|and|but|still|now|\p{Ll}+ly|has|have|had)\s)+|\s(?:then|also|later|once|even|still|now|has|have|had|\p{Ll}+ly)$"
)
_ISSUED: Final = regex.compile(
    r"(?:^|[.,”’\n?!] )(?:an?|the|another)(?: [\p{L}-]+)? (?:statement|release|letter|notice|message|post|email|bulletin|circular)"
    r" (?:from|by|issued by|of)(?: the)? $",
    regex.IGNORECASE,
)
_TITLE: Final = regex.compile(r"\p{Lu}\p{Ll}{1,4}\. ?$")
_ONE: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}'’-])((?:{_WORD}\s)?(?:এক|আরেক|জনৈক)\s(?:{_WORD}(?<!ে|[^ী]য়|র)\s)?{_WORD}(?<!ে|য়|র|কে|নি|ই))(?=\s)"
)
_POINTING: Final = regex.compile(r"(?<!\S)(?:এই|ওই|সেই)\s\S+$")
_DEFINITE: Final = frozenset(["the", "a", "an", "this", "that", "এই", "ওই", "সেই"])
_NO_SUBJECT: Final = (
    "ে",
    "তেই",
    "য়",
    "কে",
    "র",
    "ই",
    "ও",
)  # Bengali words that stand otherwise: an adverb, a participle, a case
_ADVERBIAL: Final = ("ে", "য়", "কে")
_LONGEST_NAME: Final = 4  # words
_FARTHEST: Final = 60  # letters between a verb and the subject behind it


class Subjects:
    """Finds the subjects of the verbs of one article."""

    def __init__(self, document: Document, directory: Directory) -> None:
        self._text, self._cues = document.text, document.cues
        self._directory = directory
        self._bengali = document.language == "bn"

    def upright(self, start: int, end: int) -> Sequence[Mention]:
        """Give the mentions that can be a subject, without those in a relative clause."""
        aside = [found.span() for found in _RELATIVE.finditer(self._text, start, end)]
        return [
            each
            for each in self._directory.within(start, end)
            if (not each.oblique or self._issues(each)) and not any(a <= each.start < b for a, b in aside)
        ]

    def _issues(self, mention: Mention) -> bool:
        """Say whether a statement, subject of its clause, is somebody's: a statement from the trust said."""
        return _ISSUED.search(self._text[max(0, mention.start - _FARTHEST) : mention.start]) is not None

    def behind_quotation(self, start: int, verb: regex.Match[str], end: int) -> Mention | None:
        """Give the subject of a verb in the clause that follows a quotation."""
        before, behind = self.upright(start, verb.start()), self.upright(verb.end(), end)
        if self._bengali:
            direct = [each for each in behind if "," not in self._text[verb.end() : each.start]]
            return next(iter(direct or before[-1:]), None) or self.unknown(start, verb, end)
        if before:
            return before[0]
        if any(letter.isalpha() for letter in self._text[start : verb.start()]):
            return self._phrase(start, verb.start()) or self._near(behind, verb)
        return self._near(behind, verb) or self._named_behind(verb, end)

    def _near(self, behind: Sequence[Mention], verb: regex.Match[str]) -> Mention | None:
        between = _TITLE.sub("", self._text[verb.end() : behind[0].start]) if behind else ","
        return behind[0] if len(between) < _FARTHEST and not set(",.;") & set(between) else None

    def _phrase(self, start: int, end: int) -> Mention | None:
        """Give the words that stand alone between a quotation and its verb as a subject of whom nothing else is known."""
        found = _LEAD.match(self._text, start, end)
        if found is None:
            return None
        words = _ADVERB.sub("", found[1])
        return self._mention(found.start(1) + found[1].find(words), words)

    def _named_behind(self, verb: regex.Match[str], end: int) -> Mention | None:
        found = _PHRASE.match(self._text, verb.end(), end)
        if found is None or (self._bengali and not self._may_stand(found[1].rstrip())):
            return None
        return self._mention(found.start(1), found[1].rstrip())

    def _strange_run(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the longest run of two or more words that no list has: a name that nothing tells but the verb's need of one."""
        runs: list[list[tuple[int, int]]] = []
        for at in self._directory.unknown(start, end):
            word = regex.compile(_WORD).match(self._text, at)
            span = (at, word.end() if word else at)
            if runs and self._text[runs[-1][-1][1] : at] == " ":
                runs[-1].append(span)
            else:
                runs.append([span])
        best = max(runs, key=len, default=[])
        return (best[0][0], best[-1][1]) if best[1:] and len(best) <= _LONGEST_NAME else None

    def _may_stand(self, phrase: str) -> bool:
        """Say whether Bengali words behind a verb may be its subject: no verb, and no adverb such as হাসিমুখে."""
        return (
            not phrase.endswith(_ADVERBIAL) and self._cues.pattern("say", "describe").search(phrase) is None
        )

    def unknown(self, start: int, verb: regex.Match[str], end: int) -> Mention | None:
        """Give the words where a subject should stand, of whom the article says no name and no role that is known."""
        if not self._bengali:
            return self._phrase_before(start, verb.start())
        if one := _ONE.search(self._text, start, verb.start()):
            return Mention(*one.span(1), "described", Named(one[1], described=True), oblique=False)
        if run := self._strange_run(start, verb.start()):
            return self._mention(run[0], self._text[slice(*run)])
        behind = self._named_behind(verb, end) or self._strange_before(start, verb.start())
        return behind or self._phrase_before(start, verb.start())

    def _strange_before(self, start: int, end: int) -> Mention | None:
        """Give the words that no list has right before a verb: পাশ থেকে প্রজ্ঞা যোগ করেন."""
        at = end
        for place in reversed(list(self._directory.unknown(start, end))):
            if not regex.fullmatch(rf"{_WORD}\s", self._text[place:at]):
                break
            at = place
        return self._mention(at, self._text[at:end].rstrip()) if at < end else None

    def _phrase_before(self, start: int, end: int) -> Mention | None:
        found = regex.compile(rf"(?<![\p{{L}}\p{{M}}'’-])((?:{_WORD}\s){{0,3}}{_WORD})\s$").search(
            self._text, start, end
        )
        if found is None:
            return None
        words = found[1].split()
        small = self._cues.words("function", "preposition")
        first = next(
            (i for i in range(len(words) - 1, -1, -1) if words[i].casefold() in ("the", "a", "an", "one")),
            None,
        )
        if self._bengali:
            if words[-1].endswith(_NO_SUBJECT) or words[-1] in self._cues.words("function", "nominal"):
                return None
            words = words[-3:]
        elif first is None or any(word.casefold() in small for word in words[first + 1 :]):
            return None
        else:
            words = words[first:]
        text = " ".join(words)
        return self._mention(found.end(1) - len(text), text)

    def _mention(self, at: int, words: str) -> Mention | None:
        """Give a mention of words of whom nothing is known: of the one in mind where they are definite."""
        if pointing := _POINTING.search(words):  # বয়সী এই শিল্পী
            at, words = at + pointing.start(), words[pointing.start() :]
        small = self._cues.words("function", "he", "she", "preposition", "that")
        small -= self._cues.words("someone", "described") | _DEFINITE
        parts = words.casefold().split()
        if not parts or parts[0] in small or (len(parts) == 1 and parts[0] in _DEFINITE):
            return None
        span = (at, at + len(words))
        if parts[0] in _DEFINITE and parts[0] not in ("a", "an"):
            return Mention(*span, "role", None, oblique=False)
        return Mention(*span, "described", Named(words, described=True), oblique=False)
