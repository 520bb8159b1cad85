"""The sender through the strict local Bot API: nobody is missed, nobody gets anything twice, whatever goes wrong."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError
from telegram.ext import ExtBot

from bot.delivery import flights
from bot.delivery import sender as senders
from bot.delivery.limiter import Limiter
from bot.delivery.limits import NO_LIMITS, Limits
from bot.delivery.sender import Compose, Sender
from bot.domain.delivery import Copy, Delivery
from bot.playground.faults import (
    BLOCKED,
    DEACTIVATED,
    KICKED,
    THREAD_DELETED,
    Fault,
    Refusal,
    ResetAfter,
    ServerError,
    Slow,
    TooManyRequests,
    Truncated,
)
from bot.playground.server import Playground
from bot.playground.state import Chat
from bot.playground.world import World
from bot.render.message import Block, Message, Run
from bot.services.deliver import Composed, Later, Nothing
from bot.store.engine import Store
from bot.transport.deliver import post
from bot.transport.rate import SharedRate
from bot.transport.request import AiohttpRequest
from tests.stores import both, copy, rows, wish

pytest_plugins = ["tests.stores"]

sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def now() -> datetime:
    return datetime.now(UTC)


def text(words: str) -> Message:
    return Message((Block((Run(words),)),))


async def compose(delivery: Delivery, _: datetime) -> Composed:
    """Put a delivery together as briefings are: with a copy and how far the chat has been told."""
    shown = Copy(0, None, 0, "", "bn", '{"view": "ইরান"}', (("iran", 2),))
    return Composed(text(f"সংবাদ {delivery.chat}"), shown, cursor=7)


@asynccontextmanager
async def sending(
    playground: Playground,
    store: Store,
    compose: Compose = compose,
    *,
    limits: Limits = NO_LIMITS,
    clock: Callable[[], datetime] = now,
    owner: str = "অনু",
) -> AsyncIterator[Sender]:
    """Run a sender; leaving tells it to stop."""
    limiter = Limiter(store.rates, clock, limits)
    bot = ExtBot(
        playground.token,
        f"{playground.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
        rate_limiter=SharedRate(limiter),
    )
    async with bot:
        sender = Sender(store.ledger, store.subscriptions, limiter, compose, partial(post, bot), owner, clock)
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            task.cancel()
            await asyncio.wait([task])


def readers(world: World, count: int) -> list[Chat]:
    """Give private chats that the bot may write to."""
    chats = [world.private(world.person(f"পাঠক {number}")) for number in range(count)]
    for chat in chats:
        chat.started = True
    return chats


async def push(store: Store, *places: Chat | tuple[Chat, int]) -> None:
    """Push a brief to these chats and forum topics."""
    for place in places:
        chat, thread = place if isinstance(place, tuple) else (place, None)
        await store.subscriptions.save(wish(chat.id, thread), now())
    opened = await store.fan_out.open_push("brief", "iran:1", now(), "iran", 1)
    while (await store.fan_out.brief(opened, "iran", [], now())).more:
        pass


async def states(store: Store) -> Counter[str]:
    return Counter(row.state for row in await rows(store, "SELECT state FROM deliveries"))


async def reasons(store: Store) -> dict[int, str]:
    return {
        row.chat_id: row.ended for row in await rows(store, "SELECT * FROM subscriptions WHERE NOT active")
    }


async def until(store: Store, true: Callable[[Counter[str]], bool]) -> None:
    """Wait until something holds for how many deliveries are in which state."""
    async with asyncio.timeout(30):
        while not true(await states(store)):  # noqa: ASYNC110 - a database tells nobody that it changed
            await asyncio.sleep(0.01)


async def until_done(store: Store) -> None:
    """Wait until no delivery is left to send."""
    await until(store, lambda found: not set(found) & {"pending", "leased", "sending"})


def is_sending(found: Counter[str]) -> bool:
    return found["sending"] > 0


@both
async def test_everyone_gets_it_once_and_the_ledger_says_so(
    playground: Playground, world: World, store: Store
) -> None:
    chats = readers(world, 60)
    await push(store, *chats)
    async with sending(playground, store):
        await until_done(store)
    assert [[message.text for message in chat.sent] for chat in chats] == [
        [f"সংবাদ {chat.id}"] for chat in chats
    ]
    sent = {row.chat_id: row for row in await rows(store, "SELECT * FROM deliveries")}
    assert all(sent[chat.id].message_id == chat.sent[0].id for chat in chats)
    assert {row.cursor for row in await rows(store, "SELECT cursor FROM subscriptions")} == {7}
    (shown,) = await store.copies.of_chat(chats[0].id)
    assert (shown.message, shown.briefs, shown.push) == (chats[0].sent[0].id, (("iran", 2),), 1)


@both
async def test_two_senders_share_a_push(
    playground: Playground, world: World, store: Store, second: Store
) -> None:
    chats = readers(world, 80)
    await push(store, *chats)
    async with sending(playground, store), sending(playground, second, owner="আনা"):
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}


@sqlite
async def test_no_more_than_ten_are_in_flight(playground: Playground, world: World, store: Store) -> None:
    playground.faults.add(Slow(0.2), method="sendMessage", times=None)
    await push(store, *readers(world, 30))
    most = 0

    def all_sent(found: Counter[str]) -> bool:
        nonlocal most
        most = max(most, found["sending"])
        return found["sent"] == 30

    async with sending(playground, store):
        await until(store, all_sent)
    assert most == flights.IN_FLIGHT


@sqlite
@pytest.mark.parametrize(
    ("fault", "why"), [(BLOCKED, "blocked"), (DEACTIVATED, "deactivated"), (KICKED, "kicked")]
)
async def test_a_chat_that_cannot_be_reached_ends_its_subscription(
    playground: Playground, world: World, store: Store, fault: Refusal, why: str
) -> None:
    anna, anu = readers(world, 2)
    playground.faults.add(fault, chat_id=anna.id)
    await push(store, anna, anu)
    async with sending(playground, store):
        await until_done(store)
    assert await reasons(store) == {anna.id: why}
    assert await states(store) == {"gone": 1, "sent": 1}


@sqlite
async def test_a_deleted_topic_ends_only_its_own_subscription(
    playground: Playground, world: World, store: Store
) -> None:
    group = world.group("পাড়া", topics=["ইরান", "খেলা"])
    iran, sport = group.topic("ইরান"), group.topic("খেলা")
    playground.faults.add(THREAD_DELETED, method="sendMessage")
    await push(store, (group, iran.id), (group, sport.id))
    async with sending(playground, store):
        await until_done(store)
    ended = await rows(store, "SELECT thread_id, ended FROM subscriptions WHERE NOT active")
    assert [tuple(row) for row in ended] == [(iran.id, "thread")]
    assert [message.thread_id for message in group.sent] == [sport.id]


@sqlite
async def test_a_group_that_became_a_supergroup_gets_it_there(
    playground: Playground, world: World, store: Store
) -> None:
    group = world.group("পাড়া", basic=True)
    await push(store, group)
    grown = world.migrate(group)
    async with sending(playground, store):
        await until_done(store)
    assert [message.text for message in grown.sent] == [f"সংবাদ {grown.id}"]
    assert await states(store) == {"sent": 1}


@sqlite
async def test_a_group_whose_new_chat_has_the_push_already_gets_no_second_one(
    playground: Playground, world: World, store: Store
) -> None:
    group = world.group("পাড়া", basic=True)
    grown = world.migrate(group)
    await push(store, group, grown)
    async with sending(playground, store):
        await until_done(store)
    assert len(grown.sent) == 1
    assert not set(await states(store)) - {"sent", "gone"}


@sqlite
async def test_a_wait_that_telegram_asks_for_stops_everybody_and_is_kept(
    playground: Playground, world: World, store: Store, second: Store
) -> None:
    chats = readers(world, 40)
    playground.faults.add(TooManyRequests(1), chat_id=chats[5].id)
    await push(store, *chats)
    async with sending(playground, store):
        await until_done(store)
        assert await second.rates.held_until(now() - timedelta(minutes=1)) is not None
    calls = world.calls_of("sendMessage")
    (refused,) = [call for call in calls if not call.ok]
    # What was on its way may still arrive; the others wait.
    assert not [call for call in calls if refused.at + 0.3 < call.at < refused.at + 1]
    assert {len(chat.sent) for chat in chats} == {1}


@sqlite
@pytest.mark.parametrize(
    ("fault", "state", "copies", "cursor", "sent"),
    [
        (Truncated(), "sent", 0, 7, 1),
        (ResetAfter(), "ambiguous", 0, None, 1),
        (ServerError(502), "sent", 1, 7, 1),
        (Refusal(400, "Bad Request: message is too long"), "failed", 0, None, 0),
    ],
)
async def test_what_goes_wrong_is_told_apart(
    playground: Playground,
    world: World,
    store: Store,
    fault: Fault,
    state: str,
    copies: int,
    cursor: int | None,
    sent: int,
) -> None:
    (chat,) = readers(world, 1)
    playground.faults.add(fault, method="sendMessage")
    await push(store, chat)
    async with sending(playground, store):
        await until_done(store)
    assert await states(store) == {state: 1}
    assert len(chat.sent) == sent
    assert len(await store.copies.of_chat(chat.id)) == copies
    assert [row.cursor for row in await rows(store, "SELECT cursor FROM subscriptions")] == [cursor]


@sqlite
async def test_a_telegram_that_is_down_is_asked_less_and_less_and_costs_nobody_the_push(
    playground: Playground, world: World, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    chats = readers(world, 30)
    await push(store, *chats)
    playground.faults.add(ServerError(502), method="sendMessage", times=None)
    async with sending(playground, store):
        await world.until(lambda: len(world.calls_of("sendMessage")) >= flights.IN_FLIGHT + 1)
        playground.faults.clear()
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}
    assert len([record for record in caplog.records if record.name == flights.__name__]) == 1


@both
async def test_a_store_that_fails_for_a_while_loses_nothing_and_sends_nothing_twice(
    playground: Playground,
    world: World,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    chats = readers(world, 40)
    await push(store, *chats)
    failed = asyncio.Event()

    async def broken(*_: object, **__: object) -> None:
        failed.set()
        raise OSError("the disk is full")

    async with sending(playground, store):
        await world.until(lambda: len(world.calls_of("sendMessage")) >= 5)
        with monkeypatch.context() as patch:
            for name in ("claim", "mark", "renew", "next_due"):
                patch.setattr(store.ledger, name, broken)
            await failed.wait()
            await asyncio.sleep(0.5)
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}
    assert await states(store) == {"sent": 40}
    assert len([record for record in caplog.records if "disk is full" in record.getMessage()]) == 1


@sqlite
async def test_told_to_stop_it_finishes_what_is_in_flight_and_gives_the_rest_back(
    playground: Playground, world: World, store: Store
) -> None:
    chats = readers(world, 40)
    await push(store, *chats)
    playground.faults.add(Slow(0.3), method="sendMessage", times=None)
    async with sending(playground, store):
        await until(store, is_sending)
        await asyncio.sleep(0.1)
    found = await states(store)
    assert found["sent"] == sum(len(chat.sent) for chat in chats) > 0
    assert found["sent"] + found["pending"] == 40
    assert not await rows(store, "SELECT id FROM deliveries WHERE owner IS NOT NULL")
    playground.faults.clear()
    async with sending(playground, store):
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}


@sqlite
async def test_told_to_stop_while_telegram_asks_to_wait_it_does_not_wait(
    playground: Playground, world: World, store: Store
) -> None:
    await push(store, *readers(world, 20))
    await store.rates.hold(now() + timedelta(hours=1), now())
    async with asyncio.timeout(5), sending(playground, store):
        await until(store, is_sending)
    assert await states(store) == {"pending": 20}
    assert not world.calls_of("sendMessage")


@sqlite
async def test_what_nobody_answers_is_ambiguous_when_the_bot_stops(
    playground: Playground, world: World, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flights, "_STOP", 0.1)
    await push(store, *readers(world, 1))
    playground.faults.add(Slow(60), method="sendMessage")
    async with sending(playground, store):
        await until(store, is_sending)
        await asyncio.sleep(0.2)
    assert await states(store) == {"ambiguous": 1}


@sqlite
async def test_a_clock_that_jumps_ahead_sends_nothing_twice(
    playground: Playground, world: World, store: Store
) -> None:
    chats = readers(world, 30)
    await push(store, *chats)
    playground.faults.add(Slow(0.5), method="sendMessage", times=10)
    ahead = timedelta()
    async with sending(playground, store, clock=lambda: now() + ahead):
        await until(store, is_sending)
        ahead = timedelta(hours=1)
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}


@sqlite
async def test_a_clocks_jump_holds_up_nothing_that_is_due(
    playground: Playground, world: World, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender._SETTLE", 3600.0)
    [chat] = readers(world, 1)
    await push(store, chat)
    behind = timedelta(hours=2)
    async with sending(playground, store, clock=lambda: now() - behind) as sender:
        while sender._clocks is None:  # noqa: ASYNC110 - its first round rings no bell
            await asyncio.sleep(0)
        behind = timedelta()
        sender.wake()
        await until_done(store)
    assert len(chat.sent) == 1


@both
async def test_what_a_dead_process_held_is_taken_over_only_when_asked(world: World, store: Store) -> None:
    await push(store, *readers(world, 2))
    [held] = await store.ledger.claim("প্রথম", 1, now())
    later = now() + timedelta(hours=1)
    assert held.id not in {each.id for each in await store.ledger.claim("দ্বিতীয়", 9, later, take_over=False)}
    assert held.id in {each.id for each in await store.ledger.claim("তৃতীয়", 9, later)}


@sqlite
async def test_a_process_sends_in_one_loop_only(playground: Playground, store: Store) -> None:
    async with sending(playground, store) as sender:
        await asyncio.sleep(0)
        with pytest.raises(RuntimeError):
            await sender.run()


@sqlite
async def test_a_store_that_fails_while_deliveries_are_put_together_is_said_once_and_costs_nobody_the_push(
    playground: Playground, world: World, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    chats = readers(world, 5)
    failures = [OperationalError("SELECT", {}, OSError("সংযোগ নেই"))] * 3

    async def choose(delivery: Delivery, moment: datetime) -> Composed:
        if failures:
            raise failures.pop()
        return await compose(delivery, moment)

    await push(store, *chats)
    async with sending(playground, store, choose):
        await until_done(store)
    assert {len(chat.sent) for chat in chats} == {1}
    logged = [record.levelno for record in caplog.records if record.name == senders.__name__]
    assert logged == [logging.WARNING]


@sqlite
async def test_what_is_not_to_be_sent_yet_or_at_all_is_not(
    playground: Playground, world: World, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    quiet, none, broken, _ = chats = readers(world, 4)
    later = now() + timedelta(hours=3)

    async def choose(delivery: Delivery, moment: datetime) -> Composed | Later | Nothing:
        if delivery.chat == quiet.id:
            return Later(later)
        if delivery.chat == none.id:
            return Nothing("নতুন কিছু নেই")
        if delivery.chat == broken.id:
            raise KeyError("সংবাদ")
        return await compose(delivery, moment)

    await push(store, *chats)
    async with sending(playground, store, choose):
        await until(store, lambda found: found == {"pending": 2, "empty": 1, "sent": 1})
    found = {row.chat_id: row for row in await rows(store, "SELECT * FROM deliveries")}
    assert (found[none.id].state, found[none.id].reason) == ("empty", "নতুন কিছু নেই")
    assert str(found[quiet.id].not_before).startswith(f"{later:%Y-%m-%d %H:%M:%S}")
    assert found[broken.id].state == "pending"
    assert [record.levelno for record in caplog.records if record.name == senders.__name__] == [logging.ERROR]


@sqlite
async def test_many_topics_of_one_group_hold_up_nobody(
    playground: Playground, world: World, store: Store
) -> None:
    playground.limits.enforce = True
    group = world.group("পাড়া", topics=[f"বিষয় {number}" for number in range(20)])
    (anna,) = readers(world, 1)
    await push(store, *((group, topic) for topic in group.topics), anna)
    async with sending(playground, store, limits=Limits(overall=25)):
        await anna.next_message()
        await group.next_message()
    assert not playground.limits.refused
    assert not set(await states(store)) - {"pending", "sent"}


@sqlite
async def test_a_corrected_brief_is_edited_where_it_stands(
    playground: Playground, world: World, store: Store
) -> None:
    (anna,) = readers(world, 1)
    old = world.post(anna, world.bot, "আগের কথা")
    lost = await push_change(store, copy(anna.id, old.id), copy(anna.id, 4711))
    same = world.post(anna, world.bot, f"সংবাদ {anna.id}")
    await store.copies.record(copy(anna.id, same.id), now())
    async with sending(playground, store):
        await until_done(store)
    assert old.text == f"সংবাদ {anna.id}"
    assert await states(store) == {"sent": 1, "gone": 1}
    assert not await reasons(store)
    assert lost


async def push_change(store: Store, *shown: Copy) -> bool:
    """Push a change of a brief to copies of its first version."""
    for each in shown:
        await store.copies.record(replace(each, briefs=(("iran", 1),)), now())
    opened = await store.fan_out.open_push("change", "iran:2", now(), "iran", 2)
    fanned = await store.fan_out.change(opened, now(), told=False)
    return fanned.made == len(shown)
