"""Follows what happens in the store: what other processes publish is shown here, and what waited for its embargo goes out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.delivery.trouble import Trouble
from bot.services.desk import Desk
from bot.services.drafts import release_due
from bot.services.publish import take_in

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds


async def follow(desk: Desk, every: float = EVERY) -> None:
    """Show what any process publishes, until cancelled."""
    await _repeat(lambda: take_in(desk), every, "What was published elsewhere cannot be read")


async def release(desk: Desk, every: float = EVERY) -> None:
    """Put out briefs whose embargo ends, until cancelled; one process at a time is enough."""
    await _repeat(
        lambda: release_due(desk.store, desk.now()), every, "Briefs under an embargo cannot be put out"
    )


async def _repeat(work: Callable[[], Awaitable[None]], every: float, what: str) -> None:
    trouble = Trouble(logger, what, first=0.2, longest=5.0)
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - whatever the store raises: it is tried again, and nothing is lost
            trouble.happened(error)
        else:
            trouble.over()
        await asyncio.sleep(trouble.pause or every)
