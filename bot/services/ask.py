"""Ask: from a message to what is to be said, with what went before in mind."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.answer import FIRST_CHOICE, Answer, answer, language_of
from bot.domain.followup import Kind, follow, read_followup
from bot.domain.models import Brief, Language
from bot.domain.search import Index
from bot.index.choose import MOST_IN_MEMORY
from bot.services.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")

# Long enough to come back to a chat after a call; who asks "more" the next day means something else.
MEMORY = timedelta(hours=1)


@dataclass(frozen=True)
class Further:
    """More about the brief that the chat saw last; of none where it saw none lately."""

    brief: Brief | None
    kind: Kind
    language: Language


async def ask(
    desk: Desk, text: str, chat: int, thread: int | None, preferred: Language | None, now: datetime
) -> Answer | Further:
    """Answer a message, or say what it wants of the last brief; the brief that is answered with is remembered."""
    wanted = read_followup(text)
    last = await _last_brief(desk, chat, thread, now) if wanted else None
    if wanted and wanted.kind != "question":
        return Further(last, wanted.kind, language_of(desk.index, text) or preferred or FIRST_CHOICE)
    if wanted and last:
        found = await search(desk, follow, last, wanted.rest, preferred)
    else:
        found = await search(desk, answer, text, preferred)
    if found.outcome == "answer":
        await remember(desk, chat, thread, found.hits[0].brief.id, now)
    return found


async def search(
    desk: Desk, work: Callable[Concatenate[Index, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run a search: of very many briefs in a thread, since the event loop should not wait for the disk."""
    if desk.index.holdings.size <= MOST_IN_MEMORY:
        return work(desk.index, *args, **kwargs)
    return await asyncio.to_thread(work, desk.index, *args, **kwargs)


async def remember(desk: Desk, chat: int, thread: int | None, brief: str, now: datetime) -> None:
    """Remember which brief a chat, or a forum topic in it, saw last."""
    await desk.store.remember_brief(chat, thread, brief, now)


async def _last_brief(desk: Desk, chat: int, thread: int | None, now: datetime) -> Brief | None:
    last = await desk.store.last_brief(chat, thread, now - MEMORY)
    return desk.index.library.briefs.get(last) if last else None
