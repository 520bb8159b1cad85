"""Which messages are meant for Barta, and what they ask."""

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def question_in(message: Message, bot: Bot) -> str | None:
    """Give what a message asks, "" where it has no words; None where it is not meant for the bot.

    In private everything is. In a group it takes a mention or a reply to the bot; a mention alone, under somebody
    else's message, asks about that message.
    """
    words = message.text or message.caption or ""
    if message.chat.type == ChatType.PRIVATE:
        return words
    mentions = [text for entity, text in _entities(message).items() if _names(entity, text, bot)]
    if not mentions and not _is_reply_to(message, bot):
        return None
    if is_command(message):  # of another bot, or of none
        return None
    for mention in mentions:
        words = words.replace(mention, " ")
    if not words.strip() and message.reply_to_message:
        words = message.reply_to_message.text or message.reply_to_message.caption or ""
    return words.strip()


def _entities(message: Message) -> dict[MessageEntity, str]:
    if message.text:
        return message.parse_entities(_MENTIONS)
    return message.parse_caption_entities(_MENTIONS) if message.caption else {}


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


def is_command(message: Message) -> bool:
    """Tell whether a message begins with a command, whosever it is."""
    return any(entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in message.entities)
