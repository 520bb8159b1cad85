"""The buttons of the subscription dialogue."""

from telegram import CallbackQuery, Update
from telegram.constants import ChatType

from bot.domain.clock_times import read_times
from bot.domain.subscription import Subscription
from bot.handlers import privacy
from bot.handlers.dialogue import present, put, turn
from bot.handlers.reader import Context, menu_language
from bot.handlers.rights import may_change, may_post
from bot.handlers.subscribing import own_list
from bot.render import pages
from bot.render.choices import page_of, part_with
from bot.render.steps import Step, decode_step, mark_of
from bot.render.subscribing import SCREENS, ended, may_not_post, not_yours
from bot.render.words import say
from bot.services.desk import Desk
from bot.services.subscribe import Chat, begin, take
from bot.transport.messages import Place, acknowledge, replace
from bot.transport.sharing import Wanted, ask_to_share

# The screen on which the buttons of a step stand.
_STANDS = {
    "day": "days",
    "days": "days",
    "topic": "topics",
    "quiet": "quiet",
    "keywords": "keywords",
    "silent": "more",
    "nothing": "more",
    "language": "more",
}


async def press(desk: Desk, update: Update, context: Context) -> None:
    """Take the step that the pressed button stands for."""
    query = update.callback_query
    if query is None:
        return
    match decode_step(query.data or ""):
        case None:
            await _alert(desk, update, query, "error.malformed_button")
        case Step(verb="get"):
            await _get(desk, update, context, query)
        case Step(verb="list"):
            shown = await own_list(desk, query.from_user.id, await menu_language(desk, update))
            await replace(context.bot, query, shown)
            await acknowledge(query)
        case Step(verb="kept", value=value):
            await privacy.press(desk, update, context, query, value)
        case Step(verb="share", subscription=0):
            await _share(desk, update, context, query, ("channel", "group"))
        case step:
            await _about(desk, update, context, query, step)


async def _get(desk: Desk, update: Update, context: Context, query: CallbackQuery) -> None:
    """Show a reader's own briefings in the private chat; from elsewhere, lead there."""
    if query.message is None or query.message.chat.type != ChatType.PRIVATE:
        await query.answer(url=f"https://t.me/{context.bot.username}?start=subscribe")
        return
    reader = query.from_user.id
    wish = await begin(desk, Chat(reader), await menu_language(desk, update), reader, desk.now())
    try:
        await present(desk, context.bot, wish, reader, Place(reader))
    finally:
        await acknowledge(query)


async def _share(
    desk: Desk, update: Update, context: Context, query: CallbackQuery, wanted: tuple[Wanted, ...]
) -> None:
    language = await menu_language(desk, update)
    labels = {each: say(language, f"subscribe.button_share_{each}") for each in wanted}
    key = "subscribe.location_ask" if "location" in wanted else "subscribe.share_ask"
    try:
        await ask_to_share(context.bot, pages.line(language, key), Place(query.from_user.id), labels)
    finally:
        await acknowledge(query)


async def _about(desk: Desk, update: Update, context: Context, query: CallbackQuery, step: Step) -> None:
    """Take a step about a subscription, where the presser may."""
    wish = await desk.store.subscriptions.find(step.subscription)
    if wish is None:
        await _alert(desk, update, query, "subscribe.gone")
    elif not await may_change(context.bot, wish, query.from_user.id):
        notice = not_yours(wish.title, await menu_language(desk, update))
        await acknowledge(query, notice, alert=True)
    elif step.verb == "share":
        await _share(desk, update, context, query, ("location",))
    elif step.verb == "start" and not await _reaches(context, wish):
        notice = may_not_post(wish.title, await menu_language(desk, update))
        await acknowledge(query, notice, alert=True)
    else:
        await _take(desk, update, context, query, step, wish)


async def _take(
    desk: Desk, update: Update, context: Context, query: CallbackQuery, step: Step, wish: Subscription
) -> None:
    refused = ""
    if step.verb != "show":
        taken = await take(desk, step, desk.now())
        if taken.wish is None:
            await _alert(desk, update, query, "subscribe.gone")
            return
        wish, refused = taken.wish, taken.refused
    try:
        if step.verb == "stop":
            await put(desk, context.bot, query, wish, ended(wish), "")
        elif not refused:
            name, page = _next(desk, step, wish)
            await turn(desk, context.bot, query, wish, name, page)
    finally:
        toast = say(wish.language, f"subscribe.{refused}") if refused else None
        await acknowledge(query, toast, alert=bool(refused))


def _next(desk: Desk, step: Step, wish: Subscription) -> tuple[str, int]:
    """Give the screen, and of the topics the page, that is shown after a step."""
    if step.verb == "show":
        name = step.value.rstrip("0123456789")
        return (name if name in SCREENS else "overview"), int(step.value[len(name) :] or 0)
    if step.verb == "time":
        times = read_times(f"{step.value[1:3]}:{step.value[3:5]}")
        return ("times" if step.value.endswith("t") or not times else part_with(times[0])), 0
    if step.verb == "topic":
        topic = next((key for key in desk.index.holdings.topics() if mark_of(key) == step.value[1:]), "")
        return "topics", page_of(desk.index, wish, topic)
    return _STANDS.get(step.verb, "overview"), 0


async def _reaches(context: Context, wish: Subscription) -> bool:
    if wish.chat > 0:
        return True
    chat = await context.bot.get_chat(wish.chat)
    return await may_post(context.bot, chat.id, chat.type)


async def _alert(desk: Desk, update: Update, query: CallbackQuery, key: str) -> None:
    await acknowledge(query, say(await menu_language(desk, update), key), alert=True)
