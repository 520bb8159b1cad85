"""Readers ask what was corrected, in the bot; and a correction at an editor's terminal reaches every copy beside it."""

import shutil
from pathlib import Path
from unicodedata import normalize

import pytest

from bot.content.read import load, shipped
from bot.domain.models import Bilingual
from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from tests.newsroom import WRONG, Newsroom
from tests.processes import barta

BRIEF = "macron-putin-call"
TITLE = "প্রায় তিন বছরে প্রথম সরাসরি ফোনালাপ পুতিন ও মাখোঁর"
NOTES = ("--note-bn", WRONG.bn, "--note-en", WRONG.en)


@pytest.fixture
def anu(world: World, newsroom: Newsroom) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in Bengali."""
    return world.person("অনু", language_code="bn")


@pytest.fixture
def anna(world: World, newsroom: Newsroom) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in English."""
    return world.person("Anna", language_code="en")


async def ask(person: Person, text: str) -> Message:
    """Ask in private, and give the answer."""
    await person.send(text)
    return await person.chat.next_message()


# -- what readers ask


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/corrections", "এখনো কিছু সংশোধন বা প্রত্যাহার করতে হয়নি"),
        ("what did you correct?", "Nothing has been corrected or retracted so far"),
        ("কী সংশোধন করেছেন", "এখনো কিছু সংশোধন বা প্রত্যাহার করতে হয়নি"),
        ("vul ki ki thik korso", "এখনো কিছু সংশোধন বা প্রত্যাহার করতে হয়নি"),
    ],
)
async def test_nothing_yet_is_said_in_the_language_of_the_question(
    anu: Person, text: str, words: str
) -> None:
    assert normalize("NFC", words) in (await ask(anu, text)).text


async def test_corrections_and_retractions_are_listed_and_typos_and_updates_are_not(
    newsroom: Newsroom, anu: Person, anna: Person
) -> None:
    await newsroom.change("iran-diplomacy", "typo", title=Bilingual(bn="ইরান ও পুতিন", en="Iran and Putin"))
    await newsroom.change("film-exchange", "update", Bilingual(bn="আরও জানা গেছে।", en="More is known."))
    await newsroom.change(BRIEF, "correction")
    await newsroom.change(
        "russia-war-goals", "retraction", Bilingual(bn="প্রতিবেদনটি ভুয়া।", en="It was a fake.")
    )
    shown = await ask(anu, "/corrections")
    first, second = shown.text.split("\n\n")[1:]
    assert "\nপ্রত্যাহার, " in first
    assert first.endswith(": প্রতিবেদনটি ভুয়া।")
    assert second.startswith(f"{TITLE}\nসংশোধন, ")
    assert second.endswith(WRONG.bn)
    assert len(shown.buttons) == 1
    await anu.press(shown, shown.buttons[0])
    assert shown.text.startswith(TITLE)
    assert WRONG.bn in shown.text
    assert WRONG.en in (await ask(anna, "which briefs were corrected")).text


async def test_five_stand_on_a_page_and_buttons_turn_it(newsroom: Newsroom, anu: Person) -> None:
    notes = [Bilingual(bn=f"{number} নম্বর ভুল।", en=f"Error {number}.") for number in range(12)]
    for note in notes:
        await newsroom.change(BRIEF, "correction", note)
    shown = await ask(anu, "/corrections")

    def listed() -> list[int]:
        return [number for number, note in enumerate(notes) if f" {note.bn}" in shown.text]

    assert listed() == [7, 8, 9, 10, 11]
    assert shown.buttons[-1] == "আরও পুরোনো সংশোধন"
    await anu.press(shown, "আরও পুরোনো সংশোধন")
    assert listed() == [2, 3, 4, 5, 6]
    await anu.press(shown, "আরও পুরোনো সংশোধন")
    assert listed() == [0, 1]
    assert "আরও পুরোনো সংশোধন" not in shown.buttons
    await anu.press(shown, "আরও নতুন সংশোধন")
    assert listed() == [2, 3, 4, 5, 6]


async def test_a_link_opens_the_list_and_so_does_the_command_in_a_group(
    newsroom: Newsroom, world: World, anu: Person, anna: Person
) -> None:
    await newsroom.change(BRIEF, "correction")
    await anna.start("corrections")
    assert WRONG.en in (await anna.chat.next_message()).text
    group = world.group("পাড়া", admins=[anna], members=[anu])
    await anu.send("/corrections@barta_bot", to=group)
    shown = await group.next_message()
    assert WRONG.bn in shown.text
    await anu.send("@barta_bot what did you get wrong?", to=group)
    assert WRONG.en in (await group.next_message()).text


# -- from an editor's terminal to every copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an editor's folder with what is out."""
    return Path(shutil.copytree(shipped(), tmp_path / "সম্পাদনা"))


class Copies:
    """A brief as three readers have it: an answer, a briefing with it in it, a message shared inline."""

    def __init__(self, answer: Message, briefing: Message, shared: Message) -> None:
        self.answer, self.briefing, self.shared = answer, briefing, shared


@pytest.fixture
async def copies(newsroom: Newsroom, world: World, anu: Person, anna: Person) -> Copies:
    """Deliver a brief in three ways."""
    answer = await ask(anu, "মাখোঁ পুতিন ফোনালাপ")
    await anna.start()
    await anna.chat.next_message()
    await newsroom.subscribe(anna.chat, language="en", cursor=0, keywords="macron")
    await newsroom.brief_everybody()
    briefing = await anna.chat.next_message()
    await newsroom.until_quiet()
    friends = world.group("বন্ধুরা", members=[anna, anu], bot="left")
    shared = await anna.choose(await anna.inline("macron", chat=friends), f"c0:e:{BRIEF}", to=friends)
    assert shared.inline_id
    while not await newsroom.desk.store.copies.by_inline(shared.inline_id):
        await world.until(lambda: True)
    return Copies(answer, briefing, shared)


async def editor_runs(newsroom: Newsroom, folder: Path, *arguments: str) -> str:
    """Run a command at an editor's terminal beside the bot, and give what it printed."""
    url = f"sqlite:///{folder.parent / 'barta.db'}"
    status, printed, errors = await barta(url, *arguments, "--yes", BARTA_BRIEFS=str(folder))
    assert status == 0, errors
    newsroom.bot.scheduler.wake()
    return printed


def file_in(folder: Path) -> Path:
    """Give the brief's file."""
    (file,) = folder.rglob(f"{BRIEF}.toml")
    return file


def change_title(folder: Path) -> None:
    """Change the brief's file as an editor would."""
    file = file_in(folder)
    text = file.read_text(encoding="utf-8")
    changed = text.replace(TITLE, TITLE.replace("তিন", "চার")).replace(
        "call in almost three", "call in almost four", 1
    )
    assert changed != text
    file.write_text(changed, encoding="utf-8")


async def test_a_correction_at_the_terminal_reaches_every_copy_and_is_told_once_and_listed(
    newsroom: Newsroom, folder: Path, copies: Copies, anu: Person, anna: Person
) -> None:
    change_title(folder)
    printed = await editor_runs(newsroom, folder, "correct", BRIEF, "--kind", "correction", *NOTES)
    assert "»চার« বছরে" in printed
    assert f"{BRIEF} is corrected: 3 messages to be edited." in printed
    for copy, title, note in (
        (copies.answer, "চার বছরে", WRONG.bn),
        (copies.briefing, "almost four years", WRONG.en),
        (copies.shared, "almost four years", WRONG.en),
    ):
        await newsroom.until_shows(copy, note)
        assert title in copy.text
    await newsroom.until_quiet()
    told = anna.chat.sent[-1]
    assert told.reply_to is copies.briefing
    assert told.text.startswith("Correction, ")
    assert WRONG.en in told.text
    assert (len(anu.chat.sent), len(anna.chat.sent)) == (1, 3)
    assert WRONG.bn in (await ask(anu, "/corrections")).text
    assert load(folder).briefs[BRIEF] == newsroom.desk.index.brief(BRIEF)


async def test_a_retraction_at_the_terminal_takes_every_copys_place_where_the_file_is_not_here(
    newsroom: Newsroom, folder: Path, copies: Copies, anna: Person
) -> None:
    file = file_in(folder)
    summary = load(folder).briefs[BRIEF].summary.bn
    assert summary in copies.answer.text
    file.unlink()
    printed = await editor_runs(newsroom, folder, "retract", BRIEF, *NOTES)
    assert "3 messages to be edited" in printed
    for copy, note in ((copies.answer, WRONG.bn), (copies.briefing, WRONG.en), (copies.shared, WRONG.en)):
        await newsroom.until_shows(copy, note)
    await newsroom.until_quiet()
    assert "প্রত্যাহার, " in copies.answer.text
    assert summary not in copies.answer.text
    assert anna.chat.sent[-1].reply_to is copies.briefing
    assert anna.chat.sent[-1].text.startswith("Retracted, ")
    assert "Retracted, " in (await ask(anna, "/corrections")).text
    assert file.read_text(encoding="utf-8").count('kind = "retraction"') == 1
    assert load(folder).briefs[BRIEF] == newsroom.desk.index.brief(BRIEF)


async def test_a_typo_at_the_terminal_mends_every_copy_and_nobody_is_told(
    newsroom: Newsroom, folder: Path, copies: Copies, anu: Person, anna: Person
) -> None:
    change_title(folder)
    await editor_runs(newsroom, folder, "correct", BRIEF, "--kind", "typo")
    for copy, title in (
        (copies.answer, "চার বছরে"),
        (copies.briefing, "almost four years"),
        (copies.shared, "almost four years"),
    ):
        await newsroom.until_shows(copy, title)
        assert "Typo" not in copy.text
        assert "বানান" not in copy.text
    await newsroom.until_quiet()
    assert (len(anu.chat.sent), len(anna.chat.sent)) == (1, 2)
    assert "Nothing has been corrected" in (await ask(anna, "/corrections")).text
