"""Drafts in editors' chats: shown, decided once, and for everybody else not there."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from bot.render.draft_buttons import DraftAction, decode
from bot.services.desk import Desk
from bot.services.publish import publish
from tests.desk_drafts import TITLE, arrive, new_draft, unfinished
from tests.stores import wish

PUBLISH, HOLD, RELEASE = "প্রকাশ করুন", "আটকে রাখুন", "আর আটকাবেন না"
YES, CONTEXT, PUSH = "হ্যাঁ, প্রকাশ করুন", "প্রসঙ্গসহ উদ্ধৃতি", "এখনই পাঠান"


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.editors._POLL", 0.05)  # seconds


@pytest.fixture
async def editor(anu: Person, desk: Desk) -> Person:
    """Give an editor who reads Bengali."""
    return await appoint(anu, desk, "অনু", "bn")


@pytest.fixture
async def second(anna: Person, desk: Desk) -> Person:
    """Give an editor who reads English."""
    return await appoint(anna, desk, "Anna", "en")


async def appoint(person: Person, desk: Desk, name: str, language: str) -> Person:
    now = datetime.now(UTC)
    person.chat.started = True
    await desk.store.readers.set_language(person.id, "bn" if language == "bn" else "en", now)
    await desk.store.editors.add(person.id, name, now)
    await publish(desk, desk.index.library, now)
    return person


async def shown(person: Person, words: str) -> Message:
    """Wait until a message in somebody's chat shows some words, and give it."""
    found: list[Message] = []

    def look() -> bool:
        found[:] = [message for message in person.chat.sent if words in message.text]
        return bool(found)

    await person.world.until(look, within=10, what=words)
    return found[-1]


async def ask(person: Person, words: str) -> Message:
    await person.send(words)
    return await person.chat.next_message()


async def test_a_new_draft_arrives_with_its_preview_and_what_is_open(
    editor: Person, second: Person, desk: Desk
) -> None:
    await arrive(desk, unfinished())
    theirs, hers = await shown(editor, TITLE), await shown(second, TITLE)
    assert theirs.text.startswith("খসড়া: কিছু বাকি আছে")
    assert "এখনো বাকি: ইংরেজি শিরোনাম; ইংরেজি সারসংক্ষেপ; ২টি উদ্ধৃতি কার।" in theirs.text
    assert "সূত্র: বার্তা, ৩ জুলাই ২০২৫\n\nউদ্ধৃতি: ৩টি" in theirs.text
    assert "barta review" in theirs.text
    assert theirs.buttons == [HOLD, CONTEXT, "English"]
    assert "Still open: English title; English summary; who says 2 of the quotes." in hers.text
    assert "মেয়র রহিমা খাতুন বলেছেন" in hers.text  # the language that it has
    assert hers.buttons == ["Hold", "Quotes in context", "বাংলা"]


async def test_a_finished_draft_is_published_by_two_presses_and_readers_find_it(
    editor: Person, second: Person, desk: Desk, world: World
) -> None:
    await arrive(desk, new_draft())
    theirs, hers = await shown(editor, TITLE), await shown(second, "Bridge to open")
    assert theirs.buttons == [PUBLISH, HOLD, CONTEXT, "English"]
    await editor.press(theirs, PUBLISH)
    assert "কাউকে কিছু পাঠানো হবে না" in theirs.text
    assert await desk.store.versions.history("bridge") == []
    answer = await editor.press(theirs, YES)
    assert answer.text == "প্রকাশিত হলো।"
    assert theirs.text.startswith("প্রকাশিত\nপ্রকাশ করেছেন আপনি, ")
    assert theirs.buttons == [PUSH, CONTEXT, "English"]
    await world.until(lambda: "Published by অনু on " in hers.text, within=10)
    assert hers.buttons == ["Push now", "Quotes in context", "বাংলা"]
    reader = world.person("পাঠক", language_code="bn")
    assert TITLE in (await ask(reader, "সেতু কবে খুলছে?")).text
    assert [deed.action for deed in await desk.store.audit.of("bridge")] == ["drafted", "published"]
    assert (await desk.store.audit.of("bridge"))[-1].who == f"অনু ({editor.id})"
    assert len([message for message in second.chat.sent if "Bridge" in message.text]) == 1


async def test_two_editors_who_press_at_once_publish_once_and_the_second_is_told_who_was_first(
    editor: Person, second: Person, desk: Desk
) -> None:
    await arrive(desk, new_draft())
    theirs, hers = await shown(editor, TITLE), await shown(second, "Bridge to open")
    await editor.press(theirs, PUBLISH)
    await second.press(hers, "Publish")
    answers = await asyncio.gather(editor.press(theirs, YES), second.press(hers, "Yes, publish"))
    late = [answer for answer in answers if answer.show_alert]
    assert len(late) == 1
    assert late[0].text
    assert late[0].text.startswith(
        ("অনু was first. Published by অনু on", "Anna আগেই সিদ্ধান্ত নিয়েছেন। প্রকাশ করেছেন Anna")
    )
    assert len(await desk.store.versions.history("bridge")) == 1
    assert [deed.action for deed in await desk.store.audit.of("bridge")] == ["drafted", "published"]


async def test_hold_and_off_hold_are_told_to_the_others(
    editor: Person, second: Person, desk: Desk, world: World
) -> None:
    await arrive(desk, new_draft())
    theirs, hers = await shown(editor, TITLE), await shown(second, "Bridge to open")
    await editor.press(theirs, HOLD)
    assert theirs.buttons == [RELEASE, CONTEXT, "English"]
    await world.until(lambda: "Put on hold by অনু on " in hers.text, within=10)
    await second.press(hers, "Take off hold")
    await world.until(lambda: PUBLISH in theirs.buttons, within=10)
    deeds = [(deed.action, deed.who) for deed in await desk.store.audit.of("bridge")][1:]
    assert deeds == [("held", f"অনু ({editor.id})"), ("released", f"Anna ({second.id})")]


async def test_a_stale_button_decides_nothing_and_shows_what_is_newer(editor: Person, desk: Desk) -> None:
    await arrive(desk, new_draft())
    message = await shown(editor, TITLE)
    before = DraftAction("publish", "bridge", 1, "bn").encode()
    newer = {"bn": "সেতু খুলছে দুই মাসে", "en": "Bridge to open in two months"}
    await arrive(desk, new_draft(title=newer))
    answer = await editor.press_data(message, before)
    assert answer.show_alert
    assert answer.text == "এর মধ্যে খসড়াটি বদলেছে। এখন যেমন আছে, তা-ই দেখাচ্ছি।"
    assert "সেতু খুলছে দুই মাসে" in message.text
    assert await desk.store.versions.history("bridge") == []


async def test_a_draft_under_embargo_says_when_it_goes_out_and_then_does(editor: Person, desk: Desk) -> None:
    ends = datetime(2099, 7, 3, 6, tzinfo=UTC)
    await arrive(desk, new_draft(embargo=ends))
    message = await shown(editor, TITLE)
    assert "৩ জুলাই ২০৯৯, ০৬:০০ (UTC) পর্যন্ত প্রকাশ নিষেধ।" in message.text
    await editor.press(message, "সময়মতো প্রকাশ")
    assert "৩ জুলাই ২০৯৯, ০৬:০০-এ (UTC) এটি নিজে থেকেই প্রকাশ পাবে" in message.text
    await editor.press(message, "হ্যাঁ, সময়মতো")
    assert message.text.startswith("প্রকাশের সময় ঠিক করা\nসময় ঠিক করেছেন আপনি, ")
    assert message.buttons == [HOLD, CONTEXT, "English"]
    draft = await desk.store.drafts.get("bridge")
    assert draft
    assert (draft.state, draft.due) == ("scheduled", ends)
    desk.now = lambda: ends
    await editor.world.until(
        lambda: message.text.startswith("প্রকাশিত\nপ্রকাশ করেছেন আপনি, ৩ জুলাই ২০৯৯"), within=10
    )
    assert message.buttons == [PUSH, CONTEXT, "English"]


async def test_quotes_are_shown_in_their_paragraphs_with_who_says_them_and_how_sure(
    editor: Person, desk: Desk
) -> None:
    await arrive(desk, new_draft())
    message = await shown(editor, TITLE)
    await editor.press(message, CONTEXT)
    assert "১. রহিমা খাতুন, মেয়র\nবার্তা " in message.text
    assert (
        "ঢাকা (বার্তা) – মেয়র রহিমা খাতুন সোমবার বলেন, “সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,” আর যানজট কমবে।" in message.text
    )
    bold = {
        message.text.encode("utf-16-le")[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode(
            "utf-16-le"
        )
        for each in message.entities
        if each["type"] == "bold"
    }
    assert "সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে," in bold
    await editor.press(message, "খসড়ায় ফিরুন")
    assert message.buttons[0] == PUBLISH


async def test_after_publishing_it_is_pushed_with_a_preview_of_how_many_get_it(
    editor: Person, desk: Desk, world: World
) -> None:
    reader = world.person("পাঠক", language_code="bn")
    world.private(reader).started = True
    await desk.store.subscriptions.save(wish(reader.id), datetime.now(UTC))
    await arrive(desk, new_draft())
    message = await shown(editor, TITLE)
    for label in (PUBLISH, YES, PUSH):
        await editor.press(message, label)
    offer = await shown(editor, "খবরটি এখনই পাঠাবেন?")
    assert "এখনই পাবে: ১টি চ্যাট" in offer.text
    await editor.press(offer, "পাঠান")
    assert TITLE in (await shown(reader, TITLE)).text
    assert [deed.action for deed in await desk.store.audit.of("bridge")] == ["drafted", "published", "pushed"]


async def test_many_drafts_of_one_article_come_as_one_list_whose_numbers_open_them(
    editor: Person, second: Person, desk: Desk, world: World
) -> None:
    many = [
        new_draft(f"bridge-{number:02}", title={"bn": f"সেতুর খবর {number}", "en": f"Bridge {number}"})
        for number in range(14)
    ]
    await arrive(desk, *many[:-1], unfinished("bridge-13"))
    theirs, hers = (
        await shown(editor, "এক প্রতিবেদনের ১৪টি খসড়া"),
        await shown(second, "14 drafts of one article"),
    )
    assert len(editor.chat.sent) == 1
    assert "২. সেতুর খবর 1 · তৈরি" in theirs.text
    assert "· ৩টি বাকি" in theirs.text
    await editor.press(theirs, "২")
    assert theirs.text.startswith("খসড়া: প্রকাশের জন্য তৈরি\n\nসেতুর খবর 1")
    for label in (PUBLISH, YES):
        await editor.press(theirs, label)
    await world.until(lambda: "2. Bridge 1 · published" in hers.text, within=10)
    await second.press(hers, "3")
    await editor.press(theirs, "সব ১৪টি খসড়া")
    assert "২. সেতুর খবর 1 · প্রকাশিত" in theirs.text
    await editor.press(theirs, "৩")
    await editor.press(theirs, "পরের খসড়া")
    assert theirs.text.startswith("খসড়া: প্রকাশের জন্য তৈরি\n\nসেতুর খবর 3")
    await editor.press(theirs, HOLD)
    await editor.press(theirs, "সব ১৪টি খসড়া")
    await asyncio.sleep(0)
    assert hers.text.startswith("Draft: ready to publish\n\nBridge 2")  # what she reads is not taken from her
    await editor.press(theirs, "৩")
    await editor.press(theirs, HOLD)
    await world.until(lambda: "Put on hold by অনু on " in hers.text, within=10)


async def test_drafts_and_status_tell_what_waits(editor: Person, desk: Desk) -> None:
    assert (await ask(editor, "/drafts")).text == "কোনো খসড়া অপেক্ষায় নেই।"
    await arrive(desk, unfinished("bridge-1"), new_draft("bridge-2"))
    await shown(editor, TITLE)
    await desk.store.drafts.hold("bridge-2", 1, datetime.now(UTC), "কেউ")
    await editor.send("/drafts")
    listed = await shown(editor, "২টি খসড়া অপেক্ষায়")
    assert "· আটকে রাখা" in listed.text
    await editor.press(listed, "১")
    assert listed.buttons[-1] == "সব ২টি খসড়া"  # the other one is on hold, and so not the next to decide on
    await editor.send("/status")
    await shown(editor, "খসড়া: তৈরি ০টি, কিছু বাকি ১টি, আটকে রাখা ১টি, সময় ঠিক করা ০টি")


@pytest.mark.parametrize("verb", ["show", "ask", "publish", "hold", "release", "context", "list", "push"])
async def test_to_everybody_else_the_buttons_do_not_exist(anna: Person, desk: Desk, verb: str) -> None:
    await arrive(desk, new_draft())
    reply = await ask(anna, "/latest")
    before = reply.text
    answer = await anna.press_data(reply, DraftAction(verb, "bridge", 1, "bn").encode())  # type: ignore[arg-type]  # one of them
    assert (answer.text, answer.show_alert) == ("This button no longer works. Please ask again.", True)
    assert reply.text == before
    unknown, drafts = await ask(anna, "/no_such_command"), await ask(anna, "/drafts")
    assert (drafts.text, drafts.buttons) == (unknown.text, unknown.buttons)
    found = await desk.store.drafts.get("bridge")
    assert found
    assert found.state == "ready"


async def test_who_is_no_editor_any_more_is_refused(editor: Person, desk: Desk) -> None:
    await arrive(desk, new_draft())
    message = await shown(editor, TITLE)
    await editor.press(message, PUBLISH)
    await desk.store.editors.remove(editor.id, datetime.now(UTC))
    assert (await editor.press(message, YES)).show_alert
    assert await desk.store.versions.history("bridge") == []


async def test_in_a_group_an_editor_has_no_such_buttons(editor: Person, desk: Desk, world: World) -> None:
    await arrive(desk, new_draft())
    await shown(editor, TITLE)
    group = world.group("সংবাদকক্ষ", members=[editor])
    await editor.send("/latest@barta_bot", to=group)
    posted = await group.next_message()
    assert (await editor.press_data(posted, DraftAction("publish", "bridge", 1, "bn").encode())).show_alert
    assert await desk.store.versions.history("bridge") == []


async def test_an_editor_who_blocked_the_bot_is_not_tried_again_until_they_write(
    editor: Person, second: Person, desk: Desk, world: World
) -> None:
    await editor.block()
    await arrive(desk, new_draft("bridge-1"))
    await shown(second, "Bridge to open")
    tried = len(sent_to(world, editor))
    await arrive(desk, new_draft("bridge-2", title={"bn": "দ্বিতীয় সেতু", "en": "Second bridge"}))
    await shown(second, "Second bridge")
    assert len(sent_to(world, editor)) == tried
    await editor.unblock()
    await shown(editor, "দ্বিতীয় সেতু")
    await shown(editor, TITLE)


def sent_to(world: World, person: Person) -> list[object]:
    return [call for call in world.calls_of("sendMessage") if call.params.get("chat_id") == person.id]


async def test_files_that_cannot_be_used_are_told_in_plain_words_once(editor: Person, desk: Desk) -> None:
    now = datetime.now(UTC)
    assert await desk.store.notices.add("fault", "সেতু.toml, line 3: <b>এটি TOML নয়</b>", now)
    notice = await shown(editor, "যে ফাইল ব্যবহার করা যাচ্ছে না")
    assert "সেতু.toml, line 3: <b>এটি TOML নয়</b>" in notice.text
    assert not await desk.store.notices.add("fault", "সেতু.toml, line 3: <b>এটি TOML নয়</b>", now)
    await arrive(desk, new_draft())
    await shown(editor, TITLE)
    assert len(editor.chat.sent) == 2


async def test_the_menu_has_editors_commands_for_them_alone(
    editor: Person, second: Person, desk: Desk, world: World
) -> None:
    await arrive(desk, new_draft())
    await shown(editor, TITLE)

    def menu(person: Person) -> list[str]:
        found = world.profile.commands_for(person.id, private=True, language=person.language_code or "")
        return [each["command"] for each in found]

    await world.until(lambda: menu(second)[:3] == ["drafts", "push", "status"], within=10)
    reader = world.person("পাঠক", language_code="bn")
    assert not {"drafts", "push", "status"} & set(menu(reader))
    await desk.store.editors.remove(second.id, datetime.now(UTC))
    await world.until(lambda: "drafts" not in menu(second), within=10)
    assert "drafts" in menu(editor)


async def test_what_is_kept_of_an_editor_is_said(editor: Person, desk: Desk) -> None:
    await arrive(desk, new_draft())
    await editor.press(await shown(editor, TITLE), HOLD)
    await editor.send("/privacy")
    page = await shown(editor, "আপনার সম্পর্কে যা রাখি")
    for words in ("আপনি সম্পাদক, আর আপনার নাম", "খসড়া আছে এমন ১টি বার্তার নম্বর", "আপনার নামসহ, স্থায়ীভাবে: ১টি"):
        assert words in page.text


async def test_who_deletes_what_is_kept_stays_an_editor_and_is_told_so(editor: Person, desk: Desk) -> None:
    question = await ask(editor, "/delete")
    assert "আপনি সম্পাদকই থাকবেন" in question.text
    await editor.press(question, "হ্যাঁ, সব মুছুন")
    assert await desk.store.editors.is_editor(editor.id)


@pytest.mark.parametrize("verb", ["show", "ask", "publish", "hold", "release", "context", "list", "push"])
def test_a_button_of_the_longest_draft_fits(verb: str) -> None:
    action = DraftAction(verb, "x" * 56, 9999, "bn")  # type: ignore[arg-type]  # one of the eight
    assert len(action.encode().encode()) == 64
    assert decode(action.encode()) == action
    assert decode("Y1:b:সেতু") is None
    rewritten = decode(DraftAction("show", "x", 70_001, "en").encode())
    assert rewritten
    assert rewritten.saw(70_001)
    assert not rewritten.saw(70_002)
