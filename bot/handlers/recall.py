"""What a message shows whose button was pressed."""

import logging
from zoneinfo import ZoneInfo

from telegram import MaybeInaccessibleMessage, Message

from bot.domain.subscription import NOWHERE
from bot.render.actions import Action, ShowReason, decode
from bot.render.shown import Shown, of_buttons
from bot.services.copies import copy_of, shown_in
from bot.services.desk import Desk, consult
from bot.transport.messages import thread_of

logger = logging.getLogger(__name__)


async def recall(desk: Desk, where: MaybeInaccessibleMessage) -> Shown | None:
    """Give what a message shows; None where that is not known.

    That of a briefing was not kept where its sender died before it could, or its reader had all erased: then it is read off
    the buttons, and kept, since they go when another page comes in its place.
    """
    kept = await shown_in(desk, where.chat.id, where.message_id)
    if kept or not isinstance(where, Message) or where.reply_markup is None:
        return kept
    datas = (button.callback_data for row in where.reply_markup.inline_keyboard for button in row)
    actions = [decode(data) for data in datas if isinstance(data, str)]
    reasons = [action for action in actions if isinstance(action, ShowReason)]
    if not reasons:
        return None
    try:
        return await _read_off(desk, where, actions, reasons[0])
    except Exception:
        logger.exception("What a briefing shows was not read off its buttons")
        return None


async def _read_off(
    desk: Desk, where: Message, actions: list[Action | None], reason: ShowReason
) -> Shown | None:
    chat, thread = where.chat.id, thread_of(where)
    wish = await desk.store.subscriptions.get(chat, thread)
    zone = ZoneInfo(wish.schedule.zone if wish else NOWHERE)
    found = await consult(desk, of_buttons, actions, where.date.astimezone(zone).date())
    if found:
        copy = copy_of({}, found, reason.language, chat=chat, thread=thread, message=where.message_id)
        await desk.store.copies.record(copy, desk.now())
    return found
