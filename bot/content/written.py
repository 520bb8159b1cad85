"""Values and files as they are written."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Item

from bot.domain.editorial import Location


def replace_file(path: Path, raw: bytes) -> None:
    """Put a file in the place of another, which is there until it is written whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def leaves(value: Mapping[str, Any], prefix: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Give what a table holds, with the dotted key of each."""
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from leaves(item, (*prefix, key))
        else:
            yield (*prefix, key), item


def line_of(where: Location, value: object) -> str:
    """Give a dotted key and its value."""
    return f"{dotted(where)} = {item_of(value).as_string()}"


def dotted(where: Location) -> str:
    """Give a key as TOML writes it, the names in quotes that need them."""
    return tomlkit.key([str(part) for part in where]).as_string()


def item_of(value: Any) -> Item:  # noqa: ANN401 - TOML's values, of any type
    """Give a value as TOML writes it on one line."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, item in value.items():
            table[key] = item_of(item)
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for item in value:
            array.append(item_of(item))
        return array
    written: Item = tomlkit.item(value)
    return written
