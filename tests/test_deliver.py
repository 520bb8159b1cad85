"""What a delivery says is settled when it is sent: with what the chat wants, has been told, and the briefs are at that moment."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.delivery import Delivery, Mark
from bot.domain.models import Bilingual, HistoryEntry
from bot.domain.search import Index
from bot.domain.subscription import Subscription
from bot.services.deliver import Composed, Later, Nothing, compose
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.store.engine import Store
from tests.stores import both, library_of, wish

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)  # 20:00 in Dhaka
BRIEF = "macron-putin-call"
NOTE = Bilingual(bn="আমরা ভুল লিখেছিলাম।", en="We were wrong.")

pytestmark = both


@pytest.fixture
async def desk(store: Store, index: Index) -> Desk:
    """Give a desk with the briefs that come with Barta, published."""
    desk = Desk(index, store)
    await publish(desk, index.library, NOW - timedelta(days=1))
    return desk


async def subscribed(desk: Desk, **changes: Any) -> Subscription:  # noqa: ANN401 - any field
    """Let a chat subscribe so that its briefing is due at NOW."""
    return await desk.store.subscriptions.save(wish(**changes), NOW - timedelta(minutes=1))


async def due(desk: Desk, at: datetime = NOW) -> list[Delivery]:
    """Make and claim what is due."""
    for number in await desk.store.fan_out.due(at):
        await desk.store.fan_out.scheduled(number, at, timedelta(hours=20))
    for push in await desk.store.fan_out.open_pushes():
        if push.kind == "brief":
            await desk.store.fan_out.brief(push, "other", ["macron"], at)
        else:
            told = await desk.store.versions.is_told(push.brief or "", push.version or 0)
            await desk.store.fan_out.change(push, at, told=told)
    return list(await desk.store.ledger.claim("owner", 20, at))


async def sent(desk: Desk, delivery: Delivery, composed: Composed, message: int) -> None:
    """Mark a delivery as sent, as the sender does."""
    copy = composed.copy and replace(
        composed.copy, chat=delivery.chat, message=message, push=delivery.push.id
    )
    mark = Mark(delivery, "sent", message, copy=copy, cursor=composed.cursor)
    await desk.store.ledger.mark([mark], [], NOW)


async def changed(desk: Desk, key: str, kind: str, at: datetime = NOW, **fields: object) -> None:
    """Publish a change of a brief."""
    before = desk.index.brief(key)
    assert before
    entry = HistoryEntry.model_validate({"date": at, "kind": kind, "note": NOTE})
    status = "retracted" if kind == "retraction" else "published"
    after = before.model_copy(update={"history": (*before.history, entry), "status": status, **fields})
    await publish(desk, library_of(after, around=desk.index.library), at)


def text(composed: Composed | Later | Nothing) -> str:
    """Give what would be sent."""
    assert isinstance(composed, Composed), composed
    return "\n\n".join(block.text for block in composed.message.blocks)


async def test_of_two_briefings_that_are_due_at_once_the_later_one_brings_it_all(desk: Desk) -> None:
    await subscribed(desk, silent=True)
    await due(desk)
    tomorrow = NOW + timedelta(hours=12)
    again = await due(desk, tomorrow)  # the first one's lease has ended: its process died before it sent
    assert len(again) == 2
    first, second = sorted(again, key=lambda delivery: delivery.id)
    assert await compose(desk, first, tomorrow) == Nothing("a later briefing brings it all")
    told = await compose(desk, second, tomorrow)
    assert "২৩ নভেম্বর ২০২৬" in text(told)
    assert isinstance(told, Composed)
    assert told.silent
    assert told.cursor == desk.news.latest


async def test_while_one_briefing_is_being_sent_the_next_waits_and_then_tells_only_what_is_newer(
    desk: Desk,
) -> None:
    await subscribed(desk)
    (first,) = await due(desk)
    briefing = await compose(desk, first, NOW)
    assert isinstance(briefing, Composed)
    soon = NOW + timedelta(hours=12)
    await desk.store.ledger.mark([], [first], soon)
    (second,) = await due(desk, soon)
    assert isinstance(await compose(desk, second, soon), Later)
    await sent(desk, first, briefing, 10)
    assert await compose(desk, second, soon) == Nothing("nothing new")


async def test_a_chat_that_paused_or_left_since_gets_nothing(desk: Desk) -> None:
    wanted = await subscribed(desk)
    (delivery,) = await due(desk)
    for change in ({"paused_until": NOW + timedelta(days=1)}, {"active": False}):
        late = replace(delivery, subscription=replace(wanted, **change))
        assert await compose(desk, late, NOW) == Nothing("the chat does not want it now")
    assert isinstance(await compose(desk, replace(delivery, subscription=None), NOW), Nothing)
    assert isinstance(await compose(desk, delivery, NOW), Composed)


async def test_a_briefing_that_is_late_waits_for_quiet_hours_to_end_but_one_wished_for_within_them_comes(
    desk: Desk,
) -> None:
    await subscribed(desk, quiet=(time(21), time(7)))
    (delivery,) = await due(desk)
    late = NOW + timedelta(hours=2)  # 22:00 in Dhaka
    assert await compose(desk, delivery, late) == Later(datetime(2026, 11, 23, 1, tzinfo=UTC))
    within = replace(delivery, push=replace(delivery.push, due=late))
    assert isinstance(await compose(desk, within, late), Composed)


async def test_a_brief_goes_out_as_it_is_by_then_and_not_where_a_briefing_brought_it_meanwhile(
    desk: Desk,
) -> None:
    await subscribed(desk, quiet=(time(19), time(21)), keywords="macron")
    version = desk.news.version(BRIEF)
    await desk.store.fan_out.open_push("brief", f"{BRIEF}:{version}", NOW, BRIEF, version)
    await changed(desk, BRIEF, "correction", title=Bilingual(bn="বুধবারের ফোনালাপ", en="Wednesday's call"))
    deliveries = {delivery.push.kind: delivery for delivery in await due(desk)}
    pushed = deliveries["brief"]
    assert await compose(desk, pushed, NOW) == Later(datetime(2026, 11, 22, 15, tzinfo=UTC))
    urgent = replace(pushed, push=replace(pushed.push, urgent=True))
    assert text(await compose(desk, urgent, NOW)).startswith("বুধবারের ফোনালাপ")
    briefing = await compose(desk, deliveries["scheduled"], NOW)
    later = NOW + timedelta(hours=2)
    assert "বুধবারের ফোনালাপ" in text(await compose(desk, pushed, later))
    assert isinstance(briefing, Composed)
    await sent(desk, deliveries["scheduled"], briefing, 10)
    assert await compose(desk, pushed, later) == Nothing("a briefing brought it meanwhile")


async def test_two_corrections_in_a_row_are_each_told_once(desk: Desk) -> None:
    await subscribed(desk, cursor=0)
    (delivery,) = await due(desk)
    briefing = await compose(desk, delivery, NOW)
    assert isinstance(briefing, Composed)
    await sent(desk, delivery, briefing, 10)
    notes = [Bilingual(bn=f"ভুল {number}", en=f"mistake {number}") for number in (1, 2)]
    for number, note in enumerate(notes):
        before = desk.index.brief(BRIEF)
        assert before
        entry = HistoryEntry(date=NOW + timedelta(minutes=number), kind="correction", note=note)
        after = before.model_copy(update={"history": (*before.history, entry)})
        await publish(desk, library_of(after, around=desk.index.library), NOW)
    replies = [delivery for delivery in await due(desk) if delivery.copy is None]
    said = [
        text(await compose(desk, reply, NOW)) for reply in sorted(replies, key=lambda reply: reply.push.id)
    ]
    assert [note.bn in words for note, words in zip(notes, said, strict=True)] == [True, True]
    assert notes[1].bn not in said[0]
    assert notes[0].bn not in said[1]
    assert all(reply.reply_to == 10 for reply in replies)


async def test_another_process_that_has_not_read_the_new_files_sends_the_corrected_text(
    desk: Desk, second: Store, index: Index
) -> None:
    other = Desk(index, second)
    await publish(other, index.library, NOW)
    await subscribed(desk, cursor=0, keywords="macron")
    (delivery,) = await due(desk)
    assert "বুধবারের" not in text(await compose(other, delivery, NOW))
    await changed(desk, BRIEF, "correction", title=Bilingual(bn="বুধবারের ফোনালাপ", en="Wednesday's call"))
    corrected = await compose(other, delivery, NOW + timedelta(seconds=2))
    assert "বুধবারের ফোনালাপ" in text(corrected)
    assert isinstance(corrected, Composed)
    assert corrected.copy
    assert corrected.copy.briefs == ((BRIEF, 2),)
