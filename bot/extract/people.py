"""Whom an article names, as people of the library: known ones by their spellings, new ones with a proposed id."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import regex

from bot.content.contents import Contents
from bot.domain.romanise import romanise
from bot.domain.text import is_bengali, words
from bot.extract.names import Named

_LEAST: Final = 4  # letters of one word that names somebody by itself
_NO_ID: Final = regex.compile(r"[^a-z0-9]+")


def slug(text: str, most: int = 40) -> str:
    """Give a text in the letters of an id, Bengali as it is said; what is too long ends with a whole word. It is never empty."""
    latin = (romanise(word) if is_bengali(word) else word for word in words(text))
    whole = _NO_ID.sub("-", "-".join(latin)).strip("-")
    cut = whole if len(whole) <= most else whole[: most + 1].rpartition("-")[0] or whole[:most]
    return cut.rstrip("-") or "article"


class People:
    """Gives an id to each one named; `new` are those whom the library does not know."""

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._taken = set(known)
        self._spellings = {
            said: key for key, names in known.items() for name in names if (said := words(name))
        }
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


def spellings_of(contents: Contents) -> Mapping[str, Collection[str]]:
    """Give the names of everybody in a folder's files of people by id, of those too who are proposed and unfinished."""
    found: dict[str, set[str]] = {}
    for file in contents.files:
        if file.path.name == "people.toml":
            for key, table in file.table.items():
                found.setdefault(key, set()).update(_names(table))
    return found


def _names(table: object) -> Iterator[str]:
    if isinstance(table, Mapping):
        names, aliases = table.get("name"), table.get("aliases")
        for texts in (names.values() if isinstance(names, Mapping) else (), aliases or ()):
            yield from (text for text in texts if isinstance(text, str))
