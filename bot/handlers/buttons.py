"""Buttons: each edits the message that it stands under, and every press is answered."""

from dataclasses import replace as changed

from telegram import CallbackQuery, Update
from telegram.constants import ChatType

from bot.domain.models import Language
from bot.domain.search import Index
from bot.handlers import corrections, wishes
from bot.handlers.reader import Context, may_manage, menu_language, note_sent
from bot.handlers.recall import recall
from bot.render import pages
from bot.render.actions import (
    Action,
    ChooseLanguage,
    ManageWish,
    ShowBrief,
    ShowBriefing,
    ShowCorrections,
    ShowPage,
    ShowReason,
    ShowTopic,
    decode,
)
from bot.render.message import Message
from bot.render.shown import Shown, show
from bot.render.words import say
from bot.services.copies import copy_of, remember_inline, versions_now
from bot.services.desk import Desk, consult
from bot.services.subscribe import set_language
from bot.transport.messages import acknowledge, replace


async def press(desk: Desk, update: Update, context: Context) -> None:
    """Do what the pressed button stands for."""
    query = update.callback_query
    if query is None:
        return
    match decode(query.data or ""):
        case ChooseLanguage() as action:
            await _choose_language(desk, update, context, query, action)
        case ShowBrief() | ShowBriefing() as action:
            await _show_briefs(desk, update, context, query, action)
        case ShowReason() as action:
            await wishes.reason(desk, context, query, action)
        case ShowCorrections() as action:
            await corrections.turn(desk, context, query, action)
        case ManageWish() as action:
            await wishes.manage(desk, context, query, action)
        case action:
            await _put(desk, update, context, query, await consult(desk, _page, action, context.bot.username))


def _page(index: Index, action: Action | None, username: str) -> Message | None:
    match action:
        case ShowTopic(topic, language, offset):
            return pages.topic(index, topic, language, offset)
        case ShowPage():
            return pages.page(index, action, username)
        case _:
            return None


async def _put(
    desk: Desk, update: Update, context: Context, query: CallbackQuery, message: Message | None
) -> None:
    if message is None:
        await acknowledge(query, say(await menu_language(desk, update), "error.malformed_button"), alert=True)
        return
    try:
        await replace(context.bot, query, message)
    finally:
        await acknowledge(query)


async def _show_briefs(
    desk: Desk,
    update: Update,
    context: Context,
    query: CallbackQuery,
    action: ShowBrief | ShowBriefing,
) -> None:
    """Show a brief in its place, or the briefing that it was opened in; from a channel's briefing, in the reader's own chat."""
    where, versions = query.message, await versions_now(desk, desk.now())
    before = await recall(desk, where) if where else None
    if isinstance(action, ShowBrief) and where and where.chat.type == ChatType.CHANNEL and _lists(before):
        # All of the channel's readers see the briefing, and others are about to open another brief of it.
        await query.answer(url=f"https://t.me/{context.bot.username}?start=brief_{action.brief}")
        return
    shown = _after(action, before)
    message = await consult(desk, show, shown, action.language) if shown else None
    if shown is None or message is None:
        unknown = isinstance(action, ShowBriefing)
        language = action.language if unknown else await menu_language(desk, update)
        key = "briefing.unknown" if unknown else "error.malformed_button"
        await acknowledge(query, say(language, key), alert=True)
        return
    try:
        sent = await replace(context.bot, query, message)
    finally:
        await acknowledge(query)
    if sent:
        await note_sent(desk, versions, shown, action.language, sent)
    elif query.inline_message_id:
        copy = copy_of(versions, shown, action.language, inline=query.inline_message_id)
        await remember_inline(desk, copy, desk.now())


def _lists(before: Shown | None) -> bool:
    return before is not None and before.briefing is not None and before.view is None


def _after(action: ShowBrief | ShowBriefing, before: Shown | None) -> Shown | None:
    """Give what a message shows after a press; None where it should be a briefing and is none that is known."""
    if isinstance(action, ShowBrief):
        return changed(before or Shown(), view=action)
    if before is None or before.briefing is None:
        return None
    return Shown(briefing=changed(before.briefing, offset=action.offset))


async def _choose_language(
    desk: Desk, update: Update, context: Context, query: CallbackQuery, action: ChooseLanguage
) -> None:
    """Set the language of the chat; in a group only its admins may."""
    if query.message is None or not await may_manage(query.message.chat, query.from_user):
        await acknowledge(query, say(await menu_language(desk, update), "language.admins_only"), alert=True)
        return
    chosen: Language | None = None if action.choice == "auto" else action.choice
    await set_language(desk, query.message.chat.id, chosen, desk.now())
    language = await menu_language(desk, update)
    toast = say(language, "language.set" if chosen else "language.set_auto")
    try:
        await replace(context.bot, query, pages.language_page(language, chosen))
    finally:
        await acknowledge(query, toast)
