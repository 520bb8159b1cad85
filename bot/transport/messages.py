"""Messages to Telegram: sent, edited in place, or offered as inline results."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    ReplyParameters,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.render.html import to_html
from bot.render.inline import InlineCard
from bot.render.message import Button, Message, Row
from bot.render.split import split
from bot.transport.failures import NotDone, NotSent
from bot.transport.outcome import outcome
from bot.transport.rate import LONGEST_WAIT

T = TypeVar("T")

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TRIES = 3
_PAUSE = 0.5  # seconds, before trying a connection again


@dataclass(frozen=True)
class Place:
    """Where a message goes: a chat, a forum topic in it, and the message that it replies to."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True)
class Sent:
    """Where a message stands."""

    chat: int
    thread: int | None
    message: int


async def send(bot: Bot, message: Message, place: Place) -> Sent:
    """Send a message, as several where it is too long for one; a group that became a supergroup gets it there.

    Give where it stands, or the last of several.
    """
    try:
        for part in split(message):
            sent = await _insist(partial(_send, bot, part, place))
    except ChatMigrated as error:
        return await send(bot, message, Place(error.new_chat_id))
    return Sent(place.chat, place.thread, sent)


async def replace(bot: Bot, query: CallbackQuery, message: Message) -> Sent | None:
    """Put a message in the place of the one whose button was pressed, and give where it stands; None where it is inline.

    An edit that changes nothing is done already. A message that can no longer be edited is answered with a new one.
    """
    where = query.message
    shown = Message(split(message)[0].blocks, message.buttons)
    try:
        await _insist(partial(_edit, bot, query, shown))
    except BadRequest as error:
        became = outcome(error)
        if became.kind != "harmless":
            if where is None or became.what != "message":
                raise
            return await send(bot, message, Place(where.chat.id, thread_of(where)))
    return Sent(where.chat.id, thread_of(where), where.message_id) if where else None


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press, with a word about it where there is one; that it is too late or fails is only logged."""
    try:
        await query.answer(text, show_alert=alert)
    except TelegramError as error:
        logger.info("A press was not answered: %s", error)


def thread_of(message: MaybeInaccessibleMessage) -> int | None:
    """Give the forum topic that a message stands in; in other groups Telegram numbers chains of replies, too."""
    return (
        message.message_thread_id
        if isinstance(message, TelegramMessage) and message.is_topic_message
        else None
    )


def keyboard(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """Give Telegram's keyboard for rows of buttons; None for none."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def inline_result(card: InlineCard) -> InlineQueryResultArticle:
    """Give Telegram's inline result for a card."""
    content = InputTextMessageContent(
        to_html(card.message.blocks), ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        card.key, card.title, content, keyboard(card.message.buttons), description=card.description
    )


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label, url=button.url, callback_data=button.data, switch_inline_query=button.inline_query
    )


async def _send(bot: Bot, part: Message, place: Place) -> int:
    sent = await bot.send_message(
        place.chat,
        to_html(part.blocks),
        ParseMode.HTML,
        message_thread_id=place.thread,
        reply_parameters=ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        if place.reply_to
        else None,
        reply_markup=keyboard(part.buttons),
        link_preview_options=NO_PREVIEW,
    )
    return sent.message_id


async def _edit(bot: Bot, query: CallbackQuery, message: Message) -> None:
    where = query.message
    await bot.edit_message_text(
        to_html(message.blocks),
        chat_id=where.chat.id if where else None,
        message_id=where.message_id if where else None,
        inline_message_id=query.inline_message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(message.buttons),
        link_preview_options=NO_PREVIEW,
    )


async def _insist(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call; again only where that is safe: Telegram asked to wait or failed, or nothing had left this machine."""
    for _ in range(_TRIES - 1):
        try:
            return await call()
        except (RetryAfter, NotSent, NotDone) as error:
            wait = outcome(error).after or _PAUSE
            if wait > LONGEST_WAIT:
                raise
            await asyncio.sleep(wait)
    return await call()
