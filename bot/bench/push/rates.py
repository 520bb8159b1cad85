"""How fast: Telegram's rates, replies while a push runs, and the fan-out of a large push."""

import asyncio
import gc
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.bench.push.findings import Finding, busiest_second, missed, percentile, sustained, twice
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage
from bot.delivery.limits import Limits
from bot.playground.person import Person
from bot.playground.state import Chat, Message
from bot.playground.world import Event, World

_LATENCY = 0.05  # seconds
_MOST, _LEAST = 30, 28.5  # sends in any second, and a second on average
_REPLY = 150  # milliseconds above the API's latency
_FAN_OUT = 5.0  # seconds
_QUESTIONS = ("ইরান নিয়ে পুতিন কী বলেছেন?", "macron call", "/latest", "জেলেনস্কি ট্রাম্প আলাপ", "/topics")
_EVERY = 0.5  # seconds between two questions
_PEOPLE = 20  # so that nobody asks more often than Telegram lets the bot answer


async def rate(stage: Stage, size: Size, bots: int = 1) -> Sequence[Finding]:
    """Push at Telegram's rate, with its limits enforced, while people ask."""
    await stage.subscribe(size.of(1700, 150))
    stage.playground.limits.enforce = True
    stage.latency(_LATENCY)
    await stage.up(bots, rate=Limits.overall)
    people = [stage.world.person("রহিমা", language_code="bn") for _ in range(_PEOPLE)]
    gc.collect()
    gc.freeze()  # going through what is there holds the local API up, and bunches what comes evenly
    tally = await stage.due()
    await stage.sent(tally, 10)
    clock = _Clock(stage.world, people)
    asking = asyncio.create_task(_ask(people))
    await stage.done()
    asking.cancel()
    await asyncio.wait([asking])
    await asyncio.sleep(1)  # for the last answers
    waits = clock.waits
    pushed = tally.look().moments
    begin, end = min(pushed), max(pushed)
    sends = [call.at for call in stage.world.calls_of("sendMessage") if begin <= call.at <= end]
    busiest, mean, refused = busiest_second(sends), sustained(sends), stage.playground.limits.refused
    slowest = percentile(waits, 0.95) * 1000 - _LATENCY * 1000
    return [
        missed(stage.readers, tally.of),
        twice(tally.of),
        Finding(f"{_MOST} sends in any second at most", f"{busiest}; {refused} × 429", busiest <= _MOST and not refused, timed=True),
        Finding(f"{_LEAST} a second at least", f"{mean:.2f}", mean >= _LEAST, timed=True),
        Finding(
            f"replies p95: {_REPLY} ms above the API's latency at most",
            f"{slowest:.0f} ms, of {len(waits)}",
            slowest <= _REPLY,
            timed=True,
        ),
    ]  # fmt: skip


async def _ask(people: Sequence[Person]) -> None:
    """Ask now and then, each person in turn, until cancelled."""
    number = 0
    while True:
        await people[number % len(people)].send(_QUESTIONS[number % len(_QUESTIONS)])
        number += 1
        await asyncio.sleep(_EVERY)


class _Clock:
    """When each question was asked, and when its answer came: the message that comes next in its chat."""

    def __init__(self, world: World, people: Sequence[Person]) -> None:
        self._world, self._chats = world, {person.id for person in people}
        self._asked: dict[int, float] = {}
        self.waits: list[float] = []
        world.watchers.add(self._look)

    def _look(self, event: Event, subject: Message | Chat | None) -> None:
        if event == "message" and isinstance(subject, Message) and subject.chat.id in self._chats:
            chat = subject.chat.id
            if subject.sender is not self._world.bot:
                self._asked[chat] = self._world.now()
            elif chat in self._asked:
                self.waits.append(self._world.now() - self._asked.pop(chat))


async def fan_out(stage: Stage, size: Size) -> Sequence[Finding]:
    """Make the deliveries of one push to very many, as the scheduler does."""
    readers = size.of(300_000, 20_000)
    await stage.fill(readers)
    await stage.due()
    fan, now, began = stage.store.fan_out, datetime.now(UTC), time.monotonic()
    [number] = await fan.due(now)
    made, more = 0, True
    while more:
        chunk = await fan.scheduled(number, now, timedelta(hours=2))
        made, more = made + chunk.made, chunk.more
    took = time.monotonic() - began
    return [
        Finding("everybody has a delivery", f"{made:,} of {readers:,}", made == readers),
        Finding(f"fan-out to {readers:,} in {_FAN_OUT:g} s at most", f"{took:.1f} s", took <= _FAN_OUT, timed=True),
    ]  # fmt: skip


RATES = (
    Scenario("rate", "29.1/s with 50 ms latency and questions meanwhile", rate),
    Scenario("two", "two processes at 29.1/s", partial(rate, bots=2)),
    Scenario("four", "four processes at 29.1/s", partial(rate, bots=4), in_short=False),
    Scenario("fan-out", "fan-out to 300,000", fan_out),
)
