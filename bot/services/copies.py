"""The messages that show briefs, remembered so that a correction reaches them. Where the store fails, that is logged and the reader is answered all the same."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.domain.briefing import Recorded
from bot.domain.delivery import Copy
from bot.domain.models import Language
from bot.render.shown import Shown, from_json, to_json
from bot.services.desk import Desk
from bot.services.publish import catch_up

logger = logging.getLogger(__name__)


Versions = Mapping[str, Recorded]


async def versions_now(desk: Desk, now: datetime) -> Versions:
    """Give the versions of the briefs as they are now: to be asked for before a message is put together, so that none is taken for newer than it is."""
    try:
        await catch_up(desk, now)
    except Exception:
        logger.exception("The versions of the briefs were not read")
    return desk.news.recorded


def copy_of(
    versions: Versions,
    shown: Shown,
    language: Language,
    *,
    chat: int = 0,
    thread: int | None = None,
    message: int = 0,
    inline: str = "",
) -> Copy:
    """Give what is to be remembered of a message that shows briefs in some versions; 0 where that is not known."""
    briefs = tuple((key, versions[key].version if key in versions else 0) for key in shown.briefs)
    return Copy(chat, thread, message, inline, language, to_json(shown), briefs)


async def remember_sent(desk: Desk, copy: Copy, brief: str | None, now: datetime) -> None:
    """Remember what a message shows, and the brief that is open in it as what its chat saw last."""
    try:
        await desk.store.readers.remember_copy(copy, brief, now)
    except Exception:
        logger.exception("What a message shows was not remembered")


async def remember_inline(desk: Desk, copy: Copy, now: datetime) -> None:
    """Remember what an inline message shows."""
    try:
        await desk.store.copies.record(copy, now)
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
