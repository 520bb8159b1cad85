"""Free text: a question, or what follows an answer."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.constants import ChatType

from bot.domain.answer import Answer
from bot.domain.intent import Errand, read_errand
from bot.domain.search import Index
from bot.handlers import corrections, subscribing
from bot.handlers.address import is_command, question_in
from bot.handlers.reader import Context, menu_language, message_of, note_sent, place_of, preferred
from bot.render import pages
from bot.render.actions import ShowBrief, ShowPage
from bot.render.message import Message
from bot.render.reply import further, further_view, reply, view_of
from bot.render.shown import Shown
from bot.services.ask import Further, Wish, ask
from bot.services.copies import versions_now
from bot.services.desk import Desk, consult
from bot.transport.messages import send

_ERRANDS: dict[Errand, Callable[[Desk, Update, Context], Awaitable[None]]] = {
    "subscribe": subscribing.subscribe,
    "unsubscribe": subscribing.unsubscribe,
    "corrections": corrections.show,
}


async def question(desk: Desk, update: Update, context: Context) -> None:
    """Answer what is meant for the bot; keep silent otherwise."""
    message = message_of(update)
    words = question_in(message, context.bot)
    if words is None:
        return
    place = place_of(message)
    if not words:
        await send(context.bot, await _without_words(desk, update), place)
        return
    if is_command(message):  # one that the table does not have
        asked = ShowPage("help", await menu_language(desk, update))
        shown = await consult(desk, pages.page, asked, context.bot.username)
        await send(context.bot, shown, place)
        return
    if errand := read_errand(words):
        await _ERRANDS[errand](desk, update, context)
        return
    versions = await versions_now(desk, desk.now())
    found = await ask(desk, words, place.chat, place.thread, await preferred(desk, update), desk.now())
    sent = await send(context.bot, await consult(desk, _shown, found, context.bot.username), place)
    if view := _view(found):
        await note_sent(desk, versions, Shown(view), view.language, sent)


async def _without_words(desk: Desk, update: Update) -> Message:
    """Say to a sticker that only text is read, and to a bare mention what to write after it."""
    private = update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
    return pages.line(await menu_language(desk, update), "ask.no_text" if private else "ask.empty_question")


def _view(found: Answer | Further | Wish) -> ShowBrief | None:
    if isinstance(found, Answer):
        return view_of(found)
    return further_view(found.brief, found.kind, found.language) if isinstance(found, Further) else None


def _shown(index: Index, found: Answer | Further | Wish, username: str) -> Message:
    if isinstance(found, Answer):
        return reply(index, found)
    if isinstance(found, Further):
        return further(index, found.brief, found.kind, found.language)
    if found.intent == "thanks":
        return pages.line(found.language, "ask.thanks")
    return pages.page(index, ShowPage(found.intent, found.language), username)
