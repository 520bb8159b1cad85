"""What editors do with drafts in their chat with the bot. To everybody else these commands and buttons do not exist."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from telegram import CallbackQuery, Update

from bot.domain.draft import Draft, Guess
from bot.domain.models import Language
from bot.domain.unfinished import article_sha256
from bot.extract.guesses import guesses
from bot.handlers.questions import question
from bot.handlers.reader import Context, menu_language, message_of, place_of
from bot.handlers.rights import is_editor
from bot.render import pushing
from bot.render.draft_buttons import DraftAction, decode
from bot.render.draft_context import context as context_page
from bot.render.draft_list import LISTED, list_message
from bot.render.drafts import ask, draft_message, first
from bot.render.message import Message
from bot.render.words import say
from bot.services.desk import Desk
from bot.services.drafts import Decision, publish_draft
from bot.services.editors import Listed, all_that_wait, listed_with, remember_view, who_is
from bot.services.publish import catch_up
from bot.services.push import preview
from bot.store.sources import StoredSource
from bot.transport.messages import Place, acknowledge, replace, send

logger = logging.getLogger(__name__)

Became = Literal["done", "open", "late"]
_BECAME: Mapping[Decision, Became] = {
    "published": "done", "scheduled": "done", "open": "open", "changed": "late", "decided": "late",
}  # fmt: skip


@dataclass(frozen=True)
class Press:
    """A button that an editor pressed, and the drafts that stand in the message under which it is."""

    desk: Desk
    context: Context
    query: CallbackQuery
    action: DraftAction
    message: int
    listed: Listed

    @property
    def editor(self) -> int:
        """Who pressed."""
        return self.query.from_user.id

    @property
    def language(self) -> Language:
        """The language of the message."""
        return self.action.language

    async def put(
        self, message: Message, draft: Draft | None, said: str | None = None, *, alert: bool = False
    ) -> None:
        """Put a message in the place of what was there, and answer; it shows a draft now, None: the list."""
        try:
            await replace(self.context.bot, self.query, message)
        finally:
            await acknowledge(self.query, said, alert=alert)
        await remember_view(self.desk, self.editor, self.message, self.listed.drafts, draft)

    def draft(self, draft: Draft) -> Message:
        """Give the message that shows a draft."""
        return draft_message(draft, self.language, self.editor, self.desk.now(), self.listed.drafts)


async def drafts(desk: Desk, update: Update, context: Context) -> None:
    """List what waits."""
    if not await is_editor(desk, update):
        await question(desk, update, context)
        return
    waiting = await all_that_wait(desk)
    listed = list_message(waiting, await menu_language(desk, update), waiting=True)
    await send(context.bot, listed, place_of(message_of(update)))


async def press(desk: Desk, update: Update, context: Context) -> None:
    """Do what a button under a draft stands for; who pressed is looked up anew each time."""
    query = update.callback_query
    if query is None:
        return
    action = decode(query.data or "") if query.message else None
    draft = await desk.store.drafts.get(action.draft) if action and await is_editor(desk, update) else None
    if action is None or draft is None or query.message is None:
        await acknowledge(query, say(await menu_language(desk, update), "error.malformed_button"), alert=True)
        return
    message = query.message.message_id
    listed = await listed_with(desk, query.from_user.id, message)
    pressed = Press(desk, context, query, action, message, listed)
    match action.verb:
        case "list":
            page = list_message(
                listed.drafts, action.language, action.number * LISTED, waiting=listed.all_that_wait
            )
            await pressed.put(page, None)
        case "show":
            await pressed.put(pressed.draft(draft), draft)
        case "context":
            await pressed.put(await _context(desk, draft, action), draft)
        case "push":
            await _offer_push(pressed)
        case "ask" if draft.state == "ready" and action.saw(draft.stamp):
            await pressed.put(ask(draft, action.language, desk.now()), draft)
        case _:
            await _decide(pressed, draft)


async def _decide(pressed: Press, draft: Draft) -> None:
    """Publish, hold or release a draft, if it is what the editor saw; else show what it is, and say what became of it."""
    became = await _do(pressed, draft) if pressed.action.saw(draft.stamp) else "late"
    now = await pressed.desk.store.drafts.get(draft.id) or draft
    said = _said(pressed, became, now)
    await pressed.put(pressed.draft(now), now, said, alert=became != "done")


async def _do(pressed: Press, draft: Draft) -> Became:
    desk, user = pressed.desk, pressed.query.from_user
    who, now = await who_is(desk, user.id, user.full_name), desk.now()
    match pressed.action.verb:
        case "publish":
            decision = await publish_draft(desk.store, draft.id, draft.stamp, now, who)
            if decision == "published":
                await catch_up(desk, now, draft.id, 1)  # readers here find it at once
            return _BECAME[decision]
        case "hold":
            done = await desk.store.drafts.hold(draft.id, draft.stamp, now, who)
        case "release":
            done = await desk.store.drafts.release(draft.id, draft.stamp, now, who)
        case _:
            done = False
    return "done" if done else "late"


def _said(pressed: Press, became: Became, now: Draft) -> str:
    verb, language = pressed.action.verb, pressed.language
    if became == "done":
        deed = {"hold": "held", "release": "released"}.get(verb, now.state)
        return say(language, f"drafts.did_{deed}")
    if became == "open":
        return say(language, "drafts.still_open")
    if now.state in ("open", "ready"):
        return say(language, "drafts.changed")
    return first(now, language, pressed.editor)


async def _context(desk: Desk, draft: Draft, action: DraftAction) -> Message:
    source = await desk.store.sources.get(article_sha256(draft))
    found = await asyncio.to_thread(_guesses, source) if source else {}
    return context_page(draft, source.text if source else None, found, action.language, action.number)


def _guesses(source: StoredSource) -> Mapping[int, Guess]:
    """Give whom Barta takes for the speakers; it is a comfort, and the quotes are shown without it, too."""
    try:
        return guesses(source.text, source.language)
    except Exception:
        logger.exception("The speakers of a source were not found")
        return {}


async def _offer_push(pressed: Press) -> None:
    """Show below what a push of a published brief would be, and how many get it; the buttons there send it."""
    desk, language = pressed.desk, pressed.language
    found = await preview(desk, pressed.action.draft, desk.now())
    if found is None:
        await acknowledge(pressed.query, say(language, "error.malformed_button"), alert=True)
        return
    try:
        offer = pushing.ask(desk.index.library, found, language)
        await send(pressed.context.bot, offer, Place(pressed.editor))
    finally:
        await acknowledge(pressed.query)
