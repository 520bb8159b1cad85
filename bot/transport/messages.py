"""Messages to Telegram: sent, edited in place, or offered as inline results."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter

from bot.render.html import to_html
from bot.render.inline import InlineCard
from bot.render.message import Button, Message, Row
from bot.render.split import split
from bot.transport.outcome import outcome
from bot.transport.request import NotSent

T = TypeVar("T")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TRIES = 3
_LONGEST_WAIT = 60.0  # seconds; who asked has gone by then


@dataclass(frozen=True)
class Place:
    """Where a message goes: a chat, a forum topic in it, and the message that it replies to."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


async def send(bot: Bot, message: Message, place: Place) -> None:
    """Send a message, as several where it is too long for one."""
    reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
    for part in split(message):
        text, markup = to_html(part.blocks), keyboard(part.buttons)
        await _insist(
            lambda text=text, markup=markup: bot.send_message(  # type: ignore[misc]
                place.chat,
                text,
                ParseMode.HTML,
                message_thread_id=place.thread,
                reply_parameters=reply,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
        )


async def replace(bot: Bot, query: CallbackQuery, message: Message) -> None:
    """Put a message in the place of the one whose button was pressed; what does not fit follows it.

    An edit that changes nothing is done already. A message that can no longer be edited is answered with a new one.
    """
    first, *rest = split(message)
    if query.inline_message_id:  # nothing can follow a message that the bot is not in the chat of
        first, rest = Message(first.blocks, message.buttons), []
    where = query.message
    try:
        await _insist(
            lambda: bot.edit_message_text(
                to_html(first.blocks),
                chat_id=where.chat.id if where else None,
                message_id=where.message_id if where else None,
                inline_message_id=query.inline_message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(first.buttons),
                link_preview_options=_NO_PREVIEW,
            )
        )
    except BadRequest as error:
        became = outcome(error)
        if became.kind == "harmless":
            return
        if where is None or became.what != "message":
            raise
        rest = [first, *rest]
    for part in rest:
        if where is not None:
            await send(bot, part, Place(where.chat.id, getattr(where, "message_thread_id", None)))


def keyboard(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """Give Telegram's keyboard for rows of buttons; None for none."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def inline_result(card: InlineCard) -> InlineQueryResultArticle:
    """Give Telegram's inline result for a card."""
    content = InputTextMessageContent(
        to_html(card.message.blocks), ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )
    return InlineQueryResultArticle(
        card.key, card.title, content, keyboard(card.message.buttons), description=card.description
    )


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label, url=button.url, callback_data=button.data, switch_inline_query=button.inline_query
    )


async def _insist(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call; again only where that is safe: Telegram asked to wait, or nothing had left this machine."""
    for _ in range(_TRIES - 1):
        try:
            return await call()
        except (RetryAfter, NotSent) as error:
            wait = outcome(error).after
            if wait > _LONGEST_WAIT:
                raise
            await asyncio.sleep(wait)
    return await call()
