"""Push: send a brief at once to those who follow its topic; and tell beforehand who would get what."""

from collections import Counter
from datetime import datetime

from bot.domain.briefing import Item, whats_new
from bot.domain.delivery import Push
from bot.domain.models import Brief
from bot.domain.pushing import Forecast, Preview, Reach
from bot.domain.schedule import is_quiet
from bot.services.audience import audience
from bot.services.desk import Desk
from bot.services.publish import catch_up
from bot.store.crowds import Crowd


async def preview(desk: Desk, key: str, now: datetime) -> Preview | None:
    """Give what a push of a brief would be; None where readers know no such brief."""
    await catch_up(desk, now)
    brief = desk.index.published(key)
    if brief is None:
        return None
    version = desk.news.version(key)
    if await desk.store.versions.content(key, version) != brief:
        version = 0
    sent = await desk.store.reports.of_brief(key, version) if version else None
    return Preview(brief, version, await _reach(desk, brief, now), sent)


async def push(
    desk: Desk, key: str, version: int, now: datetime, by: int | None = None, *, urgent: bool = False
) -> tuple[Push, bool]:
    """Open the push of a version of a brief, which whoever makes deliveries then finds; say whether it is new.

    A version is pushed once: where that was done, urgently or not, the push is given as it is.
    """
    opened = await desk.store.fan_out.open_push(
        "brief", f"{key}:{version}", now, key, version, by, urgent=urgent
    )
    return opened, (opened.created, opened.by) == (now, by)


async def forecast(desk: Desk, now: datetime) -> tuple[Forecast, ...]:
    """Give what the next slots would send if nothing was published before, the soonest first."""
    await catch_up(desk, now)
    slots: dict[tuple[datetime, str], list[Crowd]] = {}
    for crowd in await desk.store.crowds.at_next_briefing():
        slots.setdefault((crowd.due, crowd.wish.schedule.zone), []).append(crowd)
    return tuple(_forecast(desk, due, zone, crowds) for (due, zone), crowds in slots.items())


def _forecast(desk: Desk, due: datetime, zone: str, crowds: list[Crowd]) -> Forecast:
    briefs: Counter[str] = Counter()
    chats = told_nothing = without = paused = 0
    for crowd in crowds:
        news = () if crowd.paused else _news(desk, crowd)
        briefs.update(dict.fromkeys((item.brief.id for item in news), crowd.chats))
        chats += crowd.chats if news else 0
        paused += crowd.chats if crowd.paused else 0
        if not news and not crowd.paused:
            told_nothing += crowd.chats if crowd.wish.says_nothing else 0
            without += 0 if crowd.wish.says_nothing else crowd.chats
    return Forecast(due, zone, chats, dict(briefs.most_common()), told_nothing, without, paused)


def _news(desk: Desk, crowd: Crowd) -> tuple[Item, ...]:
    news = desk.news
    return whats_new(
        desk.index.library,
        news.after(crowd.wish.cursor),
        crowd.wish,
        lambda words: news.mentioned(desk.index, words),
    )


async def _reach(desk: Desk, brief: Brief, now: datetime) -> Reach:
    to = await audience(desk, Push(0, "brief", "", now, now, brief.id))
    found: Counter[str] = Counter()
    for crowd in await desk.store.crowds.following(brief.topic, now):
        wish = crowd.wish
        if wish.keywords and not (to and wish.keywords in to.filters):
            found["filtered"] += crowd.chats
        elif crowd.paused:
            found["paused"] += crowd.chats
        elif wish.quiet and is_quiet(*wish.quiet, wish.schedule.zone, now):
            found["later"] += crowd.chats
        else:
            found["at_once"] += crowd.chats
    return Reach(**found)
