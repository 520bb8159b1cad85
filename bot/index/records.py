"""The contents of briefs in one file that only grows, beside the engine that finds them.

It is read and not mapped, unlike the engine's own files, so that what was once read takes no memory: of a million briefs it
has some 4 GB. A brief's number is the place where its record begins, and stays its own for ever.
"""

import os
import zlib
from collections.abc import Sequence
from errno import ENOSPC
from functools import lru_cache, partial
from pathlib import Path
from weakref import finalize

from bot.domain.models import Brief
from bot.index.rows import Packed, Row

_NAME = "records"
_WIDTH = 4  # bytes of a length
_USUAL = 4096  # bytes that hold most parts of a record, to read them at once
_LEVEL = 1  # of compression: a third of the bytes for 0.05 ms; higher levels save little more


class Records:
    """The records of an archive's folder."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        finalize(self, os.close, self._file)
        # A few: each has some twenty objects, which the collector of garbage goes through while the event loop waits.
        self.brief = lru_cache(maxsize=128)(partial(_read_brief, self._file))  # it goes when the records go

    def packed(self, number: int) -> Packed:
        """Give the packed contents of a brief by its number."""
        return Packed(_read(self._file, number))

    def append(self, rows: Sequence[Row]) -> list[int]:
        """Write rows, and give the number of each.

        Raises:
            OSError: The disk is full.
        """
        numbers, parts = [], list[bytes]()
        end = os.fstat(self._file).st_size
        for row in rows:
            numbers.append(end)
            for part in (row.packed, zlib.compress(row.brief, _LEVEL)):
                parts += (len(part).to_bytes(_WIDTH, "little"), part)
                end += _WIDTH + len(part)
        written = b"".join(parts)
        if os.write(self._file, written) < len(written):
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        return numbers

    def sync(self) -> None:
        """Wait until all is on the disk."""
        os.fsync(self._file)


def _read_brief(file: int, number: int) -> Brief:
    """Give a brief, the second part of a record."""
    length = int.from_bytes(os.pread(file, _WIDTH, number), "little")
    return Brief.model_validate_json(zlib.decompress(_read(file, number + _WIDTH + length)))


def _read(file: int, place: int) -> bytes:
    """Give the part of a record that begins at a place."""
    found = os.pread(file, _USUAL, place)
    end = _WIDTH + int.from_bytes(found[:_WIDTH], "little")
    if end > _USUAL:
        found += os.pread(file, end - _USUAL, place + _USUAL)
    return found[_WIDTH:end]
