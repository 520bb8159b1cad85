"""Why a chat got something, and the buttons under that: pause, stop, and again."""

from collections.abc import Mapping
from dataclasses import replace as changed

from telegram import CallbackQuery
from telegram.constants import ChatType

from bot.handlers.reader import Context
from bot.handlers.recall import recall
from bot.handlers.rights import may_change
from bot.render.actions import ManageWish, Managing, ShowReason, encode
from bot.render.briefing import back_button
from bot.render.message import Button, Row
from bot.render.reason import reason as reason_page
from bot.render.shown import Shown
from bot.render.steps import Step, Verb
from bot.render.subscribing import not_yours
from bot.render.words import say
from bot.services.desk import Desk
from bot.services.subscribe import take
from bot.transport.messages import acknowledge, replace, thread_of

# What each button comes to in the subscription dialogue.
_STEPS: Mapping[Managing, tuple[tuple[Verb, str], ...]] = {
    "day": (("pause", "1"),),
    "week": (("pause", "7"),),
    "stop": (("stop", ""),),
    "on": (("pause", "0"), ("start", "")),
}


async def reason(desk: Desk, context: Context, query: CallbackQuery, action: ShowReason | ManageWish) -> None:
    """Say in the message's place why it came."""
    where = query.message
    if where is None:  # nothing comes by itself as an inline message
        await acknowledge(query)
        return
    if (
        where.chat.type == ChatType.CHANNEL
    ):  # all of whose readers see the post, which none should take from the others
        await acknowledge(query, say(action.language, "reason.channel"), alert=True)
        return
    wish = await desk.store.subscriptions.get(where.chat.id, thread_of(where))
    shown = await recall(desk, where)
    page = reason_page(
        desk.index,
        wish,
        action.language,
        desk.now(),
        pushed=shown is not None and shown.pushed,
        back=_back(shown, action),
    )
    try:
        await replace(context.bot, query, page)
    finally:
        await acknowledge(query)


async def manage(desk: Desk, context: Context, query: CallbackQuery, action: ManageWish) -> None:
    """Pause, end or renew what the chat wants; in a group only its admins may."""
    where = query.message
    wish = await desk.store.subscriptions.get(where.chat.id, thread_of(where)) if where else None
    if wish is None:  # erased since
        await reason(desk, context, query, action)
        return
    if not await may_change(context.bot, wish, query.from_user.id):
        title = (where.chat.title if where else None) or wish.title
        await acknowledge(query, not_yours(title, action.language), alert=True)
        return
    for verb, value in _STEPS[action.step]:
        await take(desk, Step(wish.id, verb, value), desk.now())
    await reason(desk, context, query, action)


def _back(shown: Shown | None, action: ShowReason | ManageWish) -> Row:
    """Give the button that leads back to what the message showed; none where that is not known."""
    if shown is None:
        return ()
    if shown.view and not shown.briefing:
        label = say(action.language, "button.back")
        return (Button(label, encode(changed(shown.view, language=action.language))),)
    return (back_button(action.language, shown.briefing.offset if shown.briefing else 0),)
