"""Briefs that are put before the readers while questions are asked, and written to the disk in the background."""

import asyncio
import gc
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest
import tantivy

from bot.app import open_desk, running
from bot.bench.corpus import other_brief, other_briefs, topics
from bot.domain.contents import Reader
from bot.domain.models import Brief, Library
from bot.domain.search import Index, lexicon_of
from bot.index import archive as archives
from bot.index.archive import Archive
from bot.index.engine import change, write
from bot.index.records import Records
from bot.index.rows import Row, row
from bot.playground.server import Playground
from bot.services import keep
from bot.services.desk import Desk, consult
from bot.services.keep import put, settle
from bot.settings import Settings
from bot.store.engine import Store
from tests.own_briefs import ask
from tests.test_index import around, spoken
from tests.test_search import best

OTHERS = 320  # with the briefs that ship, enough to be asked in threads
QUERIES = (
    "ইরান নিয়ে পুতিন কী বলেছেন?",
    "putin macron",
    "ষষ্ঠ ফোন কল",
    "bonna te kshoti",
    "zelensky trump talk",
    "ক্রিকেট",
)


@pytest.fixture(scope="module")
def everything(library: Library) -> Library:
    """Give what ships, and the topics of other news."""
    return Library(library.briefs, library.sources, library.people, {**library.topics, **topics()})


@pytest.fixture(scope="module")
def folder(everything: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with an archive, to be copied."""
    folder = tmp_path_factory.mktemp("archive")
    reader = Reader(everything.people, everything.topics, lexicon_of(everything))
    briefs = (*everything.published().briefs.values(), *other_briefs(OTHERS))
    write(folder, (row(brief, reader) for brief in briefs))
    return folder


@pytest.fixture
def crowded(folder: Path, everything: Library, tmp_path: Path) -> Index:
    """Give an index over a copy of that archive."""
    own = Path(shutil.copytree(folder, tmp_path / "archive"))
    lexicon = lexicon_of(everything)
    return Index(everything, lexicon, Archive(own, everything, lexicon))


@pytest.fixture
async def desk(crowded: Index, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give a desk with that index."""
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    yield Desk(crowded, store)
    await store.close()


class Disk:
    """Stands before the engine: it writes when it may, and first fails as often as it is told to."""

    def __init__(self) -> None:
        self.begun, self.may, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.faults: list[OSError] = []

    def __call__(
        self, opened: tantivy.Index, records: Records, rows: Iterable[Row], changed: Iterable[str]
    ) -> tantivy.Searcher:
        """Write when it may."""
        self.begun.set()
        assert self.may.wait(30)
        if self.faults:
            raise self.faults.pop()
        searcher = change(opened, records, rows, changed)
        self.ended.set()
        return searcher

    async def has_begun(self) -> bool:
        """Wait until something is to be written."""
        return await asyncio.to_thread(self.begun.wait, 30)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Give the disk that archives are written to."""
    disk = Disk()
    monkeypatch.setattr(archives, "change", disk)
    return disk


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[None]:
    """Give a queue with an item for each time that changes were written and shown."""
    queue: asyncio.Queue[None] = asyncio.Queue()

    async def noted(desk: Desk, archive: Archive) -> None:
        await settle(desk, archive)
        queue.put_nowait(None)

    monkeypatch.setattr(keep, "settle", noted)
    return queue


@asynccontextmanager
async def kept(desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(keep.keep(desk))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@contextmanager
def hammered(desk: Desk) -> Iterator[list[BaseException]]:
    """Ask in three threads without a pause; gives what was raised."""
    raised: list[BaseException] = []
    stop = threading.Event()

    def hammer(queries: tuple[str, ...]) -> None:
        while not stop.is_set():
            for query in queries:
                try:
                    desk.index.find(query)
                    desk.index.complete(query[:4])
                    list(desk.index.library.briefs)
                except BaseException as error:  # noqa: BLE001 - whatever it is, it should not be
                    raised.append(error)
                    return

    threads = [threading.Thread(target=hammer, args=(QUERIES[at:] + QUERIES[:at],)) for at in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield raised
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def changes(desk: Desk) -> dict[str, Brief | None]:
    assert isinstance(desk.index.holdings, Archive)
    return dict(desk.index.holdings.changes)


def retracted(brief: Brief) -> Brief:
    return brief.model_copy(update={"status": "retracted"})


async def test_what_is_put_is_found_and_what_is_retracted_is_not_while_others_ask_and_it_is_written(
    desk: Desk, settled: asyncio.Queue[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 4)
    film = desk.index.library.briefs["film-exchange"]
    async with kept(desk):
        with hammered(desk) as raised:
            for number in range(OTHERS, OTHERS + 12):
                new = other_brief(number)
                await put(desk, new)
                assert await consult(desk, best, new.title.bn) == new.id
                await put(desk, retracted(film) if number % 2 else film)
                found = await consult(desk, best, "সিনেমা বিনিময়")
                assert (found == film.id) == (number % 2 == 0)
            await settled.get()
    assert not raised


async def test_questions_and_changes_go_on_while_briefs_are_written(
    desk: Desk, disk: Disk, settled: asyncio.Queue[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes meanwhile is not lost: it is written the next time."""
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 2)
    first, second, later = (other_brief(OTHERS + number) for number in range(3))

    async def as_put() -> bool:
        answers = [await consult(desk, best, brief.title.bn) for brief in (first, later)]
        return answers == [first.id, later.id] and second.id not in desk.index.library.briefs

    async with kept(desk):
        await put(desk, first)
        await put(desk, second)
        assert await disk.has_begun()
        await put(desk, later)
        await put(desk, retracted(second))
        assert await as_put()
        disk.may.set()
        await settled.get()
        assert await as_put()
        assert changes(desk).keys() == {later.id, second.id}
        await settled.get()
        assert await as_put()
        assert not changes(desk)
        assert desk.index.holdings.size == 14 + OTHERS + 2


async def test_a_fault_is_logged_and_loses_nothing(
    desk: Desk,
    disk: Disk,
    settled: asyncio.Queue[None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 1)
    monkeypatch.setattr(keep, "_RETRY", 0)
    disk.faults.append(OSError("No space left on device"))
    disk.may.set()
    new = other_brief(OTHERS)
    async with kept(desk):
        await put(desk, new)
        await settled.get()
    assert "1 changed briefs were not written to the index" in caplog.text
    assert "No space left" in caplog.text
    assert not changes(desk)
    assert best(desk.index, new.title.bn) == new.id


async def test_who_ends_the_bot_waits_for_what_is_being_written(
    desk: Desk, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 1)
    async with kept(desk) as task:
        await put(desk, other_brief(OTHERS))
        assert await disk.has_begun()
        task.cancel()
        asyncio.get_running_loop().call_soon(disk.may.set)
    assert disk.ended.is_set()


async def test_the_running_bot_writes_what_was_put_and_answers_with_it(
    playground: Playground, desk: Desk, settled: asyncio.Queue[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 2)
    anu = playground.world.person("অনু", language_code="bn")
    new, other = other_brief(OTHERS), other_brief(OTHERS + 1)
    async with running(playground.token, playground.url, desk):
        await put(desk, new)
        await put(desk, other)
        await settled.get()
        assert new.title.bn in (await ask(anu, new.title.bn)).text
        assert desk.index.holdings.size == 14 + OTHERS + 2


async def test_a_started_bot_lets_the_event_loop_go_on(tmp_path: Path) -> None:
    """A busy thread hands over within a millisecond, and the collector of garbage does not go through all briefs again."""
    async with open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'barta.db'}")) as desk:
        assert sys.getswitchinterval() <= 0.001
        assert all(each is not desk.index for each in gc.get_objects())


async def test_one_change_among_many_briefs_reads_one_brief_and_opens_nothing_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: adding, correcting and retracting look at the brief in question, and write just it."""
    read, written = [], []
    original = Reader.read

    def reading(self: Reader, brief: Brief) -> object:
        read.append(brief.id)
        return original(self, brief)

    def writing(brief: Brief, reader: Reader) -> object:
        written.append(brief.id)
        return row(brief, reader)

    monkeypatch.setattr(Reader, "read", reading)
    monkeypatch.setattr(archives, "row", writing)
    monkeypatch.setattr(archives, "engine", None)
    new = other_brief(OTHERS)
    named = spoken(desk.index.library.briefs["film-exchange"])
    await put(desk, new)
    await put(desk, new.model_copy(update={"why": new.title}))
    await put(desk, named, around=around(named, desk.index.library))
    await put(desk, retracted(desk.index.library.briefs["film-exchange"]))
    assert read == [new.id, new.id, named.id]
    assert best(desk.index, "রহিমা আপা") == named.id
    assert isinstance(desk.index.holdings, Archive)
    await settle(desk, desk.index.holdings)
    assert sorted(written) == sorted([new.id, named.id])
    assert desk.index.holdings.size == 14 + OTHERS + 1
