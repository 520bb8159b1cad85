"""Which messages the bot gets to see."""

from typing import TYPE_CHECKING

import regex

from bot.playground.state import Message

if TYPE_CHECKING:
    from bot.playground.world import World

PRESENT = frozenset({"creator", "administrator", "member"})


def bot_sees(world: "World", message: Message) -> bool:
    """Tell whether Telegram passes this message on to the bot, group privacy included."""
    chat = message.chat
    if chat.type == "private":
        return not chat.blocked
    status = chat.status(world.bot)
    if status not in PRESENT:
        return False
    if chat.type == "channel":
        return status == "administrator"
    return not world.privacy or status == "administrator" or _is_for_bot(world, message)


def _is_for_bot(world: "World", message: Message) -> bool:
    """Tell whether the message is a service message, a command, a reply to the bot, via it, or names it."""
    replied = message.reply_to
    if (
        message.service is not None
        or message.via_bot is world.bot
        or (replied and replied.sender is world.bot)
    ):
        return True
    name = f"@{world.bot.username}".lower()
    for entity in message.entities:
        words = _part(message.text, entity["offset"], entity["length"]).lower()
        if (
            entity["type"] == "bot_command"
            and entity["offset"] == 0
            and ("@" not in words or words.endswith(name))
        ):
            return True
        if entity["type"] == "mention" and words == name:
            return True
        if entity["type"] == "text_mention" and entity["user"]["id"] == world.bot.id:
            return True
    return bool(regex.search(rf"{regex.escape(name)}\b", message.text.lower())) if message.media else False


def _part(text: str, offset: int, length: int) -> str:
    """Cut `text` by UTF-16 code units."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
