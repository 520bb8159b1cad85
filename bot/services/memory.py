"""What Barta remembers of its readers. It is a comfort: where the store fails, that is logged and the answer goes on."""

import logging
from datetime import datetime, timedelta

from bot.domain.models import Brief, Language
from bot.domain.search import Index
from bot.services.desk import Desk, consult

logger = logging.getLogger(__name__)

# Long enough to come back to a chat after a call; who asks "more" the next day means something else.
MEMORY = timedelta(hours=1)


async def chosen_language(desk: Desk, holder: int) -> Language | None:
    """Give the language that was chosen for a chat or by a reader; None where none was."""
    try:
        return await desk.store.readers.language(holder)
    except Exception:
        logger.exception("A chosen language was not read")
        return None


async def last_brief(desk: Desk, chat: int, thread: int | None, now: datetime) -> Brief | None:
    """Give the brief that a chat, or a forum topic in it, saw last; None where that is long ago, or it is gone."""
    try:
        last = await desk.store.readers.last_brief(chat, thread, now - MEMORY)
    except Exception:
        logger.exception("The last brief was not read")
        return None
    return await consult(desk, Index.published, last) if last else None


async def move(desk: Desk, old: int, new: int) -> None:
    """Take what is remembered of a group along when it becomes a supergroup."""
    try:
        await desk.store.readers.move(old, new)
    except Exception:
        logger.exception("What is remembered of a group was not moved")
