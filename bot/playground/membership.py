"""Who is what in a chat: how Telegram says it, and what it tells the bot when it changes."""

from typing import TYPE_CHECKING

from bot.playground.refusal import Json
from bot.playground.sight import PRESENT, bot_sees
from bot.playground.state import Chat, Status, User

if TYPE_CHECKING:
    from bot.playground.world import World

ADMIN_RIGHTS = (
    *(
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
    ),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    *("can_post_messages", "can_edit_messages", "can_pin_messages", "can_manage_topics"),
)


def member(user: User, status: Status) -> Json:
    """Give Telegram's ChatMember, with all rights for an administrator."""
    body: Json = {"user": user.json(), "status": status}
    if status == "kicked":
        body["until_date"] = 0
    if status == "creator":
        body["is_anonymous"] = False
    if status == "administrator":
        body |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(ADMIN_RIGHTS, True)
    return body


def move(world: "World", actor: User, chat: Chat, who: User, status: Status) -> None:
    """Let `actor` make `who` a member, an administrator or gone, with all that the bot hears of it."""
    before = chat.status(who)
    chat.members[who.id] = (who, status)
    if who is world.bot:
        bot_changed(world, actor, chat, before, status)
    elif chat.status(world.bot) == "administrator":
        world.updates.push("chat_member", _change(world, actor, chat, who, before, status))
    came, was_there = status in PRESENT, before in PRESENT
    if chat.type == "channel" or came == was_there:
        return
    media: Json = {"new_chat_members": [who.json()]} if came else {"left_chat_member": who.json()}
    told = world.post(chat, actor, service=f"{who.first_name} {'joined' if came else 'left'}", media=media)
    if bot_sees(world, told) or who is world.bot:
        world.updates.push("message", told.json())


def bot_changed(world: "World", actor: User, chat: Chat, before: Status, after: Status) -> None:
    """Tell the bot what it has become in a chat."""
    world.updates.push("my_chat_member", _change(world, actor, chat, world.bot, before, after))
    world.changes.notify()


def _change(world: "World", actor: User, chat: Chat, who: User, before: Status, after: Status) -> Json:
    body = {"chat": chat.json(), "from": actor.json(), "date": int(world.now())}
    return body | {"old_chat_member": member(who, before), "new_chat_member": member(who, after)}
