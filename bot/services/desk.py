"""What every service works on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.search import Index
from bot.index.choose import MOST_IN_MEMORY
from bot.semantic import Reranker
from bot.services.news import News
from bot.store.engine import Store

P = ParamSpec("P")
T = TypeVar("T")

# A search is mostly Python, which runs in one thread at a time: with more of them nobody is answered sooner, and the event
# loop has to wait for each.
_SEARCHING = ThreadPoolExecutor(2, thread_name_prefix="search")


def clock() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """The briefs as they are now, what is remembered of readers, and who judges close calls, if anybody does.

    An index never changes; `services.keep` puts another in its place while it holds `changing`, and sets `changed` then.
    `news` is how far the briefs have come; `services.publish` changes both.
    """

    index: Index
    store: Store
    news: News = field(default_factory=News)
    reranker: Reranker | None = None
    now: Callable[[], datetime] = clock
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


async def consult(
    desk: Desk, work: Callable[Concatenate[Index, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run what asks the index: of very many briefs in a thread, since the event loop should wait for no disk."""
    if desk.index.holdings.size <= MOST_IN_MEMORY:
        return work(desk.index, *args, **kwargs)
    search = partial(work, desk.index, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_SEARCHING, search)
