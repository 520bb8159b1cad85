"""Push: send a brief at once to those who follow its topic; and tell beforehand who would get what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.briefing import Item, whats_new
from bot.domain.delivery import Push
from bot.domain.models import Brief
from bot.domain.schedule import is_quiet
from bot.services.audience import audience
from bot.services.desk import Desk
from bot.services.publish import catch_up
from bot.store.crowds import Crowd


@dataclass(frozen=True)
class Reach:
    """How many chats follow a brief's topic: who gets it at once, who when their quiet hours end, and who not."""

    at_once: int = 0
    later: int = 0
    paused: int = 0
    filtered: int = 0

    @property
    def total(self) -> int:
        """All who get it."""
        return self.at_once + self.later


@dataclass(frozen=True)
class Preview:
    """A brief that may be pushed, in the version that readers have (0 before there is one), and whom it reaches.

    `push` is the one by which this version was sent already.
    """

    brief: Brief
    version: int
    reach: Reach
    push: Push | None


@dataclass(frozen=True)
class Forecast:
    """What the next slot in a time zone would send, and when that is due, in UTC.

    `chats` get a briefing, `briefs` how many of them get each brief; `told_nothing` are told that there is nothing new,
    `without` get nothing for that reason, `paused` none because they paused.
    """

    due: datetime
    zone: str
    chats: int
    briefs: Mapping[str, int]
    told_nothing: int
    without: int
    paused: int


async def preview(desk: Desk, key: str, now: datetime) -> Preview | None:
    """Give what a push of a brief would be; None where readers know no such brief."""
    await catch_up(desk, now)
    brief = desk.index.published(key)
    if brief is None:
        return None
    version = desk.news.version(key)
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
    for crowd in await desk.store.crowds.at(now):
        wish = crowd.wish
        if to is None or (wish.topics and to.topic not in wish.topics):
            continue
        if wish.keywords and wish.keywords not in to.filters:
            found["filtered"] += crowd.chats
        elif crowd.paused:
            found["paused"] += crowd.chats
        elif wish.quiet and is_quiet(*wish.quiet, wish.schedule.zone, now):
            found["later"] += crowd.chats
        else:
            found["at_once"] += crowd.chats
    return Reach(**found)
