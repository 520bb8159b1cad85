"""What processes share: the rate at which they send, and turns."""

import asyncio
from datetime import datetime, timedelta
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.engine import Store
from tests.stores import NOON, both, work

RATE = 29.1
MOST = 30  # a second, Telegram's limit
SECOND = timedelta(seconds=1)
ALWAYS = timedelta(days=1)
Step = tuple[Literal["reserve", "hold", "wait"], int]

steps = st.lists(
    st.tuples(st.just("reserve"), st.integers(1, 5))
    | st.tuples(st.just("hold"), st.integers(1, 30_000))
    | st.tuples(st.just("wait"), st.integers(0, 3_000)),
    min_size=10,
    max_size=60,
)


def crowded(moments: list[datetime]) -> list[datetime]:
    """Give the moments that begin a second in which too many lie."""
    moments = sorted(moments)
    return [first for first, last in zip(moments, moments[MOST:], strict=False) if last - first < SECOND]


@both
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
async def test_no_second_is_ever_given_away_more_often_than_telegram_allows(
    store: Store, second: Store, plan: list[Step]
) -> None:
    """Whatever the order in which two processes reserve, and Telegram asks them to wait."""
    await work(store, "DELETE FROM rates")
    now, held = NOON, NOON
    slots: list[datetime] = []
    for number, (what, amount) in enumerate(plan):
        rates = (store, second)[number % 2].rates
        if what == "wait":
            now += timedelta(milliseconds=amount)
        elif what == "hold":
            held = max(held, now + timedelta(milliseconds=amount))
            await rates.hold(now + timedelta(milliseconds=amount), now)
        else:
            first, reserved = await rates.reserve_soon(amount, RATE, now, ALWAYS)
            assert reserved
            assert first >= max(now, held)
            slots += [first + each * SECOND / RATE for each in range(amount)]
    assert crowded(slots) == []


@both
async def test_the_rate_is_used_to_the_full(store: Store, second: Store) -> None:
    reserved = await asyncio.gather(
        *(each.rates.reserve_soon(3, RATE, NOON, ALWAYS) for _ in range(50) for each in (store, second))
    )
    firsts = sorted(first for first, _ in reserved)
    assert firsts[-1] - firsts[0] < 297 * SECOND / RATE + timedelta(milliseconds=1)
    assert len(set(firsts)) == 100


@both
async def test_a_slot_that_is_too_far_ahead_is_not_taken(store: Store) -> None:
    near = timedelta(milliseconds=50)
    assert await store.rates.reserve_soon(3, RATE, NOON, near) == (NOON, True)
    first, reserved = await store.rates.reserve_soon(3, RATE, NOON, near)
    assert not reserved
    assert await store.rates.reserve_soon(3, RATE, first, near) == (first, True)


@both
async def test_a_wait_that_telegram_asked_of_one_process_holds_all_and_outlives_them(
    store: Store, second: Store
) -> None:
    until = NOON + 30 * SECOND
    await store.rates.hold(until, NOON)
    await store.rates.hold(NOON + SECOND, NOON)
    assert await second.rates.held_until(NOON) == until, "a shorter wait ends no longer one"
    assert await second.rates.reserve_soon(1, RATE, NOON, SECOND) == (until, False)
    assert await second.rates.held_until(until) is None
    assert await second.rates.reserve_soon(1, RATE, until, SECOND) == (until, True)


@both
async def test_a_clock_that_is_set_back_stops_nobody_for_long(store: Store) -> None:
    await store.rates.hold(NOON + 30 * SECOND, NOON)
    await store.rates.reserve_soon(3, RATE, NOON, ALWAYS)
    back = NOON - timedelta(hours=5)
    assert await store.rates.held_until(back) == back + 30 * SECOND, "as long as Telegram asked for"
    now = back + 29 * SECOND
    assert await store.rates.held_until(now) == back + 30 * SECOND
    now = back + 31 * SECOND
    assert await store.rates.held_until(now) is None
    first, reserved = await store.rates.reserve_soon(3, RATE, now, SECOND)
    assert reserved
    assert first == now + SECOND, "what was reserved before the clock was set is past by then"
    assert (await store.rates.reserve_soon(3, RATE, now, ALWAYS))[0] > first


@both
async def test_a_turn_is_one_process_s_until_it_stops_renewing_it(store: Store, second: Store) -> None:
    length = 10 * SECOND
    assert await store.turns.take("poll", "অনু", length, NOON)
    assert not await second.turns.take("poll", "আনা", length, NOON + 9 * SECOND)
    assert await second.turns.take("schedule", "আনা", length, NOON), "another turn"
    assert await store.turns.take("poll", "অনু", length, NOON + 9 * SECOND)
    assert not await second.turns.take("poll", "আনা", length, NOON + 18 * SECOND)
    assert await second.turns.take("poll", "আনা", length, NOON + 19 * SECOND)
    assert not await store.turns.take("poll", "অনু", length, NOON + 20 * SECOND)
    await second.turns.leave("আনা")
    assert await store.turns.take("poll", "অনু", length, NOON + 20 * SECOND)


@both
async def test_after_a_clock_was_set_back_slots_are_given_again_within_a_second(store: Store) -> None:
    """Also to who asks only for slots that come soon."""
    for _ in range(3):
        await store.rates.reserve_soon(1, RATE, NOON, ALWAYS)
    back = NOON - timedelta(hours=1)
    first, reserved = await store.rates.reserve_soon(1, RATE, back, SECOND / 10)
    assert not reserved
    assert (await store.rates.reserve_soon(1, RATE, first, SECOND / 10)) == (first, True)
    assert first == back + SECOND


@both
async def test_a_turn_is_taken_by_one_of_many_and_ends_where_the_clock_is_set_back(
    store: Store, second: Store
) -> None:
    asked = [(each, str(number)) for number, each in enumerate((store, second) * 4)]
    got = await asyncio.gather(*(each.turns.take("poll", name, 10 * SECOND, NOON) for each, name in asked))
    assert sum(got) == 1
    back = NOON - timedelta(hours=1)
    assert await store.turns.take("poll", "new", 10 * SECOND, back)
