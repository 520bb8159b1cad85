"""All that is kept is said, given as a file and erased."""

import json

import pytest

from bot.playground.parameters import Upload
from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from bot.services.desk import Desk


async def ask(person: Person, text: str) -> Message:
    """Write to the bot and give its next message."""
    await person.send(text)
    return await person.chat.next_message()


async def test_what_is_kept_is_said_of_each_reader_as_it_is(anu: Person, anna: Person) -> None:
    assert "এখন কিছুই রাখা নেই" in (await ask(anu, "/privacy")).text
    await ask(anu, "/subscribe")
    await ask(anu, "ইরান নিয়ে পুতিন কী বলেছেন?")
    page = await ask(anu, "/privacy")
    for words in ("প্রতিদিন সকাল ৮টা ও রাত ৮টায়", "শেষ যে খবর দেখেছেন: ", "১টি বার্তার নম্বর"):
        assert words in page.text
    assert page.buttons == ["ফাইলে নিন", "সব মুছুন"]
    assert "Nothing is kept at present." in (await ask(anna, "/privacy")).text


async def test_what_was_typed_into_a_wish_and_what_was_only_begun_is_said_too(
    anu: Person, anna: Person, desk: Desk
) -> None:
    message = await ask(anu, "/subscribe")
    for label in ("আরও সেটিং", "শব্দ দিয়ে বাছাই"):
        await anu.press(message, label)
    await ask(anu, "জেলেনস্কি")
    assert "শুধু যে খবরে আছে: জেলেনস্কি" in (await ask(anu, "/privacy")).text
    await ask(anna, "/subscribe")
    await desk.store.dialogues.end(anna.id, anna.id)
    page = await ask(anna, "/privacy")
    assert "that you began to set up briefings" in page.text
    assert "Delete it all" in page.buttons


@pytest.mark.parametrize("press", [True, False])
async def test_all_that_is_kept_comes_as_a_file(
    anu: Person, world: World, desk: Desk, *, press: bool
) -> None:
    await ask(anu, "/subscribe")
    await ask(anu, "জেলেনস্কি")
    if press:
        await anu.press(await ask(anu, "/privacy"), "ফাইলে নিন")
        file = await anu.chat.next_message()
    else:
        file = await ask(anu, "/export")
    assert file.media["document"]["file_name"] == "barta.json"
    (call,) = world.calls_of("sendDocument")
    upload = call.params["document"]
    assert isinstance(upload, Upload)
    given = json.loads(upload.content)
    del given["at"]
    assert given == json.loads(json.dumps(await desk.store.readers.export(anu.id)))
    assert given["subscriptions"][0]["chat_id"] == anu.id


@pytest.mark.parametrize(
    ("language", "confirm", "keep", "gone"),
    [
        ("bn", "হ্যাঁ, সব মুছুন", "থাকুক", "সব মুছে ফেলেছি।"),
        ("en", "Yes, delete it all", "Keep it", "Everything is deleted."),
    ],
)
async def test_all_is_erased_after_a_yes(
    world: World, anu: Person, desk: Desk, language: str, confirm: str, keep: str, gone: str
) -> None:
    reader = world.person("পাঠক", language_code=language)
    await ask(reader, "/subscribe")
    await ask(reader, "ইরান নিয়ে পুতিন কী বলেছেন?")
    await ask(anu, "/subscribe")
    page = await ask(reader, "/delete")
    await reader.press(page, keep)
    assert any((await desk.store.readers.export(reader.id)).values())
    page = await ask(reader, "/delete")
    await reader.press(page, confirm)
    assert page.text == gone
    assert not any((await desk.store.readers.export(reader.id)).values())
    assert await desk.store.subscriptions.count() == 1, "others keep theirs"


async def test_in_a_group_only_admins_export_and_delete(
    world: World, anna: Person, anu: Person, desk: Desk
) -> None:
    group = world.group("খবর", members=[anna], admins=[anu])
    await anu.send("/subscribe@barta_bot", to=group)
    await group.next_message()
    for command in ("/export@barta_bot", "/delete@barta_bot"):
        await anna.send(command, to=group)
        assert (await group.next_message()).text == "In a group, only its admins can do this."
    await anu.send("/delete@barta_bot", to=group)
    page = await group.next_message()
    refused = await anna.press(page, "হ্যাঁ, সব মুছুন")
    assert refused.show_alert
    assert await desk.store.subscriptions.count() == 1
    await anu.press(page, "হ্যাঁ, সব মুছুন")
    assert await desk.store.subscriptions.count() == 0
