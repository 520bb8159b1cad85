"""The whole path: an article is drafted, reviewed, published, asked for, pushed, corrected and retracted.

The bot runs on another machine, as it were: it shares the database with the editor, and has none of the editor's files.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content.read import load
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.state import Message
from bot.playground.world import World
from tests.processes import barta, running_bot, said
from tests.test_record import record
from tests.test_review_whole import WORDS, Editor

ARTICLE = """সোনাপুর (নিউজওয়্যার) – সোনাপুরের মেয়র রহিমা খাতুন সোমবার বলেন, “পুরোনো সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে।”
নদীর ওপরের সেতুটি গত বর্ষায় ভেঙে পড়ে। এর পর থেকে দুই পাড়ের মানুষ নৌকায় পার হচ্ছেন।
সেতু মেরামতে ব্যয় হয়েছে ৪.৫ কোটি টাকা।
"""
QUOTE = "পুরোনো সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে।"
PROPOSED = "সোনাপুরের মেয়র"  # what a drafted title begins with
EMPTIED = "\x15"  # Ctrl+U: what stands in the line goes
TITLES = "তিন মাসে খুলছে সোনাপুরের সেতু", "Sonapur bridge to open in three months"
TYPED = WORDS | {
    "Name in English": "Rahima Khatun",
    "Title in English": TITLES[1],
    "Summary in English": "The mayor of Sonapur says the old bridge will open in 3 months. The repair cost 45 million taka.",
}
ASKED = ("সোনাপুরের সেতু কবে খুলবে?", "when will the Sonapur bridge open", "sonapurer setu kobe khulbe")
RIGHT = "চার মাসে খুলছে সোনাপুরের সেতু", "Sonapur bridge to open in four months"
NOTES = "আমরা লিখেছিলাম তিন মাস; হবে চার মাস।", "We wrote three months; it is four."
GONE = "মেয়রের দপ্তর জানিয়েছে, এমন কথা বলা হয়নি।", "The mayor's office says that this was never said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an editor's folder: a topic, and no brief yet."""
    folder = tmp_path / "সম্পাদনা"
    folder.mkdir()
    (folder / "topics.toml").write_text('[city]\nname.bn = "শহর"\nname.en = "City"\n', encoding="utf-8")
    (folder / "people.toml").write_text("", encoding="utf-8")
    return folder


class Titling(Editor):
    """Gives the draft a title of her own, in place of the proposed one."""

    def __call__(self, shown: str) -> str:
        """Give the answer to a screen."""
        proposed = f"Title in Bengali: {PROPOSED}" in shown.rpartition("\n")[2]
        return EMPTIED + TITLES[0] if proposed else super().__call__(shown)

    def _choose(self, screen: str) -> str:
        return "t" if f"Title     {PROPOSED}" in screen and "a accept" in screen else super()._choose(screen)


@pytest.fixture
async def world(playground: Playground, postgres_url: str) -> AsyncIterator[World]:
    """Give the Telegram that a bot without the editor's files is connected to."""
    async with running_bot(playground, postgres_url) as process:
        await said(process, "answers with")
        yield playground.world


async def ask(person: Person, question: str) -> Message:
    """Write to the bot, and give what it answers."""
    await person.send(question)
    return await person.chat.next_message()


async def until_answered(person: Person, question: str, words: str) -> Message:
    """Ask until it is answered, within the five seconds that publishing may take to be seen."""
    async with asyncio.timeout(5):
        while words not in (answer := await ask(person, question)).text:
            pass
    return answer


async def until_shown(world: World, message: Message, *words: str) -> None:
    """Wait until a message shows some words."""
    await world.until(lambda: all(each in message.text for each in words), 15, f"{words} in {message.text!r}")


def changed(folder: Path, key: str) -> None:
    """Change the titles of a brief in its file, as an editor would."""
    (file,) = folder.rglob(f"{key}.toml")
    text = file.read_text(encoding="utf-8")
    for before, after in zip(TITLES, RIGHT, strict=True):
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


async def test_an_article_becomes_a_brief_that_is_asked_for_pushed_and_corrected_in_every_copy(
    world: World, postgres_url: str, folder: Path, tmp_path: Path
) -> None:
    anu, anna = world.person("অনু", language_code="bn"), world.person("Anna", language_code="en")
    assert TITLES[0] not in (await ask(anu, ASKED[0])).text
    reader = world.person("পাঠক", language_code="bn")
    assert "ব্রিফিং" in (await ask(reader, "/subscribe")).text

    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    at_the_desk = {"BARTA_DATABASE_URL": postgres_url, "BARTA_BRIEFS": str(folder)}
    for command in ("barta draft article.txt", "barta review"):
        screen = await asyncio.to_thread(record, command, Titling(folder, TYPED), tmp_path, at_the_desk)
    assert " is out." in screen, screen
    (key,) = load(folder).published().briefs

    answer = await until_answered(anu, ASKED[0], TITLES[0])
    assert f"“{QUOTE}”" in answer.text
    english = await until_answered(anna, ASKED[1], TITLES[1])
    banglish = await until_answered(world.person("Bipul"), ASKED[2], TITLES[0])

    status, printed, errors = await barta(
        postgres_url, "push", "brief", key, "--yes", BARTA_BRIEFS=str(folder)
    )
    assert (status, errors) == (0, ""), printed
    pushed = await reader.chat.next_message(15)
    assert TITLES[0] in pushed.text

    friends = world.group("বন্ধুরা", members=[anna, anu], bot="left")
    results = await anna.inline("sonapur", chat=friends)
    shared = await anna.choose(results, results.results[0].id, to=friends)
    assert TITLES[1] in shared.text

    copies = ((answer, 0), (banglish, 0), (english, 1), (pushed, 0), (shared, 1))
    changed(folder, key)
    status, printed, errors = await barta(
        postgres_url, "correct", key, "--kind", "correction", "--note-bn", NOTES[0], "--note-en", NOTES[1], "--yes",
        BARTA_BRIEFS=str(folder),
    )  # fmt: skip
    assert (status, errors) == (0, ""), printed
    for copy, language in copies:
        await until_shown(world, copy, RIGHT[language], NOTES[language])
    told = await reader.chat.next_message(15)
    assert told.reply_to is pushed
    assert NOTES[0] in told.text
    assert NOTES[0] in (await ask(anu, "/corrections")).text

    status, printed, errors = await barta(
        postgres_url,
        "retract",
        key,
        "--note-bn",
        GONE[0],
        "--note-en",
        GONE[1],
        "--yes",
        BARTA_BRIEFS=str(folder),
    )
    assert (status, errors) == (0, ""), printed
    for copy, language in copies:
        await until_shown(world, copy, GONE[language])
        assert QUOTE not in copy.text
    assert load(folder).briefs[key].status == "retracted"
    _, printed, _ = await barta(postgres_url, "history", key, BARTA_BRIEFS=str(folder))
    assert [kind for kind in ("published", "correction", "retraction") if kind in printed.casefold()] == [
        "published",
        "correction",
        "retraction",
    ]
