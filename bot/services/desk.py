"""What every service works on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.search import Index
from bot.index.choose import MOST_IN_MEMORY
from bot.store.engine import Store

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Desk:
    """The briefs as they are now, and what is remembered of readers.

    An index never changes; `services.keep` puts another in its place while it holds `changing`, and sets `changed` then.
    """

    index: Index
    store: Store
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


async def consult(
    desk: Desk, work: Callable[Concatenate[Index, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run what asks the index: of very many briefs in a thread, since the event loop should wait for no disk."""
    if desk.index.holdings.size <= MOST_IN_MEMORY:
        return work(desk.index, *args, **kwargs)
    return await asyncio.to_thread(work, desk.index, *args, **kwargs)
