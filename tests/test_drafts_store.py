"""Drafts, sources and notices in the store: each decision is made once, and what editors do is kept for good."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.draft import NewDraft, OpenPoint
from bot.domain.errors import StoreConflictError
from bot.store.engine import Store
from bot.store.sources import NewSource
from tests.stores import NOON, both, brief, library_of, rows, work

KEY = "film-exchange"
ANNA, RAHIM = "অ্যানা (712345)", "রহিম (712346)"
LATER = NOON + timedelta(hours=1)
TITLE = OpenPoint("title.en", "the title has no English text", "write it")


def draft(key: str = KEY, *points: OpenPoint, title: str = "চলচ্চিত্র বিনিময়") -> NewDraft:
    """Give a draft as its file is read: with a date, a tuple and nested tables."""
    content = {"id": key, "status": "draft", "published": NOON, "evidence": ((0, 5),), "title": {"bn": title}}
    return NewDraft(key, content, {"topic": {"name": {"bn": "যুক্তরাষ্ট্র"}}}, points)


async def deeds(store: Store, subject: str = KEY) -> list[tuple[str, str]]:
    return [(deed.who, deed.action) for deed in await store.audit.of(subject)]


@both
async def test_a_draft_comes_back_as_it_was_saved_and_the_same_again_is_no_change(store: Store) -> None:
    for at in (NOON, LATER):
        await store.drafts.save([draft(KEY, TITLE)], at, ANNA)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.stamp, kept.state, kept.open) == (1, "open", (TITLE,))
    assert (kept.changed_at, kept.changed_by, kept.due) == (NOON, ANNA, None)
    assert kept.content["title"] == {"bn": "চলচ্চিত্র বিনিময়"}
    assert kept.content["published"] == "2025-07-03T12:00:00Z"
    assert kept.around == {"topic": {"name": {"bn": "যুক্তরাষ্ট্র"}}}
    await store.drafts.save([draft()], LATER, RAHIM)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.stamp, kept.state, kept.changed_by) == (2, "ready", RAHIM)
    assert await deeds(store) == [(ANNA, "drafted"), (RAHIM, "saved")]
    assert await store.drafts.get("none-such") is None


@both
async def test_drafts_are_listed_by_state_the_oldest_change_first(store: Store) -> None:
    await store.drafts.save([draft("second", TITLE)], LATER, ANNA)
    await store.drafts.save([draft("first", TITLE), draft("third")], NOON, ANNA)
    assert [each.id for each in await store.drafts.all()] == ["first", "third", "second"]
    assert [each.id for each in await store.drafts.all("open")] == ["first", "second"]


@both
async def test_a_held_draft_stays_held_when_its_file_changes_until_it_is_released(store: Store) -> None:
    await store.drafts.save([draft()], NOON, ANNA)
    assert await store.drafts.hold(KEY, 1, NOON, ANNA)
    assert not await store.drafts.hold(KEY, 1, NOON, RAHIM)
    await store.drafts.save([draft(KEY, TITLE, title="অন্য শিরোনাম")], NOON, RAHIM)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.stamp, kept.state) == (3, "held")
    assert not await store.drafts.release(KEY, 2, NOON, RAHIM)
    assert await store.drafts.release(KEY, 3, NOON, RAHIM)
    kept = await store.drafts.get(KEY)
    assert kept
    assert kept.state == "open"
    assert [deed for _, deed in await deeds(store)] == ["drafted", "held", "saved", "released"]


@both
async def test_two_editors_who_publish_at_once_do_it_once(store: Store, second: Store) -> None:
    keys = [f"brief-{number}" for number in range(12)]
    await store.drafts.save(map(draft, keys), NOON, "বার্তা")

    async def publish(desk: Store, key: str, who: str) -> bool:
        return await desk.drafts.publish(key, 1, brief(id=key), library_of(), LATER, who)

    tries = [publish(desk, key, who) for key in keys for desk, who in ((store, ANNA), (second, RAHIM))]
    done = await asyncio.gather(*tries)
    assert [sum(done[at : at + 2]) for at in range(0, 24, 2)] == [1] * 12
    for key, first in zip(keys, done[::2], strict=True):
        (version,) = await store.versions.history(key)
        winner = ANNA if first else RAHIM
        assert (version.by, version.brief) == (winner, brief(id=key))
        assert (await deeds(store, key))[1:] == [(winner, "published")]
    assert {each.state for each in await second.drafts.all()} == {"published"}


@both
async def test_one_publishes_and_one_holds_and_one_of_them_is_too_late(store: Store, second: Store) -> None:
    await store.drafts.save([draft()], NOON, ANNA)
    done = await asyncio.gather(
        store.drafts.publish(KEY, 1, brief(), library_of(), LATER, ANNA),
        second.drafts.hold(KEY, 1, LATER, RAHIM),
    )
    assert sorted(done) == [False, True]
    kept = await store.drafts.get(KEY)
    assert kept
    assert kept.state == ("published" if done[0] else "held")
    assert bool(await store.versions.history(KEY)) == done[0]


@both
async def test_a_decision_is_not_lost_while_the_file_is_saved(store: Store, second: Store) -> None:
    """Whichever comes first: a draft that was held is held, and what was saved is there."""
    keys = [f"brief-{number}" for number in range(60)]
    await store.drafts.save(map(draft, keys), NOON, ANNA)
    tries = [
        each
        for key in keys
        for each in (
            store.drafts.save([draft(key, title="অন্য শিরোনাম")], LATER, ANNA),
            second.drafts.hold(key, 1, LATER, RAHIM),
        )
    ]
    held = (await asyncio.gather(*tries))[1::2]
    kept = [await store.drafts.get(key) for key in keys]
    assert [each.state == "held" for each in kept if each] == held
    assert {str(each.content["title"]["bn"]) for each in kept if each} == {"অন্য শিরোনাম"}
    assert [each.stamp for each in kept if each] == [3 if was else 2 for was in held]


@both
async def test_an_open_draft_or_one_that_changed_is_not_published(store: Store) -> None:
    await store.drafts.save([draft(KEY, TITLE)], NOON, ANNA)
    assert not await store.drafts.publish(KEY, 1, brief(), library_of(), LATER, ANNA)
    await store.drafts.save([draft()], NOON, ANNA)
    assert not await store.drafts.publish(KEY, 1, brief(), library_of(), LATER, ANNA)
    assert await store.versions.published() == {}
    assert await store.drafts.publish(KEY, 2, brief(), library_of(), LATER, ANNA)


@both
async def test_what_is_out_is_no_draft_again_and_nothing_of_such_a_batch_is_saved(store: Store) -> None:
    await store.versions.record(library_of(brief()), NOON)
    with pytest.raises(StoreConflictError, match=KEY):
        await store.drafts.save([draft("new"), draft()], NOON, ANNA)
    assert await store.drafts.all() == []


@both
async def test_a_brief_that_goes_out_by_its_file_is_a_draft_no_more(store: Store) -> None:
    await store.drafts.save([draft()], NOON, ANNA)
    await store.versions.record(library_of(brief()), LATER, RAHIM)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.state, kept.changed_by) == ("published", RAHIM)
    assert not await store.drafts.publish(KEY, 1, brief(), library_of(), LATER, ANNA)


@both
async def test_a_scheduled_draft_is_due_when_its_embargo_ends_and_a_change_takes_it_back(
    store: Store,
) -> None:
    await store.drafts.save([draft()], NOON, ANNA)
    assert await store.drafts.schedule(KEY, 1, LATER, NOON, ANNA)
    await store.drafts.save([draft()], NOON, RAHIM)
    assert await store.drafts.due(LATER - timedelta(seconds=1)) == []
    (due,) = await store.drafts.due(LATER)
    assert (due.id, due.due, due.state, due.stamp) == (KEY, LATER, "scheduled", 2)
    await store.drafts.save([draft(title="অন্য শিরোনাম")], NOON, RAHIM)
    assert await store.drafts.due(LATER) == []
    assert [deed for _, deed in await deeds(store)] == ["drafted", "scheduled", "saved"]


@both
async def test_a_withdrawn_draft_is_decided_on_no_more_until_it_is_saved_again(store: Store) -> None:
    await store.drafts.save([draft()], NOON, ANNA)
    await store.drafts.withdraw([KEY, "none-such"], NOON, RAHIM)
    await store.drafts.withdraw([KEY], NOON, RAHIM)
    assert not await store.drafts.publish(KEY, 2, brief(), library_of(), LATER, ANNA)
    await store.drafts.save([draft()], LATER, ANNA)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.state, kept.stamp) == ("ready", 3)
    assert await deeds(store) == [(ANNA, "drafted"), (RAHIM, "withdrawn"), (ANNA, "saved")]


async def test_a_full_disk_while_publishing_leaves_everything_as_it_was(tmp_path: object) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/barta.db")
    long = brief(summary={"bn": "নদী " * 40_000, "en": "river " * 40_000})
    await store.drafts.save([draft()], NOON, ANNA)
    (pages,) = await rows(store, "PRAGMA page_count")
    await work(store, f"PRAGMA max_page_count = {pages[0] + 1}")
    with pytest.raises(sa.exc.OperationalError, match="full"):
        await store.drafts.publish(KEY, 1, long, library_of(), LATER, RAHIM)
    kept = await store.drafts.get(KEY)
    assert kept
    assert (kept.state, kept.stamp) == ("ready", 1)
    assert await store.versions.published() == {}
    assert await deeds(store) == [(ANNA, "drafted")]
    await work(store, "PRAGMA max_page_count = 1000000")
    assert await store.drafts.publish(KEY, 1, long, library_of(), LATER, RAHIM)
    await store.close()


SOURCE = NewSource("a" * 64, "https://example.org/খবর", "bridge", "bn", "সেতুটি খুলছে।")


@both
async def test_a_source_is_kept_once_and_found_by_its_bytes_its_place_and_its_language(store: Store) -> None:
    newer = replace(SOURCE, sha256="b" * 64, text="সেতুটি খুলেছে।")
    assert await store.sources.add(SOURCE, NOON, ANNA)
    assert not await store.sources.add(replace(SOURCE, text="অন্য কিছু"), LATER, RAHIM)
    assert await store.sources.add(newer, LATER, RAHIM)
    kept = await store.sources.get("a" * 64)
    assert kept
    assert (kept.text, kept.added_by, kept.added_at, kept.blocks) == (SOURCE.text, ANNA, NOON, False)
    found = await store.sources.of_origin(SOURCE.origin)
    assert found
    assert found.sha256 == newer.sha256
    assert await store.sources.of_origin("https://example.org/other") is None
    texts = await store.sources.all_texts("bn")
    assert texts == [("bridge", SOURCE.origin, newer.text), ("bridge", SOURCE.origin, SOURCE.text)]
    assert await store.sources.all_texts("en") == []
    assert await store.sources.some({"a" * 64, "c" * 64}) == {"a" * 64: kept}
    assert await store.sources.drafted({"bridge", "সেতু"}) == {"bridge": newer.sha256}
    assert (await store.sources.some(()), await store.sources.drafted(())) == ({}, {})


@both
async def test_a_changed_source_blocks_until_an_editor_clears_it_and_again_when_it_changes_again(
    store: Store,
) -> None:
    async def blocks() -> bool:
        kept = await store.sources.get(SOURCE.sha256)
        assert kept
        return kept.blocks

    await store.sources.add(SOURCE, NOON, ANNA)
    await store.sources.clear(SOURCE.sha256, NOON, RAHIM)
    await store.sources.mark_changed(SOURCE.sha256, "b" * 64, NOON, ANNA)
    assert await blocks()
    await store.sources.clear(SOURCE.sha256, NOON, RAHIM)
    await store.sources.mark_changed(SOURCE.sha256, "b" * 64, LATER, ANNA)
    assert not await blocks()
    await store.sources.mark_changed(SOURCE.sha256, "c" * 64, LATER, ANNA)
    assert await blocks()
    await store.sources.mark_changed(SOURCE.sha256, SOURCE.sha256, LATER, ANNA)
    assert not await blocks()
    assert (RAHIM, "cleared") in await deeds(store, "bridge")
    assert len(await store.audit.latest(2)) == 2


@both
async def test_entries_of_a_feed_are_seen_once_and_for_that_feed(store: Store) -> None:
    await store.sources.see_entries("খবর", ["one", "two", "one"], NOON)
    await store.sources.see_entries("খবর", ["two", "three"], LATER)
    await store.sources.see_entries("খবর", [], LATER)
    assert await store.sources.seen_entries("খবর") == {"one", "two", "three"}
    assert await store.sources.seen_entries("other") == frozenset()


@both
async def test_each_editor_is_told_a_notice_once_and_who_comes_later_none_of_before(
    store: Store, second: Store
) -> None:
    await store.editors.add(7, "অ্যানা", NOON)
    texts = ["ভাঙা ফাইল", "ভাঙা ফাইল"]
    added = await asyncio.gather(
        *(each.notices.add("fault", text, NOON) for each, text in zip((store, second), texts, strict=True))
    )
    assert sorted(added) == [False, True]
    await store.editors.add(8, "রহিম", NOON)
    assert await store.notices.add("source", "ভাঙা ফাইল", NOON)
    assert await store.notices.add("fault", "আরেকটি", NOON)
    assert await store.notices.add("fault", "ভাঙা ফাইল", LATER), "it is there again"
    told = await store.notices.untold(7)
    assert [each.text for each in told] == ["ভাঙা ফাইল", "ভাঙা ফাইল", "আরেকটি", "ভাঙা ফাইল"]
    await store.notices.told(7, told[1].number)
    await store.notices.told(7, told[0].number)
    assert await store.notices.untold(7) == told[2:]
    assert await store.notices.untold(8) == told[1:]
    assert await store.notices.untold(9) == []
