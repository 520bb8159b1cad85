"""Networks and a Telegram that fail."""

import asyncio
from collections.abc import Sequence

from bot.bench.push.findings import Finding, missed, twice
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage, Tally
from bot.playground.faults import ResetAfter, ResetBefore, ServerError, Slow, TooManyRequests, Truncated
from bot.playground.world import Call

_LATENCY = 0.02  # seconds
_SHARE = 0.05  # of the calls meet a fault
_BURST = 3  # calls that are refused at once
_TRIES = 60  # calls while Telegram fails


async def refused(stage: Stage, size: Size) -> Sequence[Finding]:
    """Let nothing listen where the Bot API was, for a while."""
    readers = size.of(3000, 300)
    await stage.subscribe(readers)
    await stage.up()
    tally = await stage.due()
    await stage.sent(tally, readers // 3)
    await stage.playground.go_down()
    await asyncio.sleep(size.of(20, 2))
    await stage.playground.come_back()
    await stage.done()
    return await _with_the_next_briefing(stage, tally)


async def _with_the_next_briefing(stage: Stage, tally: Tally) -> Sequence[Finding]:
    """Hold that nobody missed anything once the next briefing came, which brings what may not have arrived."""
    tally.look()
    next_one = await stage.due()
    await stage.done()
    return [
        missed(stage.readers, tally.of + next_one.look().of),
        twice(tally.of),
        twice(next_one.of),
    ]


async def resets(stage: Stage, size: Size) -> Sequence[Finding]:
    """Break one connection in ten, before or after the call is carried out; nobody can tell which."""
    await stage.subscribe(size.of(3000, 300))
    stage.playground.faults.add(ResetAfter(), method="sendMessage", times=None, chance=_SHARE)
    stage.playground.faults.add(ResetBefore(), method="sendMessage", times=None, chance=_SHARE)
    stage.latency(_LATENCY)
    await stage.up()
    tally = await stage.due()
    await stage.done()
    stage.playground.faults.clear()
    return await _with_the_next_briefing(stage, tally)


async def broken_answers(stage: Stage, size: Size) -> Sequence[Finding]:
    """Break the answers of one call in ten: JSON that ends in the middle, and a page that says 502."""
    await stage.subscribe(size.of(3000, 300))
    stage.playground.faults.add(Truncated(), method="sendMessage", times=None, chance=_SHARE)
    stage.playground.faults.add(ServerError(), method="sendMessage", times=None, chance=_SHARE)
    stage.latency(_LATENCY)
    await stage.up()
    tally = await stage.due()
    await stage.done()
    return [missed(stage.readers, tally.look().of), twice(tally.of)]


async def outage(stage: Stage, size: Size) -> Sequence[Finding]:
    """Answer every call with 502 for a while."""
    readers = size.of(3000, 300)
    await stage.subscribe(readers)
    await stage.up()
    tally = await stage.due()
    await stage.sent(tally, readers // 3)
    stage.playground.faults.add(ServerError(), times=None)
    began = len(stage.world.calls)
    await asyncio.sleep(size.of(20, 3))
    tried = len(stage.world.calls) - began
    stage.playground.faults.clear()
    await stage.done()
    return [
        missed(stage.readers, tally.look().of),
        twice(tally.of),
        Finding(f"calls meanwhile: {_TRIES} at most", f"{tried}", tried <= _TRIES),
    ]


async def floods(stage: Stage, size: Size) -> Sequence[Finding]:
    """Ask the bot to wait, for 1 to 30 seconds, several calls at once."""
    bursts = (1, 2) if size.short else (1, 5, 12, 30)
    readers = size.of(1500, 150)
    await stage.subscribe(readers)
    stage.latency(_LATENCY)
    await stage.up(2)
    tally = await stage.due()
    early = 0
    for number, seconds in enumerate(bursts, 1):
        await stage.sent(tally, number * readers // (len(bursts) + 1))
        early += await _flood(stage, seconds)
    await stage.done()
    return [
        missed(stage.readers, tally.look().of),
        twice(tally.of),
        Finding("nothing sent while asked to wait", f"{early} calls", early == 0),
    ]


async def _flood(stage: Stage, seconds: int) -> int:
    """Refuse some calls, and give how many were made while the bot should have waited, but for those under way."""
    faults, world = stage.playground.faults, stage.world
    faults.clear()
    faults.add(TooManyRequests(seconds), method="sendMessage", times=_BURST)
    stage.latency(_LATENCY)
    began = len(world.calls)

    def refused() -> list[Call]:
        return [call for call in world.calls[began:] if "Too Many Requests" in call.outcome]

    await world.until(lambda: len(refused()) >= _BURST, 60, "a flood")
    first = refused()[0].at
    await asyncio.sleep(seconds)
    settled, over = first + 0.5, first + seconds - 0.1
    return sum(settled < call.at < over and call.method == "sendMessage" for call in world.calls[began:])


async def slow(stage: Stage, size: Size) -> Sequence[Finding]:
    """Let each call take three seconds."""
    await stage.subscribe(size.of(200, 40))
    stage.playground.faults.add(Slow(size.of(3, 1)), method="sendMessage", times=None)
    await stage.up(2)
    tally = await stage.due()
    await stage.done()
    return [missed(stage.readers, tally.look().of), twice(tally.of)]


NETWORK = (
    Scenario("refused", "connection refused, 20 s", refused),
    Scenario("resets", "connection reset before and after executing, 5 % each", resets),
    Scenario("broken", "truncated JSON and 502 pages, 5 % each", broken_answers),
    Scenario("outage", "5xx for 20 s", outage),
    Scenario("floods", "429 bursts of 1 to 30 s, two processes", floods),
    Scenario("slow", "an API that takes 3 s, two processes", slow),
)
