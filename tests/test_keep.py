"""Briefs that are put before the readers while questions are asked, and written to the disk in the background."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest

from bot.bench.corpus import other_brief, other_briefs, topics
from bot.domain.contents import Reader
from bot.domain.models import Brief, Library
from bot.domain.search import Index, lexicon_of
from bot.index import archive as archives
from bot.index.archive import Archive
from bot.index.engine import write
from bot.index.rows import row
from bot.services import keep
from bot.services.desk import Desk, consult
from bot.services.keep import put
from bot.store.engine import Store
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
async def desk(folder: Path, everything: Library, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give a desk over an archive of its own."""
    own = tmp_path / "archive"
    own.mkdir()
    for file in folder.iterdir():
        own.joinpath(file.name).write_bytes(file.read_bytes())
    lexicon = lexicon_of(everything)
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    yield Desk(Index(everything, lexicon, Archive(own, everything, lexicon)), store)
    await store.close()


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


async def until(done: Callable[[], bool]) -> None:
    """Let everything else go on until something is so."""
    async with asyncio.timeout(30):
        while not done():
            await asyncio.sleep(0)


async def test_what_is_put_is_found_and_what_is_retracted_is_not_while_others_ask_and_it_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
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
        await until(lambda: len(changes(desk)) < 4)
    assert not raised


async def test_questions_and_changes_go_on_while_briefs_are_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes meanwhile is not lost: it is written the next time."""
    writing, finish = threading.Event(), threading.Event()

    def slow(*arguments: object) -> object:
        writing.set()
        assert finish.wait(30)
        return change(*arguments)  # type: ignore[arg-type] # they are handed on

    change = archives.change
    monkeypatch.setattr(archives, "change", slow)
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 2)
    first, second, later = (other_brief(OTHERS + number) for number in range(3))
    async with kept(desk):
        await put(desk, first)
        await put(desk, second)
        await until(writing.is_set)
        await put(desk, later)
        await put(desk, retracted(second))
        assert [await consult(desk, best, brief.title.bn) for brief in (first, later)] == [first.id, later.id]
        assert second.id not in desk.index.library.briefs
        finish.set()
        await until(lambda: first.id not in changes(desk))
        assert [await consult(desk, best, brief.title.bn) for brief in (first, later)] == [first.id, later.id]
        assert second.id not in desk.index.library.briefs
        await until(lambda: not changes(desk))
        assert desk.index.holdings.size == 14 + OTHERS + 2
        assert second.id not in desk.index.library.briefs


async def test_a_fault_is_logged_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    change, faults = archives.change, [OSError("No space left on device")]

    def full(*arguments: object) -> object:
        if faults:
            raise faults.pop()
        return change(*arguments)  # type: ignore[arg-type] # they are handed on

    monkeypatch.setattr(archives, "change", full)
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 1)
    monkeypatch.setattr(keep, "_RETRY", 0)
    new = other_brief(OTHERS)
    async with kept(desk):
        await put(desk, new)
        await until(lambda: not changes(desk))
    assert "1 changed briefs were not written to the index" in caplog.text
    assert "No space left" in caplog.text
    assert best(desk.index, new.title.bn) == new.id


async def test_who_ends_the_bot_waits_for_what_is_being_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, finish, written = threading.Event(), threading.Event(), threading.Event()

    def slow(*arguments: object) -> object:
        writing.set()
        assert finish.wait(30)
        changed = change(*arguments)  # type: ignore[arg-type] # they are handed on
        written.set()
        return changed

    change = archives.change
    monkeypatch.setattr(archives, "change", slow)
    monkeypatch.setattr(keep, "MOST_UNSETTLED", 1)
    async with kept(desk) as task:
        await put(desk, other_brief(OTHERS))
        await until(writing.is_set)
        task.cancel()
        asyncio.get_running_loop().call_soon(finish.set)
    assert written.is_set()


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
    await put(desk, new)
    await put(desk, new.model_copy(update={"why": new.title}))
    await put(desk, retracted(desk.index.library.briefs["film-exchange"]))
    assert read == [new.id, new.id]
    assert isinstance(desk.index.holdings, Archive)
    await keep.settle(desk, desk.index.holdings)
    assert written == [new.id]
    assert desk.index.holdings.size == 14 + OTHERS
