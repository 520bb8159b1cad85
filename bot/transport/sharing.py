"""Keyboards by which a reader shares a place or a chat, and messages that take them away, go or carry a file."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Literal

from telegram import (
    Bot,
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.render.html import to_html
from bot.render.message import Message
from bot.transport.messages import Place

logger = logging.getLogger(__name__)

Wanted = Literal["location", "channel", "group"]
CHANNEL, GROUP = 1, 2  # request_id


async def ask_to_share(bot: Bot, message: Message, place: Place, labels: Mapping[Wanted, str]) -> None:
    """Send a message with a keyboard of one button for each thing that may be shared; in a private chat only."""
    rows = [[_button(wanted, label)] for wanted, label in labels.items()]
    markup = ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
    await bot.send_message(place.chat, to_html(message.blocks), ParseMode.HTML, reply_markup=markup)


async def take_keyboard_away(bot: Bot, message: Message, place: Place) -> None:
    """Send a message that takes the keyboard away."""
    await bot.send_message(
        place.chat, to_html(message.blocks), ParseMode.HTML, reply_markup=ReplyKeyboardRemove()
    )


async def send_file(bot: Bot, content: bytes, name: str, caption: Message, place: Place) -> None:
    """Send a file."""
    await bot.send_document(
        place.chat,
        content,
        to_html(caption.blocks),
        parse_mode=ParseMode.HTML,
        filename=name,
        message_thread_id=place.thread,
    )


async def withdraw(bot: Bot, chat: int, message: int) -> None:
    """Delete one of the bot's messages; Telegram lets it for two days, and after that it stays."""
    with suppress(TelegramError):
        await bot.delete_message(chat, message)


def _button(wanted: Wanted, label: str) -> KeyboardButton:
    if wanted == "location":
        return KeyboardButton(label, request_location=True)
    channel = wanted == "channel"
    # Telegram gives the bot these rights in the chat that is chosen.
    rights = _rights(can_post_messages=True) if channel else None
    request = KeyboardButtonRequestChat(
        CHANNEL if channel else GROUP,
        chat_is_channel=channel,
        user_administrator_rights=rights or _rights(),
        bot_administrator_rights=rights,
        bot_is_member=None if channel else True,
    )
    return KeyboardButton(label, request_chat=request)


def _rights(*, can_post_messages: bool | None = None) -> ChatAdministratorRights:
    """Give an administrator's rights of whom nothing else is asked."""
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=can_post_messages,
    )
