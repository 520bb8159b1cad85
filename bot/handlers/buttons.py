"""Buttons: each edits the message that it stands under, and every press is answered."""

from telegram import CallbackQuery, Update

from bot.domain.models import Language
from bot.domain.search import Index
from bot.handlers.reader import Context, may_manage, menu_language, now
from bot.render import pages, views
from bot.render.actions import Action, ChooseLanguage, ShowBrief, ShowPage, ShowTopic, decode
from bot.render.message import Message
from bot.render.words import say
from bot.services.desk import Desk, consult
from bot.services.memory import remember
from bot.transport.messages import acknowledge, replace, thread_of


async def press(desk: Desk, update: Update, context: Context) -> None:
    """Do what the pressed button stands for."""
    query = update.callback_query
    if query is None:
        return
    action = decode(query.data or "")
    if isinstance(action, ChooseLanguage):
        await _choose_language(desk, update, context, query, action)
        return
    shown = await consult(desk, _show, action, context.bot.username) if action else None
    if shown is None:
        await acknowledge(query, say(await menu_language(desk, update), "error.malformed_button"), alert=True)
        return
    try:
        await replace(context.bot, query, shown)
    finally:
        await acknowledge(query)
    if isinstance(action, ShowBrief) and query.message:
        await remember(desk, query.message.chat.id, thread_of(query.message), action.brief, now())


def _show(index: Index, action: Action, username: str) -> Message | None:
    match action:
        case ShowBrief():
            return views.show(index, action)
        case ShowTopic(topic, language, offset):
            return pages.topic(index, topic, language, offset)
        case ShowPage():
            return pages.page(index, action, username)
        case _:
            return None


async def _choose_language(
    desk: Desk, update: Update, context: Context, query: CallbackQuery, action: ChooseLanguage
) -> None:
    """Set the language of the chat; in a group only its admins may."""
    if query.message is None or not await may_manage(query.message.chat, query.from_user):
        await acknowledge(query, say(await menu_language(desk, update), "language.admins_only"), alert=True)
        return
    chosen: Language | None = None if action.choice == "auto" else action.choice
    await desk.store.readers.set_language(query.message.chat.id, chosen, now())
    language = await menu_language(desk, update)
    toast = say(language, "language.set" if chosen else "language.set_auto")
    try:
        await replace(context.bot, query, pages.language_page(language, chosen))
    finally:
        await acknowledge(query, toast)
