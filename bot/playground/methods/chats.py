"""Methods that tell about chats and leave them."""

from bot.playground.membership import bot_changed, member
from bot.playground.methods.targets import check_present, find_chat
from bot.playground.refusal import Json, bad_request
from bot.playground.sight import PRESENT
from bot.playground.state import Chat, User
from bot.playground.world import World


def _known(world: World, params: Json) -> Chat:
    chat = find_chat(world, params["chat_id"])
    if chat.type != "private":
        check_present(world, chat)
    return chat


def _group(world: World, params: Json, words: str) -> Chat:
    chat = _known(world, params)
    if chat.type == "private":
        raise bad_request(words)
    return chat


def get_chat(world: World, params: Json) -> Json:
    """Give the chat's ChatFullInfo."""
    chat = _known(world, params)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    return chat.json() | full


def _user(world: World, user_id: int) -> User:
    user = world.bot if user_id == world.bot.id else world.people.get(user_id)
    if user is None:
        raise bad_request("user not found")
    return user


def get_chat_member(world: World, params: Json) -> Json:
    """Give what someone is in a chat."""
    chat, user = _known(world, params), _user(world, params["user_id"])
    if chat.type == "private":
        return member(user, "member")
    return member(user, chat.status(user))


def get_chat_administrators(world: World, params: Json) -> list[Json]:
    """Give the administrators of a group or channel; bots other than this one there are none."""
    chat = _group(world, params, "there are no administrators in the private chat")
    leading = (
        (user, status) for user, status in chat.members.values() if status in {"creator", "administrator"}
    )
    return [member(user, status) for user, status in leading if not user.is_bot or params.get("return_bots")]


def get_chat_member_count(world: World, params: Json) -> int:
    """Give how many are in a chat."""
    chat = _known(world, params)
    return 2 if chat.type == "private" else sum(status in PRESENT for _, status in chat.members.values())


def leave_chat(world: World, params: Json) -> bool:
    """Leave a group or channel."""
    chat = _group(world, params, "chat not found")
    before = chat.status(world.bot)
    chat.members[world.bot.id] = (world.bot, "left")
    bot_changed(world, world.bot, chat, before, "left")
    return True
