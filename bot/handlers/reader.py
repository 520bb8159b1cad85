"""Who asks, where, and in which language to answer where their words leave it open."""

from telegram import Chat, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ContextTypes

from bot.domain.models import Language
from bot.render.shown import Shown
from bot.services.copies import Versions, copy_of, remember_sent
from bot.services.desk import Desk
from bot.services.memory import chosen_language
from bot.transport.messages import Place, Sent, thread_of

Context = ContextTypes.DEFAULT_TYPE


def message_of(update: Update) -> Message:
    """Give the message of an update that is known to have one."""
    if update.effective_message is None:
        raise ValueError("the update has no message")
    return update.effective_message


def place_of(message: Message) -> Place:
    """Give where an answer to a message goes: the same forum topic, and in a group as a reply."""
    reply_to = None if message.chat.type == ChatType.PRIVATE else message.message_id
    return Place(message.chat.id, thread_of(message), reply_to)


async def preferred(desk: Desk, update: Update) -> Language | None:
    """Give the language chosen for the chat, else by the reader; else Bengali if their Telegram is in Bengali."""
    for holder in dict.fromkeys(each.id for each in (update.effective_chat, update.effective_user) if each):
        if chosen := await chosen_language(desk, holder):
            return chosen
    code = (update.effective_user.language_code or "") if update.effective_user else ""
    return "bn" if code.lower().startswith("bn") else None


async def menu_language(desk: Desk, update: Update) -> Language:
    """Give the language of menus: the preferred one, else English."""
    return await preferred(desk, update) or "en"


async def note_sent(desk: Desk, versions: Versions, shown: Shown, language: Language, sent: Sent) -> None:
    """Remember what a message shows, so that a correction reaches it; `versions` are those from before it was put together."""
    copy = copy_of(versions, shown, language, chat=sent.chat, thread=sent.thread, message=sent.message)
    await remember_sent(desk, copy, shown.view.brief if shown.view else None, desk.now())


async def may_manage(chat: Chat, user: User) -> bool:
    """Tell whether a person may change a chat's settings: anybody in private; in a group its admins, as Telegram says."""
    if chat.type == ChatType.PRIVATE:
        return True
    member = await chat.get_member(user.id)
    return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}
