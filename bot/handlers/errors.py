"""When something goes wrong while an update is handled."""

import logging
import secrets
from contextlib import suppress

from telegram import Message, Update
from telegram.error import TelegramError

from bot.handlers.reader import Context, menu_language, place_of
from bot.render import pages
from bot.render.words import say
from bot.services.desk import Desk
from bot.transport.messages import send
from bot.transport.outcome import outcome

logger = logging.getLogger(__name__)


async def apologise(desk: Desk, update: object, context: Context) -> None:
    """Log an unexpected exception under a number, and tell the reader that number.

    What Telegram or the network is to blame for is only logged: an apology would go the same way.
    """
    if not isinstance(update, Update):
        logger.error("An error outside of any update", exc_info=context.error)
        return
    if isinstance(context.error, TelegramError) and outcome(context.error).kind != "refused":
        logger.info("Update %d was not answered: %s", update.update_id, context.error)
        return
    number = secrets.token_hex(4).upper()
    logger.error("Error %s while handling update %d", number, update.update_id, exc_info=context.error)
    try:
        await _tell(desk, update, context, number)
    except Exception as error:  # noqa: BLE001 - an apology that fails must not raise another
        logger.warning("The apology for error %s was not delivered: %s", number, error)


async def _tell(desk: Desk, update: Update, context: Context, number: str) -> None:
    """Tell the number in an alert; to who pressed no button, or whose press was answered already, in a message."""
    language = await menu_language(desk, update)
    if update.callback_query:
        with suppress(TelegramError):
            await update.callback_query.answer(say(language, "error.apology", id=number), show_alert=True)
            return
    if isinstance(update.effective_message, Message):
        await send(
            context.bot, pages.line(language, "error.apology", id=number), place_of(update.effective_message)
        )
