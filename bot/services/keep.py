"""Keep: put briefs before the readers, and what was put on the disk."""

import asyncio
import logging
from collections.abc import Iterable
from typing import cast

from bot.domain.models import Brief, Library
from bot.domain.search import NOTHING, Index
from bot.index.archive import Archive
from bot.services.desk import Desk

logger = logging.getLogger(__name__)

# Each change costs every later question and change a little, and writing them costs about 0.1 s however few they are.
MOST_UNSETTLED = 30
_RETRY = 60.0  # seconds: a full disk is not soon empty


async def put(desk: Desk, *briefs: Brief, around: Library = NOTHING) -> None:
    """Show readers briefs in all places from now on, with what came with them; a retracted one only as such, a draft nowhere."""
    async with desk.changing:
        desk.index = await asyncio.to_thread(_with, desk.index, briefs, around)
    desk.changed.set()


def _with(index: Index, briefs: Iterable[Brief], around: Library) -> Index:
    for brief in briefs:
        index, around = index.with_brief(brief, around), NOTHING
    return index


async def keep(desk: Desk) -> None:
    """Write changed briefs to the disk whenever there are many, until it is cancelled.

    A fault is logged and writing tried again. Until then the changes are in memory, and after a restart where they came from.
    """
    while True:
        await desk.changed.wait()
        desk.changed.clear()
        archive = desk.index.holdings
        if not isinstance(archive, Archive) or len(archive.changes) < MOST_UNSETTLED:
            continue
        try:
            await settle(desk, archive)
        except Exception:
            logger.exception("%d changed briefs were not written to the index", len(archive.changes))
            desk.changed.set()
            await asyncio.sleep(_RETRY)


async def settle(desk: Desk, archive: Archive) -> None:
    """Write what has changed in an archive to the disk; questions and further changes go on meanwhile."""
    writing = asyncio.ensure_future(asyncio.to_thread(archive.settled))
    try:
        settled = await asyncio.shield(writing)
    finally:  # a thread cannot be cancelled, and should not outlive who waits for it
        await asyncio.gather(writing, return_exceptions=True)
    async with desk.changing:
        desk.index = await asyncio.to_thread(_since, desk.index, archive, settled)


def _since(index: Index, before: Archive, settled: Archive) -> Index:
    """Give an index over a settled archive, with what has changed while it was written."""
    now = cast("Archive", index.holdings)  # as it was when writing began
    return index.over(settled.with_changes(dict(now.changes.items() - before.changes.items())))
