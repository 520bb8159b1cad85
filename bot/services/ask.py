"""Ask: from a message to what is to be said, with what went before in mind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.answer import FIRST_CHOICE, Answer, answer, language_of
from bot.domain.followup import Kind, follow, read_followup
from bot.domain.models import Brief, Language
from bot.services.desk import Desk

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
        found = follow(desk.index, last, wanted.rest, preferred)
    else:
        found = answer(desk.index, text, preferred)
    if found.outcome == "answer":
        await remember(desk, chat, thread, found.hits[0].brief.id, now)
    return found


async def remember(desk: Desk, chat: int, thread: int | None, brief: str, now: datetime) -> None:
    """Remember which brief a chat, or a forum topic in it, saw last."""
    await desk.store.remember_brief(chat, thread, brief, now)


async def _last_brief(desk: Desk, chat: int, thread: int | None, now: datetime) -> Brief | None:
    last = await desk.store.last_brief(chat, thread, now - MEMORY)
    return desk.index.library.briefs.get(last) if last else None
