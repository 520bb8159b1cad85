"""What a person gets in a private chat, through the real bot and the strict local Bot API."""

import regex

from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World


async def ask(person: Person, text: str) -> Message:
    chat = person.chat
    await person.send(text)
    return await chat.next_message()


async def test_a_bengali_question_gets_the_brief_with_its_quote_and_source(anu: Person) -> None:
    reply = await ask(anu, "ইরান নিয়ে পুতিন কী বলেছেন?")
    title, *_ = reply.text.split("\n")
    assert "ইরান" in title
    assert reply.entities[0]["type"] == "bold"
    assert "“একচেটিয়াভাবে রাজনৈতিক ও কূটনৈতিক উপায়ে”" in reply.text
    assert "— ভ্লাদিমির পুতিন" in reply.text
    assert "জানিয়েছেন ইউরি উশাকভ" in reply.text
    assert "সূত্র: এপি (বাংলা অনুবাদ, পুনঃপ্রকাশক অজানা), ৩ জুলাই ২০২৫ (তারিখ অনুমিত)" in reply.text
    assert reply.buttons == [
        "আরও উদ্ধৃতি",
        "প্রসঙ্গসহ",
        "সম্পর্কিত খবর",
        "সূত্র",
        "English",
        "শেয়ার করুন",
        "নিয়মিত ব্রিফিং পান",
    ]


async def test_an_english_question_gets_english_with_a_labelled_translation(anna: Person) -> None:
    reply = await ask(anna, "what did ushakov say about the goals")
    assert "“রাশিয়া এই লক্ষ্যগুলি থেকে পিছপা হবে না,”" in reply.text
    assert "English translation: " in reply.text
    assert "— Yuri Ushakov, " in reply.text
    assert "July 3, 2025 (date inferred)" in reply.text


async def test_romanised_bengali_is_answered_in_bengali(anna: Person) -> None:
    reply = await ask(anna, "biman protirokkha kheponastro")
    assert "ক্ষেপণাস্ত্র" in reply.text
    assert "সূত্র: " in reply.text


async def test_off_topic_gets_an_honest_none_and_the_topics(anu: Person) -> None:
    reply = await ask(anu, "বিটকয়েনের দাম কত")
    assert reply.text.startswith("এ নিয়ে আমার কাছে কিছু নেই।")
    assert len(reply.buttons) == 3
    await anu.press(reply, reply.buttons[0])
    assert "একটি বেছে নিন" in reply.text


async def test_a_topic_is_answered_with_its_briefs_as_buttons(anu: Person) -> None:
    reply = await ask(anu, "ইরানের খবর")
    assert reply.text.startswith("ইরান")
    await anu.press(reply, reply.buttons[0])
    assert "সূত্র: " in reply.text


async def test_start_greets_and_shows_three_things_to_try(anna: Person) -> None:
    await anna.start()
    reply = await anna.chat.next_message()
    assert "Three things to try:" in reply.text
    assert len(reply.keyboard) == 5
    await anna.press(reply, reply.buttons[0])
    assert "Source: " in reply.text


async def test_deep_links_open_a_brief_or_a_topic_and_anything_else_is_a_plain_start(anna: Person) -> None:
    expected = {
        "brief_film-exchange": "Putin suggests",
        "topic_iran": "Iran",
        "brief_no-such": "Barta: ",
        "topic_no-such": "Barta: ",
        "সংবাদ": "Barta: ",
        "brief_": "Barta: ",
    }
    for payload, beginning in expected.items():
        await anna.start(payload)
        reply = await anna.chat.next_message()
        assert reply.text.startswith(beginning), payload


async def test_every_command_answers_in_the_language_of_the_readers_telegram(
    anna: Person, anu: Person
) -> None:
    for command in (
        "start",
        "help",
        "topics",
        "latest",
        "language",
        "privacy",
        "subscribe",
        "subscriptions",
        "delete",
        "export",
        "unsubscribe",
    ):
        english, bengali = await ask(anna, f"/{command}"), await ask(anu, f"/{command}")
        assert not regex.search(r"\p{Bengali}", english.text.replace("বার্তা", "")), command
        assert regex.search(r"\p{Bengali}", bengali.text), command


async def test_an_unknown_command_gets_help(anu: Person) -> None:
    assert (await ask(anu, "/weather")).text.startswith("কীভাবে জিজ্ঞেস করবেন")


async def test_latest_turns_its_pages(anna: Person) -> None:
    reply = await ask(anna, "/latest")
    first = reply.buttons
    assert first[-2:] == ["Older", "All topics"]
    await anna.press(reply, "Older")
    second = reply.buttons
    assert second[-2:] == ["Newer", "All topics"]
    assert len({*first[:-2], *second[:-2]}) == 14


async def test_each_button_of_a_brief_edits_the_message_in_place(anu: Person, world: World) -> None:
    reply = await ask(anu, "জেলেনস্কি ট্রাম্প আলাপ")
    card = reply.text
    shows = {
        "আরও উদ্ধৃতি": "কে কী বলেছেন",
        "প্রসঙ্গসহ": "কথাগুলো যেখানে আছে",
        "সম্পর্কিত খবর": "সম্পর্কিত খবর",
        "সূত্র": "কোথা থেকে এসেছে",
    }
    sent = len(world.calls_of("sendMessage"))
    for label, beginning in shows.items():
        await anu.press(reply, label)
        assert reply.text.startswith(beginning)
        await anu.press(reply, "খবরে ফিরুন")
        assert reply.text == card
    await anu.press(reply, "English")
    assert "Source: AP" in reply.text
    await anu.press(reply, "বাংলা")
    assert reply.text == card
    assert len(world.calls_of("sendMessage")) == sent


async def test_the_context_underlines_the_quote_within_the_articles_words(anna: Person) -> None:
    reply = await ask(anna, "root causes of the conflict")
    await anna.press(reply, "In context")
    underlined = next(entity for entity in reply.entities if entity["type"] == "underline")
    units = reply.text.encode("utf-16-le")
    start, end = underlined["offset"] * 2, (underlined["offset"] + underlined["length"]) * 2
    assert units[start:end].decode("utf-16-le") == "মূল কারণগুলি"
    before = reply.text
    await anna.press(reply, "Next quote")
    assert reply.text != before


async def test_a_held_quote_is_shown_nowhere(anu: Person) -> None:
    reply = await ask(anu, "সিনেমা বিনিময়")
    for label in ("প্রসঙ্গসহ", "খবরে ফিরুন", "English"):
        await anu.press(reply, label)
        assert "traditional তিহ্যবাহী" not in reply.text


async def test_follow_ups_go_on_from_the_last_answer(anna: Person) -> None:
    first = await ask(anna, "russia war goals")
    title = first.text.split("\n")[0]
    more = await ask(anna, "more")
    assert more.text.startswith(f"What was said\n{title}")
    source = await ask(anna, "সূত্র কী")
    assert source.text.startswith("কোথা থেকে এসেছে")
    other = await ask(anna, "and Zelenskyy?")
    assert "Zelenskyy" in other.text.split("\n")[0]


async def test_a_follow_up_to_nothing_asks_what_is_meant(anu: Person) -> None:
    assert "কোন খবরের কথা বলছেন" in (await ask(anu, "আরও")).text


async def test_a_follow_up_goes_with_the_brief_that_a_button_opened(anna: Person) -> None:
    reply = await ask(anna, "/latest")
    await anna.press(reply, reply.buttons[0])
    title = reply.text.split("\n")[0]
    assert title in (await ask(anna, "source?")).text


async def test_the_chosen_language_answers_where_the_words_leave_it_open(anna: Person) -> None:
    reply = await ask(anna, "/language")
    await anna.press(reply, "বাংলা")
    assert reply.text.startswith("ভাষা")
    assert "সূত্র: " in (await ask(anna, "putin macron")).text
    assert "Source: " in (await ask(anna, "what did putin suggest about movies?")).text
    await anna.press(reply, "যে ভাষায় লিখি")
    assert "Source: " in (await ask(anna, "putin macron")).text


async def test_what_is_no_text_gets_a_word_about_it(anu: Person) -> None:
    chat = anu.chat
    for send in (anu.sticker, anu.voice, anu.location, anu.photo):
        await send()
        assert (await chat.next_message()).text == "আমি শুধু লেখা পড়তে পারি। কী জানতে চান, লিখে পাঠান।"


async def test_a_photo_with_words_asks_them(anu: Person) -> None:
    await anu.photo("সিনেমা বিনিময় পুতিন")
    assert "সিনেমা" in (await anu.chat.next_message()).text


async def test_an_edited_question_is_not_asked_again(anna: Person, world: World) -> None:
    message = await anna.send("poltava")
    await anna.chat.next_message()
    await anna.edit(message, "poltava attack")
    await ask(anna, "macron")
    assert len(world.calls_of("sendMessage")) == 2


async def test_the_share_button_opens_inline_mode_with_the_brief(anna: Person) -> None:
    reply = await ask(anna, "syria")
    (query,) = [
        button["switch_inline_query"]
        for row in reply.keyboard
        for button in row
        if "switch_inline_query" in button
    ]
    results = (await anna.inline(query)).results
    assert results[0].title == reply.text.split("\n")[0]


async def test_questions_of_one_chat_are_answered_in_their_order(anna: Person) -> None:
    for text in ("macron", "syria", "poltava", "nato", "macron"):
        await anna.send(text)
    titles = [(await anna.chat.next_message()).text.split("\n")[0] for _ in range(5)]
    assert titles[0] == titles[4]
    assert len(set(titles)) == 4


async def test_a_message_without_a_subject_gets_the_news_help_or_a_friendly_word(
    anna: Person, anu: Person
) -> None:
    assert (await ask(anna, "any news today?")).text.startswith("Latest briefs")
    assert (await ask(anu, "হ্যালো")).text.startswith("বার্তা: ")
    assert (await ask(anna, "help")).text.startswith("How to ask")
    assert (await ask(anu, "ধন্যবাদ")).text.startswith("ভালো থাকবেন")
