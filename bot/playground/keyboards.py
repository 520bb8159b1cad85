"""Keyboards in the place of a client's own: what Telegram refuses, and what a key does when it is pressed."""

from bot.playground.membership import ADMIN_RIGHTS
from bot.playground.refusal import Json, bad_request
from bot.playground.sight import PRESENT
from bot.playground.state import Chat, User

# What only a private chat can be asked for, and what Telegram calls it elsewhere.
PRIVATE_ONLY = {
    "request_contact": "phone number",
    "request_location": "location",
    "request_poll": "poll",
    "request_users": "users",
    "request_chat": "chats",
}


def check_keyboard(markup: Json | None, chat: Chat) -> None:
    """Refuse a keyboard that asks for what the chat cannot give, or that would give the bot more than its user has."""
    keys = [key for row in (markup or {}).get("keyboard", []) for key in row]
    for key in keys:
        for name, called in PRIVATE_ONLY.items():
            if key.get(name) and chat.type != "private":
                raise bad_request(f"{called} can be requested in private chats only")
    requests = [key["request_chat"] for key in keys if "request_chat" in key]
    if len({request["request_id"] for request in requests}) < len(requests):
        raise bad_request("BUTTON_ID_INVALID")
    for request in requests:
        given, held = (_rights(request, whose) for whose in ("bot", "user"))
        if not given <= held:
            raise bad_request("bot_administrator_rights must be a subset of user_administrator_rights")


def keys_of(chat: Chat) -> list[Json]:
    """Give the keys that a client shows in a chat; none after they were taken away."""
    for message in reversed(chat.sent):
        if message.markup and "remove_keyboard" in message.markup:
            return []
        if message.markup and "keyboard" in message.markup:
            return [key for row in message.markup["keyboard"] for key in row]
    return []


def fits(request: Json, chat: Chat, person: User, bot: User) -> bool:
    """Tell whether a client offers a chat where a key asks for one."""
    asked = (
        ("chat_is_channel", chat.type == "channel"),
        ("chat_is_forum", chat.is_forum),
        ("chat_has_username", chat.username is not None),
    )
    if any(request.get(name, is_so) != is_so for name, is_so in asked):
        return False
    if request.get("chat_is_created") and chat.status(person) != "creator":
        return False
    if request.get("bot_is_member") and chat.status(bot) not in PRESENT:
        return False
    leads = chat.status(person) in {"creator", "administrator"}
    return leads or (chat.status(person) in PRESENT and not _rights(request, "user"))


def _rights(request: Json, whose: str) -> set[str]:
    rights = request.get(f"{whose}_administrator_rights", {})
    return {name for name in ADMIN_RIGHTS if rights.get(name)}
