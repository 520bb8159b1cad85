"""Barta's search beside others', over the same briefs with the same questions, each in a process and on a core of its own."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.bench.corpus import other_briefs
from bot.bench.questions import Judged, Question
from bot.content.read import load
from bot.domain.models import Brief, Library

if TYPE_CHECKING:
    from bot.bench.peers import Document, Peer

# The largest number of other briefs that each is measured with; beyond it, it takes hours or all memory.
_UNLIMITED = 10**9
_WARMING = ("নির্বাচনের ফলাফল", "election results today", "ajker khobor", "cricket score") * 5
_PATIENCE = (
    120.0  # seconds for the questions of one search over one number of briefs; those left are not asked
)
_BUILDING = 3600.0


@dataclass(frozen=True)
class Kind:
    """A search that is measured: where its class is, whether it takes whole briefs, the most others it is given."""

    name: str
    module: str
    cls: str
    most: int = _UNLIMITED


BARTA = Kind("Barta", "peers", "Barta")
KINDS = (
    BARTA,
    Kind("rapidfuzz WRatio", "peers", "RapidfuzzRatio", 100_000),
    Kind("SQLite FTS5 trigram", "peers", "Fts5Trigram"),
    Kind("tantivy fuzzy and prefix", "peers", "TantivyFuzzy"),
    Kind("minisearch n-grams", "minisearch", "MiniSearch", 100_000),
    Kind("pg_trgm word_similarity", "postgres", "PgTrgm", 100_000),
)


@dataclass(frozen=True)
class Measured:
    """What one search did with `briefs` briefs: its build in seconds, its memory in bytes, its replies and their times."""

    name: str
    briefs: int
    build: float
    memory: int
    judged: tuple[Judged, ...]
    seconds: tuple[float, ...]
    whole: bool


@dataclass(frozen=True)
class Failed:
    """A search that could not be measured, and why."""

    name: str
    briefs: int
    why: str


def measure(
    folder: Path, questions: Sequence[Question], sizes: Sequence[int], kinds: Sequence[Kind] = KINDS
) -> Iterator[Measured | Failed]:
    """Measure each search beside `sizes` other briefs, one after another."""
    own = len(load(folder).published().briefs)
    for others in sizes:
        for kind in kinds:
            if others > kind.most:
                yield Failed(kind.name, own + others, "not measured with so many")
            else:
                yield _in_a_process(kind, folder, questions, others, own)


def _in_a_process(
    kind: Kind, folder: Path, questions: Sequence[Question], others: int, own: int
) -> Measured | Failed:
    """Measure one search in a fresh process, whose growth is then its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=_work, args=(there, kind, folder, questions, others))
    worker.start()
    there.close()
    ready = wait([here, worker.sentinel], _BUILDING)
    try:
        found: Measured | Failed = (
            here.recv() if here in ready else Failed(kind.name, own + others, "it ended or hung")
        )
    except EOFError:
        found = Failed(kind.name, own + others, "its process ended")
    worker.join(_PATIENCE if ready else 0)
    if worker.is_alive():
        worker.terminate()
    return found


def _work(pipe: Connection, kind: Kind, folder: Path, questions: Sequence[Question], others: int) -> None:
    """Build, warm up, ask; on one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    library = load(folder).published()
    size = len(library.briefs) + others
    try:
        pipe.send(_ask(kind, library, questions, others))
    except Exception as error:  # noqa: BLE001 - whatever keeps a peer from being measured is said in the table
        pipe.send(Failed(kind.name, size, f"{type(error).__name__}: {error}"))


def _ask(kind: Kind, library: Library, questions: Sequence[Question], others: int) -> Measured:
    make = builder(kind, library)
    gc.collect()
    before, start = _resident(), perf_counter()
    peer = make(chain(library.briefs.values(), other_briefs(others)))
    build = perf_counter() - start
    gc.collect()
    grown = _resident() - before
    for warming in _WARMING:
        peer.ask(warming)
    judged, seconds = [], []
    start = perf_counter()
    for question in questions:
        if perf_counter() - start > _PATIENCE:
            break
        reply = peer.ask(question.text)
        judged.append(Judged(question, reply.best, reply.score))
        seconds.append(reply.seconds)
    memory = peer.memory()
    held = grown if memory is None else memory
    whole = len(judged) == len(questions)
    return Measured(
        kind.name, len(library.briefs) + others, build, held, tuple(judged), tuple(seconds), whole
    )


def builder(kind: Kind, library: Library) -> Callable[[Iterable[Brief]], "Peer"]:
    """Give what makes a search from briefs; peers get documents, of which none is kept for them."""
    peers = import_module("bot.bench.peers")
    cls: Callable[..., Any] = getattr(import_module(f"bot.bench.{kind.module}"), kind.cls)
    if kind == BARTA:
        return lambda briefs: cls(briefs, library)
    document: Callable[[Brief], Document] = peers.document
    return lambda briefs: cls(map(document, briefs))


def _resident() -> int:
    """Give this process's memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def by_name(found: Iterable[Measured | Failed]) -> Mapping[str, list[Measured]]:
    """Give what was measured of each search, smallest first."""
    grouped: dict[str, list[Measured]] = {}
    for each in found:
        if isinstance(each, Measured):
            grouped.setdefault(each.name, []).append(each)
    return grouped
