"""Processes that are killed, told to stop, or crash with their database."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from random import Random

from bot.bench.push.databases import Postgres
from bot.bench.push.findings import Finding, missed, twice, twice_by_kills
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage, Tally

_SEED = 7
_LATENCY = 0.02  # seconds; so ten are in flight whenever a process is killed
_TAKEOVER = 60  # seconds
_STOP = 10  # seconds


async def kills(stage: Stage, size: Size) -> Sequence[Finding]:
    """Kill the only process again and again, at random moments of a push."""
    readers, times = size.of(10_000, 400), size.of(20, 4)
    chance = Random(_SEED)  # noqa: S311 - repeatable
    await stage.subscribe(readers)
    stage.latency(_LATENCY)
    tally = await stage.due()
    ends = []
    for life in range(times):
        bot = await stage.start()
        part = readers // times
        # The last moment leaves something to do for the process that comes after.
        await stage.sent(tally, min(part * life + chance.randrange(1, part), readers - 20))
        await asyncio.sleep(chance.random() * _LATENCY * 3)
        await stage.kill(bot)
        await asyncio.sleep(_LATENCY * 5)  # what had left it is still carried out
        ends.append(tally.count)
        if size.short:
            await stage.age_leases()
    await stage.start()
    await stage.done()
    return [missed(stage.readers, tally.look().of), twice_by_kills(*_by_kill(tally, ends))]


def _by_kill(tally: Tally, ends: Sequence[int]) -> tuple[list[int], int]:
    """Count what was sent again, by the life that had sent it before; and what the same life sent again, or the last one."""
    lives: dict[int, int] = {}
    by_life: Counter[int] = Counter()
    others = 0
    for number, chat in enumerate(tally.chats):
        life = sum(end <= number for end in ends)
        before = lives.setdefault(chat, life) if chat not in lives else lives[chat]
        if chat in lives and before != life:
            by_life[before] += 1
        elif number and tally.chats.index(chat) != number:
            others += 1
        lives[chat] = life
    return [by_life[life] for life in range(len(ends))], others


async def takeover(stage: Stage, size: Size) -> Sequence[Finding]:
    """Kill one of two processes, and see how long its share waits."""
    await stage.subscribe(size.of(3000, 600))
    stage.latency(0.05)
    first, _ = await stage.up(2)
    tally = await stage.due()
    await stage.sent(tally, size.of(1000, 200))
    await stage.kill(first)
    killed = time.time()
    claimed = await stage.sql("SELECT chat_id FROM deliveries WHERE state IN ('leased', 'sending')")
    held = {chat for (chat,) in claimed}  # by the living one too, which is soon through with its own
    await stage.done()
    tally.look()
    last = max(at - killed for at, chat in zip(tally.moments, tally.chats, strict=True) if chat in held)
    return [
        missed(stage.readers, tally.of),
        twice_by_kills([sum(times - 1 for times in tally.of.values())]),
        Finding(f"taken over in {_TAKEOVER} s at most", f"{last:.0f} s", last <= _TAKEOVER, timed=True),
    ]


async def restart(stage: Stage, size: Size) -> Sequence[Finding]:
    """Let PostgreSQL fall over in the middle, twice, with two processes at work."""
    readers = size.of(3000, 400)
    await stage.subscribe(readers)
    stage.latency(_LATENCY)
    await stage.up(2)
    tally = await stage.due()
    if not isinstance(stage.database, Postgres):
        raise TypeError("SQLite is no server")
    for part in (3, 1.5):
        await stage.sent(tally, int(readers / part))
        await stage.database.crash()
    await stage.done()
    return [missed(stage.readers, tally.look().of), twice(tally.of)]


async def sigterm(stage: Stage, size: Size) -> Sequence[Finding]:
    """Ask the process to end in the middle of a push, with calls under way that take a second."""
    readers = size.of(300, 60)
    await stage.subscribe(readers)
    stage.latency(1.0)
    [bot] = await stage.up()
    tally = await stage.due()
    await stage.sent(tally, readers // 3)
    began = time.monotonic()
    status = await stage.stop(bot)
    took = time.monotonic() - began
    [(held,)] = await stage.sql("SELECT count(*) FROM deliveries WHERE state IN ('leased', 'sending')")
    [(marked,)] = await stage.sql("SELECT count(*) FROM deliveries WHERE state = 'sent'")
    finished = tally.count
    stage.playground.faults.clear()
    await stage.start()
    await stage.done()
    return [
        missed(stage.readers, tally.look().of),
        twice(tally.of),
        Finding("what is in flight is finished", f"{finished} sent, {marked} marked", finished == marked),
        Finding("leases are returned", f"{held} held; exit status {status}", not held and not status),
        Finding(f"ends in {_STOP} s at most", f"{took:.1f} s", took <= _STOP, timed=True),
    ]


CRASHES = (
    Scenario("kills", "20 × kill -9", kills),
    Scenario("takeover", "one of two processes killed", takeover, in_short=False),
    Scenario(
        "restart",
        "PostgreSQL restarted immediately, twice",
        restart,
        databases=("postgresql",),
        own_server=True,
    ),
    Scenario("sigterm", "SIGTERM", sigterm),
)
