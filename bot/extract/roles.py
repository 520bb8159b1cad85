"""Who may be called by a role: whom the text calls so, or one of a like role."""

from collections.abc import Iterable
from typing import Final

from bot.domain.models import Language
from bot.extract.cues import Cues
from bot.extract.forms_bn import without_suffix
from bot.extract.names import Named

_PREFIX: Final = 4  # letters that রাশিয়ার and রাশিয়ান, Velmora and Velmoran share at least
_LEADS: Final = frozenset(["leader", "নেতা"])
_FORMER: Final = frozenset(["former", "ex", "late", "সাবেক", "প্রাক্তন", "প্রয়াত"])


class Roles:
    """The roles of one language, and which of them are alike."""

    def __init__(self, language: Language, cues: Cues) -> None:
        self._language, self._cues = language, cues
        self._groups: dict[str, frozenset[str]] = {}

    def noun(self, word: str) -> str:
        """Give a role as the lists have it."""
        if word in self._cues.words("role", "organisation", "firm"):
            return word
        return without_suffix(word) if self._language == "bn" else word.removesuffix("s")

    def worth(self, named: Named, noun: str) -> float:
        """Give 1 for whom the text calls so, less for one of a like role, or who was it once."""
        if named.organisation:
            return 0.0
        if named.described:
            return 1.0 if named.full.casefold().split()[-1] == noun else 0.0
        roles = {role.casefold() for role in named.roles}
        now = 0.6 if roles & _FORMER else 1.0
        if noun in roles:
            return now
        if any(role.endswith(noun) for role in roles) or (
            noun in _LEADS and roles & self._cues.words("office")
        ):
            return 0.8 * now
        return 0.6 * now if roles & self._alike(noun) else 0.0

    def _alike(self, noun: str) -> frozenset[str]:
        if noun not in self._groups:
            groups = (group.split("/") for group in self._cues.words("same"))
            self._groups[noun] = frozenset(word for group in groups if noun in group for word in group)
        return self._groups[noun]


def beginnings(words: Iterable[str]) -> set[str]:
    """Give how words begin that may be of one root with a role's."""
    return {word[:_PREFIX] for word in words if len(word) >= _PREFIX}


def shared(named: Named, near: set[str]) -> int:
    """Give how many of somebody's roles begin as words near a mention do."""
    return sum(role[:_PREFIX].casefold() in near for role in named.roles)
