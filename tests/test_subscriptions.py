"""What chats want and when, and what is kept of their readers."""

import asyncio
import json
from dataclasses import replace
from datetime import time, timedelta

from bot.domain.delivery import Mark
from bot.domain.schedule import Schedule
from bot.store.dialogues import Dialogue
from bot.store.engine import Store
from tests.stores import NOON, both, copy, rows, wish

EVERYTHING = wish(
    -100_7,
    9,
    schedule=Schedule("Europe/Berlin", (time(7, 30), time(21)), frozenset({1, 5})),
    topics=frozenset({"iran", "us-russia"}),
    keywords="জেলেনস্কি",
    quiet=(time(22), time(6, 30)),
    silent=True,
    says_nothing=True,
    paused_until=NOON + timedelta(days=7),
    cursor=12,
    manager=77,
)


@both
async def test_a_wish_comes_back_as_it_went(store: Store) -> None:
    for each in (wish(), EVERYTHING):
        saved = await store.subscriptions.save(each, NOON)
        assert saved == each == await store.subscriptions.get(each.chat, each.thread)
    assert await store.subscriptions.get(1, 9) is None
    assert await store.subscriptions.count() == 2


@both
async def test_a_chat_and_each_forum_topic_in_it_have_one_wish(store: Store) -> None:
    first = await store.subscriptions.save(wish(-5, cursor=4), NOON)
    await store.subscriptions.save(wish(-5, 3), NOON)
    changed = await store.subscriptions.save(wish(-5, language="en", title="News"), NOON)
    assert changed == wish(-5, language="en", title="News", cursor=4), "it is told on from where it was"
    assert changed.id == first.id
    assert [each.thread for each in await store.subscriptions.of_chat(-5)] == [None, 3]


@both
async def test_who_wishes_the_same_shares_a_schedule(store: Store, second: Store) -> None:
    twisted = Schedule("Asia/Dhaka", (time(20), time(8), time(20)))
    wishes = [
        wish(1),
        wish(2),
        wish(3, schedule=twisted),
        wish(4, schedule=Schedule("Asia/Dhaka", (time(8),))),
    ]
    stores = (store, second, store, second)
    await asyncio.gather(
        *(each.subscriptions.save(wanted, NOON) for each, wanted in zip(stores, wishes, strict=True))
    )
    found = await rows(store, "SELECT times FROM schedules ORDER BY times")
    assert [row.times for row in found] == ["08:00", "08:00 20:00"]


@both
async def test_what_ended_comes_back_with_its_settings(store: Store) -> None:
    await store.subscriptions.save(EVERYTHING, NOON)
    await store.subscriptions.save(wish(EVERYTHING.chat), NOON)
    assert await store.subscriptions.end(EVERYTHING.chat, None, "kicked", NOON, whole=True) == 2
    assert await store.subscriptions.end(EVERYTHING.chat, None, "kicked", NOON, whole=True) == 0
    ended = await store.subscriptions.get(EVERYTHING.chat, 9)
    assert ended == replace(EVERYTHING, active=False, ended="kicked")
    assert await store.subscriptions.count() == 0
    assert await store.subscriptions.keyword_filters() == []
    assert await store.subscriptions.revive(EVERYTHING.chat, ["blocked"], NOON) == 0
    assert await store.subscriptions.revive(EVERYTHING.chat, ["blocked", "kicked"], NOON) == 2
    assert await store.subscriptions.get(EVERYTHING.chat, 9) == EVERYTHING


@both
async def test_one_topic_of_a_forum_ends_without_the_others(store: Store) -> None:
    for thread in (None, 3):
        await store.subscriptions.save(wish(-5, thread), NOON)
    assert await store.subscriptions.end(-5, 3, "unsubscribed", NOON) == 1
    assert [each.active for each in await store.subscriptions.of_chat(-5)] == [True, False]


@both
async def test_a_reader_finds_what_they_set_up_elsewhere(store: Store) -> None:
    for each in (wish(77, manager=77), wish(-5, manager=77), wish(-6, manager=78)):
        await store.subscriptions.save(each, NOON)
    assert [each.chat for each in await store.subscriptions.managed_by(77)] == [-5]


async def fill(store: Store, chat: int) -> None:
    """Keep of a chat all that can be kept of one."""
    await store.readers.set_language(chat, "bn", NOON)
    await store.readers.remember_brief(chat, None, "চুক্তি", NOON)
    await store.editors.add(chat, "অনু", NOON)
    await store.draft_messages.set_shown(chat, 10, {"চুক্তি": 1})
    await store.audit.add(NOON, f"অনু ({chat})", "held", "চুক্তি")
    await store.dialogues.begin(chat, chat, Dialogue(1, "শহর", 5), NOON + timedelta(minutes=10))
    await store.subscriptions.save(wish(chat, manager=chat), NOON)
    await store.subscriptions.save(wish(-chat, manager=chat), NOON)
    push = await store.fan_out.open_push("brief", f"iran:{chat}", NOON, "iran", 1, by=chat)
    await store.fan_out.brief(push, "iran", [], NOON)
    claimed = await store.ledger.claim("অনু", 9, NOON)
    marks = [Mark(each, "sent", message=10, copy=copy(each.chat, push=push.id)) for each in claimed]
    await store.ledger.mark(marks, [], NOON)


@both
async def test_all_that_is_kept_of_a_reader_is_given_and_erased(store: Store) -> None:
    await fill(store, 77)
    kept = await store.readers.export(77)
    assert {name: len(found) for name, found in kept.items()} == {
        "readers": 1,
        "conversations": 1,
        "subscriptions": 2,
        "deliveries": 1,
        "copies": 1,
        "copy_briefs": 1,
        "dialogues": 1,
        "editors": 1,
        "draft_messages": 1,
        "audit": 1,
        "pushes": 1,
    }
    assert "সংবাদ পাঠক" in json.dumps(kept, ensure_ascii=False)
    other = {table: len(await rows(store, f"SELECT * FROM {table}")) for table in kept}  # noqa: S608 - our own names
    await fill(store, 78)
    await store.readers.erase(78)
    left = {name for name, found in (await store.readers.export(78)).items() if found}
    assert left == {"editors", "draft_messages", "audit"}, "an editor stays one, and what they did is kept"
    assert await store.subscriptions.get(-78, None) == wish(-78), "the group keeps its briefings"
    assert await store.readers.export(77) != {}
    for table, count in other.items():
        extra = {
            "subscriptions": 1,
            "deliveries": 3,
            "copies": 1,
            "copy_briefs": 1,
            "pushes": 1,
            "editors": 1,
            "draft_messages": 1,
            "audit": 1,
        }.get(table, 0)
        assert len(await rows(store, f"SELECT * FROM {table}")) == count + extra, table  # noqa: S608 - the same


@both
async def test_two_changes_at_once_are_both_kept(store: Store, second: Store) -> None:
    saved = await store.subscriptions.save(wish(1), NOON)
    changes = [
        store.subscriptions.change(saved.id, lambda found: replace(found, keywords="জেলেনস্কি"), NOON),
        second.subscriptions.change(saved.id, lambda found: replace(found, silent=True), NOON),
    ]
    await asyncio.gather(*changes)
    assert await store.subscriptions.find(saved.id) == wish(1, keywords="জেলেনস্কি", silent=True)
    await store.subscriptions.forget(1)
    assert await store.subscriptions.change(saved.id, lambda found: found, NOON) is None


@both
async def test_a_question_to_a_reader_is_open_for_its_time_and_only_the_last_one(store: Store) -> None:
    until = NOON + timedelta(minutes=10)
    for asks in ("zone", "শহর"):
        await store.dialogues.begin(-1, 77, Dialogue(3, asks, 5), until)
    assert await store.dialogues.open(-1, 77, NOON) == Dialogue(3, "শহর", 5)
    assert await store.dialogues.open(-1, 78, NOON) is None
    assert await store.dialogues.open(-1, 77, until) is None
    await store.dialogues.end(-1, 77)
    assert await store.dialogues.open(-1, 77, NOON) is None


@both
async def test_editors_are_added_once_and_removed(store: Store) -> None:
    assert await store.editors.add(5, "অনু", NOON, "রহিমা@desk")
    assert not await store.editors.add(5, "অনু", NOON, "রহিমা@desk")
    assert await store.editors.add(4, "Anna", NOON + timedelta(seconds=1))
    assert await store.editors.all() == {5: "অনু", 4: "Anna"}
    assert await store.editors.is_editor(5)
    assert await store.editors.remove(5, NOON, "রহিমা@desk")
    assert not await store.editors.remove(5, NOON, "রহিমা@desk")
    deeds = [(deed.action, deed.who, deed.details) for deed in await store.audit.of("5")]
    assert deeds == [("editor-added", "রহিমা@desk", "অনু"), ("editor-removed", "রহিমা@desk", "")]
    assert not await store.editors.is_editor(5)


@both
async def test_a_report_counts_what_became_of_a_push(store: Store) -> None:
    for chat in range(1, 6):
        await store.subscriptions.save(wish(chat), NOON)
    push = await store.fan_out.open_push("brief", "iran:1", NOON, "iran", 1)
    await store.fan_out.brief(push, "iran", [], NOON)
    one, two, three, four = await store.ledger.claim("অনু", 4, NOON)
    for seconds, mark in enumerate(
        [
            Mark(one, "sent"),
            Mark(two, "gone", reason="blocked"),
            Mark(three, "gone", reason="blocked"),
            Mark(four, "sent"),
        ]
    ):
        await store.ledger.mark([mark], [], NOON + timedelta(seconds=seconds))
    report = await store.reports.push(push.id)
    assert report is not None
    assert report.counts == {"pending": 1, "sent": 2, "gone": 2}
    assert report.reasons == {"blocked": 2}
    assert (report.total, report.done, report.fanning_out, report.skipped) == (5, 4, False, 0)
    assert (report.first, report.last) == (NOON, NOON + timedelta(seconds=3))
    assert await store.reports.pushes(1) == [report]
    assert await store.reports.push(push.id + 1) is None
