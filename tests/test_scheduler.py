"""Deliveries are made when they are due, once each, by one process at a time."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.delivery.scheduler import Scheduler
from bot.delivery.turn import in_turn
from bot.domain.delivery import Push
from bot.domain.schedule import Schedule
from bot.services.audience import Audience
from bot.store.engine import Store
from tests.stores import NOON, both, copy, rows, wish

pytest_plugins = ["tests.stores"]

HOUR = timedelta(hours=1)
sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


async def everybody(_: Push) -> Audience:
    """Give those who follow the topic or mention Zelenskyy."""
    return Audience("iran", ("জেলেনস্কি",))


async def is_told(_: Push) -> bool:
    return True


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def __call__(self) -> datetime:
        """Give the time that it is set to."""
        return self.time


def scheduler(store: Store) -> Scheduler:
    return Scheduler(
        store.fan_out, Clock(NOON), 2 * HOUR, everybody, is_told, asyncio.Event().set, store.tidy
    )


async def delivered(store: Store) -> list[tuple[int, str, str]]:
    """Give the chat, local day and local time of each delivery."""
    found = await rows(store, "SELECT chat_id, day, slot FROM deliveries ORDER BY id")
    return [(row.chat_id, str(row.day), row.slot) for row in found]


# Noon in UTC is 18:00 in Dhaka; the evening's briefing is due at 14:00 UTC.
EVENING = NOON + 2 * HOUR


@both
async def test_a_briefing_is_due_at_its_slot_and_not_before(store: Store) -> None:
    await store.subscriptions.save(wish(), NOON)
    ticking = scheduler(store)
    assert await ticking.tick(NOON) == EVENING
    assert await delivered(store) == []
    assert await ticking.tick(EVENING) == EVENING + 12 * HOUR
    assert await delivered(store) == [(1, "2025-07-03", "20:00")]
    await ticking.tick(EVENING)
    assert len(await delivered(store)) == 1


@sqlite
async def test_a_slot_that_was_missed_is_caught_up_within_the_window_and_later_skipped_and_counted(
    store: Store,
) -> None:
    await store.subscriptions.save(wish(), NOON)
    await scheduler(store).tick(EVENING + 2 * HOUR)
    assert await delivered(store) == [(1, "2025-07-03", "20:00")]
    await scheduler(store).tick(EVENING + 15 * HOUR)  # the morning's one by three hours
    assert len(await delivered(store)) == 1
    assert [row.skipped for row in await rows(store, "SELECT skipped FROM pushes ORDER BY id")] == [0, 1]


@both
async def test_a_clock_that_was_set_back_brings_each_slot_once(store: Store) -> None:
    await store.subscriptions.save(wish(), NOON)
    ticking = scheduler(store)
    await ticking.tick(EVENING)
    assert await ticking.tick(NOON) == EVENING
    await ticking.tick(EVENING)
    await ticking.tick(EVENING + 12 * HOUR)
    assert await delivered(store) == [(1, "2025-07-03", "20:00"), (1, "2025-07-04", "08:00")]


@sqlite
async def test_a_schedule_made_while_the_clock_was_years_ahead_is_due_again_once_it_is_right(
    store: Store,
) -> None:
    await store.subscriptions.save(wish(), NOON + timedelta(days=1000))
    assert await scheduler(store).tick(NOON) == EVENING


@sqlite
@pytest.mark.parametrize(
    ("day", "due"),
    [
        (datetime(2025, 3, 30, tzinfo=UTC), ["2025-03-30 01:30", "2025-03-31 00:30"]),
        (datetime(2025, 10, 26, tzinfo=UTC) - 2 * HOUR, ["2025-10-26 00:30", "2025-10-27 01:30"]),
    ],
    ids=["spring", "autumn"],
)
async def test_half_past_two_comes_once_on_the_days_when_berlins_clocks_change(
    store: Store, day: datetime, due: list[str]
) -> None:
    await store.subscriptions.save(wish(schedule=Schedule("Europe/Berlin", (time(2, 30),))), day)
    ticking = scheduler(store)
    found = []
    for quarter in range(4 * 36):
        before = len(await delivered(store))
        now = day + quarter * HOUR / 4
        await ticking.tick(now)
        found += [f"{now:%Y-%m-%d %H:%M}"] * (len(await delivered(store)) - before)
    assert found == due


@sqlite
async def test_a_reader_who_moves_to_another_zone_gets_each_local_slot_once(store: Store) -> None:
    await store.subscriptions.save(wish(), NOON)
    ticking = scheduler(store)
    await ticking.tick(EVENING)
    london = Schedule("Europe/London", (time(8), time(20)))
    await store.subscriptions.save(wish(schedule=london), EVENING + HOUR)
    for hour in range(48):
        await ticking.tick(EVENING + hour * HOUR)
    assert await delivered(store) == [
        (1, "2025-07-03", "20:00"),
        (1, "2025-07-04", "08:00"),
        (1, "2025-07-04", "20:00"),
        (1, "2025-07-05", "08:00"),
    ]


@both
async def test_a_push_of_a_brief_goes_to_those_whom_it_concerns(store: Store) -> None:
    await store.subscriptions.save(wish(1), NOON)
    await store.subscriptions.save(wish(2, topics=frozenset({"us-russia"})), NOON)
    await store.subscriptions.save(wish(3, keywords="জেলেনস্কি"), NOON)
    await store.subscriptions.save(wish(4, keywords="ক্রিকেট"), NOON)
    await store.fan_out.open_push("brief", "x:1", NOON, "x", 1)
    await scheduler(store).tick(NOON)
    assert {chat for chat, _, _ in await delivered(store)} == {1, 3}
    assert await store.fan_out.open_pushes() == []


@sqlite
async def test_a_change_goes_to_copies_and_in_reply_to_those_that_a_push_brought(store: Store) -> None:
    for chat in (1, 2):
        await store.subscriptions.save(wish(chat), NOON)
    opened = await store.fan_out.open_push("brief", "film-exchange:1", NOON, "film-exchange", 1)
    await store.copies.record(copy(1, 10, push=opened.id), NOON)
    await store.copies.record(copy(2, 20), NOON)
    await store.fan_out.open_push("change", "film-exchange:2", NOON, "film-exchange", 2)
    await scheduler(store).tick(NOON)
    query = "SELECT chat_id, copy_id, reply_to FROM deliveries WHERE push_id = 2 ORDER BY chat_id, copy_id"
    assert [tuple(row) for row in await rows(store, query)] == [(1, 0, 10), (1, 1, None), (2, 2, None)]


@both
async def test_two_schedulers_make_no_delivery_twice(store: Store, second: Store) -> None:
    for chat in range(1, 40):
        await store.subscriptions.save(wish(chat), NOON)
    await asyncio.gather(scheduler(store).tick(EVENING), scheduler(second).tick(EVENING))
    assert sorted(chat for chat, _, _ in await delivered(store)) == list(range(1, 40))


@sqlite
async def test_it_goes_on_after_the_store_failed_and_wakes_when_it_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = asyncio.Event()

    async def broken(_: datetime) -> list[int]:
        failed.set()
        raise OSError("the disk is full")

    clock = Clock(NOON)
    made = asyncio.Event()
    running = Scheduler(store.fan_out, clock, 2 * HOUR, everybody, is_told, made.set, store.tidy)
    await store.subscriptions.save(wish(), NOON)
    with monkeypatch.context() as patch:
        patch.setattr(store.fan_out, "due", broken)
        task = asyncio.create_task(running.run())
        await failed.wait()
    clock.time = EVENING
    running.wake()
    async with asyncio.timeout(10):
        await made.wait()
    task.cancel()
    await asyncio.wait([task])
    assert await delivered(store) == [(1, "2025-07-03", "20:00")]
    assert "disk is full" in caplog.text


@both
async def test_work_in_turn_is_done_by_one_process_and_taken_over(store: Store, second: Store) -> None:
    clock = Clock(NOON)
    at_work: list[str] = []
    changed = asyncio.Event()

    def works(owner: str) -> asyncio.Task[None]:
        async def work() -> None:
            at_work.append(owner)
            changed.set()
            try:
                await asyncio.Event().wait()
            finally:
                at_work.remove(owner)

        turns = (store if owner == "অনু" else second).turns
        return asyncio.create_task(in_turn(turns, "poll", owner, clock, work))

    first = works("অনু")
    async with asyncio.timeout(20):
        await changed.wait()
        other = works("আনা")
        assert at_work == ["অনু"]
        first.cancel()
        await asyncio.wait([first])
        assert at_work == []
        changed.clear()
        await store.turns.leave("অনু")
        await changed.wait()
    assert at_work == ["আনা"]
    other.cancel()
    await asyncio.wait([other])


@sqlite
async def test_an_error_of_work_in_turn_is_raised(store: Store) -> None:
    async def work() -> None:
        raise ValueError("টোকেন")

    with pytest.raises(ValueError, match="টোকেন"):
        await in_turn(store.turns, "poll", "অনু", Clock(NOON), work)
