"""Who a pronoun, a title or a word for an organisation stands for: the last one of whom it can be said."""

from collections.abc import Sequence

from bot.domain.models import Language
from bot.extract.cues import cues
from bot.extract.names import Mention, Named

_SURE = 2.4
_FADES = 0.3  # how much less likely each one spoken of later makes an earlier one
_PREFIX = 4  # letters that রাশিয়ার and রাশিয়ান, Velmora and Velmoran share at least
_LEADERS = frozenset(
    [
        "president",
        "premier",
        "chancellor",
        "king",
        "queen",
        "রাষ্ট্রপতি",
        "প্রেসিডেন্ট",
        "প্রধানমন্ত্রী",
        "minister",
        "prime",
    ]
)
_LEADS = frozenset(["leader", "নেতা"])


class Salience:
    """Those whom an article has spoken of so far, the one to whom a pronoun would point last."""

    def __init__(self, language: Language, known: tuple[Named, ...]) -> None:
        self._cues = cues(language)
        self._language = language
        self._known = known
        self._order: list[Named] = []

    def speak_of(self, named: Named) -> None:
        """Say that the text has just spoken of somebody."""
        self._order.append(named)

    @property
    def last(self) -> Named | None:
        """The one spoken of last."""
        return self._order[-1] if self._order else None

    def resolve(self, mention: Mention, text: str, earlier: Sequence[Named] = ()) -> Named | None:
        """Give whom a mention means; None where nobody fits."""
        if mention.named:
            return mention.named
        words = text[mention.start : mention.end].casefold().split()
        if mention.sort == "pronoun":
            return self._pronoun(words[0], (*self._order, *earlier))
        before = text[max(0, mention.start - 30) : mention.start].casefold().split()[-2:]
        return self._role(words, before)

    def _pronoun(self, word: str, order: Sequence[Named], *, learns: bool = True) -> Named | None:
        rows = [row for row in ("it", "they", "she", "he") if word in self._cues.words(row)]
        row = rows[-1] if rows else "he"
        fitting = [(self._fits(named, row), place, named) for place, named in enumerate(order)]
        scored = [(fit - _FADES * (len(order) - place), place, named) for fit, place, named in fitting if fit]
        best = max(scored, key=lambda each: each[:2], default=None)
        if best is None:
            return None
        if learns and row in ("he", "she") and self._language == "en" and not best[2].sex:
            best[2].sex = "m" if row == "he" else "f"
        return best[2]

    def _fits(self, named: Named, row: str) -> float:
        """Give most for one of whom a pronoun is said for sure, 2 where it may be, 1 where that is unlikely, 0 where it cannot."""
        if row in ("it", "they"):
            return 2 if named.organisation else 0
        if named.organisation:
            return 0
        if self._language == "bn":
            return 1 if named.described else 2
        wanted = "m" if row == "he" else "f"
        if named.sex:
            return _SURE if named.sex == wanted else 0
        return 1 if named.described or (named.likely and named.likely != wanted) else 2

    def _role(self, words: list[str], before: list[str]) -> Named | None:
        noun = words[-1].removesuffix("টি")
        if noun in self._cues.words("organisation"):
            return self._organisation(noun)
        fitting = [named for named in (*self._known, *self._order) if self._has_role(named, words)]
        if not fitting:
            return (
                self._pronoun("he" if self._language == "en" else "তিনি", self._order, learns=False)
                if self._is_definite(words, before)
                else None
            )
        near = {word[:_PREFIX] for word in (*before, *words[:-1]) if len(word) >= _PREFIX}
        place = {named: at for at, named in enumerate(fitting)}
        return max(
            fitting, key=lambda named: (_shared(named, near), _is_called(named, words[-1]), place[named])
        )

    def _is_definite(self, words: list[str], before: list[str]) -> bool:
        """Say whether a role is one man's or woman's, of whom the text has spoken: the veteran, এই গবেষক."""
        if self._language == "bn":
            return bool({"এই", "ওই", "সেই"} & {*before, *words[:-1]}) and not words[-1].endswith("রা")
        return (
            words[0] == "the"
            and not any("'s" in word or "’s" in word for word in words)
            and not words[-1].endswith("s")
        )

    def _has_role(self, named: Named, words: list[str]) -> bool:
        if named.organisation:
            return False
        roles = {role.casefold() for role in named.roles}
        return any(role.endswith(words[-1]) for role in roles) or (
            words[-1] in _LEADS and bool(roles & _LEADERS)
        )

    def _organisation(self, noun: str) -> Named | None:
        ours = [named for named in self._known if named.organisation]
        called = [named for named in ours if noun in named.full.casefold().split()]
        spoken = [named for named in self._order if named in called] or called
        if spoken:
            return spoken[-1] if spoken is not called else spoken[0]
        if noun not in self._cues.words("generic"):
            return None
        return next((named for named in reversed(self._order) if named.organisation), None)


def _is_called(named: Named, role: str) -> bool:
    return role in {each.casefold() for each in named.roles}


def _shared(named: Named, near: set[str]) -> int:
    return sum(role[:_PREFIX].casefold() in near for role in named.roles)
