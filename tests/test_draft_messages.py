"""Where editors were shown drafts, on both databases."""

from bot.store.engine import Store
from tests.desk_drafts import new_draft
from tests.stores import NOON, both

pytestmark = both


async def test_what_was_shown_is_remembered_and_what_it_is_now_is_told(store: Store) -> None:
    await store.drafts.save([new_draft("bridge-1"), new_draft("bridge-2")], NOON, "রহিমা")
    await store.draft_messages.set_shown(7, 100, {"bridge-1": 1, "bridge-2": 1})
    await store.draft_messages.set_shown(7, 101, {"bridge-2": 0})
    await store.drafts.hold("bridge-1", 1, NOON, "রহিমা")
    assert await store.draft_messages.shown(7) == {"bridge-1": (100, 1), "bridge-2": (101, 0)}
    assert await store.draft_messages.stamps(7) == {"bridge-1": 2, "bridge-2": 1}
    assert await store.draft_messages.shown(8) == {}


async def test_who_is_no_editor_any_more_is_known_until_they_are_forgotten(store: Store) -> None:
    await store.editors.add(7, "অনু", NOON)
    for editor in (7, 8):
        await store.draft_messages.set_shown(editor, 100, {"bridge": 1})
    assert await store.draft_messages.former_editors() == [8]
    await store.draft_messages.forget(8)
    assert await store.draft_messages.former_editors() == []


async def test_each_change_and_each_notice_is_something_new(store: Store) -> None:
    first = await store.draft_messages.newest()
    await store.drafts.save([new_draft()], NOON, "")
    second = await store.draft_messages.newest()
    await store.notices.add("fault", "ফাইলটি পড়া যায় না", NOON)
    third = await store.draft_messages.newest()
    await store.drafts.hold("bridge", 1, NOON, "")
    assert first < second < third < await store.draft_messages.newest()
    assert await store.draft_messages.newest() == (1, 2, 1)


async def test_whom_messages_do_not_reach_is_left_out_until_they_write(store: Store) -> None:
    for editor, name in ((7, "অনু"), (8, "Anna")):
        await store.editors.add(editor, name, NOON)
    await store.editors.set_reachable(7, reachable=False)
    assert await store.editors.reachable() == {8: "Anna"}
    assert await store.editors.is_editor(7)
    await store.editors.set_reachable(7, reachable=True)
    assert await store.editors.reachable() == {7: "অনু", 8: "Anna"}
