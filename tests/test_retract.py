"""`barta retract`, what both it and `barta correct` refuse, and the notes that go with them."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content.read import load
from bot.domain.errors import BartaError
from bot.domain.models import Bilingual, HistoryEntry, Language
from bot.domain.notes import note_fault
from tests.correcting import BENGALI, ENGLISH, NOTES, Terminal
from tests.editors_terminal import NEW, OLD
from tests.stores import NOON, copy


@pytest.mark.parametrize("command", ["correct", "retract"])
def test_what_another_editor_published_is_not_overwritten(terminal: Terminal, command: str) -> None:
    library = load(terminal.folder.path)
    entry = HistoryEntry(
        date=NOON + timedelta(days=400), kind="update", note=Bilingual(bn="আরও জানা গেছে।", en="More is known.")
    )
    brief = library.briefs["bridge"].model_copy(
        update={"history": (*library.briefs["bridge"].history, entry)}
    )
    newer = replace(library.around("bridge"), briefs={"bridge": brief})
    terminal.store(lambda store: store.versions.record(newer, NOON + timedelta(days=400), "karim@desk"))
    terminal.folder.edit(OLD, NEW)
    before = terminal.text()
    result = terminal.run(command, "bridge", *NOTES, "--yes")
    assert terminal.text() == before
    if command == "correct":
        assert "karim@desk (update)" in str(result.exception)
        assert "barta publish" in str(result.exception)
        assert len(terminal.history()) == 2
    else:
        assert "left as it is" in result.output
        last = terminal.history()[-1].brief
        assert [each.kind for each in last.history] == ["published", "update", "retraction"]
        assert last.title.bn == OLD, "what is out was retracted"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("correct", "bridge", "--yes"), "is as it was published"),
        (("correct", "bridg", "--yes"), "did you mean bridge?"),
        (("retract", "সেতু", "--yes"), "`barta publish` puts a brief out"),
        (("retract", "bridge", "--note-bn", "", "--note-en", ENGLISH), "the Bengali note is empty"),
        (("retract", "bridge", "--note-bn", ENGLISH, "--note-en", ENGLISH), "not in Bengali letters"),
        (("retract", "bridge", "--note-bn", BENGALI, "--note-en", BENGALI), "not in Latin letters"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_mend(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    result = terminal.run(*arguments)
    assert isinstance(result.exception, BartaError)
    assert words in str(result.exception)
    assert len(terminal.history()) == 1


def test_a_retraction_says_first_how_many_messages_it_reaches(terminal: Terminal) -> None:
    shown = copy(briefs=(("bridge", 1),))
    terminal.store(lambda store: store.copies.record(shown, NOON))
    result = terminal.run("retract", "bridge", *NOTES, answers="n\n")
    assert result.exit_code == 1
    assert "1 message to be edited" in result.output
    assert len(terminal.history()) == 1
    assert terminal.run("retract", "bridge", *NOTES, answers="y\n").exit_code == 0
    last = terminal.history()[-1]
    assert (last.kind, last.brief.status) == ("retraction", "retracted")
    assert load(terminal.folder.path).briefs["bridge"] == last.brief
    assert "is retracted since" in str(terminal.run("retract", "bridge", *NOTES).exception)


def test_the_terminal_lists_what_readers_see(terminal: Terminal) -> None:
    assert terminal.run("corrections").output == "Nothing was corrected or retracted yet.\n"
    assert json.loads(terminal.run("corrections", "--json").output) == []
    terminal.run("retract", "bridge", *NOTES, "--yes")
    lines = terminal.run("corrections").output.splitlines()
    assert lines[0].endswith(" UTC  retraction  bridge")
    assert lines[2:] == [f"  {BENGALI}", f"  {ENGLISH}"]
    (listed,) = json.loads(terminal.run("corrections", "--json").output)
    assert (listed["brief"], listed["kind"], listed["note"]["bn"]) == ("bridge", "retraction", BENGALI)


def test_a_brief_whose_file_is_not_here_is_retracted_and_its_file_written(terminal: Terminal) -> None:
    shutil.rmtree(terminal.folder.path)
    terminal.folder.path.mkdir()
    assert terminal.run("retract", "bridge", *NOTES, "--yes").exit_code == 0
    last = terminal.history()[-1]
    assert len(list(terminal.folder.path.rglob("*.toml"))) == 4, "its article, people and topics too"
    assert last.brief.status == "retracted"
    assert last.around.sources["bridge"].id == "bridge-article"
    assert load(terminal.folder.path).briefs["bridge"] == last.brief


def test_a_brief_is_retracted_where_no_folder_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BARTA_BRIEFS")
    result = terminal.run("retract", "bridge", *NOTES, "--yes")
    assert result.exit_code == 0, result.output
    last = terminal.history()[-1]
    assert (last.brief.status, set(last.around.people)) == ("retracted", {"rahima", "kamal"})


def test_a_file_with_faults_does_not_hold_up_a_retraction_and_is_left_as_it_is(terminal: Terminal) -> None:
    terminal.folder.edit('kind = "term"', 'kind = "word"')
    before = terminal.text()
    result = terminal.run("retract", "bridge", *NOTES, "--yes")
    assert result.exit_code == 0
    assert "left as it is" in result.output
    assert (terminal.text(), terminal.history()[-1].brief.status) == (before, "retracted")


@pytest.mark.parametrize(
    ("note", "language", "good"),
    [
        ("আমরা লিখেছিলাম “Tuesday”; হবে বুধবার।", "bn", True),
        ("নামের বানান Zelenskyy নয়, Zelensky", "bn", True),
        ("৪৫ নয়, ৫৪ জন", "bn", True),
        ("We said Tuesday", "bn", False),
        ("amra vul likhechi", "bn", False),
        ("We said মঙ্গলবার on that day", "bn", False),
        ("We wrote “মঙ্গলবার”; it was Wednesday.", "en", True),
        ("আমরা ভুল লিখেছিলাম।", "en", False),
        (" ", "en", False),
        ("12.5", "en", False),
        ("…", "bn", False),
    ],
)
def test_a_note_is_in_its_own_language(note: str, language: Language, *, good: bool) -> None:
    assert (note_fault(note, language) is None) == good
