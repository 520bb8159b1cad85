"""The subscribers of a world, and when each is due, worked out without the store."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.bench.simulation.plan import Wish
from bot.domain.schedule import Schedule
from bot.domain.subscription import Subscription

if TYPE_CHECKING:
    from bot.bench.simulation.world import World

_MARGIN = timedelta(seconds=2)


@dataclass
class Reader:
    """A subscription as its reader knows it: since when, by any clock, it has been as it is; whether its chat was ever in trouble."""

    wish: Wish
    number: int
    schedule: Schedule
    since: datetime
    active: bool = True
    in_trouble: bool = False
    moved: bool = False

    def due(self, begin: datetime, end: datetime) -> list[tuple[datetime, date, time]]:
        """Give the moments between two at which it is due, and which local time on which day that is."""
        zone, slots = ZoneInfo(self.schedule.zone), set()
        day = begin.date() - timedelta(days=1)
        while day <= end.date() + timedelta(days=1):
            slots |= {
                (datetime.combine(day, at, zone).astimezone(UTC), day, at) for at in self.schedule.times
            }
            day += timedelta(days=1)
        return sorted(slot for slot in slots if begin < slot[0] <= end)


class Readers:
    """All of them."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._latest = world.plan.acts[0].begin
        self.all: list[Reader] = []

    async def begin(self) -> None:
        """Let everybody subscribe."""
        storage, now = self._world.storage, self._world.plan.acts[0].begin - timedelta(minutes=10)
        first: dict[Schedule, int] = {}
        for wish in self._world.plan.wishes:
            schedule = Schedule(wish.zone, wish.times)
            if schedule in first:
                number = storage.copy_subscription(first[schedule], wish.chat, wish.thread)
            else:
                number = (await storage.open().subscriptions.save(_subscription(wish, schedule), now)).id
            first.setdefault(schedule, number)
            self.all.append(Reader(wish, number, schedule, now))

    def changed(self, reader: Reader) -> None:
        """Note that a reader changed their wish, or that their chat is in another state."""
        self._latest = max(self._latest, self._world.now())
        reader.since = self._latest + _MARGIN

    async def move(self, reader: Reader, zone: str) -> None:
        """Let a reader change the zone."""
        schedule = replace(reader.schedule, zone=zone)
        await self._save(reader, replace(_subscription(reader.wish, schedule), active=True))
        reader.schedule, reader.active = schedule, True

    async def pause(self, reader: Reader, until: datetime) -> None:
        """Let a reader pause, which makes it nobody's business when they get something."""
        await self._save(reader, replace(_subscription(reader.wish, reader.schedule), paused_until=until))
        reader.active = False

    async def unsubscribe(self, reader: Reader) -> None:
        """Let a reader unsubscribe."""
        await self._save(
            reader, replace(_subscription(reader.wish, reader.schedule), active=False, ended="reader")
        )
        reader.active = False

    async def subscribe(self, reader: Reader) -> None:
        """Let a reader subscribe again."""
        await self._save(reader, _subscription(reader.wish, reader.schedule))
        reader.active = True

    async def _save(self, reader: Reader, wanted: Subscription) -> None:
        if reader.moved:
            return
        self.changed(reader)
        await self._world.storage.open().subscriptions.save(wanted, self._world.now())


def _subscription(wish: Wish, schedule: Schedule) -> Subscription:
    return Subscription(chat=wish.chat, thread=wish.thread, language="bn", schedule=schedule, title="পাঠক")
