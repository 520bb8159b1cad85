"""What was corrected and retracted: public, in private chats and groups alike."""

from telegram import CallbackQuery, Update

from bot.domain.answer import language_of
from bot.domain.models import Language
from bot.handlers.address import is_command
from bot.handlers.reader import Context, menu_language, message_of, place_of
from bot.render.actions import ShowCorrections
from bot.render.corrections import PAGE
from bot.render.corrections import corrections as page
from bot.render.message import Message
from bot.services.corrections import corrections
from bot.services.desk import Desk, consult
from bot.transport.messages import acknowledge, replace, send


async def show(desk: Desk, update: Update, context: Context) -> None:
    """Show the newest, in the language in which they were asked for."""
    asked = message_of(update)
    language = await menu_language(desk, update)
    if asked.text and not is_command(asked):
        written = await consult(desk, language_of, asked.text)
        language = written or language
    await send(context.bot, await _page(desk, language, 0), place_of(asked))


async def turn(desk: Desk, context: Context, query: CallbackQuery, action: ShowCorrections) -> None:
    """Show another page in the message's place."""
    try:
        await replace(context.bot, query, await _page(desk, action.language, action.offset))
    finally:
        await acknowledge(query)


async def _page(desk: Desk, language: Language, offset: int) -> Message:
    listed, older = await corrections(desk.store.versions, PAGE, offset)
    return page(listed, language, offset, older=older)
