"""From a push to its deliveries: nobody twice, nobody missed."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.delivery import EDIT, NORMAL, URGENT, Push
from bot.domain.models import Bilingual, HistoryEntry
from bot.domain.schedule import Schedule
from bot.store.engine import Store
from bot.store.fan_out import Fanned
from tests.stores import NOON, both, brief, copy, library_of, rows, wish

WINDOW = timedelta(hours=2)
SLOT = datetime(2025, 7, 3, 14, tzinfo=UTC)  # 20:00 in Dhaka


async def fan_out_all(store: Store, now: datetime, chunk: int = 2) -> list[Fanned]:
    """Fan out all that is due, as the scheduler does."""
    chunks = []
    while due := await store.fan_out.due(now):
        for number in due:
            more = True
            while more:
                chunks.append(await store.fan_out.scheduled(number, now, WINDOW, chunk))
                more = chunks[-1].more
    return chunks


async def told(store: Store) -> Counter[int]:
    return Counter(row.chat_id for row in await rows(store, "SELECT chat_id FROM deliveries"))


async def subscribe(store: Store, chats: int) -> None:
    for chat in range(1, chats + 1):
        await store.subscriptions.save(wish(chat), NOON)


@both
async def test_all_who_share_a_schedule_are_told_once_in_chunks(store: Store) -> None:
    await subscribe(store, 7)
    assert await store.fan_out.next_due() == SLOT
    assert await store.fan_out.due(SLOT - timedelta(seconds=1)) == []
    chunks = await fan_out_all(store, SLOT)
    assert [chunk.made for chunk in chunks] == [2, 2, 2, 1]
    assert await told(store) == dict.fromkeys(range(1, 8), 1)
    assert await store.fan_out.next_due() == SLOT + timedelta(hours=12)
    (push,) = await store.reports.pushes(5)
    assert (push.push.kind, push.push.key, push.push.due) == ("scheduled", SLOT.isoformat(), SLOT)


@both
async def test_a_chunk_that_is_exactly_full_is_the_last(store: Store) -> None:
    await subscribe(store, 4)
    assert [chunk.made for chunk in await fan_out_all(store, SLOT)] == [2, 2]


@both
async def test_who_stops_between_chunks_misses_nobody_and_tells_nobody_twice(
    store: Store, second: Store
) -> None:
    """The process that fanned out is gone after each chunk; another one goes on."""
    await subscribe(store, 7)
    (number,) = await store.fan_out.due(SLOT)
    for each in (store, second, store, second):
        await each.fan_out.scheduled(number, SLOT, WINDOW, 2)
    assert await told(store) == dict.fromkeys(range(1, 8), 1)
    assert await store.fan_out.due(SLOT) == []


@both
async def test_a_chunk_that_fails_leaves_nothing_and_is_done_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribe(store, 3)
    (number,) = await store.fan_out.due(SLOT)
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.fan_out.slot_columns", lambda _: 1 / 0)  # after the deliveries were made
        with pytest.raises(ZeroDivisionError):
            await store.fan_out.scheduled(number, SLOT, WINDOW)
    assert await told(store) == {}
    await fan_out_all(store, SLOT)
    assert await told(store) == dict.fromkeys(range(1, 4), 1)


@both
async def test_two_schedulers_at_once_tell_everybody_once(store: Store, second: Store) -> None:
    await subscribe(store, 9)
    await asyncio.gather(fan_out_all(store, SLOT), fan_out_all(second, SLOT))
    assert await told(store) == dict.fromkeys(range(1, 10), 1)


@both
async def test_a_slot_that_is_too_late_is_skipped_and_counted(store: Store) -> None:
    await subscribe(store, 3)
    late = SLOT + WINDOW + timedelta(seconds=1)
    assert await fan_out_all(store, late) == [Fanned(skipped=3)]
    (report,) = await store.reports.pushes(5)
    assert (report.skipped, report.total) == (3, 0)
    assert await store.fan_out.next_due() == SLOT + timedelta(hours=12)


@both
async def test_a_slot_that_is_a_little_late_is_caught_up_with(store: Store) -> None:
    """After a week's rest, one slot is told and the others are counted."""
    await subscribe(store, 2)
    now = SLOT + timedelta(days=7, hours=1)
    chunks = await fan_out_all(store, now, chunk=10)
    assert sum(chunk.made for chunk in chunks) == 2
    assert sum(chunk.skipped for chunk in chunks) == 2 * 14


@both
async def test_who_paused_or_ended_is_not_told(store: Store) -> None:
    await store.subscriptions.save(wish(1, paused_until=SLOT + timedelta(days=1)), NOON)
    await store.subscriptions.save(wish(2, paused_until=SLOT), NOON)
    await store.subscriptions.save(wish(3), NOON)
    await store.subscriptions.end(3, None, "blocked", NOON)
    await fan_out_all(store, SLOT)
    assert await told(store) == {2: 1}, "the pause of the second is over"


@both
async def test_a_slot_comes_once_a_local_day_even_when_its_reader_moves_to_another_zone(store: Store) -> None:
    await store.subscriptions.save(wish(), NOON)
    await fan_out_all(store, SLOT)
    await store.subscriptions.save(wish(schedule=Schedule("Europe/Berlin", (time(8), time(20)))), SLOT)
    await fan_out_all(store, SLOT + timedelta(hours=4))  # 20:00 of the same day in Berlin
    assert await told(store) == {1: 1}
    await fan_out_all(store, SLOT + timedelta(hours=16))  # and 8:00 of the next
    assert await told(store) == {1: 2}


@both
async def test_a_clock_that_is_set_back_repeats_no_slot_and_stops_none(store: Store) -> None:
    await subscribe(store, 3)
    await fan_out_all(store, SLOT)
    back = SLOT - timedelta(hours=3)
    assert await store.ledger.claim("অনু", 10, back) == []
    await store.fan_out.reschedule(back)
    assert len(await store.ledger.claim("অনু", 10, back)) == 3, "what is due waits for no clock"
    assert await store.fan_out.next_due() == SLOT
    await fan_out_all(store, SLOT)
    assert await told(store) == dict.fromkeys(range(1, 4), 1)
    assert await store.fan_out.next_due() == SLOT + timedelta(hours=12)


@both
async def test_a_start_does_not_skip_what_was_missed_meanwhile(store: Store) -> None:
    await subscribe(store, 1)
    now = SLOT + timedelta(hours=1)
    await store.fan_out.reschedule(now)
    await fan_out_all(store, now)
    assert await told(store) == {1: 1}


@both
@pytest.mark.parametrize(
    ("day", "due"),
    [
        (datetime(2025, 3, 29, 12, tzinfo=UTC), ["2025-03-30T01:30:00+00:00", "2025-03-31T00:30:00+00:00"]),
        (datetime(2025, 10, 25, 12, tzinfo=UTC), ["2025-10-26T00:30:00+00:00", "2025-10-27T01:30:00+00:00"]),
    ],
    ids=["spring", "autumn"],
)
async def test_half_past_two_in_berlin_comes_once_on_the_days_when_its_clock_changes(
    store: Store, day: datetime, due: list[str]
) -> None:
    await store.subscriptions.save(wish(schedule=Schedule("Europe/Berlin", (time(2, 30),))), day)
    for hours in range(48):
        await fan_out_all(store, day + timedelta(hours=hours))
    found = await rows(
        store, "SELECT p.key FROM deliveries d JOIN pushes p ON p.id = d.push_id ORDER BY p.id"
    )
    assert [row.key for row in found] == due


async def push_brief(store: Store, topic: str, filters: list[str], *, urgent: bool = False) -> Push:
    """Push a brief to those who want it."""
    push = await store.fan_out.open_push("brief", f"{topic}:1", NOON, topic, 1, by=5, urgent=urgent)
    while (await store.fan_out.brief(push, topic, filters, NOON, chunk=2)).more:
        pass
    return push


@both
async def test_a_brief_goes_to_those_who_follow_its_topic(store: Store) -> None:
    """`_`, `-` and capitals in a topic's id mean themselves."""
    topics = [
        frozenset(),
        {"us-russia"},
        {"us_russia"},
        {"us-russia", "iran"},
        {"russia"},
        {"US-RUSSIA"},
        {"usXrussia"},
    ]
    for chat, followed in enumerate(topics, 1):
        await store.subscriptions.save(wish(chat, topics=frozenset(followed)), NOON)
    assert await store.fan_out.audience("us-russia", [], NOON) == 3
    await push_brief(store, "us-russia", [])
    assert set(await told(store)) == {1, 2, 4}
    assert await store.fan_out.audience("us_russia", [], NOON) == 2
    assert await store.fan_out.audience("%", [], NOON) == 1
    assert await store.fan_out.open_pushes() == []


@both
async def test_a_keyword_filter_lets_through_only_what_it_finds(store: Store) -> None:
    for chat, words in enumerate(["", "জেলেনস্কি", "Zelenskyy", "ইরান"], 1):
        await store.subscriptions.save(wish(chat, keywords=words), NOON)
    assert set(await store.subscriptions.keyword_filters()) == {"জেলেনস্কি", "Zelenskyy", "ইরান"}
    await push_brief(store, "iran", ["জেলেনস্কি", "Zelenskyy"])
    assert set(await told(store)) == {1, 2, 3}


@both
async def test_a_push_of_a_brief_is_opened_once_and_fanned_out_once(store: Store) -> None:
    await subscribe(store, 3)
    first = await push_brief(store, "iran", [], urgent=True)
    assert await push_brief(store, "iran", []) == first
    assert first.urgent
    assert first.by == 5
    assert await told(store) == dict.fromkeys(range(1, 4), 1)
    found = await rows(store, "SELECT DISTINCT rank FROM deliveries")
    assert [row.rank for row in found] == [URGENT]


async def correct(store: Store, kind: str = "correction") -> Push:
    """Publish a brief and then a change to it; give the push that was opened."""
    note = Bilingual(bn="আমরা ভুল লিখেছিলাম।", en="We were wrong.")
    first = HistoryEntry(date=NOON, kind="published")
    later = HistoryEntry.model_validate({"date": NOON, "kind": kind, "note": note})
    await store.versions.record(library_of(brief(history=(first,))), NOON)
    assert await store.fan_out.open_pushes() == [], "a publication changes no copy"
    await store.versions.record(library_of(brief(history=(first, later))), NOON)
    (push,) = await store.fan_out.open_pushes()
    return push


@both
async def test_a_change_edits_each_older_copy_and_replies_once_where_a_push_brought_it(store: Store) -> None:
    await subscribe(store, 4)
    shown = [
        copy(1, 10, push=1),
        copy(1, 11, push=2),
        copy(2, 20),  # an answer
        copy(3, 30, push=1, briefs=(("film-exchange", 2),)),  # it is corrected already
        copy(4, 40, push=1, briefs=(("iran", 1),)),
        copy(5, 50, push=1),  # never subscribed, or erased since
        copy(0, 0, inline="ইনলাইন"),
    ]
    for each in shown:
        await store.copies.record(each, NOON)
    push = await correct(store)
    assert (push.kind, push.key, push.version) == ("change", "film-exchange:2", 2)
    chunks = [await store.fan_out.change(push, NOON, told=True, chunk=3) for _ in range(3)]
    assert [chunk.more for chunk in chunks] == [True, False, False]
    found = await rows(
        store, "SELECT chat_id, copy_id, reply_to, rank FROM deliveries ORDER BY chat_id, rank"
    )
    edits = [row.chat_id for row in found if row.rank == EDIT]
    replies = [(row.chat_id, row.copy_id, row.reply_to) for row in found if row.rank == NORMAL]
    assert edits == [0, 1, 1, 2, 5]
    assert replies == [(1, 0, 11)]
    assert sum(chunk.made for chunk in chunks) == len(found)
    assert await store.fan_out.open_pushes() == []


@both
async def test_each_forum_topic_gets_its_own_reply(store: Store) -> None:
    for thread in (None, 7):
        await store.subscriptions.save(wish(-100, thread), NOON)
        await store.copies.record(copy(-100, 10 + (thread or 0), thread=thread, push=1), NOON)
    push = await correct(store)
    await store.fan_out.change(push, NOON, told=True)
    replies = await rows(
        store, "SELECT thread_id, reply_to FROM deliveries WHERE copy_id = 0 ORDER BY thread_id"
    )
    assert [tuple(row) for row in replies] == [(0, 10), (7, 17)]


@both
async def test_a_misprint_that_is_mended_edits_copies_and_tells_nobody(store: Store) -> None:
    await subscribe(store, 1)
    await store.copies.record(copy(push=1), NOON)
    push = await correct(store, "typo")
    assert not await store.versions.is_told("film-exchange", 2)
    assert await store.fan_out.change(push, NOON, told=False) == Fanned(made=1)


@both
async def test_what_goes_out_old_while_a_change_is_fanned_out_gets_the_change_as_well(store: Store) -> None:
    """A message was put together before the correction, and reached its chat after it."""
    push = await correct(store)
    await store.fan_out.change(push, NOON, told=True)
    await store.copies.record(copy(), NOON)
    (late,) = await store.ledger.claim("অনু", 10, NOON)
    assert (late.push, late.copy) == (push, replace(copy(), id=late.copy.id if late.copy else 0))
    await store.copies.record(copy(briefs=(("film-exchange", 2),)), NOON)
    assert await store.ledger.claim("অনু", 10, NOON) == []


@both
async def test_where_the_clock_is_set_back_the_leases_of_the_dead_end_in_time(store: Store) -> None:
    await subscribe(store, 2)
    await fan_out_all(store, SLOT)
    await store.ledger.claim("মৃত", 10, SLOT)
    back = SLOT - timedelta(hours=1)
    await store.fan_out.reschedule(back)
    assert await store.ledger.next_due() == back + timedelta(seconds=30)


@both
async def test_a_push_that_was_opened_before_the_clock_was_set_back_is_due_at_once(store: Store) -> None:
    await subscribe(store, 2)
    push = await store.fan_out.open_push("brief", "ইরান:1", SLOT, "iran", 1, urgent=True)
    back = SLOT - timedelta(hours=1)
    await store.fan_out.brief(push, "iran", [], back)
    assert len(await store.ledger.claim("অনু", 10, back)) == 2
