"""`barta correct`: what an editor is asked and told, and what becomes of the file and the store."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.content import edit
from bot.content.read import load
from bot.domain.errors import StoreError
from bot.domain.models import Bilingual, HistoryEntry
from bot.store.sources import NewSource
from bot.store.versions import Versions
from tests.correcting import BENGALI, ENGLISH, NOTES, Terminal, use_editor
from tests.editors_terminal import NEW, OLD
from tests.stores import NOON


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


def test_the_first_letter_of_a_kind_is_enough_and_any_other_is_asked_again(terminal: Terminal) -> None:
    terminal.folder.edit(OLD, NEW)
    result = terminal.run("correct", "bridge", answers=f"ঠিক\nx\nC\n{BENGALI}\n{ENGLISH}\ny\n")
    assert result.exit_code == 0, result.output
    assert terminal.history()[-1].kind == "correction"


def test_who_changed_nothing_yet_does_it_in_their_editor(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_editor(monkeypatch, tmp_path, (OLD, NEW))
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, answers="y\n")
    assert result.exit_code == 0, result.output
    assert terminal.history()[-1].brief.title.bn == NEW
    assert NEW in terminal.text()


def test_what_was_written_in_the_editor_is_not_lost_where_it_cannot_be_published(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_editor(monkeypatch, tmp_path, (OLD, NEW))
    before = terminal.text()
    result = terminal.run("correct", "bridge", "--kind", "typo", *NOTES)
    assert "a typo has no note" in str(result.exception)
    assert "is kept in" in result.output
    assert terminal.text() == before.replace(OLD, NEW)
    assert len(terminal.history()) == 1


def test_where_the_database_is_full_that_is_said_and_the_file_is_as_it_was(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    terminal.folder.edit(OLD, NEW)
    before = terminal.text()
    monkeypatch.setattr(Versions, "record", full)
    result = terminal.run("correct", "bridge", "--kind", "correction", *NOTES, "--yes")
    assert isinstance(result.exception, StoreError)
    assert "database or disk is full" in str(result.exception)
    assert (terminal.text(), len(terminal.history())) == (before, 1)


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
