"""Which messages are meant for Barta, and what they ask."""

from collections.abc import Iterable

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def question_in(message: Message, bot: Bot) -> str | None:
    """Give what a message asks, "" where it has no words; None where it is not meant for the bot.

    In private everything is. In a group it takes a mention, a reply to the bot, or a command with the bot's name; a
    mention alone, under somebody else's message, asks about that message.
    """
    words = message.text or message.caption or ""
    if message.chat.type == ChatType.PRIVATE:
        return words
    if command := _command(message):
        return words if _is_for(command, message, bot) else None
    mentions = [text for entity, text in _entities(message).items() if _names(entity, text, bot)]
    if not mentions and not _is_reply_to(message, bot):
        return None
    words = _without(mentions, words)
    if not words and message.reply_to_message:
        words = message.reply_to_message.text or message.reply_to_message.caption or ""
    return words.strip()


def is_command(message: Message) -> bool:
    """Tell whether a message begins with a command, whosever it is; mentions may stand before it."""
    return _command(message) is not None


def _command(message: Message) -> str | None:
    """Give the command that a message begins with, mentions before it left out."""
    if not message.text:
        return None
    words = _without(_entities(message).values(), message.text)
    commands = message.parse_entities([MessageEntity.BOT_COMMAND]).values()
    return next((command for command in commands if command and words.startswith(command)), None)


def _is_for(command: str, message: Message, bot: Bot) -> bool:
    """Tell whether a command is the bot's: by the name in it, else by a mention of the bot before it."""
    _, at, name = command.partition("@")
    if at:
        return name.casefold() == bot.username.casefold()
    before = (message.text or "").partition(command)[0]
    return any(_names(entity, text, bot) and text in before for entity, text in _entities(message).items())


def _without(mentions: Iterable[str], words: str) -> str:
    for mention in mentions:
        words = words.replace(mention, " ")
    return words.strip()


def _entities(message: Message) -> dict[MessageEntity, str]:
    try:
        if message.text:
            return message.parse_entities(_MENTIONS)
        return message.parse_caption_entities(_MENTIONS) if message.caption else {}
    except UnicodeDecodeError:  # offsets that cut a character in two: no client of Telegram's sends them
        return {}


def _names(entity: MessageEntity, text: str, bot: Bot) -> bool:
    if entity.user:
        return entity.user.id == bot.id
    return text.casefold() == f"@{bot.username}".casefold()


def _is_reply_to(message: Message, bot: Bot) -> bool:
    """Tell whether it replies to the bot; in a forum every message formally replies to its topic's first."""
    replied = message.reply_to_message
    return bool(
        replied and not replied.forum_topic_created and replied.from_user and replied.from_user.id == bot.id
    )
