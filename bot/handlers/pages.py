"""The commands, each of which shows a page."""

from telegram import Update
from telegram.constants import ChatType

from bot.handlers import corrections
from bot.handlers.membership import welcome_back
from bot.handlers.reader import Context, menu_language, message_of, note_sent, place_of
from bot.handlers.subscribing import subscribe_here
from bot.render import pages, views
from bot.render.actions import Page, ShowBrief, ShowPage
from bot.render.message import Message
from bot.render.shown import Shown
from bot.services.copies import versions_now
from bot.services.desk import Desk, consult
from bot.services.memory import chosen_language
from bot.transport.messages import send


async def start(desk: Desk, update: Update, context: Context) -> None:
    """Greet; a deep link `brief_<id>`, `topic_<id>`, `subscribe` or `corrections` opens that instead, and any other payload is ignored."""
    asked = message_of(update)
    if asked.chat.type == ChatType.PRIVATE:
        await welcome_back(desk, context.bot, asked.chat.id)
        if context.args == ["subscribe"]:
            await subscribe_here(desk, update, context)
            return
    if context.args == ["corrections"]:
        await corrections.show(desk, update, context)
        return
    language = await menu_language(desk, update)
    kind, _, key = (context.args[0] if context.args else "").partition("_")
    versions = await versions_now(desk, desk.now())
    view = ShowBrief(key, language) if kind == "brief" else None
    linked: Message | None = None
    if view:
        linked = await consult(desk, views.show, view)
    elif kind == "topic":
        linked = await consult(desk, pages.topic, key, language)
    greeting = await consult(desk, pages.start, language)
    sent = await send(context.bot, linked or greeting, place_of(asked))
    if linked and view:
        await note_sent(desk, versions, Shown(view), language, sent)


async def page(desk: Desk, which: Page, update: Update, context: Context) -> None:
    """Show a page of the menu."""
    language = await menu_language(desk, update)
    shown = await consult(desk, pages.page, ShowPage(which, language), context.bot.username)
    await send(context.bot, shown, place_of(message_of(update)))


async def language(desk: Desk, update: Update, context: Context) -> None:
    """Offer the languages."""
    asked = message_of(update)
    shown = pages.language_page(await menu_language(desk, update), await chosen_language(desk, asked.chat.id))
    await send(context.bot, shown, place_of(asked))
