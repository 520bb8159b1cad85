"""Clocks that are set, days on which they change by themselves, and readers who move: in this process, on a clock of its own."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app import open_desk, running
from bot.bench.push.findings import Finding, missed, twice
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage
from bot.delivery.limits import NO_LIMITS
from bot.delivery.scheduler import Scheduler
from bot.domain.schedule import Schedule
from bot.domain.subscription import DHAKA, Subscription
from bot.settings import read_settings

_BERLIN, _NEW_YORK = "Europe/Berlin", "America/New_York"
_SPRING, _AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
_NIGHT, _MORNING = time(2, 30), time(8)  # one is not there on one of those days, and there twice on the other
_TICK = timedelta(minutes=15)
_CATCH_UP = timedelta(hours=2)
_QUIET = 4.0  # seconds, in which the scheduler looks twice


class _Clock:
    """A clock that goes on, and can be set."""

    def __init__(self, shows: datetime) -> None:
        self._ahead = shows - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def set(self, hours: int, minutes: int, seconds: int = 0) -> None:
        """Set it to a time of the same day in Dhaka."""
        here = self().astimezone(ZoneInfo(DHAKA))
        self._ahead += here.replace(hour=hours, minute=minutes, second=seconds) - here


async def set_clock(stage: Stage, size: Size) -> Sequence[Finding]:
    """Set the clock forward and back in the middle of a push, so that its time comes again."""
    clock = _Clock(datetime(2026, 11, 20, 7, 59, 58, tzinfo=ZoneInfo(DHAKA)))
    readers = size.of(1000, 200)
    stage.now = clock
    await stage.subscribe(readers)
    await stage.sql("UPDATE subscriptions SET says_nothing = true")
    stage.latency(0.02)
    settings = read_settings(database_url=stage.database.url, semantic="false")
    async with (
        open_desk(settings) as desk,
        running(stage.playground.token, stage.playground.url, desk, limits=NO_LIMITS, now=clock),
    ):
        morning = stage.tally()
        await stage.sent(morning, readers // 3)
        clock.set(8, 30)
        await stage.sent(morning, readers * 2 // 3)
        clock.set(7, 45)
        await stage.sent(morning, readers)
        await stage.done()
        clock.set(8, 0, 1)
        await asyncio.sleep(_QUIET)
        morning.look()
        evening = stage.tally()
        clock.set(19, 59, 59)
        await stage.sent(evening, readers)
        await stage.done()
    return [
        missed(stage.readers, morning.of),
        twice(morning.of),
        replace(missed(stage.readers, evening.look().of), promise="the next briefing: 0 missed"),
        replace(twice(evening.of), promise="the next briefing: 0 sent twice"),
    ]


async def daylight(stage: Stage, size: Size) -> Sequence[Finding]:
    """Go through both days on which Berlin's clocks change, and through a move to New York."""
    readers = size.of(200, 20)
    found = []
    for day, name in ((_SPRING, "in spring"), (_AUTUMN, "in autumn")):
        await stage.sql("DELETE FROM deliveries")
        await stage.sql("DELETE FROM subscriptions")
        await stage.sql("DELETE FROM schedules")
        await _wish(stage, readers, Schedule(_BERLIN, (_NIGHT, _MORNING)), day - timedelta(hours=12))
        await _live(stage, day - timedelta(hours=12), day + timedelta(hours=36))
        found.append(await _once_a_day(stage, f"each time of each local day once, {name}", readers, 4))
    await stage.sql("DELETE FROM deliveries")
    await stage.sql("DELETE FROM subscriptions")
    await stage.sql("DELETE FROM schedules")
    begin = _AUTUMN - timedelta(days=20)
    move = begin + timedelta(days=1, hours=10)
    await _wish(stage, readers, Schedule(_BERLIN, (_MORNING,)), begin)
    await _live(stage, begin, move)
    await _wish(stage, readers, Schedule(_NEW_YORK, (_MORNING,)), move)
    await _live(stage, move, begin + timedelta(days=4))
    found.append(await _once_a_day(stage, "once a local day, also on that of a move", readers, 4))
    return found


async def _wish(stage: Stage, readers: int, schedule: Schedule, now: datetime) -> None:
    for chat in range(1, readers + 1):
        wish = Subscription(chat=chat, thread=None, language="bn", schedule=schedule)
        await stage.store.subscriptions.save(wish, now)


async def _live(stage: Stage, begin: datetime, end: datetime) -> None:
    """Let the scheduler look every quarter of an hour."""
    now = begin
    scheduler = Scheduler(
        stage.store.fan_out, lambda: now, _CATCH_UP, _nobody, _not_told, lambda: None, stage.store.tidy
    )
    while now < end:
        await scheduler.tick(now)
        now += _TICK


async def _nobody(_: object) -> None:
    return None


async def _not_told(_: object) -> bool:
    return False


async def _once_a_day(stage: Stage, promise: str, readers: int, slots: int) -> Finding:
    rows = await stage.sql(
        "SELECT day, slot, count(*), count(DISTINCT subscription_id) FROM deliveries GROUP BY day, slot ORDER BY day, slot"
    )
    right = sum(row[2] == row[3] == readers for row in rows)
    return Finding(
        promise, f"{right} of {slots} times of day, {len(rows) - right} wrong", right == len(rows) == slots
    )


CLOCKS = (
    Scenario("clock", "the clock set forward 30 min and back 45 min", set_clock),
    Scenario("days", "both days on which Berlin's clocks change; a move to New York", daylight),
)
