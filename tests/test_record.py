"""A real terminal: the session that README shows is what the commands do, on an article of the tests; Ctrl+C loses nothing."""

import re
import runpy
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest

from bot.cli import barta
from tests.bridge_draft import ALL_LINES, BridgeDraft, write_bridge_draft
from tests.test_review_whole import Editor

ROOT = Path(__file__).parents[1]
_SCRIPT = runpy.run_path(str(ROOT / "deploy" / "record.py"))
record: Callable[[str, Callable[[str], str | None], Path, Mapping[str, str]], str] = _SCRIPT["record"]
answers: Callable[[list[str]], Callable[[str], str | None]] = _SCRIPT["answers"]
sessions, elided, CTRL_C = _SCRIPT["sessions"], _SCRIPT["elided"], _SCRIPT["CTRL_C"]
SESSION = list(sessions((ROOT / "deploy" / "session.txt").read_text(encoding="utf-8").splitlines()))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN: list[str] = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
ARTICLE = ROOT / "tests" / "articles" / "bn" / "tune-budget-velmora.txt"
_PROMPT = re.compile(r"^((?:[A-Z][\w ]+(?: \([^)]*\))?|[\w ]+\? \[y/N\]): |> )", re.MULTILINE)


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """Give a store of its own to the commands."""
    return {"BARTA_DATABASE_URL": f"sqlite:///{tmp_path / 'recorded.db'}"}


@pytest.fixture
def bridge(tmp_path: Path, environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> BridgeDraft:
    """Give a folder with one draft, its article in the commands' store."""
    monkeypatch.setenv("BARTA_DATABASE_URL", environment["BARTA_DATABASE_URL"])
    return write_bridge_draft(tmp_path)


def prompts(transcript: str) -> set[str]:
    """Give the prompts of a session, without what they name in brackets and the language that they ask for."""
    return {re.sub(r" \([^)]*\)|Bengali|English", "", found) for found in _PROMPT.findall(transcript)}


def test_an_article_is_drafted_reviewed_and_published_in_a_terminal(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """The commands are those of the session that README shows; the editor answers what they ask."""
    folder = tmp_path / "my-briefs"
    folder.mkdir()
    topic = '[city]\nname.bn = "শহর"\nname.en = "City"\n'
    (folder / "topics.toml").write_text(topic, encoding="utf-8")
    (folder / "people.toml").write_text("", encoding="utf-8")
    (tmp_path / "article.txt").write_bytes(ARTICLE.read_bytes())
    done = [record(command, Editor(folder), tmp_path, environment) for command, _ in SESSION]
    drafted, reviewed, *_ = done
    assert "4 drafts with 10 quotes" in drafted
    assert "4 drafts wait" in reviewed
    assert reviewed.count(" is out.") == 4
    assert "\x1b" not in "".join(done)
    assert "Traceback" not in "".join(done)
    # What README shows is asked in the very words in which the commands ask.
    assert {prompt for block in SHOWN for prompt in prompts(block)} <= prompts(reviewed)


def test_readme_shows_the_commands_of_the_session_and_all_of_them_are_real() -> None:
    commands = [line[2:] for block in SHOWN for line in block.split("\n") if line.startswith("$ ")]
    assert [command for command in commands if command.startswith("barta")] in (
        [],
        [command for command, _ in SESSION],
    )
    for command, _ in SESSION:
        name, *arguments = command.split()[1:]
        assert isinstance(barta.commands[name], click.Command)
        options = {option for parameter in barta.commands[name].params for option in parameter.opts}
        assert {argument for argument in arguments if argument.startswith("--")} <= options


def test_ctrl_c_keeps_what_was_decided_and_says_how_to_go_on(
    bridge: BridgeDraft, environment: Mapping[str, str], tmp_path: Path
) -> None:
    command = f"barta review --briefs {bridge.path.name}"
    shown = record(command, answers([*ALL_LINES[:11], CTRL_C]), tmp_path, environment)
    assert "All that you decided is saved. To go on:" in shown
    assert f"barta review --briefs briefs {bridge.draft.relative_to(tmp_path)}" in shown
    assert "Traceback" not in shown
    assert "(sure 95%)" not in bridge.text
    shown = record(command, answers([*ALL_LINES[11:], "p", CTRL_C]), tmp_path, environment)
    assert "Publish 1 brief? [y/N]:" in shown
    assert "All that you decided is saved" in shown
    assert "Traceback" not in shown
    assert bridge.table["status"] == "draft"


def test_a_text_that_is_there_can_be_changed_in_its_line(
    bridge: BridgeDraft, environment: Mapping[str, str], tmp_path: Path
) -> None:
    typed = [*ALL_LINES[:8], "1", "t", " আজ"]
    record(f"barta review --briefs {bridge.path.name}", answers(typed), tmp_path, environment)
    assert bridge.table["title"]["bn"] == "তিন মাসে খুলছে সেতু আজ"


def test_a_transcript_keeps_quotes_and_leaves_out_what_else_the_article_says() -> None:
    line = "এক দুই তিন চার “»বড় স্বস্তি«” পাঁচ ছয় সাত আট"
    shown = (
        f"── Quote 1 of 1 ──\n  │ প্রথম অনুচ্ছেদ\n  │ {line}\n  Speaker   কামাল\n── As readers see it ──\n  │ “বড়”"
    )
    assert elided(shown).split("\n") == [
        "── Quote 1 of 1 ──",
        "  │ … তিন চার “»বড় স্বস্তি«” পাঁচ ছয় …",
        "  Speaker   কামাল",
        "── As readers see it ──",
        "  │ “বড়”",
    ]
