"""One search, built and asked in a process and on a core of its own."""

import gc
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.bench.documents import document, read_others
from bot.bench.engines.barta import Barta
from bot.bench.engines.engine import Engine, Reply
from bot.bench.prepared import Prepared
from bot.bench.results import Measured, Unfinished
from bot.content.read import load

_WARMING = ("নির্বাচনের ফলাফল", "election results today", "ajker khobor", "cricket score") * 5
_MOST_WARMING = 5.0  # seconds
BUILT = "built"  # what the process says when it begins to ask


@dataclass(frozen=True)
class Kind:
    """A search that is measured: its name, and where its class is."""

    name: str
    module: str
    cls: str


BARTA = Kind("Barta", "barta", "Barta")
KINDS = (
    BARTA,
    Kind("rapidfuzz WRatio", "wratio", "WRatio"),
    Kind("SQLite FTS5 trigram", "fts5", "Fts5Trigram"),
    Kind("tantivy fuzzy", "tantivy_fuzzy", "TantivyFuzzy"),
    Kind("minisearch n-grams", "minisearch", "MiniSearchNgrams"),
    Kind("minisearch fuzzy", "minisearch", "MiniSearchFuzzy"),
    Kind("pg_trgm", "pg_trgm", "PgTrgm"),
)


def work(
    pipe: Connection, kind: Kind, prepared: Prepared, texts: Sequence[str], patience: float, folder: Path
) -> None:
    """Build, warm up and ask, and tell the pipe; temporary files go into `folder`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # an engine's own processes end on exit
    tempfile.tempdir = str(folder)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        pipe.send(_measure(pipe, kind, prepared, texts, patience))
    except Exception as error:  # noqa: BLE001 - whatever keeps an engine from being measured is said in the table
        pipe.send(Unfinished(kind.name, 0, f"{type(error).__name__}: {error}"))


def _measure(
    pipe: Connection, kind: Kind, prepared: Prepared, texts: Sequence[str], patience: float
) -> Measured:
    cls: Any = getattr(import_module(f"bot.bench.engines.{kind.module}"), kind.cls)
    library = load(prepared.briefs).published()
    size = len(library.briefs) + prepared.others
    gc.collect()
    before, start = _resident("VmRSS"), perf_counter()
    engine: Engine
    if cls is Barta:
        engine = Barta(library, prepared.others, prepared.archive)
    else:
        others = read_others(prepared.documents, prepared.others)
        engine = cls(chain(map(document, library.briefs.values()), others))
    build = perf_counter() - start
    pipe.send(BUILT)
    gc.collect()
    gc.freeze()  # as whoever answers questions all day does: going through all that is held takes long, and frees nothing
    _warm(engine)
    replies = _ask(engine, texts, patience)
    gc.collect()
    memory, grown, peak = engine.memory(), _resident("VmRSS") - before, _resident("VmHWM") - before
    upkeep = engine.upkeep(texts) if isinstance(engine, Barta) else None
    if memory is not None:
        grown = peak = memory
    return Measured(kind.name, size, prepared.written * (cls is Barta) + build, grown, peak, replies, upkeep)


def _warm(engine: Engine) -> None:
    start = perf_counter()
    for text in _WARMING:
        engine.ask(text)
        if perf_counter() - start > _MOST_WARMING:
            return


def _ask(engine: Engine, texts: Sequence[str], patience: float) -> dict[str, Reply]:
    """Give the replies to as many questions as there is time for, at least one."""
    replies: dict[str, Reply] = {}
    start = perf_counter()
    for text in texts:
        replies[text] = engine.ask(text)
        if perf_counter() - start > patience:
            break
    return replies


def _resident(figure: str) -> int:
    """Give this process's resident memory in bytes, now (`VmRSS`) or at most so far (`VmHWM`)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(figure):
            return int(line.split()[1]) * 1024
    raise AssertionError("Linux tells a process its memory")
