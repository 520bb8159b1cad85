"""What a delivery says, put together at the moment when it is sent, so that a correction reaches those who were due the old text."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.briefing import whats_new
from bot.domain.delivery import Copy, Delivery
from bot.domain.schedule import is_quiet, quiet_until
from bot.domain.subscription import Subscription
from bot.render.actions import ShowBrief
from bot.render.briefing import correction, nothing_new
from bot.render.message import Message
from bot.render.shown import Shown, from_json, of_news, show
from bot.services.copies import copy_of
from bot.services.desk import Desk, consult
from bot.services.publish import catch_up

_BUSY = timedelta(seconds=2)  # until a briefing that is just being sent is marked


@dataclass(frozen=True)
class Composed:
    """A message that is ready to go.

    `copy` says what it shows; who sends it fills in where it stands. `cursor` is how far the chat has then been told.
    """

    message: Message
    copy: Copy | None = None
    cursor: int | None = None
    silent: bool = False
    reply_to: int | None = None


@dataclass(frozen=True)
class Later:
    """It is not to be sent before a moment."""

    until: datetime


@dataclass(frozen=True)
class Nothing:
    """There is nothing to tell, for a reason that the ledger keeps."""

    reason: str


async def compose(desk: Desk, delivery: Delivery, now: datetime) -> Composed | Later | Nothing:
    """Put a delivery together.

    Quiet hours put off what comes by itself, but not an urgent brief, an edit, which makes no sound, or a briefing that was
    wished for within them.
    """
    push = delivery.push
    await catch_up(desk, now, push.brief or "", push.version or 0)
    if delivery.copy:
        return _edit(desk, delivery.copy, push.brief or "")
    wish = delivery.subscription
    if wish is None or not wish.active or (wish.paused_until and wish.paused_until > now):
        return Nothing("the chat does not want it now")
    if (until := _quiet_until(wish, delivery, now)) and not push.urgent:
        return Later(until)
    if push.kind == "scheduled":
        return await _briefing(desk, delivery, wish, now)
    if push.kind == "brief":
        return await _brief(desk, delivery, wish)
    return await _correction(desk, delivery, wish)


def _quiet_until(wish: Subscription, delivery: Delivery, now: datetime) -> datetime | None:
    if wish.quiet is None:
        return None
    begin, end = wish.quiet
    zone = wish.schedule.zone
    wished = delivery.push.kind == "scheduled" and is_quiet(begin, end, zone, delivery.push.due)
    return quiet_until(end, zone, now) if is_quiet(begin, end, zone, now) and not wished else None


async def _briefing(
    desk: Desk, delivery: Delivery, wish: Subscription, now: datetime
) -> Composed | Later | Nothing:
    around = await desk.store.ledger.around(delivery)
    if around.superseded:
        return Nothing("a later briefing brings it all")
    if around.busy:
        return Later(now + _BUSY)
    wish, cursor = replace(wish, cursor=around.cursor), desk.news.latest
    recorded = desk.news.after(around.cursor)
    found = frozenset[str]()
    if wish.keywords:
        found = await consult(desk, desk.news.mentioned, wish.keywords, around.cursor)
    items = whats_new(desk.index.library, recorded, wish, lambda _: found, around.told)
    day = delivery.push.due.astimezone(ZoneInfo(wish.schedule.zone)).date()
    shown = of_news(items, day)
    message = show(desk.index, shown, wish.language) if items else None
    if message:
        return Composed(message, copy_of(desk.news.recorded, shown, wish.language), cursor, wish.silent)
    if wish.says_nothing:
        return Composed(nothing_new(day, wish.language), cursor=cursor, silent=wish.silent)
    return Nothing("nothing new")


async def _brief(desk: Desk, delivery: Delivery, wish: Subscription) -> Composed | Nothing:
    brief = desk.index.brief(delivery.push.brief or "")
    if brief is None or brief.status != "published":
        return Nothing("the brief was withdrawn")
    if wish.quiet and await desk.store.ledger.brought(delivery):  # while it waited for the quiet hours to end
        return Nothing("a briefing brought it meanwhile")
    shown = Shown(ShowBrief(brief.id, wish.language), pushed=True)
    message = show(desk.index, shown, wish.language)
    if message is None:
        return Nothing("the brief was withdrawn")
    return Composed(message, copy_of(desk.news.recorded, shown, wish.language), silent=wish.silent)


def _edit(desk: Desk, copy: Copy, changed: str) -> Composed | Nothing:
    """Show again what a copy shows, as it is now."""
    shown = from_json(copy.shows)
    if shown is None:
        return Nothing("what the message shows cannot be read")
    if dict(copy.briefs).get(changed, 0) >= desk.news.version(changed) > 0:
        return Nothing("the message shows it already")
    message = show(desk.index, shown, copy.language)
    return (
        Composed(message, copy_of(desk.news.recorded, shown, copy.language))
        if message
        else Nothing("the brief is gone")
    )


async def _correction(desk: Desk, delivery: Delivery, wish: Subscription) -> Composed | Nothing:
    """Say in a short reply what was wrong; an update marks the copies and comes with the next briefing."""
    key, version = delivery.push.brief or "", delivery.push.version or 0
    brief = desk.index.brief(key)
    before = await desk.store.versions.content(key, version - 1)
    after = await desk.store.versions.content(key, version)
    if brief is None or before is None or after is None:
        return Nothing("the version is gone")
    new = range(len(before.history), min(len(after.history), len(brief.history)))
    at = max((at for at in new if brief.history[at].kind in ("correction", "retraction")), default=None)
    if at is None:
        return Nothing("no correction")
    return Composed(correction(brief, at, wish.language), silent=wish.silent)
