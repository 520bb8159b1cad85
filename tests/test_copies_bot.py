"""Briefings come, open in their place, and corrections reach every message that shows the brief."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest
from telegram import Bot

from bot.domain.models import Bilingual
from bot.handlers import questions
from bot.playground.faults import Refusal
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.state import Chat, Message
from bot.playground.world import World
from bot.render.message import Message as Shown
from bot.services.copies import shown_in
from bot.services.publish import publish
from bot.transport.messages import Place, Sent, send
from tests.newsroom import WRONG, Newsroom

BRIEF = "macron-putin-call"
BENGALI, ENGLISH = (
    "প্রায় তিন বছরে প্রথম সরাসরি ফোনালাপ পুতিন ও মাখোঁর",
    "Putin and Macron hold first direct call in almost three years",
)
CORRECTED = "সংশোধন, "


@pytest.fixture
def anu(world: World, newsroom: Newsroom) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in Bengali."""
    return world.person("অনু", language_code="bn")


@pytest.fixture
def anna(world: World, newsroom: Newsroom) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in English."""
    return world.person("Anna", language_code="en")


async def begun(person: Person) -> Chat:
    """Give the private chat of somebody who has started the bot."""
    await person.start()
    await person.chat.next_message()
    return person.chat


async def briefed(newsroom: Newsroom, chat: Chat) -> Message:
    """Let the briefings fall due, and give the one that comes to a chat."""
    await newsroom.brief_everybody()
    return await chat.next_message()


def title_button(message: Message, brief: str) -> str:
    """Give the data of the button that opens a brief."""
    datas = [str(button.get("callback_data", "")) for row in message.keyboard for button in row]
    return next(data for data in datas if data.endswith(f":{brief}"))


# -- briefings


async def test_a_first_briefing_brings_the_newest_five_and_the_next_only_what_is_new(
    newsroom: Newsroom, anu: Person
) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat)
    first = await briefed(newsroom, chat)
    assert "৫টি সারসংক্ষেপ, ১ মিনিট" in first.text
    assert first.text.startswith("ব্রিফিং, ")
    await newsroom.until_quiet()
    await newsroom.brief_everybody()
    await newsroom.until_quiet()
    assert len(newsroom.world.calls_of("sendMessage")) == 2
    await newsroom.change(BRIEF, "update", Bilingual(bn="ফোনালাপ দুই ঘণ্টা চলে।", en="It lasted two hours."))
    later = await briefed(newsroom, chat)
    assert "১টি সারসংক্ষেপ, ১ মিনিট" in later.text
    assert f"{BENGALI}\nহালনাগাদ, " in later.text
    assert "ফোনালাপ দুই ঘণ্টা চলে।" in later.text


async def test_who_wants_to_know_that_there_is_nothing_new_is_told(newsroom: Newsroom, anna: Person) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, language="en", says_nothing=True, keywords="bitcoin")
    assert (await briefed(newsroom, chat)).text.endswith("Nothing new this time.")


async def test_a_filter_lets_through_only_what_mentions_it_in_any_script(
    newsroom: Newsroom, anna: Person
) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, keywords="Zelenskyy")
    briefing = await briefed(newsroom, chat)
    assert "১টি সারসংক্ষেপ" in briefing.text
    assert "জেলেনস্কি" in briefing.text


async def test_another_credit_is_edited_into_every_copy_and_nobody_is_told(
    newsroom: Newsroom, anu: Person
) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat)
    await newsroom.push(BRIEF)
    message = await chat.next_message()
    await newsroom.until_quiet()
    sent = len(newsroom.world.calls_of("sendMessage"))
    library = newsroom.desk.index.library
    credit = Bilingual(bn="এপি, ঢাকা ডেস্ক", en="AP, Dhaka desk")
    article = library.sources[BRIEF].model_copy(update={"credit": credit})
    newer = replace(library, briefs={BRIEF: library.briefs[BRIEF]}, sources={BRIEF: article})
    assert await publish(newsroom.desk, newer, datetime.now(UTC), "অ্যানা") == [BRIEF]
    newsroom.bot.scheduler.wake()
    await newsroom.until_shows(message, "এপি, ঢাকা ডেস্ক")
    await newsroom.until_quiet()
    assert len(newsroom.world.calls_of("sendMessage")) == sent
    assert CORRECTED not in message.text


async def test_a_brief_opens_in_the_briefings_place_and_closes_again(newsroom: Newsroom, anu: Person) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat)
    message = await briefed(newsroom, chat)
    listed = message.text
    await newsroom.until_quiet()
    await anu.press_data(message, title_button(message, "iran-diplomacy"))
    assert "সূত্র: " in message.text
    await anu.press(message, "সূত্র")
    assert message.text.startswith("কোথা থেকে এসেছে")
    await anu.press(message, "English")
    await anu.press(message, "Back to the briefing")
    assert message.text.startswith("Briefing, ")
    await anu.press_data(message, "c0:b:iran-diplomacy")
    await anu.press(message, "ব্রিফিংয়ে ফিরুন")
    assert message.text == listed
    assert len(chat.sent) == 2


async def test_more_than_five_are_paged_in_place(newsroom: Newsroom, anna: Person) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, language="en", cursor=0)
    message = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    assert "14 briefs, 3 minutes (1–5)" in message.text
    await anna.press(message, "9 more")
    assert "(6–10)" in message.text
    opened = message.buttons[0]
    await anna.press(message, opened)
    await anna.press(message, "Back to the briefing")
    assert "(6–10)" in message.text
    await anna.press(message, "Previous")
    assert "(1–5)" in message.text


async def test_a_briefing_that_is_not_known_any_more_says_so(anna: Person) -> None:
    chat = await begun(anna)
    answer = await anna.press_data(chat.sent[-1], "B0:e")
    assert answer.show_alert
    assert "/latest" in answer.text


async def test_why_it_came_is_one_tap_away_and_so_are_a_pause_and_the_end(
    newsroom: Newsroom, anu: Person
) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat, topics=frozenset({"iran"}))
    message = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    await anu.press(message, "কেন পেলাম?")
    assert normalize("NFC", "প্রতিদিন সকাল ৮টা ও রাত ৮টায়, ঢাকার সময়ে, বিষয়: ইরান।") in message.text
    await anu.press(message, "এক দিন বিরতি")
    assert "বিরতি চলছে" in message.text
    await anu.press(message, "আবার পাঠান")
    assert "বিরতি চলছে" not in message.text
    await anu.press(message, "আর পাঠাবেন না")
    wanted = await newsroom.desk.store.subscriptions.get(chat.id, None)
    assert wanted
    assert not wanted.active
    await anu.press(message, "ব্রিফিংয়ে ফিরুন")
    assert message.text.startswith("ব্রিফিং, ")
    await anu.press(message, "কেন পেলাম?")
    await anu.press(message, "আবার পাঠান")
    await anu.press(message, "সময় বা বিষয় বদলান")
    assert "৮টা" in message.text


@pytest.mark.parametrize("button", [0, "কেন পেলাম?"])
async def test_a_briefing_of_which_nothing_was_kept_is_found_again(
    newsroom: Newsroom, anu: Person, button: int | str
) -> None:
    """Its sender died before it could be kept, or the reader had all erased."""
    chat = await begun(anu)
    await newsroom.subscribe(chat)
    message = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    before, buttons = message.text, message.buttons
    await newsroom.desk.store.readers.erase(chat.id)
    await anu.press(message, button if isinstance(button, str) else buttons[button])
    assert message.text != before
    await anu.press(message, "ব্রিফিংয়ে ফিরুন")
    assert message.text.split("\n")[1:] == before.split("\n")[1:]
    assert message.buttons == buttons


async def test_who_had_all_erased_finds_a_way_on_under_an_old_briefing(
    newsroom: Newsroom, anu: Person
) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat)
    message = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    await anu.press(message, "কেন পেলাম?")
    await newsroom.desk.store.readers.erase(chat.id)
    answer = await anu.press(message, "আর পাঠাবেন না")
    assert answer.text == "", "it is nobody's group"
    assert "এখন আর ব্রিফিং পাঠানো হয় না" in message.text
    await anu.press(message, "নিয়মিত ব্রিফিং পান")
    assert "পরের ব্রিফিং" in (await chat.next_message()).text


async def test_no_reader_of_a_channel_takes_its_briefing_from_the_others(
    newsroom: Newsroom, world: World, anu: Person, anna: Person
) -> None:
    channel = world.channel("দৈনিক", admins=[anna])
    await newsroom.subscribe(channel)
    message = await briefed(newsroom, channel)
    await newsroom.until_quiet()
    before = message.text
    opened = await anu.press(message, message.buttons[0])
    assert opened.url
    assert opened.url.startswith("https://t.me/barta_bot?start=brief_")
    await anu.start(opened.url.partition("start=")[2])
    assert (await anu.chat.next_message()).text.splitlines()[0] in before
    for person in (anu, anna):
        why = await person.press(message, "কেন পেলাম?")
        assert why.show_alert
        assert "/subscriptions" in why.text
    assert message.text == before


async def test_in_a_group_only_admins_pause_what_it_gets(
    newsroom: Newsroom, world: World, anu: Person, anna: Person
) -> None:
    group = world.group("পাড়া", admins=[anna], members=[anu])
    await newsroom.subscribe(group)
    message = await briefed(newsroom, group)
    await anu.press(message, "কেন পেলাম?")
    assert (await anu.press(message, "আর পাঠাবেন না")).show_alert
    await anna.press(message, "আর পাঠাবেন না")
    assert "এখন আর ব্রিফিং পাঠানো হয় না" in message.text


# -- pushes of one brief


async def test_a_pushed_brief_says_why_it_came_and_does_not_come_again_in_the_next_briefing(
    newsroom: Newsroom, anna: Person
) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, language="en", cursor=0, keywords="macron")
    await newsroom.push(BRIEF)
    card = await chat.next_message()
    assert card.text.startswith(ENGLISH)
    await newsroom.until_quiet()
    await anna.press(card, "Why did I get this?")
    assert "An editor sent this brief" in card.text
    await anna.press(card, "Back to the brief")
    assert "Why did I get this?" in card.buttons
    await newsroom.brief_everybody()
    await newsroom.until_quiet()
    assert chat.sent[-1] is card


async def test_quiet_hours_put_a_brief_off_unless_it_is_urgent(newsroom: Newsroom, anna: Person) -> None:
    chat = await begun(anna)
    now = datetime.now(UTC)
    quiet = ((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    wanted = await newsroom.subscribe(chat, language="en")

    utc = replace(wanted, schedule=replace(wanted.schedule, zone="UTC"), quiet=quiet)
    await newsroom.desk.store.subscriptions.save(utc, now)
    await newsroom.push("iran-diplomacy")
    await newsroom.push(BRIEF, urgent=True)
    assert (await chat.next_message()).text.startswith(ENGLISH)
    assert len(chat.sent) == 2


async def test_a_brief_that_was_retracted_meanwhile_does_not_go_out(newsroom: Newsroom, anna: Person) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, language="en")
    await newsroom.change(BRIEF, "retraction")
    await newsroom.push(BRIEF)
    await newsroom.until_quiet()
    assert len(chat.sent) == 1


# -- corrections


async def test_a_correction_reaches_an_answer_in_whatever_view_and_language_it_is(
    newsroom: Newsroom, anu: Person, anna: Person
) -> None:
    await anu.send("মাখোঁ পুতিন ফোনালাপ")
    card = await anu.chat.next_message()
    await anna.start(f"brief_{BRIEF}")
    linked = await anna.chat.next_message()
    await anna.press(linked, "Related briefs")
    await newsroom.change(BRIEF, "correction", title=Bilingual(bn="বুধবারের ফোনালাপ", en="Wednesday's call"))
    await newsroom.until_shows(card, "বুধবারের ফোনালাপ")
    assert CORRECTED in card.text
    assert WRONG.bn in card.text
    await newsroom.until_shows(linked, "Wednesday's call")
    assert WRONG.en in linked.text
    assert "Back to the brief" in linked.buttons
    assert len(anu.chat.sent) == len(anna.chat.sent) == 1


async def test_a_correction_reaches_briefings_listed_and_opened_and_is_told_once_a_chat(
    newsroom: Newsroom, anu: Person, anna: Person
) -> None:
    chats = [await begun(anu), await begun(anna)]
    for chat, language in zip(chats, ("bn", "en"), strict=True):
        await newsroom.subscribe(chat, language=language, cursor=0, keywords="macron")
    await newsroom.brief_everybody()
    listed, opened = [await chat.next_message() for chat in chats]
    await newsroom.until_quiet()
    await anna.press_data(opened, f"c0:e:{BRIEF}")
    await newsroom.change(BRIEF, "correction")
    await newsroom.until_shows(listed, CORRECTED)
    assert f"{BENGALI}\n{CORRECTED}" in listed.text
    await newsroom.until_shows(opened, WRONG.en)
    assert "Back to the briefing" in opened.buttons
    await newsroom.until_quiet()
    for chat, message, note in zip(chats, (listed, opened), (WRONG.bn, WRONG.en), strict=True):
        reply = chat.sent[-1]
        assert reply.reply_to is message
        assert note in reply.text
        assert len(chat.sent) == 3
    assert chats[0].sent[-1].text.endswith(f"খবর: {BENGALI}")


async def test_a_correction_reaches_an_inline_message_where_the_bot_is_not(
    newsroom: Newsroom, world: World, anna: Person, anu: Person
) -> None:
    friends = world.group("বন্ধুরা", members=[anna, anu], bot="left")
    found = await anna.inline("macron", chat=friends)
    message = await anna.choose(found, f"c0:e:{BRIEF}", to=friends)
    other = await anna.choose(found, f"c0:e:{BRIEF}", to=friends)
    await anu.press(other, "বাংলা")
    assert message.inline_id
    while not await newsroom.desk.store.copies.by_inline(message.inline_id):
        await world.until(lambda: True)
    await newsroom.change(BRIEF, "correction")
    await newsroom.until_shows(message, WRONG.en)
    await newsroom.until_shows(other, WRONG.bn)


async def test_a_correction_reaches_a_forums_topic_and_is_told_there(
    newsroom: Newsroom, world: World, anna: Person
) -> None:
    forum = world.group("খবরের ফোরাম", admins=[anna], forum=True, topics=["ইরান", "মাখোঁ"])
    topic = forum.topic("মাখোঁ")
    await newsroom.subscribe(forum, topic.id, keywords="মাখোঁ")
    briefing = await briefed(newsroom, forum)
    assert briefing.thread_id == topic.id
    await newsroom.until_quiet()
    await anna.send("@barta_bot macron putin", to=forum, topic=topic)
    answer = await forum.next_message()
    await newsroom.change(BRIEF, "correction")
    await newsroom.until_shows(briefing, WRONG.bn)
    await newsroom.until_shows(answer, WRONG.en)
    await newsroom.until_quiet()
    assert forum.sent[-1].thread_id == topic.id
    assert forum.sent[-1].reply_to is briefing


async def test_a_retraction_takes_the_texts_place_and_says_why(newsroom: Newsroom, anu: Person) -> None:
    chat = await begun(anu)
    await newsroom.subscribe(chat, keywords="মাখোঁ")
    briefing = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    await anu.send("মাখোঁ পুতিন ফোনালাপ")
    card = await chat.next_message()
    await newsroom.change(BRIEF, "retraction", Bilingual(bn="ফোনালাপটি হয়নি।", en="There was no call."))
    await newsroom.until_shows(card, "ফোনালাপটি হয়নি।")
    await newsroom.until_shows(briefing, "ফোনালাপটি হয়নি।")
    await newsroom.until_quiet()
    for message in (card, briefing):
        assert "প্রত্যাহার, " in message.text
        assert "মঙ্গলবার" not in message.text
    assert "ফোনালাপটি হয়নি।" in chat.sent[-1].text
    assert chat.sent[-1].reply_to is briefing


async def test_an_update_marks_copies_and_a_typo_changes_them_silently(
    newsroom: Newsroom, anna: Person
) -> None:
    chat = await begun(anna)
    await newsroom.subscribe(chat, language="en", keywords="macron")
    briefing = await briefed(newsroom, chat)
    await newsroom.until_quiet()
    await newsroom.change(BRIEF, "update", Bilingual(bn="আরও জানা গেছে।", en="More is known."))
    await newsroom.until_shows(briefing, "Updated, ")
    await newsroom.change(BRIEF, "typo", title=Bilingual(bn="পুতিন ও মাখোঁ", en="Putin and Macron talk"))
    await newsroom.until_shows(briefing, "Putin and Macron talk")
    assert "Typo" not in briefing.text
    await newsroom.until_quiet()
    assert chat.sent[-1] is briefing


async def test_a_store_that_fails_costs_the_reader_nothing(
    newsroom: Newsroom, anna: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(type(newsroom.desk.store.copies), "get", broken)
    monkeypatch.setattr(type(newsroom.desk.store.readers), "remember_copy", broken)
    await anna.send("macron putin")
    card = await anna.chat.next_message()
    await anna.press(card, "বাংলা")
    assert card.text.startswith(BENGALI)
    assert "What a message shows was not read" in caplog.text
    assert "What a message shows was not remembered" in caplog.text
    assert await shown_in(newsroom.desk, anna.chat.id, card.id) is None


async def test_a_button_under_a_message_that_cannot_be_edited_makes_a_copy_of_the_new_one(
    newsroom: Newsroom, playground: Playground, anna: Person
) -> None:
    await anna.send("macron putin")
    card = await anna.chat.next_message()
    playground.faults.add(Refusal(400, "Bad Request: message can't be edited"), method="editMessageText")
    await anna.press(card, "বাংলা")
    anew = await anna.chat.next_message()
    await newsroom.until_quiet()
    await newsroom.change(BRIEF, "correction")
    await newsroom.until_shows(anew, WRONG.bn)


async def test_a_brief_that_is_corrected_while_its_answer_is_on_the_way_is_corrected_there_too(
    newsroom: Newsroom, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def late(bot: Bot, message: Shown, place: Place) -> Sent:
        await newsroom.change(BRIEF, "correction")
        return await send(bot, message, place)

    monkeypatch.setattr(questions, "send", late)
    await anna.send("macron putin")
    await newsroom.until_shows(await anna.chat.next_message(), WRONG.en)


async def test_an_inline_result_that_was_offered_before_a_correction_is_corrected_when_it_is_sent(
    newsroom: Newsroom, world: World, anna: Person
) -> None:
    friends = world.group("বন্ধুরা", members=[anna], bot="left")
    found = await anna.inline("macron", chat=friends)
    await newsroom.change(BRIEF, "correction")
    message = await anna.choose(found, f"c0:e:{BRIEF}", to=friends)
    assert WRONG.en not in message.text
    await newsroom.until_shows(message, WRONG.en)
