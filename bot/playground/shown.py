"""What the chat page shows: users, messages and chats in its own JSON."""

from bot.playground.refusal import Json
from bot.playground.state import Chat, Message, User


def user_json(user: User) -> Json:
    """Give what the page shows of a user."""
    return {"id": user.id, "first_name": user.first_name, "is_bot": user.is_bot}


def message_json(message: Message) -> Json:
    """Give what the page shows of a message."""
    body: Json = {
        "message_id": message.id,
        "chat_id": message.chat.id,
        "thread_id": message.thread_id if message.topic else None,
        "from": user_json(message.sender) if message.sender else None,
        "date": message.date,
        "text": message.text,
        "entities": message.entities,
    }
    optional = {
        "via_bot": message.via_bot and user_json(message.via_bot),
        "edit_date": message.edit_date,
        "reply_markup": _markup(message),
        "inline_message_id": message.inline_id,
        "service": message.service,
        "media": next(iter(message.media), None) if message.service is None else None,
    }
    if replied := message.reply_to:
        optional["reply_to"] = {
            "message_id": replied.id,
            "text": replied.text,
            "from": user_json(replied.sender) if replied.sender else None,
        }
    return body | {name: value for name, value in optional.items() if value is not None}


def _markup(message: Message) -> Json | None:
    """Give the rows of buttons, or of keys for a client's own keyboard, which the page shows in the same place."""
    if message.keyboard:
        return {"inline_keyboard": message.keyboard}
    keys = (message.markup or {}).get("keyboard")
    return {"keyboard": keys} if keys else None


def chat_json(chat: Chat, bot: User, guest: User | None = None) -> Json:
    """Give what the page shows of a chat; the private one is titled by the bot, that of a guest by the guest."""
    topics = [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()]
    title = guest.first_name if guest else chat.title or bot.first_name
    shown = {"id": chat.id, "type": chat.type, "title": title, "is_forum": chat.is_forum, "topics": topics}
    return shown | ({"guest": guest.id} if guest else {})
