"""Making the rows of very many briefs: with all cores, and so that who is stopped in the middle goes on from there."""

import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from typing import Protocol

import tantivy

from bot.domain.contents import Reader
from bot.domain.models import Brief, Library, Person, Topic
from bot.domain.search import lexicon_of
from bot.index.engine import change
from bot.index.records import Records
from bot.index.rows import Row, row

# Starting other processes takes a second or two, as long as a core needs for as many rows.
MOST_BY_ONE = 1000
_BATCH = 10_000  # briefs between two commits, some 10 s of work; what was committed is not made again
_CHUNK = 100  # briefs that a process is given at once

logger = logging.getLogger(__name__)


class _Rows(Protocol):
    """What makes rows, in the order of their briefs."""

    def __call__(self, briefs: Sequence[Brief]) -> Iterable[Row]: ...


def fill(opened: tantivy.Index, records: Records, briefs: Sequence[Brief], library: Library) -> None:
    """Add briefs to an archive, a batch at a time; it takes about 2 ms of a core's time for each."""
    with _rows_of(library, len(briefs)) as rows:
        for at in range(0, len(briefs), _BATCH):
            change(opened, records, rows(briefs[at : at + _BATCH]))
            logger.info("the index has %d of %d new briefs", min(at + _BATCH, len(briefs)), len(briefs))


@contextmanager
def _rows_of(library: Library, count: int) -> Iterator[_Rows]:
    """Give what makes rows: by this process where there are few, else by one for each core."""
    if count <= MOST_BY_ONE:
        reader = Reader(library.people, library.topics, lexicon_of(library))
        yield lambda briefs: (row(brief, reader) for brief in briefs)
        return
    # A copy of this process could hold a lock of one of its threads, so each begins anew.
    anew = multiprocessing.get_context("spawn")
    names = (library.people, library.topics)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), anew, _prepare, names) as pool:
        yield lambda briefs: chain.from_iterable(pool.map(_some, _chunks(briefs)))


def _chunks(briefs: Sequence[Brief]) -> Iterator[Sequence[Brief]]:
    return (briefs[at : at + _CHUNK] for at in range(0, len(briefs), _CHUNK))


def _prepare(people: Mapping[str, Person], topics: Mapping[str, Topic]) -> None:
    global _reader  # noqa: PLW0603 - a process of the pool has just this to keep
    _reader = Reader(people, topics, lexicon_of(Library(people=people, topics=topics)))


def _some(briefs: Sequence[Brief]) -> list[Row]:
    return [row(brief, _reader) for brief in briefs]


_reader: Reader
