"""Where in a TOML file a field stands; the standard library's parser does not tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from bot.domain.editorial import Location

_TOKEN = re.compile(
    r'''"""(?:\\.|(?!""").)*"{3,5}'''
    r"""|'''(?:(?!''').)*'{3,5}"""
    r'''|"(?:\\.|[^"\\\n])*"'''
    r"""|'[^'\n]*'"""
    r"""|\#[^\n]*|[^"'\#\[\]{}\n]+|.""",
    re.DOTALL,
)
_KEY = re.compile(r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^="'\n])+""")


def find_line(lines: Mapping[Location, int], location: Location) -> int | None:
    """Give the line where the field or the nearest table around it stands; None where none of them does."""
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return None


@dataclass(frozen=True)
class Statement:
    """A header, or a key with its value: its first and last line, and the location of what it names.

    `owner` is the location of the header that a key stands under, () where there is none.
    """

    first: int
    last: int
    location: Location
    is_header: bool
    owner: Location = ()
    value: object = None


def field_lines(text: str) -> dict[Location, int]:
    """Give the line, from 1, of every table and field of a well-formed file."""
    lines: dict[Location, int] = {}
    for statement in statements(text):
        location, keys = statement.location, len(statement.location)
        for length in range(keys) if not statement.is_header else ():
            lines.setdefault(location[: length + 1], statement.first)
        if statement.is_header and isinstance(location[-1], int):
            lines.setdefault(location[:-1], statement.first)
        for place in (location, *_locations(statement.value, location)):
            lines.setdefault(place, statement.first)
    return lines


def statements(text: str) -> Iterator[Statement]:
    """Give the statements of a well-formed file in their order."""
    counts: dict[Location, int] = {}  # how many tables an array of tables has so far, less one
    prefix: Location = ()
    for line, words in _statements(text):
        last, tree = line + words.count("\n"), tomllib.loads(words)
        if words.startswith("["):
            keys = _chain(tree)
            if words.startswith("[["):
                array = _resolve(keys[:-1], counts) + keys[-1:]
                counts[array] = counts.get(array, -1) + 1
            prefix = _resolve(keys, counts)
            yield Statement(line, last, prefix, is_header=True)
        else:
            found = _KEY.match(words)
            keys = _chain(tomllib.loads(f"{found[0] if found else ''}= 0"))
            value = reduce(lambda table, key: table[key], keys, tree)
            yield Statement(line, last, prefix + keys, is_header=False, owner=prefix, value=value)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each header and each key with its value, and the line on which it begins."""
    start = depth = 0
    line = 1
    for token in _TOKEN.finditer(text + "\n"):
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if token[0] == "\n" and depth == 0:
            statement = text[start : token.start()]
            if statement.strip() and not statement.lstrip().startswith("#"):
                yield line, statement.strip()
            line += statement.count("\n") + 1
            start = token.end()


def _chain(tree: object) -> tuple[str, ...]:
    """Give the keys of a header, `[a.b]` or `[[a.b]]`."""
    keys: tuple[str, ...] = ()
    while tree:
        tree = tree[0] if isinstance(tree, list) else tree
        if not isinstance(tree, dict) or not tree:
            break
        key, tree = next(iter(tree.items()))
        keys += (key,)
    return keys


def _resolve(keys: tuple[str, ...], counts: dict[Location, int]) -> Location:
    """Put the index of the last table after each key that names an array of tables."""
    location: Location = ()
    for key in keys:
        location += (key,)
        if location in counts:
            location += (counts[location],)
    return location


def _locations(tree: object, location: Location) -> Iterator[Location]:
    """Give the location of everything under a parsed statement."""
    pairs: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(tree, dict):
        pairs = iter(tree.items())
    elif isinstance(tree, list):
        pairs = iter(enumerate(tree))
    for key, value in pairs:
        yield (*location, key)
        yield from _locations(value, (*location, key))
