"""What someone is in a chat, as Telegram says it."""

from bot.playground.refusal import Json
from bot.playground.state import Status, User

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
