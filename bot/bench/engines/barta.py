"""This project's search, as the bot uses it with so many briefs: in memory, or an archive on disk."""

import asyncio
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.bench.corpus import SEED, other_brief, other_briefs, topics
from bot.bench.engines.engine import InProcess, Reply, Upkeep
from bot.content.read import load
from bot.domain.contents import Reader
from bot.domain.models import Brief, Library
from bot.domain.search import Index, lexicon_of
from bot.index.archive import Archive
from bot.index.choose import MOST_IN_MEMORY
from bot.index.engine import write
from bot.index.rows import Row, row

_CHANGES = 60
_CHUNK = 500  # briefs that a process reads at a time
_TICK = 0.001  # seconds between two looks at the clock


def is_archived(library: Library, others: int) -> bool:
    """Say whether so many briefs are kept on disk."""
    return len(library.briefs) + others > MOST_IN_MEMORY


def write_archive(folder: Path, briefs: Path, others: int) -> None:
    """Write the archive of a folder of briefs and others beside them, with rows made on every core."""
    reader = _reader(briefs)
    own = (row(brief, reader) for brief in load(briefs).published().briefs.values())
    starts = range(0, others, _CHUNK)
    chunks = ((briefs, start, min(start + _CHUNK, others)) for start in starts)
    with get_context("spawn").Pool() as pool:
        write(folder, chain(own, chain.from_iterable(pool.imap(_rows, chunks))))


def _rows(chunk: tuple[Path, int, int]) -> list[Row]:
    briefs, start, end = chunk
    return [row(other_brief(number), _reader(briefs)) for number in range(start, end)]


@cache
def _reader(briefs: Path) -> Reader:
    library = _with_topics(load(briefs).published())
    return Reader(library.people, library.topics, lexicon_of(library))


def _with_topics(library: Library) -> Library:
    return replace(library, topics={**library.topics, **topics()})


class Barta(InProcess):
    """An index over the briefs of a library and others, from an archive that is already written where they are many."""

    def __init__(self, library: Library, others: int, archive: Path | None) -> None:
        self._others = others
        library = _with_topics(library)
        if archive is None:
            held = {brief.id: brief for brief in other_briefs(others)}
            self._index = Index(replace(library, briefs={**library.briefs, **held}))
        else:
            lexicon = lexicon_of(library)
            library = replace(library, briefs={})
            self._folder = _linked(archive)
            self._index = Index(library, lexicon, Archive(Path(self._folder.name), library, lexicon))

    def ask(self, question: str) -> Reply:
        """Give what is answered or suggested first, else what comes nearest, and whether it is answered."""
        start = perf_counter()
        explained = self._index.explain(question)
        seconds = perf_counter() - start
        found = explained.found
        hits = found.hits or replace(explained, candidates=explained.candidates[:1]).hits()
        answered = found.outcome in ("answer", "topic")
        if not hits:
            return Reply(None, 0.0, seconds, answered)
        return Reply(hits[0].brief.id, hits[0].score, seconds, answered)

    def upkeep(self, questions: Iterable[str]) -> Upkeep:
        """Ask beside an event loop; put briefs that are new, that change others and that are retracted; settle what is archived."""
        held = asyncio.run(_held(self._index, questions))
        seconds = []
        for brief in self._changed():
            start = perf_counter()
            self._index = self._index.with_brief(brief)
            seconds.append(perf_counter() - start)
        settle = None
        if isinstance(self._index.holdings, Archive):
            start = perf_counter()
            self._index = self._index.over(self._index.holdings.settled())
            settle = perf_counter() - start
        return Upkeep(median(seconds), max(seconds), settle, held)

    def _changed(self) -> Iterator[Brief]:
        for number in range(_CHANGES):
            told = other_brief(number, SEED + 1)
            yield told.model_copy(update={"id": f"new-{number}"})
            if number < self._others:
                yield told
                yield told.model_copy(update={"status": "retracted"})


async def _held(index: Index, questions: Iterable[str]) -> float:
    """Give the longest time that an event loop is late while questions are answered beside it, as the bot answers them."""
    late = 0.0

    async def tick() -> None:
        nonlocal late
        while True:
            start = perf_counter()
            await asyncio.sleep(_TICK)
            late = max(late, perf_counter() - start - _TICK)

    async with asyncio.TaskGroup() as group:
        ticking = group.create_task(tick())
        for question in questions:
            if index.holdings.size > MOST_IN_MEMORY:
                await asyncio.to_thread(index.explain, question)
            else:
                index.explain(question)
                await asyncio.sleep(0)
        ticking.cancel()
    return late


def _linked(archive: Path) -> TemporaryDirectory[str]:
    """Give a copy that can be written to: the engine never writes to a file of its segments again, so those are links."""
    folder = TemporaryDirectory(prefix="open-", dir=archive.parent)
    for path in archive.iterdir():
        copy = shutil.copy2 if path.suffix == ".json" else os.link
        copy(path, Path(folder.name, path.name))
    return folder
