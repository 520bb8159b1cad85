"""What editors do in the chat, and that for everybody else it is not there."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.models import Bilingual
from bot.handlers.application import AnyApplication
from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from bot.render.pushing import PushBrief, decode
from bot.services.desk import Desk
from bot.services.publish import publish
from tests.stores import library_of, wish

BRIEF = "film-exchange"
TITLE = "সিনেমা বিনিময়ের প্রস্তাব"


@pytest.fixture
async def editor(anu: Person, desk: Desk) -> Person:
    await publish(desk, desk.index.library, datetime.now(UTC))
    await desk.store.editors.add(anu.id, "অনু", datetime.now(UTC))
    anu.chat.started = True
    return anu


@pytest.fixture
async def readers(world: World, desk: Desk, application: AnyApplication) -> list[Person]:  # noqa: ARG001 - the bot runs
    people = [world.person(f"পাঠক {number}", language_code="bn") for number in range(3)]
    for person in people:
        world.private(person).started = True
        await desk.store.subscriptions.save(wish(person.id), datetime.now(UTC))
    return people


async def ask(person: Person, words: str) -> Message:
    await person.send(words)
    return await person.chat.next_message()


async def until_done(desk: Desk) -> None:
    """Wait until every delivery is marked."""
    async with asyncio.timeout(10):
        while any(await desk.store.reports.waiting(datetime.now(UTC))):  # noqa: ASYNC110 - only the store knows
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("command", ["/status", "/push", f"/push {BRIEF}"])
async def test_who_is_no_editor_gets_what_any_unknown_command_gets(
    anna: Person, readers: list[Person], command: str
) -> None:
    """Nothing tells that these commands exist."""
    unknown = await ask(anna, "/no_such_command")
    reply = await ask(anna, command)
    assert (reply.text, reply.buttons) == (unknown.text, unknown.buttons)
    assert readers[0].chat.last is None


async def test_help_does_not_name_what_editors_do(editor: Person) -> None:
    reply = await ask(editor, "/help")
    assert "/status" not in reply.text
    assert "/push" not in reply.text


async def test_an_editor_sees_the_brief_and_how_many_get_it_before_it_goes(
    editor: Person, readers: list[Person], desk: Desk
) -> None:
    now = datetime.now(UTC)
    await desk.store.subscriptions.save(
        replace(wish(readers[0].id), paused_until=now + timedelta(days=1)), now
    )
    await desk.store.subscriptions.save(replace(wish(readers[1].id), keywords="ক্রিকেট"), now)
    quiet = (time(0), time(23, 59, 59))
    await desk.store.subscriptions.save(replace(wish(901), quiet=quiet), now)
    reply = await ask(editor, f"/push {BRIEF}")
    assert reply.text.startswith("খবরটি এখনই পাঠাবেন?")
    assert TITLE in reply.text
    assert "এখনই পাবে: ১টি চ্যাট" in reply.text
    assert "চুপ থাকার সময় শেষ হলে পাবে: ১টি" in reply.text
    assert "বিরতিতে আছে বলে পাবে না: ১টি" in reply.text
    assert "শুধু অন্য বিষয়ের খবর চায়: ১টি" in reply.text
    assert reply.buttons == ["পাঠান", "জরুরি হিসেবে পাঠান", "পাঠাবেন না"]


async def test_a_push_reaches_its_readers_and_who_sent_it_is_kept(
    editor: Person, readers: list[Person], desk: Desk
) -> None:
    reply = await ask(editor, f"/push {BRIEF}")
    await editor.press(reply, "পাঠান")
    assert "পাঠানো হচ্ছে" in reply.text
    assert reply.buttons == []
    for reader in readers:
        assert TITLE in (await reader.chat.next_message(within=10)).text
    (report,) = await desk.store.reports.pushes(5)
    assert (report.push.by, report.push.brief, report.push.urgent) == (editor.id, BRIEF, False)


async def test_an_urgent_push_is_marked_so(editor: Person, readers: list[Person], desk: Desk) -> None:
    assert readers
    await editor.press(await ask(editor, f"/push {BRIEF}"), "জরুরি হিসেবে পাঠান")
    (report,) = await desk.store.reports.pushes(5)
    assert report.push.urgent


async def test_cancelling_shows_the_brief_and_sends_nothing(
    editor: Person, readers: list[Person], desk: Desk
) -> None:
    assert readers
    reply = await ask(editor, f"/push {BRIEF}")
    await editor.press(reply, "পাঠাবেন না")
    assert "সূত্র: " in reply.text
    assert await desk.store.reports.pushes(5) == []


async def test_two_editors_who_press_at_once_send_once(
    editor: Person, anna: Person, readers: list[Person], desk: Desk, world: World
) -> None:
    await desk.store.editors.add(anna.id, "Anna", datetime.now(UTC))
    theirs, hers = await ask(editor, f"/push {BRIEF}"), await ask(anna, f"/push {BRIEF}")
    await asyncio.gather(editor.press(theirs, "পাঠান"), anna.press(hers, "Send urgently"))
    for reader in readers:
        await reader.chat.next_message(within=10)
    assert len(await desk.store.reports.pushes(5)) == 1
    said = sorted([theirs.text, hers.text], key=lambda text: "being sent" in text or "পাঠানো হচ্ছে" in text)
    assert "আর পাঠানো হবে না" in said[0] or "is not sent again" in said[0]
    assert "পাঠানো হচ্ছে" in said[1] or "being sent" in said[1]
    assert (
        sum(TITLE in call.params["text"] for call in world.calls_of("sendMessage")) == 4
    )  # a preview, and a push each


async def test_what_was_pushed_is_not_offered_again(editor: Person, readers: list[Person]) -> None:
    assert readers
    await editor.press(await ask(editor, f"/push {BRIEF}"), "পাঠান")
    reply = await ask(editor, f"/push {BRIEF}")
    assert "আর পাঠানো হবে না" in reply.text
    assert reply.buttons == ["পাঠাবেন না"]


async def test_a_brief_that_changed_since_the_preview_is_shown_again(
    editor: Person, readers: list[Person], desk: Desk
) -> None:
    assert readers
    reply = await ask(editor, f"/push {BRIEF}")
    before = desk.index.published(BRIEF)
    assert before
    entry = {"date": datetime.now(UTC), "kind": "update", "note": {"bn": "নতুন তথ্য।", "en": "New facts."}}
    history = (*before.model_dump()["history"], entry)
    updated = before.model_validate(
        before.model_dump() | {"history": history, "why": Bilingual(bn="কারণ", en="Why")}
    )
    assert await publish(desk, library_of(updated, around=desk.index.library), datetime.now(UTC)) == [BRIEF]
    await editor.press(reply, "পাঠান")
    assert reply.text.startswith("এর মধ্যে খবরটি বদলেছে")
    assert not [each for each in await desk.store.reports.pushes(5) if each.push.kind == "brief"]
    await editor.press(reply, "পাঠান")
    assert "পাঠানো হচ্ছে" in reply.text


async def test_who_is_no_editor_any_more_cannot_press(
    editor: Person, readers: list[Person], desk: Desk
) -> None:
    assert readers
    reply = await ask(editor, f"/push {BRIEF}")
    await desk.store.editors.remove(editor.id, datetime.now(UTC))
    answer = await editor.press(reply, "পাঠান")
    assert answer.show_alert
    assert await desk.store.reports.pushes(5) == []


async def test_data_made_by_others_does_nothing(
    editor: Person, anna: Person, readers: list[Person], desk: Desk
) -> None:
    """A press is checked by who pressed, whatever it carries."""
    assert readers
    forged = PushBrief("send", BRIEF, 1, "bn").encode()
    reply = await ask(anna, "/latest")
    assert (await anna.press_data(reply, forged)).show_alert
    reply = await ask(editor, "/latest")
    for data in ("N1:b:no-such-brief", "N1:b:", "N99999:b:x", "P0:x:film-exchange"):
        assert (await editor.press_data(reply, data)).show_alert
    assert await desk.store.reports.pushes(5) == []


async def test_push_alone_means_the_brief_seen_last_and_words_find_one(
    editor: Person, readers: list[Person]
) -> None:
    assert readers
    reply = await ask(editor, "/push")
    assert reply.text == "কোন খবর? /push লিখে তার আইডি বা কয়েকটি শব্দ দিন।"
    await editor.press(reply, reply.buttons[0])
    assert reply.text.startswith("খবরটি এখনই পাঠাবেন?")
    assert TITLE in (await ask(editor, "/push সিনেমা বিনিময়")).text
    await ask(editor, "ষষ্ঠ ফোন কল")
    assert "ষষ্ঠ" in (await ask(editor, "/push")).text


async def test_in_a_group_an_editor_is_a_reader(editor: Person, world: World, desk: Desk) -> None:
    group = world.group("সংবাদকক্ষ", members=[editor])
    for command in ("/status@barta_bot", f"/push@barta_bot {BRIEF}"):
        await editor.send(command, to=group)
        assert "@barta_bot" in (await group.next_message()).text
    assert await desk.store.reports.pushes(5) == []


async def test_status_tells_how_the_bot_is_doing(
    editor: Person, readers: list[Person], desk: Desk, world: World
) -> None:
    world.deactivate(readers[0])
    await editor.press(await ask(editor, f"/push {BRIEF}"), "পাঠান")
    await readers[2].chat.next_message(within=10)
    await until_done(desk)
    reply = await ask(editor, "/status")
    assert "ব্রিফিং পায়: ২টি চ্যাট" in reply.text
    assert "৩টির মধ্যে ২টি পৌঁছেছে; ১টি পাঠানো যায়নি" in reply.text
    assert "user is deactivated" in reply.text
    now = datetime.now(UTC)
    await desk.store.rates.hold(now + timedelta(seconds=2), now)
    assert "টেলিগ্রাম" in (await ask(editor, "/status")).text


@pytest.mark.parametrize("step", ["ask", "send", "urgent"])
def test_a_button_of_the_longest_brief_fits(step: str) -> None:
    action = PushBrief(step, "x" * 56, 9999, "bn")  # type: ignore[arg-type]  # one of the three
    assert len(action.encode().encode()) == 64
    assert decode(action.encode()) == action
    assert decode("N1:b:বার্তা") is None
