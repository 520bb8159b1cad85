"""Whom an article names, as people of the library: known ones by their spellings, new ones with a proposed id."""

from collections.abc import Iterator, Mapping
from typing import Final

import regex

from bot.domain.models import LANGUAGES, Person
from bot.domain.romanise import romanise
from bot.domain.text import is_bengali, words
from bot.extract.names import Named

_LEAST: Final = 4  # letters of one word that names somebody by itself
_NO_ID: Final = regex.compile(r"[^a-z0-9]+")


def slug(text: str, most: int = 40) -> str:
    """Give a text in the letters of an id, Bengali as it is said; never empty."""
    latin = (romanise(word) if is_bengali(word) else word for word in words(text))
    return _NO_ID.sub("-", "-".join(latin)).strip("-")[:most].rstrip("-") or "article"


class People:
    """Gives an id to each one named; `new` are those whom the library does not know."""

    def __init__(self, known: Mapping[str, Person]) -> None:
        self._taken = set(known)
        self._spellings = {spelling: key for key, person in known.items() for spelling in _spellings(person)}
        self._ids: dict[Named, str] = {}
        self.new: dict[str, Named] = {}

    def id_of(self, named: Named) -> str:
        """Give somebody's id in the library, or propose one."""
        if named not in self._ids:
            self._ids[named] = self._known(named) or self._propose(named)
        return self._ids[named]

    def _known(self, named: Named) -> str | None:
        full = words(named.full)
        parts = [(word,) for word in reversed(full) if len(word) >= _LEAST] if not named.organisation else []
        return next((self._spellings[each] for each in (full, *parts) if each in self._spellings), None)

    def _propose(self, named: Named) -> str:
        whole = slug(named.full)
        names = words(named.full)
        proposed = slug(names[-1]) if names and not named.organisation else whole
        if proposed in self._taken:
            proposed = whole
        while proposed in self._taken:
            proposed += "-2"
        self._taken.add(proposed)
        self.new[proposed] = named
        return proposed


def _spellings(person: Person) -> Iterator[tuple[str, ...]]:
    for name in (*(person.name.get(language) for language in LANGUAGES), *person.aliases):
        if said := words(name):
            yield said
