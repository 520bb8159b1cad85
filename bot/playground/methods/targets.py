"""Where a call goes: chats, threads and messages that the bot may use, or Telegram's refusal."""

from bot.playground.refusal import Json, RefusedError, bad_request, forbidden
from bot.playground.sight import PRESENT
from bot.playground.state import Chat, Message
from bot.playground.world import World


def find_chat(world: World, chat_id: int | str) -> Chat:
    """Give the chat of this id or @username, as far as the bot knows it."""
    if isinstance(chat_id, str):
        name = chat_id.removeprefix("@").lower()
        chat = next((each for each in world.chats.values() if (each.username or "").lower() == name), None)
    else:
        chat = world.chats.get(chat_id)
    if chat is None or (chat.type == "private" and not chat.started and not has_met(world, chat)):
        raise bad_request("chat not found")
    return chat


def has_met(world: World, chat: Chat) -> bool:
    """Tell whether the bot knows the person of a private chat from some group."""
    return chat.person is not None and any(chat.id in group.members for group in world.chats.values())


def open_chat(world: World, chat_id: int | str) -> Chat:
    """Give the chat of this id where the bot may write to it."""
    chat = find_chat(world, chat_id)
    if chat.type == "private":
        _check_private(chat)
    else:
        check_present(world, chat)
        if chat.type == "channel" and chat.status(world.bot) == "member":
            raise bad_request("need administrator rights in the channel chat")
        if chat.muted:
            raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _check_private(chat: Chat) -> None:
    if chat.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def check_present(world: World, chat: Chat) -> None:
    """Refuse a group or channel that has moved, or that the bot is not in."""
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RefusedError(400, words, migrate_to_chat_id=chat.migrated_to.id)
    status = chat.status(world.bot)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def find_thread(chat: Chat, thread_id: int | None, reply_to: Message | None) -> int | None:
    """Give the forum topic that a message belongs into."""
    if thread_id is None:
        return reply_to.thread_id if reply_to is not None and reply_to.topic else None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def find_replied(world: World, chat: Chat, parameters: Json | None) -> Message | None:
    """Give the message that is replied to, None where there is none and the bot does not mind."""
    if not parameters:
        return None
    source = find_chat(world, parameters["chat_id"]) if "chat_id" in parameters else chat
    replied = source.messages.get(parameters["message_id"])
    if replied is None:
        if parameters.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    if parameters.get("quote", "") not in replied.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return replied


def find_edited(world: World, params: Json) -> Message:
    """Give the message to edit: one of the bot's own in a chat, or one sent via it."""
    if "inline_message_id" in params:
        message = world.inline_messages.get(params["inline_message_id"])
        if message is None or message.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    for name, words in (
        ("chat_id", "chat_id is empty"),
        ("message_id", "message identifier is not specified"),
    ):
        if name not in params:
            raise bad_request(words)
    chat = find_chat(world, params["chat_id"])
    if chat.type != "private":
        check_present(world, chat)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.via_bot is not None or (message.sender is not world.bot and chat.type != "channel"):
        raise bad_request("message can't be edited")
    return message
