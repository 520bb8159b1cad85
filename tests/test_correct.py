"""`barta correct` and `barta retract`: what an editor is asked and told, and what becomes of the file and the store."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from bot.cli import barta
from bot.content import edit
from bot.content.read import load
from bot.domain.errors import BartaError
from bot.domain.models import Bilingual, HistoryEntry, Language
from bot.domain.notes import note_fault
from bot.store.engine import Store
from bot.store.sources import NewSource
from bot.store.versions import Version
from tests.small_folder import SmallFolder
from tests.stores import NOON, copy

T = TypeVar("T")

BENGALI, ENGLISH = "আমরা লিখেছিলাম তিন মাস; আসলে চার মাস।", "We wrote three months; it is four."
NOTES = ("--note-bn", BENGALI, "--note-en", ENGLISH)
OLD, NEW = "তিন মাসে খুলছে সেতু", "চার মাসে খুলছে সেতু"


class Terminal:
    """An editor's terminal, beside a store that has the folder's brief."""

    def __init__(self, folder: SmallFolder, url: str) -> None:
        self.folder, self.url = folder, url

    def run(self, *arguments: str, answers: str = "") -> Result:
        """Run a command of `barta` on the folder."""
        return CliRunner().invoke(barta, [*arguments, "--briefs", str(self.folder.path)], input=answers)

    def store(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Do something with the store."""

        async def done() -> T:
            store = Store.open(self.url)
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(done())

    def history(self) -> list[Version]:
        """Give all versions of the brief."""
        return self.store(lambda store: store.versions.history("bridge"))

    def text(self) -> str:
        """Give the text of the brief's file."""
        return self.folder.brief.read_text(encoding="utf-8")


@pytest.fixture
def terminal(folder: SmallFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a terminal; what is in the folder is out."""
    url = f"sqlite:///{tmp_path / 'barta.db'}"
    monkeypatch.setenv("BARTA_DATABASE_URL", url)
    monkeypatch.setenv("EDITOR", "false")
    terminal = Terminal(folder, url)
    library = load(folder.path)
    terminal.store(lambda store: store.versions.record(library, NOON, "rahima@desk"))
    return terminal


def use_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *results: tuple[str, str]) -> None:
    """Let the editor replace words by others, one pair each time that it is opened."""
    script, turns = tmp_path / "editor.py", tmp_path / "turns"
    script.write_text(
        f"""
import pathlib, sys
turns, file = pathlib.Path({str(turns)!r}), pathlib.Path(sys.argv[1])
turn = int(turns.read_text()) if turns.exists() else 0
turns.write_text(str(turn + 1))
old, new = {results!r}[turn]
text = file.read_text(encoding="utf-8")
assert old in text
file.write_text(text.replace(old, new), encoding="utf-8")
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def test_what_was_changed_in_the_file_is_explained_published_and_written_there(terminal: Terminal) -> None:
    terminal.folder.edit(OLD, NEW)
    before = terminal.text()
    result = terminal.run("correct", "bridge", answers=f"correction\n{BENGALI}\n{ENGLISH}\ny\n")
    assert result.exit_code == 0, result.output
    for words in (
        "- »তিন« মাসে",
        "+ »চার« মাসে",
        "nobody is told",
        "new facts",
        "we were wrong",
        "Publish it?",
        "bridge is corrected",
    ):
        assert words in result.output
    last = terminal.history()[-1]
    assert (last.version, last.kind, last.brief.title.bn) == (2, "correction", NEW)
    assert last.by
    entry = last.brief.history[-1]
    assert entry.note == Bilingual(bn=BENGALI, en=ENGLISH)
    assert terminal.text().startswith(before)
    assert load(terminal.folder.path).briefs["bridge"] == last.brief


def test_who_changed_nothing_yet_does_it_in_their_editor(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_editor(monkeypatch, tmp_path, (OLD, NEW))
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, answers="y\n")
    assert result.exit_code == 0, result.output
    assert terminal.history()[-1].brief.title.bn == NEW
    assert NEW in terminal.text()


def test_a_brief_whose_file_is_not_here_is_corrected_and_its_files_written(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.rmtree(terminal.folder.path)
    terminal.folder.path.mkdir()
    use_editor(monkeypatch, tmp_path, (OLD, NEW))
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, answers="y\n")
    assert result.exit_code == 0, result.output
    last = terminal.history()[-1]
    assert last.brief.title.bn == NEW
    library = load(terminal.folder.path)
    assert (library.briefs["bridge"], library.sources, library.people) == (
        last.brief,
        last.around.sources,
        last.around.people,
    )


def test_a_broken_edit_is_shown_with_its_faults_and_edited_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_editor(monkeypatch, tmp_path, (f'"{OLD}"', f'"{NEW}'), (f'"{NEW}', f'"{NEW}"'))
    result = terminal.run("correct", "bridge", "--kind", "typo", answers="y\ny\n")
    assert result.exit_code == 0, result.output
    assert "bridge.toml:8: this is not TOML" in result.output
    assert terminal.history()[-1].kind == "typo"


def test_a_broken_edit_that_is_given_up_leaves_the_file_as_it_was(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_editor(monkeypatch, tmp_path, ("term", "full stop"))
    before = terminal.text()
    result = terminal.run("correct", "bridge", answers="n\n")
    assert result.exit_code == 1
    assert "Nothing was published." in result.output
    assert (terminal.text(), len(terminal.history())) == (before, 1)


def test_what_an_editor_refuses_in_the_end_is_stored_nowhere(terminal: Terminal) -> None:
    terminal.folder.edit(OLD, NEW)
    before = terminal.text()
    result = terminal.run("correct", "bridge", "--kind", "update", *NOTES, answers="n\n")
    assert result.exit_code == 1
    assert (terminal.text(), len(terminal.history())) == (before, 1)


def test_an_entry_that_stands_in_the_file_already_is_taken(terminal: Terminal) -> None:
    terminal.folder.edit(OLD, NEW)
    entry = f'\n[[history]]\ndate = 2025-07-04T18:00:00Z\nkind = "correction"\nnote.bn = "{BENGALI}"\nnote.en = "{ENGLISH}"\n'
    terminal.folder.brief.write_text(terminal.text() + entry, encoding="utf-8")
    result = terminal.run("correct", "bridge", "--yes")
    assert result.exit_code == 0, result.output
    assert [each.kind for each in terminal.history()] == ["published", "correction"]
    assert terminal.text().endswith(entry)


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


def test_a_file_that_lacks_what_was_published_catches_up_and_is_corrected_then(terminal: Terminal) -> None:
    library = load(terminal.folder.path).around("bridge")
    entry = HistoryEntry(
        date=NOON + timedelta(days=400), kind="update", note=Bilingual(bn="আরও জানা গেছে।", en="More is known.")
    )
    brief = library.briefs["bridge"]
    newer = brief.model_copy(update={"history": (*brief.history, entry)})
    with_newer = replace(library, briefs={"bridge": newer})
    terminal.store(lambda store: store.versions.record(with_newer, NOON + timedelta(days=400), "karim@desk"))
    late = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert "which the file here lacks" in str(late.exception)
    assert terminal.run("publish", "--yes").exit_code == 0
    terminal.folder.edit(OLD, NEW)
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert result.exit_code == 0, result.output
    assert [each.kind for each in terminal.history()] == ["published", "update", "correction"]


def test_of_two_who_correct_at_once_the_second_begins_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = load(terminal.folder.path)
    entry = HistoryEntry(date=NOON + timedelta(days=400), kind="typo")
    brief = library.briefs["bridge"]
    other = brief.model_copy(
        update={"history": (*brief.history, entry), "title": Bilingual(bn="সেতু", en="Bridge")}
    )
    terminal.folder.edit(OLD, NEW)
    before = terminal.text()

    def late(*_: object) -> Bilingual:
        with_other = replace(library, briefs={"bridge": other})

        def record() -> None:
            terminal.store(lambda store: store.versions.record(with_other, NOON, "karim@desk"))

        with ThreadPoolExecutor(1) as aside:  # this one's event loop is waiting for the editor
            aside.submit(record).result()
        return Bilingual(bn=BENGALI, en=ENGLISH)

    monkeypatch.setattr("bot.commands.correct.ask_notes", late)
    result = terminal.run("correct", "bridge", "--kind", "correction", "--yes")
    assert "another editor has just published" in str(result.exception)
    assert terminal.text() == before
    assert [each.by for each in terminal.history()] == ["rahima@desk", "karim@desk"]


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


def test_quotes_are_proven_against_the_article_where_it_is_kept(terminal: Terminal) -> None:
    raw = terminal.folder.source.read_bytes()
    kept = NewSource(sha256(raw).hexdigest(), "bridge.txt", "bridge-article", "bn", raw.decode())
    terminal.store(lambda store: store.sources.add(kept, NOON, "rahima@desk"))
    terminal.folder.edit('exact = "সেতুটি ৩', 'exact = "সেতুটি ৪')
    terminal.folder.edit("opened within 3", "opened within 4")
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert "quote 1 says “৪” where the article says “৩”" in result.output
    assert len(terminal.history()) == 1


def test_what_is_out_cannot_be_a_draft_again(terminal: Terminal) -> None:
    terminal.folder.edit('status = "published"', 'status = "draft"')
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert "has faults" in str(result.exception)
    assert "is out already and cannot be a draft again" in result.output
    assert len(terminal.history()) == 1


def test_a_typo_has_no_note(terminal: Terminal) -> None:
    terminal.folder.edit(OLD, NEW)
    result = terminal.run("correct", "bridge", "--kind", "typo", *NOTES, "--yes")
    assert "a typo has no note" in str(result.exception)


def test_a_rule_that_would_be_broken_is_named_and_nothing_is_written(terminal: Terminal) -> None:
    terminal.folder.edit("[[history]]\ndate = 2025", "[[history]]\ndate = 2024")
    before = terminal.text()
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert "has faults" in str(result.exception)
    assert "differs from what was published" in result.output
    assert (terminal.text(), len(terminal.history())) == (before, 1)


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


def test_a_brief_whose_file_is_not_here_is_retracted_and_its_file_written(terminal: Terminal) -> None:
    shutil.rmtree(terminal.folder.path)
    terminal.folder.path.mkdir()
    assert terminal.run("retract", "bridge", *NOTES, "--yes").exit_code == 0
    last = terminal.history()[-1]
    assert len(list(terminal.folder.path.rglob("*.toml"))) == 4, "its article, people and topics too"
    assert last.brief.status == "retracted"
    assert last.around.sources["bridge"].id == "bridge-article"
    assert load(terminal.folder.path).briefs["bridge"] == last.brief


def test_a_brief_is_retracted_where_no_folder_is_named(terminal: Terminal) -> None:
    result = CliRunner().invoke(barta, ["retract", "bridge", *NOTES, "--yes"])
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


def test_where_the_file_cannot_be_written_the_brief_is_out_and_that_is_said(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    terminal.folder.edit(OLD, NEW)
    before = terminal.text()
    monkeypatch.setattr(edit, "replace_file", full)
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert result.exit_code == 1
    assert "It is out" in result.output
    assert "barta publish" in result.output
    assert (terminal.text(), terminal.history()[-1].kind) == (before, "correction")


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
