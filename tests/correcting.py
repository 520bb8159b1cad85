"""An editor's terminal in tests: commands of `barta` on a folder, beside a store that has its brief."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from bot.cli import barta
from bot.content.read import load
from bot.store.engine import Store
from bot.store.versions import Version
from tests.small_folder import SmallFolder
from tests.stores import NOON

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
