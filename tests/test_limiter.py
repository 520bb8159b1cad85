"""The limiter on a real store: never too fast, replies first, and still when Telegram asks for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from telegram import ReplyParameters
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.delivery.limiter import Limiter
from bot.delivery.limits import Limits
from bot.playground.faults import TooManyRequests
from bot.playground.server import Playground
from bot.playground.world import World
from bot.store.engine import Store
from bot.transport.rate import PUSH, SharedRate
from bot.transport.request import AiohttpRequest
from tests.stores import both

pytest_plugins = ["tests.stores"]

sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def now() -> datetime:
    return datetime.now(UTC)


def limiter(store: Store, limits: Limits = Limits()) -> Limiter:  # noqa: B008 - a frozen value
    return Limiter(store.rates, now, limits)


@contextmanager
def pushing(*limiters: Limiter, at_once: int = 10) -> Iterator[list[float]]:
    """Keep pushes waiting at each limiter; give when they were let go, in the loop's time."""
    times: list[float] = []

    async def push(limiter: Limiter, first: int) -> None:
        for chat in range(first, first + 10_000):
            await limiter.slot(chat, "push")
            times.append(asyncio.get_running_loop().time())

    tasks = [
        asyncio.create_task(push(each, 1 + 10_000 * (at_once * place + line)))
        for place, each in enumerate(limiters)
        for line in range(at_once)
    ]
    try:
        yield times
    finally:
        for task in tasks:
            task.cancel()


async def until(times: list[float], count: int) -> None:
    async with asyncio.timeout(30):
        while len(times) < count:  # noqa: ASYNC110 - a list tells nobody that it grew
            await asyncio.sleep(0.01)


def most_in_a_second(times: list[float]) -> int:
    ordered = sorted(times)
    return max(sum(time <= other < time + 1 for other in ordered) for time in ordered)


@both
async def test_no_second_holds_more_than_thirty_whatever_number_of_processes_push(
    store: Store, second: Store
) -> None:
    both_of_them = (limiter(store), limiter(second))
    with pushing(*both_of_them) as times:
        await until(times, 55)  # each remembers its last thirty
    assert most_in_a_second([time for each in both_of_them for time in each._released]) <= 30


@both
async def test_a_reply_goes_before_the_pushes_that_wait(store: Store, second: Store) -> None:
    replying = limiter(store)
    with pushing(replying, limiter(second)) as times:
        await until(times, 5)
        before = len(times)
        await replying.slot(-1, "reply")
        # At most what both processes had reserved already; some twenty pushes wait.
        assert len(times) - before <= 8


@sqlite
async def test_a_reply_needs_no_turn_of_its_own_process_to_go_before_others(
    store: Store, second: Store
) -> None:
    with pushing(limiter(second)) as times:
        await until(times, 5)
        before = len(times)
        await limiter(store).slot(-1, "reply")
        assert len(times) - before <= 8


@both
async def test_when_telegram_asks_to_wait_all_processes_stop_and_new_ones_do_not_begin(
    store: Store, second: Store
) -> None:
    asked = limiter(store)
    with pushing(asked, limiter(second)) as times:
        await until(times, 5)
        await asked.hold(0.8)
        await asyncio.sleep(0.2)  # the other's reserved slots run out
        stopped = len(times)
        fresh = asyncio.create_task(limiter(second).slot(-1, "reply"))
        await asyncio.sleep(0.3)
        assert len(times) == stopped
        assert not fresh.done()
        await until(times, stopped + 5)
        await fresh


@sqlite
async def test_one_chat_gets_a_message_a_second_and_others_do_not_wait_for_it(store: Store) -> None:
    loop, pace = asyncio.get_running_loop(), limiter(store)
    times: list[float] = []

    async def to_one() -> None:
        await pace.slot(1, "reply")
        times.append(loop.time())

    lines = [asyncio.create_task(to_one()) for _ in range(3)]
    await until(times, 1)
    assert pace.wait(1) > 1
    async with asyncio.timeout(0.9):
        await pace.slot(2, "reply")
        await pace.slot(0, "reply")  # an edit counts for no chat
    await asyncio.gather(*lines)
    assert [round(later - time) for time, later in pairwise(times)] == [1, 1]


@sqlite
async def test_a_group_gets_twenty_messages_a_minute(store: Store) -> None:
    pace = limiter(store, Limits(overall=1000, chat=0.001))
    for _ in range(20):
        await pace.slot(-7, "push")
        await pace.slot(7, "push")
    assert pace.wait(-7) > 55
    assert pace.wait(7) < 1


@sqlite
async def test_who_gives_up_waiting_leaves_the_slot_to_others(store: Store) -> None:
    pace = limiter(store)
    with pushing(pace) as times:
        given_up = [asyncio.create_task(pace.slot(-1, "reply")) for _ in range(30)]
        await asyncio.sleep(0)
        for task in given_up:
            task.cancel()
        async with asyncio.timeout(1):
            await until(times, 5)


@sqlite
async def test_a_store_that_fails_slows_sending_down_and_does_not_stop_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> tuple[datetime, bool]:
        raise OSError("the disk is full")

    monkeypatch.setattr(store.rates, "reserve_soon", broken)
    monkeypatch.setattr(store.rates, "hold", broken)
    with pushing(limiter(store)) as times:
        await until(times, 12)
    assert times[-1] - times[0] > 1.4  # a quarter of the rate: others may be doing the same
    assert len(caplog.records) == 1
    pace = limiter(store)
    await pace.hold(60)
    assert pace.held > 50


@sqlite
async def test_telegrams_limits_hold_at_the_strict_local_bot_api(
    playground: Playground, world: World, store: Store
) -> None:
    playground.limits.enforce = True
    chats = [world.private(world.person(f"পাঠক {number}")) for number in range(45)]
    pace = limiter(store)
    bot = ExtBot(
        playground.token,
        f"{playground.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
        rate_limiter=SharedRate(pace),
    )
    async with bot:
        for chat in chats:
            chat.started = True
        await asyncio.gather(*(bot.send_message(chat.id, "সংবাদ") for chat in chats[:2] + chats))
        assert playground.limits.refused == 0
        playground.faults.add(TooManyRequests(3), method="sendMessage")
        with pytest.raises(RetryAfter):
            await bot.send_message(chats[5].id, "সংবাদ", reply_parameters=ReplyParameters(1))
        assert 2 < pace.held <= 3
        assert await store.rates.held_until(now()) is not None
        await pace.hold(100)
        with pytest.raises(RetryAfter):
            await bot.send_message(chats[6].id, "দেরিতে কেউ উত্তর চায় না")
        sent = await bot.send_message(chats[7].id, "যে পালা পেয়েছে, সে যায়", rate_limit_args=PUSH)
    assert sent.message_id


@sqlite
async def test_who_had_a_slot_when_telegram_asked_to_wait_gets_another(store: Store) -> None:
    slots = limiter(store)
    async with asyncio.timeout(10):
        waiting = [asyncio.create_task(slots.slot(chat, "push")) for chat in range(1, 4)]
        await waiting[0]
        while not slots._slots:  # noqa: ASYNC110 - reserved for the next
            await asyncio.sleep(0.001)
        await slots.hold(0.1)
        await asyncio.gather(*waiting)
