"""An editor who changes what is out, in tests."""

import sys
from pathlib import Path

import pytest

from bot.content.read import load
from tests.editors_terminal import EditorsTerminal

BENGALI, ENGLISH = "আমরা লিখেছিলাম তিন মাস; আসলে চার মাস।", "We wrote three months; it is four."
NOTES = ("--note-bn", BENGALI, "--note-en", ENGLISH)


class Terminal(EditorsTerminal):
    """A terminal beside a store that has the folder's brief."""

    def text(self) -> str:
        """Give the text of the brief's file."""
        return self.folder.brief.read_text(encoding="utf-8")


@pytest.fixture
def terminal(console: EditorsTerminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a terminal; what is in the folder is out, and no editor opens."""
    monkeypatch.setenv("EDITOR", "false")
    terminal = Terminal(console.folder, console.url)
    terminal.record(load(console.folder.path).briefs["bridge"], who="rahima@desk")
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
