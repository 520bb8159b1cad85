"""However much there is, every part of it can be reached, and each view stays one message."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.models import LANGUAGES, Language
from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from bot.render.split import LIMIT, length
from bot.render.words import say
from tests.own_briefs import ask, bot_with, press, write_brief, write_topics

TOPICS = 111
QUOTES = [f"সেতুটি {number:02} তারিখে {'খুলে দেওয়া হবে ' * 9}" for number in range(60)]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A Telegram whose bot has 111 topics, one of 20 briefs, and briefs as long as nobody should write them."""
    folder = tmp_path / "briefs"
    folder.mkdir()
    write_topics(folder, [("flood", "বন্যা"), *((f"topic-{n}", f"বিষয় {n}") for n in range(TOPICS - 1))])
    for number in range(20):
        write_brief(folder, f"flood-{number}", title=f"বন্যার {number} নম্বর খবর", topic="flood")
    for number in range(TOPICS - 1):
        write_brief(folder, f"brief-{number}", title=f"সংবাদ {number}", topic=f"topic-{number}")
    write_brief(folder, "x" * 56, title="সেতু নিয়ে ষাট কথা", topic="topic-0", quotes=QUOTES)
    write_brief(folder, "speech", title="দীর্ঘ ভাষণ", topic="topic-0", quotes=["ভাষণ " * 1500, "শেষ কথা"])
    write_brief(folder, "report", title="দীর্ঘ প্রতিবেদন", topic="topic-0", summary="প্রতিবেদন " * 1000)
    async with bot_with(folder, tmp_path / "barta.db") as world:
        yield world


@pytest.fixture
def anna(world: World) -> Person:
    """A person whose Telegram is in English."""
    return world.person("Anna", language_code="en")


@pytest.fixture
def anu(world: World) -> Person:
    """A person whose Telegram is in Bengali."""
    return world.person("অনু", language_code="bn")


async def turned(person: Person, message: Message, button: str) -> AsyncIterator[list[str]]:
    """Give the buttons of a message, then those of each page that follows."""
    yield message.buttons
    while button in message.buttons:
        await press(person, message, button)
        yield message.buttons


async def test_every_topic_is_reached_by_turning_pages(anna: Person) -> None:
    page = await ask(anna, "/topics")
    first = page.buttons
    reached = [name async for names in turned(anna, page, "Next") for name in names if "বিষয়" in name]
    assert len(set(reached)) == len(reached) == TOPICS - 1
    while "Previous" in page.buttons:
        await press(anna, page, "Previous")
    assert page.buttons == first


async def test_nothing_found_offers_some_topics_and_the_way_to_all(anu: Person) -> None:
    reply = await ask(anu, "বিটকয়েনের দাম কত")
    assert reply.text.startswith("এ নিয়ে আমার কাছে কিছু নেই।")
    assert len(reply.buttons) == 9
    await press(anu, reply, "সব বিষয়")
    assert "পরেরগুলো" in reply.buttons


@pytest.mark.parametrize("question", ["বন্যা", "/start topic_flood"])
async def test_every_brief_of_a_topic_is_reached_by_turning_pages(anu: Person, question: str) -> None:
    reply = await ask(anu, question)
    pages = [names async for names in turned(anu, reply, "আরও পুরোনো")]
    reached = [name for names in pages for name in names if name.startswith("বন্যার")]
    assert len(set(reached)) == len(reached) == 20
    assert "আরও নতুন" in reply.buttons


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sixty_quotes_are_shown_whole_each_once_in_one_message_that_turns(
    world: World, language: Language
) -> None:
    reader = world.person("পাঠক", language_code=language)
    card = await ask(reader, f"/start brief_{'x' * 56}")
    await press(reader, card, say(language, "button.quotes"))
    shown = []
    async for _ in turned(reader, card, say(language, "button.next_quotes")):
        assert length(card.text) <= LIMIT
        shown.append(card.text)
    assert len(shown) > 2
    for quote in QUOTES:
        assert sum(quote.strip() in text for text in shown) == 1, quote
    await press(reader, card, say(language, "button.back"))
    assert "সেতুটি খুলছে।" in card.text
    assert reader.chat.sent == [card]


async def test_the_quotes_turn_back_too(anna: Person) -> None:
    card = await ask(anna, f"/start brief_{'x' * 56}")
    await press(anna, card, "More quotes")
    first = card.text
    await press(anna, card, "Next quotes")
    assert card.text != first
    await press(anna, card, "Previous quotes")
    assert card.text == first


async def test_only_a_quote_longer_than_a_message_is_cut(anna: Person) -> None:
    card = await ask(anna, "/start brief_speech")
    assert length(card.text) <= LIMIT
    await press(anna, card, "More quotes")
    assert card.text.endswith("ভাষণ…")
    assert length(card.text) <= LIMIT
    await press(anna, card, "Next quotes")
    assert "“শেষ কথা”" in card.text
    await press(anna, card, "Back to the brief")
    await press(anna, card, "In context")
    await press(anna, card, "Next quote")
    assert length(card.text) <= LIMIT
    assert anna.chat.sent == [card]


async def test_a_brief_longer_than_a_message_keeps_its_title_and_its_end(anna: Person) -> None:
    card = await ask(anna, "/start brief_report")
    assert length(card.text) <= LIMIT
    assert card.text.startswith("দীর্ঘ প্রতিবেদন\n\nপ্রতিবেদন")
    assert card.text.endswith("…\n\nSource: the article was not kept.")
    assert anna.chat.sent == [card]


async def test_an_inline_card_longer_than_a_message_is_cut_to_one(world: World, anna: Person) -> None:
    friends = world.group("বন্ধুরা", members=[anna], bot="left")
    found = await anna.inline("দীর্ঘ প্রতিবেদন")
    message = await anna.choose(found, "c0:b:report", to=friends)
    assert length(message.text) <= LIMIT
    assert "…" in message.text
    assert "সূত্র" in message.buttons


async def test_without_a_single_brief_nothing_found_still_offers_a_way_on(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with bot_with(empty, tmp_path / "empty.db") as world:
        anu = world.person("অনু", language_code="bn")
        reply = await ask(anu, "ইরান")
        assert reply.text.startswith("এ নিয়ে আমার কাছে কিছু নেই।")
        await press(anu, reply, "কীভাবে জিজ্ঞেস করবেন")
        assert reply.text.startswith("কীভাবে জিজ্ঞেস করবেন")
