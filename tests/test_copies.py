"""Every message that shows a brief, so that a correction reaches it."""

import asyncio
from dataclasses import replace

from bot.store.engine import Store
from tests.stores import NOON, both, copy, rows


@both
async def test_a_message_is_remembered_by_what_it_shows_now(store: Store) -> None:
    """A reader opens another brief in the same message; what brought the message stays known."""
    await store.copies.record(copy(push=3, thread=7), NOON)
    turned = copy(thread=7, language="en", shows='{"view": "ইরান"}', briefs=(("iran", 2), ("nato", 1)))
    await store.copies.record(turned, NOON)
    found = await store.copies.get(1, 10)
    assert found is not None
    assert found == replace(turned, push=3, id=found.id)
    assert await store.copies.get(1, 11) is None
    assert len(await rows(store, "SELECT * FROM copy_briefs")) == 2


@both
async def test_an_inline_message_is_known_by_the_id_that_telegram_gave_it(store: Store) -> None:
    inline = copy(0, 0, inline="AgAAAN-ইনলাইন")
    await store.copies.record(inline, NOON)
    await store.copies.record(replace(inline, inline="other"), NOON)
    found = await store.copies.by_inline("AgAAAN-ইনলাইন")
    assert found is not None
    assert found == replace(inline, id=found.id)
    assert await store.copies.by_inline("none") is None


@both
async def test_the_copies_of_a_chat_are_listed_and_forgotten(store: Store) -> None:
    for chat, message in ((1, 10), (1, 12), (2, 10)):
        await store.copies.record(copy(chat, message), NOON)
    assert [each.message for each in await store.copies.of_chat(1)] == [10, 12]
    assert [each.briefs for each in await store.copies.of_chat(1)] == [(("film-exchange", 1),)] * 2
    await store.copies.forget(1)
    assert await store.copies.of_chat(1) == []
    assert len(await store.copies.of_chat(2)) == 1
    assert len(await rows(store, "SELECT * FROM copy_briefs")) == 1


@both
async def test_two_processes_may_show_something_in_the_same_messages_at_once(
    store: Store, second: Store
) -> None:
    shown = [copy(1, message, briefs=(("চুক্তি", version),)) for message in range(5) for version in (1, 2)]
    await asyncio.gather(*(each.copies.record(one, NOON) for one in shown for each in (store, second)))
    assert [len(each.briefs) for each in await store.copies.of_chat(1)] == [1] * 5
