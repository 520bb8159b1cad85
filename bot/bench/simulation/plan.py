"""What happens in a world, drawn from its seed before it begins, so that parts of it can be left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

Happening = Literal[
    # processes: they come back after `length` seconds
    "kill", "terminate",
    # the store and the clock
    "store fails", "cut off", "clock",
    # Telegram, for `length` seconds
    "429", "5xx", "refuses", "reset before", "reset after", "truncates", "slow",
    # a chat
    "block", "deactivate", "kick", "migrate", "delete thread", "unblock",
    # its reader
    "zone", "pause", "unsubscribe", "subscribe",
    # editors and everybody else
    "publish", "push", "urgent", "change", "ask",
]  # fmt: skip
_OF_PROCESSES: tuple[Happening, ...] = (
    "kill",
    "kill",
    "kill",
    "kill",
    "terminate",
    "store fails",
    "cut off",
    "clock",
)
_OF_TELEGRAM: tuple[Happening, ...] = (
    "429",
    "5xx",
    "refuses",
    "reset before",
    "reset after",
    "truncates",
    "slow",
)
_OF_CHATS: tuple[Happening, ...] = ("block", "deactivate", "kick", "migrate", "delete thread", "unblock")
_OF_READERS: tuple[Happening, ...] = ("zone", "pause", "unsubscribe", "subscribe")
_OF_EDITORS: tuple[Happening, ...] = ("publish", "push", "urgent", "change", "change", "ask", "ask")

ZONES = ("Asia/Dhaka", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")
_ORDINARY = datetime(2026, 6, 10, 2, tzinfo=UTC)
_SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # Berlin's clock jumps at 1:00 UTC
_AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # and goes back at 1:00 UTC: both moments are at 2:30
_GAP = time(2, 30)  # in spring there is no such time in Berlin
_APART = (
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(minutes=105),
    timedelta(hours=5),
    timedelta(hours=12),
)


@dataclass(frozen=True)
class Event:
    """Something that happens `at` seconds into an act, to the process or chat with number `who`; a kill, after `steps` more steps."""

    at: float
    what: Happening
    who: int = 0
    length: float = 0.0
    amount: float = 0.0
    steps: int = 0


@dataclass(frozen=True)
class Act:
    """The bot is started at `begin`, and stopped when all is done that was to be done by `until`."""

    begin: datetime
    until: datetime
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Wish:
    """A subscriber: a private chat, or a forum topic of a group where `thread` is given."""

    chat: int
    thread: int | None
    zone: str
    times: tuple[time, ...]
    delays: bool  # it puts off what is no briefing for some seconds, as in quiet hours


@dataclass(frozen=True)
class Plan:
    """A world. In the last act nothing goes wrong, so that all can come right."""

    seed: int
    processes: int
    wishes: tuple[Wish, ...]
    acts: tuple[Act, ...]


def plan_of(seed: int) -> Plan:
    """Give the world of a seed; most are small."""
    random = Random(seed)  # noqa: S311 - not a secret
    size = random.choices((random.randint(3, 6), random.randint(7, 12), random.randint(32, 40)), (80, 18, 2))[
        0
    ]
    processes = random.choices((1, 2, 4), (52, 40, 8))[0]
    moments = [random.choices((_ORDINARY, _SPRING, _AUTUMN), (4, 3, 3))[0]]
    for number in range(random.choice((1, 1, 1, 2))):
        apart = timedelta(hours=1) if not number and moments[0] != _ORDINARY else random.choice(_APART)
        moments.append(moments[-1] + apart)
    wishes = _wishes(random, size, moments)
    acts = [_act(random, moment, following, wishes, processes) for moment, following in pairwise(moments)]
    last = moments[-1]
    acts.append(
        Act(
            last - timedelta(seconds=2),
            last,
            (Event(0.5, "publish"), Event(1, "unblock", random.randrange(size))),
        )
    )
    return Plan(seed, processes, wishes, tuple(acts))


def _wishes(random: Random, size: int, moments: Sequence[datetime]) -> tuple[Wish, ...]:
    zones = random.sample(ZONES, random.choice((1, 1, 2)))
    if moments[0] != _ORDINARY and "Europe/Berlin" not in zones:
        zones[0] = "Europe/Berlin"
    wishes: list[Wish] = []
    while len(wishes) < size:
        zone = random.choice(zones)
        times = [moment.astimezone(ZoneInfo(zone)).time().replace(fold=0) for moment in moments]
        if zone == "Europe/Berlin" and random.random() < 0.3:
            times.append(_GAP)
        number, kind = len(wishes) + 1, random.random()
        delays = random.random() < 0.1
        if kind < 0.7:
            wishes.append(Wish(number, None, zone, tuple(times), delays))
        elif kind < 0.85:
            wishes.append(Wish(-number, None, zone, tuple(times), delays))
        else:
            topics = 22 if size > 30 else random.randint(1, 3)
            wishes += [Wish(-number, thread, zone, tuple(times), delays) for thread in range(5, 5 + topics)]
    return tuple(wishes[:size])


def _act(
    random: Random, moment: datetime, following: datetime, wishes: Sequence[Wish], processes: int
) -> Act:
    late = random.random()
    if late < 0.8:
        begin = moment - timedelta(seconds=random.uniform(1, 3))
    elif late < 0.95:
        begin = moment + timedelta(minutes=random.uniform(1, 20))
    else:
        begin = moment + timedelta(hours=random.choice((1.8, 2.2)))
    begin = min(begin, following - timedelta(minutes=10))
    start = max(0.0, (moment - begin).total_seconds())  # when there is something to do
    events = [Event(random.uniform(0, 1), "publish")] if random.random() < 0.8 else []
    several = random.choices((0, 1, 2, 3, 5), (10, 30, 30, 20, 10))[0]
    kinds = random.choices(
        (_OF_PROCESSES, _OF_TELEGRAM, _OF_CHATS, _OF_READERS, _OF_EDITORS), (35, 25, 12, 8, 20), k=several
    )
    events += [_event(random, random.choice(kind), start, len(wishes), processes) for kind in kinds]
    return Act(begin, max(begin, moment), tuple(sorted(events, key=lambda event: event.at)))


def _event(random: Random, what: Happening, start: float, chats: int, processes: int) -> Event:
    at = max(0.0, start + random.uniform(-0.5, 2.5))
    length = {
        "kill": random.choice((0.2, 1, 1, 5, 35)),
        "terminate": random.choice((0.2, 2, 10)),
        "store fails": random.choice((0.3, 1, 4, 12, 40)),
        "cut off": random.choice((5, 40)),
        "clock": random.choice((-7200, -3600, -600, -90, -5, 5, 90, 600, 3600, 9000)),
        "429": random.choice((1, 1, 3, 10, 30)),
        "ask": random.choice((1, 3, 10)),
    }.get(what, random.choice((0.5, 1, 2, 6, 20)))
    amount = random.choice((0.1, 0.5, 1.0))
    who = random.randrange(processes if what in _OF_PROCESSES else chats)
    steps = int(10 ** random.uniform(0, 3)) if what == "kill" else 0
    return Event(at, what, who, length, amount, steps)
