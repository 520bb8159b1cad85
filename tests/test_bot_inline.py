"""Inline mode offers briefs and quotes while somebody types, in any chat."""

from bot.playground.person import Person
from bot.playground.world import World


async def test_nothing_typed_offers_every_brief_the_newest_first_in_the_readers_language(
    anu: Person, anna: Person
) -> None:
    bengali, english = await anu.inline(""), await anna.inline("")
    briefs = [result for result in english.results if result.id.startswith("c")]
    assert len(briefs) == 14
    assert english.is_personal
    assert bengali.results[0].title != english.results[0].title


async def test_half_typed_words_find_the_brief_in_the_language_of_their_script(anna: Person) -> None:
    for typed, words in (("macr", "Macron"), ("মাখ", "মাখোঁ"), ("পোলত", "পোলতাভা"), ("polta", "Poltava")):
        titles = [result.title for result in (await anna.inline(typed)).results[:3]]
        assert any(words in title for title in titles), (typed, titles)


async def test_a_script_that_tells_the_language_makes_results_anyones(anna: Person) -> None:
    assert not (await anna.inline("মাখোঁ")).is_personal
    assert (await anna.inline("macron")).is_personal


async def test_quote_cards_name_the_speaker_and_carry_the_words(anna: Person) -> None:
    found = await anna.inline("জেলেনস্কি")
    quotes = [result for result in found.results if result.id.startswith("w") and "zelenskyy" in result.id]
    assert len(quotes) == 2
    assert quotes[0].title.startswith("ভলোদিমির জেলেনস্কি")
    message = await anna.choose(found, quotes[1].id)
    assert "“আমি নিশ্চিত নই যে তাদের কাছে প্রচুর সাধারণ ধারণা" in message.text
    assert "সূত্র: " in message.text


async def test_a_chosen_brief_keeps_its_buttons_working_where_the_bot_is_not(
    world: World, anna: Person, anu: Person
) -> None:
    friends = world.group("বন্ধুরা", members=[anna, anu], bot="left")
    found = await anna.inline("poltava", chat=friends)
    message = await anna.choose(found, found.results[0].id, to=friends)
    await anu.press(message, "Source")
    assert message.text.startswith("Where this comes from")
    await anu.press(message, "বাংলা")
    assert message.text.startswith("কোথা থেকে এসেছে")


async def test_nothing_found_offers_the_way_to_the_bot(anu: Person) -> None:
    found = await anu.inline("বিটকয়েন")
    assert not found.results
    assert found.button
    assert found.button["text"] == "বার্তাকে সরাসরি জিজ্ঞেস করুন"


async def test_a_made_up_offset_is_taken_for_the_beginning(anna: Person) -> None:
    for offset in ("x", "-1", "১২", "9" * 30):
        assert (await anna.inline("", offset=offset)).results is not None
