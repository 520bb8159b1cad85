"""Work that only one process does at a time: it begins when this one's turn comes, and ends when the turn is lost."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.trouble import Trouble
from bot.store.shared import Turns

logger = logging.getLogger(__name__)

LENGTH = timedelta(seconds=10)
_RENEW = 3.0  # seconds

Work = Callable[[], Coroutine[Any, Any, None]]


async def in_turn(turns: Turns, name: str, owner: str, now: Callable[[], datetime], work: Work) -> None:
    """Do `work` whenever it is this process's turn, until cancelled; what it raises is raised.

    Where the store fails, the turn is kept: no other process can take it either.
    """
    trouble = Trouble(logger, f"The turn at {name!r} cannot be renewed", first=0.2, longest=_RENEW)
    task: asyncio.Task[None] | None = None
    try:
        while True:
            try:
                ours = await turns.take(name, owner, LENGTH, now())
            except Exception as error:  # noqa: BLE001 - whatever the store raises
                trouble.happened(error)
                ours = task is not None
            else:
                trouble.over()
            if ours and task is None:
                task = asyncio.create_task(work(), name=name)
            elif not ours and task is not None:
                logger.info("Another process has the turn at %r now", name)
                await _end(task)
                task = None
            await _rest(task, trouble.pause or _RENEW)
    finally:
        if task is not None:
            await _end(task)


async def _rest(task: asyncio.Task[None] | None, seconds: float) -> None:
    if task is None:
        await asyncio.sleep(seconds)
    elif (await asyncio.wait([task], timeout=seconds))[0]:
        await task
        raise AssertionError("work in turn does not end by itself")


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def together(*works: Work) -> None:
    """Do several things in one turn; the first that raises ends them all."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work())
    except BaseExceptionGroup as raised:
        raise raised.exceptions[0] from None
