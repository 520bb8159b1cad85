"""What is kept: said, given as a file, and erased."""

import json

from telegram import CallbackQuery, Update
from telegram.constants import ChatType

from bot.handlers.reader import Context, menu_language, message_of, place_of
from bot.handlers.rights import is_editor, leads, may_set_up
from bot.render import pages
from bot.render.kept import confirm, kept
from bot.render.message import Message
from bot.render.words import say
from bot.services.desk import Desk, consult
from bot.transport.messages import Place, acknowledge, replace, send, thread_of
from bot.transport.sharing import send_file

_FILE = "barta.json"


async def privacy(desk: Desk, update: Update, context: Context) -> None:
    """Say all that is kept of the reader, or of the group."""
    asked = message_of(update)
    await send(context.bot, await _kept(desk, update, asked.chat.id), place_of(asked))


async def export(desk: Desk, update: Update, context: Context) -> None:
    """Give all that is kept as a file; in a group, to its admins."""
    asked = message_of(update)
    if await _may(desk, update, context):
        await _send_file(desk, update, context, place_of(asked))


async def delete(desk: Desk, update: Update, context: Context) -> None:
    """Ask whether everything shall be deleted; in a group, its admins."""
    asked = message_of(update)
    if await _may(desk, update, context):
        private = asked.chat.type == ChatType.PRIVATE
        language, editor = await menu_language(desk, update), await is_editor(desk, update)
        await send(context.bot, confirm(language, private=private, editor=editor), place_of(asked))


async def press(desk: Desk, update: Update, context: Context, query: CallbackQuery, value: str) -> None:
    """Do what a button under one of these messages stands for."""
    where, language = query.message, await menu_language(desk, update)
    if where is None or not await leads(context.bot, where.chat.id, query.from_user.id):
        await acknowledge(query, say(language, "kept.only_admins"), alert=True)
        return
    private = where.chat.type == ChatType.PRIVATE
    try:
        if value == "export":
            await _send_file(desk, update, context, Place(where.chat.id, thread_of(where)))
        elif value == "ask":
            editor = await is_editor(desk, update)
            await replace(context.bot, query, confirm(language, private=private, editor=editor))
        elif value == "delete":
            await desk.store.readers.erase(where.chat.id)
            await replace(context.bot, query, pages.line(language, "kept.deleted"))
        else:
            await replace(context.bot, query, pages.line(language, "kept.untouched"))
    finally:
        await acknowledge(query)


async def _kept(desk: Desk, update: Update, chat: int) -> Message:
    rows = await desk.store.readers.export(chat)
    subscriptions = desk.store.subscriptions
    found = [*await subscriptions.of_chat(chat), *(await subscriptions.managed_by(chat) if chat > 0 else ())]
    language = await menu_language(desk, update)
    return await consult(desk, kept, rows, found, language, private=chat > 0)


async def _send_file(desk: Desk, update: Update, context: Context, place: Place) -> None:
    rows = {"at": desk.now().isoformat(), **await desk.store.readers.export(place.chat)}
    content = json.dumps(rows, ensure_ascii=False, indent=2).encode()
    caption = pages.line(await menu_language(desk, update), "kept.file")
    await send_file(context.bot, content, _FILE, caption, place)


async def _may(desk: Desk, update: Update, context: Context) -> bool:
    """Say whether the sender may have and erase what is kept of the chat; tell them where they may not."""
    asked = message_of(update)
    allowed = await may_set_up(context.bot, asked)
    if not allowed:
        line = pages.line(await menu_language(desk, update), "kept.only_admins")
        await send(context.bot, line, place_of(asked))
    return allowed
