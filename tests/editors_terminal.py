"""An editor's terminal and folder of briefs, beside a store."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from bot.cli import barta
from bot.content.read import load
from bot.domain.models import Bilingual, Brief, HistoryEntry, HistoryKind
from bot.store.engine import Store
from bot.store.sources import NewSource
from bot.store.versions import Version
from tests.small_folder import TEXT, SmallFolder
from tests.stores import NOON

T = TypeVar("T")

OLD, NEW = "তিন মাসে খুলছে সেতু", "চার মাসে খুলছে সেতু"
HISTORY = '\n[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n'
CORRECTION = (
    '\n[[history]]\ndate = 2025-07-05T18:00:00Z\nkind = "correction"\n'
    'note.bn = "তিন নয়, চার মাস।"\nnote.en = "Four months, not three."\n'
)
SHA256 = sha256(TEXT.encode()).hexdigest()


class EditorsTerminal:
    """An editor's terminal and folder, beside a store."""

    def __init__(self, folder: SmallFolder, url: str) -> None:
        self.folder, self.url = folder, url

    def run(self, *arguments: str | Path, answers: str = "", own: bool = True) -> Result:
        """Run a command of `barta` on the folder: the bot's own, or one that is named."""
        named = () if own else ("--briefs", str(self.folder.path))
        return CliRunner().invoke(barta, [*map(str, arguments), *named], input=answers)

    def publish(self, *paths: Path, answers: str = "y\n", status: int = 0) -> str:
        """Publish, and give what was printed."""
        result = self.run("publish", *paths, answers=answers)
        assert result.exit_code == status, result.output
        return result.output

    def store(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Do something with the store."""

        async def done() -> T:
            store = Store.open(self.url)
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(done())

    def history(self, key: str = "bridge") -> list[Version]:
        """Give all versions of a brief."""
        return self.store(lambda store: store.versions.history(key))

    def deeds(self, subject: str = "bridge") -> list[str]:
        """Give what was done with a brief or an article."""
        return [deed.action for deed in self.store(lambda store: store.audit.of(subject))]

    def add_source(self, text: str = TEXT, origin: str = "") -> None:
        """Keep the article's text, as drafting it does."""
        source = NewSource(SHA256, origin or str(self.folder.source), "bridge-article", "bn", text)
        self.store(lambda store: store.sources.add(source, NOON, "রহিমা@desk"))

    def notices(self) -> list[str]:
        """Give what editors are told."""

        async def told(store: Store) -> list[str]:
            return [notice.text for notice in await store.notices.untold(7)]

        return self.store(told)

    def make_draft(self) -> None:
        """Make the folder's brief a draft."""
        self.folder.edit('status = "published"', 'status = "draft"  # আমার নোট')
        self.folder.edit(HISTORY, "")

    def record(self, brief: Brief, now: datetime = NOON, who: str = "কামাল (9)") -> None:
        """Publish a brief as another editor does on another machine."""
        around = load(self.folder.path).around("bridge")
        library = type(around)({brief.id: brief}, around.sources, around.people, around.topics)
        assert self.store(lambda store: store.versions.record(library, now, who)) == [brief.id]


@pytest.fixture
def console(folder: SmallFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditorsTerminal:
    """Give a terminal with an empty store."""
    url = f"sqlite:///{tmp_path / 'barta.db'}"
    monkeypatch.setenv("BARTA_DATABASE_URL", url)
    monkeypatch.setenv("BARTA_BRIEFS", str(folder.path))
    console = EditorsTerminal(folder, url)
    console.store(lambda store: store.editors.add(7, "মীনা", NOON))
    return console


def changed(brief: Brief, kind: HistoryKind = "correction", title: str = NEW) -> Brief:
    """Give a brief with another title, explained."""
    note = Bilingual(bn="তিন নয়, চার মাস।", en="Four months, not three.")
    entry = HistoryEntry(date=datetime(2025, 7, 5, 18, tzinfo=UTC), kind=kind, note=note)
    return brief.model_copy(
        update={"title": Bilingual(bn=title, en=brief.title.en), "history": (*brief.history, entry)}
    )
