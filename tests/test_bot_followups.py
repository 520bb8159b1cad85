"""What comes after an answer: a person's next word about it, through the real bot and the strict local Bot API."""

import pytest

from bot.playground.person import Person
from tests.own_briefs import ask

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("word", ["কেন?", "keno"])
async def test_why_gets_the_passage_that_explains(anu: Person, word: str) -> None:
    await ask(anu, "পেন্টাগন অস্ত্র চালান")
    reply = await ask(anu, word)
    assert "কারণ এটি মার্কিন সামরিক মজুদ পর্যালোচনা করে" in reply.text
    assert "সূত্র: " in reply.text
    await anu.press(reply, "পুরো খবর")
    assert "আটকে রাখা অস্ত্রের মধ্যে" in reply.text


async def test_why_gets_what_a_brief_says_of_why_it_matters(anna: Person) -> None:
    await ask(anna, "did they discuss syria")
    assert "Why it matters: The renewed contacts" in (await ask(anna, "why?")).text


@pytest.mark.parametrize(("word", "date"), [("when?", "June 22"), ("কবে?", "২২ জুন"), ("kobe", "২২ জুন")])
async def test_when_gets_the_sentences_with_a_date(anna: Person, word: str, date: str) -> None:
    await ask(anna, "us struck iran sites")
    reply = await ask(anna, word)
    assert date in reply.text.partition("\n")[2]


async def test_where_gets_the_sentence_with_the_place(anna: Person) -> None:
    await ask(anna, "poltava attack")
    assert "in the city of Poltava" in (await ask(anna, "where?")).text


@pytest.mark.parametrize(
    ("word", "honest"),
    [
        ("why?", "I did not find the reason in this brief."),
        ("when?", "I did not find in this brief when it was."),
        ("কোথায়?", "ঘটনাটি কোথায়, এই খবরে তা খুঁজে পাইনি।"),
    ],
)
async def test_what_was_not_found_is_said_with_the_whole_brief_a_tap_away(
    anna: Person, word: str, honest: str
) -> None:
    await ask(anna, "putin suggests film exchange")
    reply = await ask(anna, word)
    assert honest in reply.text
    await anna.press(reply, reply.buttons[0])
    assert "Ushakov" in reply.text or "উশাকভ" in reply.text


@pytest.mark.parametrize("word", ["who said that?", "কে বলেছে?", "quote?", "উক্তি", "ukti"])
async def test_who_said_it_gets_the_words_with_their_speakers(anna: Person, word: str) -> None:
    await ask(anna, "root causes of the conflict")
    text = (await ask(anna, word)).text
    assert ("— Yuri Ushakov" in text and "— Vladimir Putin" in text) or (
        "— ইউরি উশাকভ" in text and "— ভ্লাদিমির পুতিন" in text
    )


async def test_who_said_it_of_a_brief_that_quotes_nobody_says_so(anna: Person) -> None:
    await ask(anna, "pentagon weapons pause")
    reply = await ask(anna, "who said that?")
    assert "It quotes nobody; these are the article’s own words." in reply.text


async def test_the_same_brief_in_the_other_language_once(anna: Person, anu: Person) -> None:
    first = await ask(anna, "putin macron call first in three years")
    assert first.text.startswith("Putin and Macron")
    assert (await ask(anna, "বাংলায়")).text.startswith("প্রায় তিন বছরে")
    assert (await ask(anna, "in English")).text == first.text
    assert (await ask(anna, "banglay bolo")).text.startswith("প্রায় তিন বছরে")
    assert (await ask(anna, "syria")).text.startswith("Trump and Putin discuss Syria")
    assert (await ask(anu, "in English")).text.startswith("Latest briefs")  # there is no brief before it


async def test_next_offers_other_briefs(anna: Person) -> None:
    await ask(anna, "syria")
    reply = await ask(anna, "next")
    assert reply.text.startswith("Related briefs")
    assert len(reply.buttons) > 2


async def test_asked_for_words_that_a_brief_has_not_the_reader_is_told(anna: Person, anu: Person) -> None:
    english = await ask(anna, "quotes from Trump")
    assert "\nNo words of Donald Trump are quoted here.\n" in english.text
    assert "— " not in english.text  # nobody else's are shown for his
    assert "ডোনাল্ড ট্রাম্প: এখানে তাঁর নিজের কথা উদ্ধৃত নেই।" in (await ask(anu, "ট্রাম্পের উক্তি")).text
    assert "quoted here" not in (await ask(anna, "what did Zelenskyy say about Trump and Putin?")).text
