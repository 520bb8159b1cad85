"""When a briefing is due: local times of day on some days of the week, in a time zone.

A slot is one time on one local date. Where the clock jumps over a time in spring it is due as much later, and where the
clock goes through a time twice in autumn it is due the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(1, 8))  # ISO weekdays, Monday is 1
_HORIZON = 9  # days: a week, and one for each side of the date line


@dataclass(frozen=True)
class Schedule:
    """Times of day on days of the week (ISO, Monday is 1) in an IANA time zone; at least one of each."""

    zone: str
    times: tuple[time, ...]
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, order=True)
class Slot:
    """A time of day on a local date, and the moment at which it is due, in UTC."""

    due: datetime
    day: date
    at: time


def next_slot(schedule: Schedule, after: datetime | Slot) -> Slot:
    """Give the first slot that is due after a moment, or that comes after another slot."""
    moment = after.due if isinstance(after, Slot) else after
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    slots = (slot for days in range(-1, _HORIZON) for slot in _slots(schedule, today + timedelta(days=days)))
    if isinstance(after, Slot):
        return min(slot for slot in slots if slot > after)
    return min(slot for slot in slots if slot.due > moment)


def is_quiet(begin: time, end: time, zone: str, now: datetime) -> bool:
    """Say whether `now` lies in quiet hours, which may span midnight."""
    local = now.astimezone(ZoneInfo(zone)).time()
    return begin <= local < end if begin <= end else local >= begin or local < end


def quiet_until(end: time, zone: str, now: datetime) -> datetime:
    """Give when quiet hours that hold at `now` end, in UTC."""
    return next_slot(Schedule(zone, (end,)), now).due


def _slots(schedule: Schedule, day: date) -> Iterator[Slot]:
    if day.isoweekday() in schedule.days:
        zone = ZoneInfo(schedule.zone)
        for at in schedule.times:
            yield Slot(datetime.combine(day, at, zone).astimezone(UTC), day, at)
