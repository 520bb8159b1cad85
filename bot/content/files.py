"""The TOML files of a folder, parsed, with faults that name their lines."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bot.content.lines import field_lines, find_line
from bot.domain.editorial import Fault, Flaw, Location

MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class TomlFile:
    """A file's text as it stands on the disk, and its table in NFC, lists as tuples."""

    path: Path
    text: str
    table: Mapping[str, Any]

    @cached_property
    def _lines(self) -> Mapping[Location, int]:
        return field_lines(self.text)

    def fault(self, flaw: Flaw) -> Fault:
        """Give a flaw of this file's record as a fault with its line."""
        return Fault(shown(self.path), find_line(self._lines, flaw.location), flaw.what, flaw.mend)


def value_at(table: Mapping[str, Any], where: Location) -> Any:  # noqa: ANN401 - TOML's values, of any type
    """Give what stands at a location of a table (`"quotes", 2, "speaker"`); None where nothing does."""
    value: Any = table
    for part in where:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def toml_files(folder: Path) -> Iterator[Path]:
    """Give what is named `*.toml`, in capitals or not, under a folder, hidden names left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() == ".toml" and not any(
            part.startswith(".") for part in path.relative_to(folder).parts
        ):
            yield path


def shown(path: Path) -> str:
    """Name a path as the reader of a message would type it here."""
    here = Path.cwd()
    absolute = path if path.is_absolute() else here / path
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def parse(path: Path) -> TomlFile | Fault:
    """Read one file, or say why it gives no table."""
    if path.suffix != ".toml":
        what = f"its name ends in {path.suffix} and it was not read"
        return Fault(shown(path), None, what, f"name it {path.stem}.toml")
    try:
        if not path.is_file():
            return Fault(
                shown(path), None, "this is not a file", "rename it so that it does not end in .toml"
            )
        if (size := path.stat().st_size) > MAX_BYTES:
            return _too_large(path, size)
        return parse_bytes(path, path.read_bytes())
    except OSError as error:
        return Fault(shown(path), *_explain(error, b""))


def parse_bytes(path: Path, raw: bytes) -> TomlFile | Fault:
    """Read what a file holds or will hold, or say why it gives no table."""
    if len(raw) > MAX_BYTES:
        return _too_large(path, len(raw))
    try:
        text = raw.decode("utf-8-sig")
        return TomlFile(path, text, _settle(tomllib.loads(text)))
    except (ValueError, RecursionError) as error:
        return Fault(shown(path), *_explain(error, raw))


def _too_large(path: Path, size: int) -> Fault:
    what = f"the file has {size} bytes and was not read"
    return Fault(shown(path), None, what, f"cut it to at most {MAX_BYTES} bytes")


def _explain(error: Exception, raw: bytes) -> tuple[int | None, str, str]:
    """Give the line, what is wrong and the mend of a file that gave no table."""
    if isinstance(error, OSError):
        return None, f"the file cannot be read ({os.strerror(error.errno or 0)})", "check its permissions"
    if isinstance(error, UnicodeDecodeError):
        return (
            raw.count(b"\n", 0, error.start) + 1,
            "the file is not UTF-8",
            "save it as UTF-8 in your editor",
        )
    if isinstance(error, RecursionError):
        return None, "the file is nested too deeply", "write it flat, as the other files are"
    what, line = str(error), None
    if what.startswith("Exceeds the limit"):
        return None, "a number here has too many digits", "write a number that stands in the article"
    if found := re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", what, re.DOTALL):
        what, line = found[1], int(found[2])
    elif what.endswith(" (at end of document)"):
        line = max(1, len(raw.splitlines()))
    return line, f"this is not TOML: {what}", "compare the line with the same one of another file"


def _settle(value: Any) -> Any:  # noqa: ANN401 - TOML's values, of any type
    """Give TOML's value with every text in NFC and every list as a tuple."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return tuple(_settle(item) for item in value)
    if isinstance(value, dict):
        return {key: _settle(item) for key, item in value.items()}
    return value
