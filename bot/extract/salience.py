"""Who a pronoun, a title or a word for an organisation stands for: the one most in mind of those of whom it can be said.

Each one spoken of is in mind the more the nearer and the higher in its sentence (who speaks, the subject, others), and a
sentence later only by a part of that: Lappin and Leass, An Algorithm for Pronominal Anaphora Resolution, 1994.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

import regex

from bot.domain.models import Language
from bot.extract.cues import cues
from bot.extract.forms_bn import NO_NAME
from bot.extract.names import Mention, Named
from bot.extract.roles import Roles, beginnings, shared

Place = Literal["speaker", "subject", "other"]
_WEIGHTS: Final[dict[Place, float]] = {"speaker": 1.0, "subject": 0.95, "other": 0.45}
_FADES: Final = 0.6  # what a sentence leaves of that
_UNHEARD: Final = 0.02  # of those named only later in the article
_INSIDE: Final = 0.2  # what being named in the very quotation leaves: nobody speaks of himself by name
_POINTED: Final = 0.5  # what this man adds to being spoken of last
_OTHERWISE: Final = 0.85  # what being known by another role leaves
_ALONE: Final = 2  # what it adds to one without a name that the sentence before was about nobody else
_COMPLEMENT: Final = regex.compile(r" (?:of|at|from) (?:an?|another|the|one|\p{Lu}\p{L}+)\b")


class Salience:
    """Those whom an article has spoken of so far, and how much each is in mind."""

    def __init__(self, language: Language, known: tuple[Named, ...]) -> None:
        self._cues = cues(language)
        self._language = language
        self._known = known
        self._minds: dict[Named, float] = {}
        self._roles = Roles(language, self._cues)
        self._near: set[Named] = set()  # of whom the sentence before spoke
        self.last: Named | None = None
        self.is_fresh = False  # the sentence before was about the last one

    def pass_sentence(self) -> None:
        """Say that a sentence has ended."""
        self.is_fresh = False
        self._near.clear()
        for named in self._minds:
            self._minds[named] *= _FADES

    def speak_of(self, named: Named, place: Place) -> None:
        """Say that the sentence that ended spoke of somebody."""
        self._near.add(named)
        self._minds[named] = max(self._minds.get(named, 0.0), 0.0) * 0.3 + _WEIGHTS[place]
        if place == "speaker" or (place == "subject" and not named.organisation):
            self.last, self.is_fresh = named, True

    def resolve(
        self, mention: Mention, text: str, earlier: Sequence[Named] = (), inside: Collection[Named] = ()
    ) -> Named | None:
        """Give whom a mention means of those spoken of, `earlier` in its own sentence too; `inside` are named in the quote."""
        if mention.named:
            return mention.named
        words = text[mention.start : mention.end].casefold().split()
        minds = dict(self._minds)
        for place, named in enumerate(earlier):
            minds[named] = max(minds.get(named, 0.0), 1.5 + place / 10)
        minds = {named: mind * (_INSIDE if named in inside else 1) for named, mind in minds.items()}
        if mention.sort == "pronoun":
            rows = [row for row in ("it", "they", "she", "he") if words[0] in self._cues.words(row)]
            return self._pronoun(rows[-1] if rows else "he", minds)
        before = text[max(0, mention.start - 30) : mention.start].casefold().split()[-2:]
        if _COMPLEMENT.match(text, mention.end):  # the principal of a college: as one not spoken of before
            minds = {named: mind for named, mind in minds.items() if self._roles.worth(named, words[-1])}
        return self._role(words, before, minds)

    def _pronoun(self, row: str, minds: dict[Named, float], *, learns: bool = True) -> Named | None:
        if self._language == "en" and self.last in minds and self._is_alone(self.last, row):
            minds = {**minds, self.last: minds[self.last] + _ALONE}
        named = _first((each, self._fits(each, row) * mind) for each, mind in minds.items())
        if named and learns and row in ("he", "she") and self._language == "en":
            told = "m" if row == "he" else "f"
            named.sex = named.sex or (told if named.likely in ("", told) else "")
        return named

    def _is_alone(self, named: Named, row: str) -> bool:
        """Say whether the sentence before was about somebody without a name, and spoke of no other whom a pronoun fits."""
        others = (each for each in self._near if each is not named)
        return (
            self.is_fresh and named.described and not any(self._fits(each, row) > _FADES for each in others)
        )

    def _fits(self, named: Named, row: str) -> float:
        """Give 1 for one of whom a pronoun can be said, less where that is unlikely, 0 where it cannot."""
        if row in ("it", "they"):
            return 1.0 if named.organisation else 0.0
        if named.organisation:
            return 0.0
        if self._language == "bn" or row == "anybody":
            unknown = named.described and self._language == "bn" and not self._is_told(named)
            return 0.5 if unknown else 1.0
        wanted = "m" if row == "he" else "f"
        if named.sex or named.likely:
            likely = 1.0 if named.sex else 0.95
            return likely if wanted == (named.sex or named.likely) else (1 - likely) * 4
        return 0.35 if named.described else 0.75

    def _is_told(self, named: Named) -> bool:
        """Say whether the sentence before was about somebody."""
        return self.is_fresh and named is self.last

    def _role(self, words: list[str], before: list[str], minds: dict[Named, float]) -> Named | None:
        noun = self._roles.noun(words[-1])
        if noun in self._cues.words("organisation", "firm") and noun not in self._cues.words("role"):
            return self._organisation(noun, minds)
        if self._is_plural(words[-1]):
            return _first(
                (named, mind) for named, mind in minds.items() if self._roles.worth(named, words[-1])
            )
        near = beginnings((*before, *words[:-1]))
        fitting = {
            named: worth for named in (*self._known, *minds) if (worth := self._roles.worth(named, noun))
        }
        if self.last in minds and self.is_fresh and {"এই", "ওই"} & set(before):
            fitting.setdefault(self.last, _POINTED)
        heard = any(named in minds for named in fitting)
        if fitting and (heard or noun in self._cues.words("office") or not self._in_mind(minds)):
            return _first(
                (named, worth + 2 * shared(named, near) + max(minds.get(named, 0.0), self._unheard(named)))
                for named, worth in fitting.items()
            )
        if self._is_bare(noun, before, minds) or self._is_definite(words, before):
            return self._epithet(noun, before, minds)
        return None

    def _is_bare(self, noun: str, before: list[str], minds: dict[Named, float]) -> bool:
        """Say whether a Bengali role alone is that of the one in mind: neither somebody else's nor an office."""
        small = self._cues.words("function") - self._cues.words("he", "they")
        beside = before[-1:] if before and before[-1] in small else before  # চুক্তির পর উইঙ্গার
        owned = any(self._is_owner(word) for word in beside if word not in small)
        other = owned or noun in self._cues.words("office")
        return self._language == "bn" and not other and self._in_mind(minds)

    def _epithet(self, noun: str, before: list[str], minds: dict[Named, float]) -> Named | None:
        """Give the one most in mind, whose role the noun is from now on; of those with other roles less likely."""
        known = self._cues.words("role")
        minds = {named: mind * (_OTHERWISE if named.roles & known else 1) for named, mind in minds.items()}
        if noun in self._cues.words("young"):  # no minister is ছেলেটি
            grown = known - self._cues.words("young")
            minds = {named: mind for named, mind in minds.items() if not named.roles & grown}
        sexes = [row for row, list_ in (("he", "male"), ("she", "female")) if noun in self._cues.words(list_)]
        if self.last in minds and {"এই", "ওই"} & set(before):
            minds[self.last] += _POINTED
        meant = self._pronoun(sexes[0] if sexes else "anybody", minds, learns=False)
        if meant:
            meant.roles.add(noun)
        return meant

    def _in_mind(self, minds: dict[Named, float]) -> bool:
        """Say whether the sentence before spoke of a person above all."""
        return max((mind for named, mind in minds.items() if not named.organisation), default=0.0) > _FADES

    def _is_owner(self, word: str) -> bool:
        """Say whether a word is a genitive that makes a role somebody else's: তাঁর ব্যক্তিগত সচিব."""
        return word.endswith("র") and not NO_NAME.match(word)

    def _is_plural(self, word: str) -> bool:
        if self._language == "bn":
            return word.endswith(("রা", "দের"))
        return word.endswith("s") and word not in self._cues.words("role")

    def _unheard(self, named: Named) -> float:
        """Give what makes the first named of those not yet spoken of come before the others."""
        return _UNHEARD / (1 + self._known.index(named)) if named in self._known else 0.0

    def _is_definite(self, words: list[str], before: list[str]) -> bool:
        """Say whether a role is one man's or woman's, of whom the text has spoken: the veteran, এই গবেষক."""
        if self._language == "bn":
            return bool({"এই", "ওই", "সেই"} & {*before, *words[:-1]}) and not words[-1].endswith("রা")
        owned = any("'s" in word or "’s" in word for word in words)
        return words[0] == "the" and not owned and not words[-1].endswith("s")

    def _organisation(self, noun: str, minds: dict[Named, float]) -> Named | None:
        ours = dict.fromkeys(named for named in (*minds, *self._known) if named.organisation)
        called = [named for named in ours if noun in named.full.casefold().split()]
        if called:
            return _first((named, minds.get(named, 0.0) + self._unheard(named)) for named in called)
        if noun not in self._cues.words("generic", "firm"):
            return None
        return _first((named, minds[named]) for named in ours if named in minds)


def _first(scores: Iterable[tuple[Named, float]]) -> Named | None:
    """Give the one with most, the later where two have as much; None where nobody has any."""
    best = max(
        ((score, place, named) for place, (named, score) in enumerate(scores)),
        key=lambda each: each[:2],
        default=None,
    )
    return best[2] if best and best[0] > 0 else None
