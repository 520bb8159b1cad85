"""Showing the subscription dialogue, and remembering what it asks."""

from datetime import timedelta

from telegram import Bot, CallbackQuery

from bot.domain.subscription import Subscription
from bot.render.choices import Look
from bot.render.message import Message
from bot.render.subscribing import ASKS, screen
from bot.services.desk import Desk, consult
from bot.services.subscribe import all_of
from bot.store.dialogues import Dialogue
from bot.transport.messages import Place, Sent, replace, send
from bot.transport.sharing import withdraw

_PATIENCE = timedelta(minutes=10)


async def present(
    desk: Desk, bot: Bot, wish: Subscription, reader: int, place: Place, name: str = "overview"
) -> None:
    """Send a screen of the dialogue."""
    sent = await send(bot, await _draw(desk, wish, reader, name, private=place.chat > 0), place)
    await note(desk, wish, reader, name, sent)


async def renew(
    desk: Desk, bot: Bot, wish: Subscription, reader: int, place: Place, name: str, before: int
) -> None:
    """Send a screen under what the reader wrote, in the place of the message that asked for it."""
    await present(desk, bot, wish, reader, place, name)
    await withdraw(bot, place.chat, before)


async def turn(
    desk: Desk, bot: Bot, query: CallbackQuery, wish: Subscription, name: str, page: int = 0
) -> None:
    """Put a screen in the place of the one whose button was pressed."""
    private = query.message is not None and query.message.chat.id > 0
    message = await _draw(desk, wish, query.from_user.id, name, private=private, page=page)
    await put(desk, bot, query, wish, message, name)


async def put(
    desk: Desk, bot: Bot, query: CallbackQuery, wish: Subscription, message: Message, name: str
) -> None:
    """Put a message about a subscription in the place of the one whose button was pressed."""
    if sent := await replace(bot, query, message):
        await note(desk, wish, query.from_user.id, name, sent)


async def note(desk: Desk, wish: Subscription, reader: int, name: str, sent: Sent) -> None:
    """Remember what the reader may write to a screen."""
    asks = "zone" if wish.is_begun else ASKS.get(name)
    if asks:
        asked = Dialogue(wish.id, asks, sent.message)
        await desk.store.dialogues.begin(sent.chat, reader, asked, desk.now() + _PATIENCE)
    else:
        await desk.store.dialogues.end(sent.chat, reader)


async def _draw(
    desk: Desk, wish: Subscription, reader: int, name: str, *, private: bool, page: int = 0
) -> Message:
    others = private and len(await all_of(desk, reader)) > 1
    look = Look(desk.now(), private=private, others=others, page=page)
    return await consult(desk, screen, wish, name, look)
