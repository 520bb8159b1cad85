"""Changing a TOML file as an editor would: what is not changed stays as it is, comments and order too."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import tomlkit
from pydantic import BaseModel

from bot.content.files import MAX_BYTES, parse, shown, value_at
from bot.content.lines import Statement, statements
from bot.content.written import dotted, item_of, leaves, line_of, replace_file
from bot.domain.editorial import Fault, Location
from bot.domain.errors import ContentError
from bot.domain.models import LANGUAGES, Article, Brief, HistoryEntry, Person, Quote, Topic

_BRIEF = dict.fromkeys(("date", *Quote.model_fields, "note", *Brief.model_fields, *LANGUAGES))
_OTHERS: Mapping[str, type[BaseModel]] = {
    "article.toml": Article,
    "people.toml": Person,
    "topics.toml": Topic,
}
_KEYED = ("people.toml", "topics.toml")
_TABLES = ("title", "summary", "why")  # the fields of a brief that have a table of their own
_BOM = b"\xef\xbb\xbf"


class Editable:
    """A TOML file that keeps its comments and order; nothing is written before `save`."""

    def __init__(self, path: Path, text: str = "", before: bytes | None = None) -> None:
        self.path, self.text, self._before = path, text, before
        self._as_read = text if before is not None else None
        fields = (*_OTHERS[path.name].model_fields, *LANGUAGES) if path.name in _OTHERS else _BRIEF
        self._order = {name: place for place, name in enumerate(fields)}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a file.

        Raises:
            ContentError: It cannot be read, or is not TOML.
        """
        if isinstance(file := parse(path), Fault):
            raise ContentError(str(file))
        return cls(path, file.text, path.read_bytes())

    def get(self, *where: str | int) -> Any:  # noqa: ANN401 - TOML's values, of any type
        """Give what stands at a location (`"quotes", 2, "speaker"`); None where nothing does."""
        return value_at(tomllib.loads(self.text), where)

    def set(self, value: object, *where: str | int) -> None:
        """Write a value; a mapping is written as a table with nothing else in it. A new field goes where the format has it."""
        if self.get(*where) == value:
            return
        found = next((each for each in self._keys() if each.location == where[: len(each.location)]), None)
        if found:
            self._rewrite(found, value, where)
        elif not isinstance(value, Mapping):
            self.remove(*where)  # a table stands where a value will
            header = self._header(where)
            self._insert_key(header, line_of(where[len(header) :], value), where)
        elif (kept := self.get(*where)) is None and where == self._table(where):
            self._insert_table(where, [line_of(*leaf) for leaf in leaves(value)])
        else:
            for key in set(kept or ()) - set(value):
                self.remove(*where, key)
            for key, item in value.items():
                self.set(item, *where, key)

    def remove(self, *where: str | int) -> None:
        """Take a field or a table away; nothing happens where there is none."""
        for found in reversed(self._statements()):
            if found.location[: len(where)] == where:
                self._cut(found)
            elif (
                not found.is_header
                and found.location == where[: len(found.location)]
                and self.get(*where) is not None
            ):
                self._rewrite(found, None, where)

    @property
    def is_changed(self) -> bool:
        """Whether it is another than its file, or there is none."""
        return self.text != self._as_read

    def add_history(self, entry: HistoryEntry) -> None:
        """Add an entry after the last one."""
        table = entry.model_dump(exclude_none=True)
        self.set(table, "history", len(self.get("history") or ()))

    def save(self) -> None:
        """Write the file whole or not at all.

        Raises:
            ContentError: It cannot be written, or has changed since it was read; it is as it was then.
        """
        path = self.path.resolve()  # where it is a link, the link stays
        raw = (_BOM if self._before and self._before.startswith(_BOM) else b"") + self.text.encode()
        if len(raw) > MAX_BYTES:
            raise ContentError(f"{shown(path)} would have more than {MAX_BYTES} bytes; shorten it")
        try:
            if (path.read_bytes() if path.exists() else None) != self._before:
                raise ContentError(f"{shown(path)} was changed meanwhile and is left as it is; try again")
            replace_file(path, raw)
        except OSError as error:
            message = f"{shown(path)} was not written ({error.strerror}); it is as it was"
            raise ContentError(message) from error
        self._before, self._as_read = raw, self.text

    def _statements(self) -> tuple[Statement, ...]:
        return _statements_of(self.text)

    def _keys(self) -> list[Statement]:
        return [each for each in self._statements() if not each.is_header]

    def _header(self, where: Location) -> Location:
        """Give the header that a new field goes under, written first where it is not there."""
        table = self._table(where)
        headers = [each.location for each in self._statements() if each.is_header]
        if table and table not in headers:
            self._insert_table(table, [])
            headers.append(table)
        return max((each for each in headers if each == where[: len(each)]), key=len, default=())

    def _table(self, where: Location) -> Location:
        """Give the table that the format has a field in: () for one that stands above all tables."""
        if len(where) > 1 and isinstance(where[1], int):
            return where[:2]
        dotted = any(key.location[0] == where[0] and not key.owner for key in self._keys())
        return where[:1] if (self.path.name in _KEYED or where[0] in _TABLES) and not dotted else ()

    def _insert_table(self, table: Location, body: list[str]) -> None:
        """Write a table before the first one that the format has after it, and after all others."""
        if len(table) > 1 and table[1] != len(self.get(table[0]) or ()):
            raise IndexError(f"{table} is not the next one")
        header = f"[{dotted(table)}]" if len(table) == 1 else f"[[{dotted(table[:1])}]]"
        lines, place = self._lines(), self._place(table[:1])
        later = (
            each for each in self._statements() if each.is_header and self._place(each.location[:1]) > place
        )
        if self.path.name in _KEYED or (following := next(later, None)) is None:
            blank = [""] if lines and lines[-1].strip() else []
            self._insert(len(lines), [*blank, header, *body])
            return
        at = following.first - 1
        while at and lines[at - 1].lstrip().startswith("#"):  # a comment stands above what it is about
            at -= 1
        self._insert(at, [header, *body, ""])

    def _insert_key(self, header: Location, line: str, where: Location) -> None:
        """Write a key under a header, after those that the format has before it."""
        place = self._place(where)
        earlier = [
            key.last for key in self._keys() if key.owner == header and self._place(key.location) < place
        ]
        first = next(iter(self._statements()), None)
        if earlier:
            self._insert(max(earlier), [line])
        elif header:
            self._insert(next(each.last for each in self._statements() if each.location == header), [line])
        elif first is None:
            self._insert(len(self._lines()), [line])
        else:
            self._insert(first.first - 1, [line, ""] if first.is_header else [line])

    def _place(self, where: Location) -> tuple[int, ...]:
        """Give a field's place in the order of the format; what the format does not know comes last."""
        return tuple(
            part if isinstance(part, int) else self._order.get(part, len(self._order)) for part in where
        )

    def _rewrite(self, found: Statement, value: object, where: Location) -> None:
        """Put another value into a statement, None for no value at all."""
        lines = self._lines()
        document: Any = tomlkit.parse("".join(lines[found.first - 1 : found.last]))
        table: Any = document
        *parents, last = where[len(found.owner) :]
        for part in parents:
            table = table[part]
        if value is None:
            del table[last]
        elif last == len(table):
            table.append(item_of(value))
        else:
            table[last] = item_of(value)
        self.text = "".join((*lines[: found.first - 1], document.as_string(), *lines[found.last :]))

    def _cut(self, found: Statement) -> None:
        lines = self._lines()
        last = found.last
        while found.is_header and last < len(lines) and not lines[last].strip():
            last += 1
        self.text = "".join((*lines[: found.first - 1], *lines[last:]))

    def _insert(self, at: int, new: list[str]) -> None:
        lines = self._lines()
        end = "\r\n" if "\r\n" in self.text else "\n"
        if at and not lines[at - 1].endswith("\n"):
            lines[at - 1] += end
        lines[at:at] = [line + end for line in new]
        self.text = "".join(lines)

    def _lines(self) -> list[str]:
        return re.findall(r"[^\n]*\n|[^\n]+", self.text)


def new_file(brief: Brief) -> str:
    """Give a brief as the format writes it."""
    file = Editable(Path(f"{brief.id}.toml"))
    table = brief.model_dump(exclude_defaults=True, exclude_none=True)
    arrays = {name: table.pop(name, ()) for name in ("quotes", "history")}
    file.text = "".join(
        f"{line_of(*leaf)}\n" for name in table if name not in _TABLES for leaf in leaves({name: table[name]})
    )
    for name in _TABLES:
        if name in table:
            file.set(table[name], name)
    for name, items in arrays.items():
        for place, item in enumerate(items):
            file.set(item, name, place)
    return file.text


@lru_cache(maxsize=8)
def _statements_of(text: str) -> tuple[Statement, ...]:
    return tuple(statements(text))
