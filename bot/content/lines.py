"""Where in a TOML file a field stands; the standard library's parser does not tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping

from bot.domain.editorial import Location

_TOKEN = re.compile(
    r'''"""(?:\\.|(?!""").)*"{3,5}'''
    r"""|'''(?:(?!''').)*'{3,5}"""
    r'''|"(?:\\.|[^"\\\n])*"'''
    r"""|'[^'\n]*'"""
    r"""|\#[^\n]*|[^"'\#\[\]{}\n]+|.""",
    re.DOTALL,
)


def find_line(lines: Mapping[Location, int], location: Location) -> int | None:
    """Give the line where the field or the nearest table around it stands; None where none of them does."""
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return None


def field_lines(text: str) -> dict[Location, int]:
    """Give the line, from 1, of every table and field of a well-formed file."""
    lines: dict[Location, int] = {}
    counts: dict[Location, int] = {}  # how many tables an array of tables has so far
    prefix: Location = ()
    for line, statement in _statements(text):
        tree = tomllib.loads(statement)
        if statement.startswith("["):
            keys = _chain(tree)
            prefix = _resolve(keys[:-1], counts) + keys[-1:]
            if statement.startswith("[["):
                lines.setdefault(prefix, line)
                counts[prefix] = counts.get(prefix, -1) + 1
            prefix = _resolve(keys, counts)
            lines.setdefault(prefix, line)
        for location in _locations(tree, ()) if not statement.startswith("[") else ():
            lines.setdefault(prefix + location, line)
    return lines


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
