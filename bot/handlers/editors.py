"""What editors may do in their chat with the bot. To everybody else these commands and buttons do not exist."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from telegram import CallbackQuery, Update, User

from bot.domain.answer import answer
from bot.domain.models import Brief, Language
from bot.domain.search import Index
from bot.handlers.questions import question
from bot.handlers.reader import Context, menu_language, message_of, place_of
from bot.handlers.rights import is_editor
from bot.render import pushing
from bot.render.drafts import WAITING
from bot.render.message import Message
from bot.render.pushing import PushBrief
from bot.render.status import Status
from bot.render.status import status as status_message
from bot.render.words import say
from bot.services.desk import Desk, consult
from bot.services.editors import who_is
from bot.services.memory import last_brief
from bot.services.push import preview, push
from bot.transport.messages import acknowledge, replace, send

_PUSHES = 5
_CHOICES = 8


async def status(desk: Desk, update: Update, context: Context) -> None:
    """Say how the bot is doing."""
    if not await is_editor(desk, update):
        await question(desk, update, context)
        return
    reports, time = desk.store.reports, desk.now()
    subscribers, (due, later), held, pushes, drafts = await asyncio.gather(
        desk.store.subscriptions.count(),
        reports.waiting(time),
        desk.store.rates.held_until(time),
        reports.pushes(_PUSHES),
        desk.store.drafts.all(*WAITING),
    )
    waiting = Counter(draft.state for draft in drafts)
    found = Status(subscribers, due, later, held, pushes, waiting)
    shown = status_message(desk.index, found, await menu_language(desk, update))
    await send(context.bot, shown, place_of(message_of(update)))


async def offer(desk: Desk, update: Update, context: Context) -> None:
    """Show what a push of the named brief would be; without a name, of the one that the chat saw last."""
    if not await is_editor(desk, update):
        await question(desk, update, context)
        return
    language, place = await menu_language(desk, update), place_of(message_of(update))
    brief = await _named(desk, " ".join(context.args or ()), place.chat, language)
    shown = await _preview(desk, brief.id, language) if brief else None
    newest = await consult(desk, _newest)
    await send(context.bot, shown or pushing.choose(newest, language), place)


async def press(desk: Desk, update: Update, context: Context) -> None:
    """Do what an editor's button stands for; who pressed is looked up anew each time."""
    query = update.callback_query
    if query is None:
        return
    wanted = pushing.decode(query.data or "")
    shown = await _shown(desk, query, wanted) if wanted and await is_editor(desk, update) else None
    if shown is None:
        await acknowledge(query, say(await menu_language(desk, update), "error.malformed_button"), alert=True)
        return
    try:
        await replace(context.bot, query, shown)
    finally:
        await acknowledge(query)


async def _shown(desk: Desk, query: CallbackQuery, wanted: PushBrief) -> Message | None:
    time = desk.now()
    found = await preview(desk, wanted.brief, time)
    if found is None:
        return None
    if wanted.step == "ask" or found.push:
        return pushing.ask(desk.index.library, found, wanted.language)
    if found.version != wanted.version:
        return pushing.ask(desk.index.library, found, wanted.language, changed=True)
    return await _send(desk, found.brief, wanted, query.from_user, time)


async def _send(desk: Desk, brief: Brief, wanted: PushBrief, user: User, time: datetime) -> Message:
    urgent = wanted.step == "urgent"
    opened, new = await push(desk, brief.id, wanted.version, time, user.id, urgent=urgent)
    if new:
        details = f"version {wanted.version}{', urgent' if urgent else ''}"
        who = await who_is(desk, user.id, user.full_name)
        await desk.store.audit.add(time, who, "pushed", brief.id, details)
    return pushing.sent(brief, wanted.language, by_other=None if new else opened)


async def _preview(desk: Desk, key: str, language: Language) -> Message | None:
    found = await preview(desk, key, desk.now())
    return pushing.ask(desk.index.library, found, language) if found else None


async def _named(desk: Desk, words: str, chat: int, language: Language) -> Brief | None:
    """Give the brief with an id, or that words find for certain; without either the chat's last one."""
    if not words:
        return await last_brief(desk, chat, None, desk.now())
    if known := await consult(desk, Index.published, words):
        return known
    found = await consult(desk, answer, words, language)
    return found.hits[0].brief if found.outcome == "answer" else None


def _newest(index: Index) -> Sequence[Brief]:
    return index.holdings.newest()[:_CHOICES]
