"""This project's search, as the bot uses it with so many briefs: in memory, or an archive on disk."""

import asyncio
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import overload

from bot.app import let_the_loop_run
from bot.bench.corpus import SEED, other_brief, other_briefs, topics
from bot.bench.engines.engine import InProcess, Reply, Upkeep
from bot.domain.models import Brief, Library
from bot.domain.search import Index, lexicon_of
from bot.index.archive import Archive
from bot.index.build import fill
from bot.index.choose import MOST_IN_MEMORY
from bot.index.engine import engine
from bot.index.records import Records

_CHANGES = 60
_TICK = 0.001  # seconds between two looks at the clock


def is_archived(library: Library, others: int) -> bool:
    """Say whether so many briefs are kept on disk."""
    return len(library.briefs) + others > MOST_IN_MEMORY


def write_archive(folder: Path, library: Library, others: int) -> None:
    """Write the archive of a library's briefs and others beside them, as the bot does."""
    folder.mkdir(parents=True)
    fill(engine(folder), Records(folder), _Briefs(library, others), _with_topics(library))


class _Briefs(Sequence[Brief]):
    """The briefs of a library and others, each made when it is asked for: a million take no memory."""

    def __init__(self, library: Library, others: int) -> None:
        self._own = tuple(library.briefs.values())
        self._others = others

    def __len__(self) -> int:
        return len(self._own) + self._others

    @overload
    def __getitem__(self, at: int) -> Brief: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Brief]: ...

    def __getitem__(self, at: int | slice) -> Brief | Sequence[Brief]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return self._own[at] if at < len(self._own) else other_brief(at - len(self._own))


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
        let_the_loop_run()
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
    """Give a copy that can be written to, without what takes long to copy.

    The engine never writes to a file of its segments again, and what is appended to the records is not read by who
    does not know of it; so those are links.
    """
    folder = TemporaryDirectory(prefix="open-", dir=archive.parent)
    for path in archive.iterdir():
        copy = shutil.copy2 if path.suffix == ".json" else os.link
        copy(path, Path(folder.name, path.name))
    return folder
