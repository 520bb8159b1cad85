"""The messages that show briefs, remembered so that a correction reaches them. Where the store fails, that is logged and the reader is answered all the same."""

import logging
from datetime import datetime

from bot.domain.delivery import Copy
from bot.domain.models import Language
from bot.render.shown import Shown, from_json, to_json
from bot.services.desk import Desk
from bot.services.publish import catch_up

logger = logging.getLogger(__name__)


def copy_of(
    desk: Desk,
    shown: Shown,
    language: Language,
    *,
    chat: int = 0,
    thread: int | None = None,
    message: int = 0,
    inline: str = "",
) -> Copy:
    """Give what is to be remembered of a message that shows briefs as they are now."""
    briefs = tuple((key, desk.news.version(key)) for key in shown.briefs if desk.index.brief(key))
    return Copy(chat, thread, message, inline, language, to_json(shown), briefs)


async def remember_sent(
    desk: Desk, shown: Shown, language: Language, chat: int, thread: int | None, message: int, now: datetime
) -> None:
    """Remember what a message shows, and as what its chat saw last the brief that is open in it."""
    try:
        await catch_up(desk, now)
        copy = copy_of(desk, shown, language, chat=chat, thread=thread, message=message)
        await desk.store.readers.remember_copy(copy, shown.view.brief if shown.view else None, now)
    except Exception:
        logger.exception("What a message shows was not remembered")


async def remember_inline(desk: Desk, shown: Shown, language: Language, inline: str, now: datetime) -> None:
    """Remember what an inline message shows."""
    try:
        await catch_up(desk, now)
        await desk.store.copies.record(copy_of(desk, shown, language, inline=inline), now)
    except Exception:
        logger.exception("What an inline message shows was not remembered")


async def shown_in(desk: Desk, chat: int, message: int) -> Shown | None:
    """Give what a message shows; None where that is not known."""
    try:
        copy = await desk.store.copies.get(chat, message)
    except Exception:
        logger.exception("What a message shows was not read")
        return None
    return from_json(copy.shows) if copy else None
