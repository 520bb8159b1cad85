"""Who may change what a chat gets: each time Telegram is asked."""

from telegram import Bot, ChatMemberAdministrator, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.domain.subscription import Subscription
from bot.services.desk import Desk

_LEADING = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def may_change(bot: Bot, wish: Subscription, user: int) -> bool:
    """Tell whether a person may change a subscription: their own, or one of a chat that they are an admin of."""
    return await leads(bot, wish.chat, user)


async def leads(bot: Bot, chat: int, user: int) -> bool:
    """Tell whether a chat is a person's private one, or they are its admin; of a chat that the bot left nobody is."""
    if chat >= 0:
        return chat == user
    try:
        return (await bot.get_chat_member(chat, user)).status in _LEADING
    except (BadRequest, Forbidden, ChatMigrated):
        return False


async def is_editor(desk: Desk, update: Update) -> bool:
    """Tell whether an update comes from an editor in their private chat; nowhere else is anybody one."""
    user, chat = update.effective_user, update.effective_chat
    private = bool(user and chat and user.id == chat.id)
    return private and user is not None and await desk.store.editors.is_editor(user.id)


async def may_set_up(bot: Bot, asked: Message) -> bool:
    """Tell whether the sender of a message may set up its chat; who writes as the group itself is an admin of it."""
    if asked.chat.type == ChatType.PRIVATE:
        return True
    if asked.sender_chat:
        return asked.sender_chat.id == asked.chat.id
    return asked.from_user is not None and await leads(bot, asked.chat.id, asked.from_user.id)


async def may_post(bot: Bot, chat: int, kind: str) -> bool:
    """Tell whether the bot may write in a chat; in a channel that is a right of some administrators."""
    try:
        member = await bot.get_chat_member(chat, bot.id)
    except (BadRequest, Forbidden, ChatMigrated):
        return False
    if isinstance(member, ChatMemberAdministrator) and kind == ChatType.CHANNEL:
        return bool(member.can_post_messages)
    return kind != ChatType.CHANNEL and member.status in {*_LEADING, ChatMemberStatus.MEMBER}
