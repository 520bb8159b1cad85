"""The ledger: each delivery is one sender's at a time, and what became of it is known."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.delivery import Delivery, Mark
from bot.store.engine import Store
from bot.store.leases import LEASE
from tests.stores import NOON, both, copy, rows, wish, work

SECOND = timedelta(seconds=1)


async def push_to(store: Store, chats: int, *, urgent: bool = False, first: int = 1) -> None:
    """Push a brief to new subscribers."""
    for chat in range(first, first + chats):
        await store.subscriptions.save(wish(chat), NOON)
    push = await store.fan_out.open_push("brief", f"iran:{first}", NOON, "iran", 1, urgent=urgent)
    await store.fan_out.brief(push, "iran", [], NOON)


async def states(store: Store) -> dict[int, str]:
    """Give the state of each delivery."""
    return {row.id: row.state for row in await rows(store, "SELECT id, state FROM deliveries")}


@both
async def test_a_delivery_comes_with_all_that_sending_it_takes(store: Store) -> None:
    await push_to(store, 1)
    (delivery,) = await store.ledger.claim("অনু", 10, NOON)
    assert (delivery.push.kind, delivery.push.brief, delivery.push.version) == ("brief", "iran", 1)
    assert (delivery.chat, delivery.thread, delivery.fence, delivery.attempts) == (1, None, 1, 1)
    assert delivery.subscription == wish()
    assert (delivery.copy, delivery.reply_to) == (None, None)
    assert await store.ledger.claim("আনা", 10, NOON) == []


@both
async def test_urgent_pushes_go_first(store: Store) -> None:
    await push_to(store, 2)
    await push_to(store, 1, urgent=True, first=3)
    claimed = await store.ledger.claim("অনু", 4, NOON)
    assert [delivery.push.urgent for delivery in claimed] == [True, True, True, False]
    assert {delivery.chat for delivery in claimed[:3]} == {1, 2, 3}


@both
async def test_two_senders_claim_nothing_twice(store: Store, second: Store) -> None:
    await push_to(store, 60)

    async def claim_all(store: Store, owner: str) -> list[Delivery]:
        claimed: list[Delivery] = []
        while found := await store.ledger.claim(owner, 4, NOON):
            claimed += found
        return claimed

    both_of_them = await asyncio.gather(claim_all(store, "অনু"), claim_all(second, "আনা"))
    ids = [delivery.id for claimed in both_of_them for delivery in claimed]
    assert len(ids) == len(set(ids)) == 60


async def test_postgresql_does_not_wait_for_what_another_is_claiming(postgres_url: str) -> None:
    store = await asyncio.to_thread(Store.open, postgres_url)
    await push_to(store, 3)
    engine = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as other:
        other.execute(sa.text("SELECT * FROM deliveries WHERE chat_id = 2 FOR UPDATE"))
        claimed = await store.ledger.claim("অনু", 3, NOON)
        assert {delivery.chat for delivery in claimed} == {1, 3}
        await asyncio.wait_for(store.ledger.renew("অনু", NOON), 5)
    engine.dispose()
    await store.close()


@both
async def test_marks_of_a_group_are_recorded_at_once(store: Store) -> None:
    await push_to(store, 6)
    claimed = await store.ledger.claim("অনু", 6, NOON)
    may_go, hold = await store.ledger.mark([], claimed[:5], NOON)
    assert may_go == {delivery.id for delivery in claimed[:5]}
    assert hold is None
    one, two, three, four, five, six = claimed
    marks = [
        Mark(one, "sent", message=10, copy=copy(one.chat, push=one.push.id), cursor=7),
        Mark(two, "gone", reason="bot was blocked by the user"),
        Mark(three, "pending", again=NOON + SECOND, reason="Bad Gateway"),
        Mark(four, "ambiguous", reason="উত্তর আসেনি"),
        Mark(five, "failed", reason="ভুল বার্তা"),
    ]
    assert await store.ledger.mark(marks, [six], NOON) == (frozenset({six.id}), None)
    found = await states(store)
    expected = ["sent", "gone", "pending", "ambiguous", "failed", "sending"]
    assert [found[delivery.id] for delivery in claimed] == expected
    recorded = await store.copies.get(one.chat, 10)
    assert recorded is not None
    assert (recorded.push, recorded.briefs) == (one.push.id, (("film-exchange", 1),))
    told = await store.subscriptions.get(one.chat, None)
    assert told is not None
    assert told.cursor == 7
    assert await store.ledger.claim("অনু", 6, NOON) == [], "the third is to wait"
    (again,) = await store.ledger.claim("অনু", 6, NOON + SECOND)
    assert (again.id, again.fence, again.attempts) == (three.id, 2, 2)


@both
async def test_a_mark_that_is_repeated_changes_nothing(store: Store) -> None:
    """The database's answer was lost, and the sender marks again."""
    await push_to(store, 1)
    claimed = await store.ledger.claim("অনু", 1, NOON)
    for _ in range(2):
        assert (await store.ledger.mark([], claimed, NOON))[0] == {claimed[0].id}
    await store.ledger.mark([Mark(claimed[0], "sent", message=5)], [], NOON)
    await store.ledger.mark([Mark(claimed[0], "failed")], [], NOON)
    assert list((await states(store)).values()) == ["sent"]


@both
async def test_a_cursor_never_goes_back(store: Store) -> None:
    await push_to(store, 1)
    for number, cursor in enumerate((5, 3), 1):
        (delivery,) = await store.ledger.claim("অনু", 1, NOON)
        await store.ledger.mark([Mark(delivery, "sent", cursor=cursor)], [], NOON)
        push = await store.fan_out.open_push("brief", f"nato:{number}", NOON, "nato", 1)
        await store.fan_out.brief(push, "nato", [], NOON)
    found = await store.subscriptions.get(1, None)
    assert found is not None
    assert found.cursor == 5


@both
@pytest.mark.parametrize(
    ("alive", "dead"),
    [(LEASE - SECOND, LEASE), (-LEASE, -LEASE - SECOND)],
    ids=["later", "the clock was set back"],
)
async def test_what_a_dead_sender_held_is_taken_over_and_its_marks_count_no_more(
    store: Store, alive: timedelta, dead: timedelta
) -> None:
    await push_to(store, 2)
    leased, sending = await store.ledger.claim("অনু", 2, NOON)
    await store.ledger.mark([], [sending], NOON)
    assert await store.ledger.claim("আনা", 2, NOON + alive) == []
    taken = await store.ledger.claim("আনা", 2, NOON + dead)
    assert {(delivery.id, delivery.fence) for delivery in taken} == {(leased.id, 2), (sending.id, 2)}
    late = Mark(sending, "failed", copy=copy(message=99), cursor=9)
    assert await store.ledger.mark([late], [leased], NOON) == (frozenset(), None)
    assert set((await states(store)).values()) == {"leased"}
    assert await store.copies.get(1, 99) is None
    assert (await store.ledger.mark([], taken, NOON))[0] == {leased.id, sending.id}


@both
async def test_who_renews_keeps_what_it_holds(store: Store) -> None:
    await push_to(store, 2)
    await store.ledger.claim("অনু", 1, NOON)
    await store.ledger.claim("আনা", 1, NOON)
    await store.ledger.renew("অনু", NOON + LEASE / 2)
    taken = await store.ledger.claim("রহিম", 2, NOON + LEASE)
    assert len(taken) == 1
    assert await store.ledger.next_due() == NOON + LEASE * 1.5


@both
async def test_what_is_given_back_is_due_again_but_what_is_being_sent_is_not(store: Store) -> None:
    await push_to(store, 2)
    leased, sending = await store.ledger.claim("অনু", 2, NOON)
    await store.ledger.mark([], [sending], NOON)
    await store.ledger.give_back("অনু", NOON)
    assert await states(store) == {leased.id: "pending", sending.id: "sending"}
    (again,) = await store.ledger.claim("আনা", 2, NOON)
    assert (again.id, again.attempts) == (leased.id, 1)


@both
async def test_when_the_next_one_is_due(store: Store) -> None:
    assert await store.ledger.next_due() is None
    await push_to(store, 1)
    assert await store.ledger.next_due() == NOON
    (delivery,) = await store.ledger.claim("অনু", 1, NOON)
    assert await store.ledger.next_due() == NOON + LEASE
    await store.ledger.mark([Mark(delivery, "pending", again=NOON + SECOND)], [], NOON)
    assert await store.ledger.next_due() == NOON + SECOND
    (delivery,) = await store.ledger.claim("অনু", 1, NOON + SECOND)
    await store.ledger.mark([Mark(delivery, "sent", message=1)], [], NOON)
    assert await store.ledger.next_due() is None


@both
async def test_a_mark_tells_of_the_wait_that_telegram_asked_of_another(store: Store, second: Store) -> None:
    await second.rates.hold(NOON + SECOND, NOON)
    assert await store.ledger.mark([], [], NOON) == (frozenset(), NOON + SECOND)
    assert await store.ledger.mark([], [], NOON + SECOND) == (frozenset(), None)


@both
async def test_a_group_that_moves_takes_its_subscriptions_and_what_is_due_along(store: Store) -> None:
    group, supergroup = -5, -100_500
    await store.subscriptions.save(wish(group, title="সংবাদ আড্ডা", cursor=3), NOON)
    await store.readers.set_language(group, "bn", NOON)
    await store.copies.record(copy(group), NOON)
    push = await store.fan_out.open_push("brief", "iran:1", NOON, "iran", 1)
    await store.fan_out.brief(push, "iran", [], NOON)
    (delivery,) = await store.ledger.claim("অনু", 1, NOON)
    await store.ledger.move(group, supergroup)
    await store.ledger.mark([Mark(delivery, "pending", again=NOON)], [], NOON)
    (again,) = await store.ledger.claim("অনু", 1, NOON)
    assert (again.chat, again.id) == (supergroup, delivery.id)
    assert again.subscription == wish(supergroup, title="সংবাদ আড্ডা", cursor=3)
    assert await store.subscriptions.of_chat(group) == []
    assert await store.readers.language(supergroup) == "bn"
    assert await store.copies.of_chat(group) == [], "their numbers are other messages' there"


@both
async def test_a_group_whose_new_chat_is_known_already_is_told_there_once(store: Store) -> None:
    group, supergroup = -5, -100_500
    for chat in (group, supergroup):
        await store.subscriptions.save(wish(chat), NOON)
    push = await store.fan_out.open_push("brief", "iran:1", NOON, "iran", 1)
    await store.fan_out.brief(push, "iran", [], NOON)
    await store.ledger.move(group, supergroup)
    (delivery,) = await store.ledger.claim("অনু", 5, NOON)
    assert delivery.chat == supergroup
    (old,) = await store.subscriptions.of_chat(group)
    assert (old.active, old.ended) == (False, "moved")


@both
async def test_deliveries_of_long_ago_go_and_copies_stay(store: Store) -> None:
    await push_to(store, 3)
    sent, failed = await store.ledger.claim("অনু", 2, NOON)
    await store.ledger.mark(
        [Mark(sent, "sent", copy=copy(sent.chat)), Mark(failed, "failed", reason="ভুল")], [], NOON
    )
    assert await store.tidy(NOON + timedelta(days=90)) == 0
    assert await store.tidy(NOON + timedelta(days=91)) == 2
    assert list((await states(store)).values()) == ["pending"], "nobody is forgotten"
    assert len(await store.reports.pushes(5)) == 1
    (last,) = await store.ledger.claim("অনু", 2, NOON)
    await store.ledger.mark([Mark(last, "sent")], [], NOON)
    assert await store.tidy(NOON + timedelta(days=91)) == 1
    assert await store.reports.pushes(5) == []
    assert await store.copies.get(sent.chat, 10) is not None


@both
async def test_that_a_brief_was_changed_is_not_forgotten(store: Store) -> None:
    """Whoever shows its old version after all that time, in a process that was never restarted, gets the change."""
    push = await store.fan_out.open_push("change", "film-exchange:2", NOON, "film-exchange", 2)
    await store.fan_out.change(push, NOON, told=True)
    later = NOON + timedelta(days=91)
    await store.tidy(later)
    await store.copies.record(copy(), later)
    assert [each.push for each in await store.ledger.claim("অনু", 5, later)] == [push]


@both
async def test_a_schedule_that_nobody_has_any_more_goes(store: Store) -> None:
    await store.subscriptions.save(wish(), NOON)
    await store.tidy(NOON)
    assert len(await rows(store, "SELECT * FROM schedules")) == 1
    await store.subscriptions.forget(1)
    await store.tidy(NOON)
    assert await rows(store, "SELECT * FROM schedules") == []


@both
async def test_a_claim_uses_its_index(store: Store) -> None:
    """A million deliveries that are done must not be looked at."""
    await work(
        store,
        "INSERT INTO deliveries (push_id, chat_id, thread_id, copy_id, state, rank, not_before, at) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        "SELECT 1, i, 0, 0, 'sent', 1, '2025-07-03', '2025-07-03' FROM n",
    )
    await work(store, "ANALYZE")
    seen: list[str] = []

    def explain(connection: sa.Connection) -> None:
        plan = "EXPLAIN QUERY PLAN" if connection.engine.dialect.name == "sqlite" else "EXPLAIN"

        def before(_c: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
            if statement.lstrip().startswith("SELECT") and "deliveries" in statement:
                cursor.execute(f"{plan} {statement}", parameters)  # type: ignore[attr-defined]
                seen.append(str(cursor.fetchall()))  # type: ignore[attr-defined]

        sa.event.listen(connection.engine, "before_cursor_execute", before)

    await work(store, explain)
    await store.ledger.claim("অনু", 10, NOON)
    await store.ledger.next_due()
    assert len(seen) == 8
    for plan in seen:
        assert "deliveries_claimed" in plan or "deliveries_to_claim" in plan
