"""A bot starts from its folder and the store: what is out is the store's, files are what editors work on."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app
from bot.app import open_desk
from bot.commands.opened import open_desk as opened_beside
from bot.content.read import load, read
from bot.domain.errors import ContentError
from bot.services.begin import begin
from bot.services.desk import Desk
from bot.settings import Settings
from bot.store.engine import Store
from tests.small_folder import SmallFolder
from tests.stores import both, library_of, rows
from tests.test_search import best

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
EDITOR = 7
CORRECTION = """
[[history]]
date = 2025-07-04T09:00:00Z
kind = "correction"
note.bn = "আমরা ভুল লিখেছিলাম।"
note.en = "We were wrong."
"""

pytestmark = both


@asynccontextmanager
async def started(folder: SmallFolder, url: str) -> AsyncIterator[Desk]:
    """Give the desk of a bot that starts."""
    async with open_desk(Settings(briefs=folder.path, database_url=url)) as desk:
        yield desk


@pytest.fixture
async def out(folder: SmallFolder, url: str) -> SmallFolder:
    """Give the folder after a bot has started with it, where somebody is an editor."""
    async with started(folder, url) as desk:
        await desk.store.editors.add(EDITOR, "অ্যানা", NOW)
    return folder


async def notices(desk: Desk) -> list[str]:
    return [each.text for each in await desk.store.notices.untold(EDITOR)]


def broken(folder: SmallFolder) -> None:
    folder.edit('topic = "city"', "topic = ")


def gone(folder: SmallFolder) -> None:
    folder.brief.unlink()


def whole_article_gone(folder: SmallFolder) -> None:
    shutil.rmtree(folder.brief.parent)
    (folder.path / "people.toml").unlink()
    (folder.path / "topics.toml").unlink()


def draft_again(folder: SmallFolder) -> None:
    folder.edit('status = "published"', 'status = "draft"')
    folder.edit("তিন মাসে খুলছে সেতু", "কবে খুলছে সেতু")


def unexplained(folder: SmallFolder) -> None:
    folder.edit("তিন মাসে খুলছে সেতু", "কবে খুলছে সেতু")


def embargoed(folder: SmallFolder) -> None:
    folder.edit('status = "published"', 'status = "published"\nembargo = 2099-01-01T00:00:00Z')


@pytest.mark.parametrize(
    "change",
    [broken, gone, whole_article_gone, draft_again, unexplained, embargoed],
    ids=lambda each: each.__name__,
)
async def test_what_was_published_stays_whatever_becomes_of_its_file(
    out: SmallFolder, url: str, change: Callable[[SmallFolder], None]
) -> None:
    before = load(out.path)
    change(out)
    async with started(out, url) as desk:
        assert desk.index.published("bridge") == before.briefs["bridge"]
        assert best(desk.index, "তিন মাসে খুলছে সেতু") == "bridge"
        part = desk.index.library.around("bridge")
        assert part == before.around("bridge")
        assert await rows(desk.store, "SELECT version FROM versions") == [(1,)]
        assert desk.news.version("bridge") == 1


async def test_an_older_file_shows_what_was_published_since(out: SmallFolder, url: str) -> None:
    older = out.brief.read_text(encoding="utf-8")
    with out.brief.open("a", encoding="utf-8") as file:
        file.write(CORRECTION)
    async with started(out, url) as desk:
        corrected = desk.index.published("bridge")
        assert corrected
        assert len(corrected.history) == 2
    out.brief.write_text(older, encoding="utf-8")
    async with started(out, url) as desk:
        assert desk.index.published("bridge") == corrected


async def test_a_retracted_brief_whose_file_is_gone_is_found_no_more_and_known_as_such(
    out: SmallFolder, url: str
) -> None:
    out.edit('status = "published"', 'status = "retracted"')
    with out.brief.open("a", encoding="utf-8") as file:
        file.write(CORRECTION.replace('"correction"', '"retraction"'))
    async with started(out, url):
        pass
    gone(out)
    async with started(out, url) as desk:
        assert desk.index.published("bridge") is None
        assert desk.index.brief("bridge") is not None
        assert best(desk.index, "তিন মাসে খুলছে সেতু") is None


@pytest.mark.parametrize("name", ["people.toml", "topics.toml", "bridge-article/article.toml"])
async def test_a_broken_or_lost_file_takes_no_name_from_what_is_out(
    out: SmallFolder, url: str, name: str
) -> None:
    before = load(out.path).around("bridge")
    whole = (out.path / name).read_text(encoding="utf-8")
    for change in (lambda path: path.write_text(whole + "\n[[", encoding="utf-8"), Path.unlink):
        change(out.path / name)
        async with started(out, url) as desk:
            assert desk.index.library.around("bridge") == before
            assert await rows(desk.store, "SELECT version FROM versions") == [(1,)]
            assert await rows(desk.store, "SELECT key FROM pushes") == []


async def test_a_new_brief_waits_until_the_names_in_it_can_be_read(folder: SmallFolder, url: str) -> None:
    shutil.copy(folder.brief, folder.brief.with_name("flood.toml"))
    folder.edit('id = "bridge"', 'id = "flood"', "bridge-article/flood.toml")
    text = folder.brief.with_name("flood.toml").read_text(encoding="utf-8")
    folder.brief.with_name("flood.toml").write_text(
        text.partition("[[quotes]]")[0] + "[[history]]" + text.rpartition("[[history]]")[2], encoding="utf-8"
    )
    folder.edit("[kamal]", "[kamal", "people.toml")
    async with started(folder, url) as desk:
        assert list(desk.index.library.briefs) == ["flood"], "it names nobody"
    folder.edit("[kamal", "[kamal]", "people.toml")
    async with started(folder, url) as desk:
        assert set(desk.index.library.briefs) == {"flood", "bridge"}


async def test_editors_are_told_of_a_fault_and_the_log_too(
    out: SmallFolder, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken(out)
    line = out.line("topic = ")
    for _ in range(2):
        async with started(out, url) as desk:
            (told,) = await notices(desk)
            assert f"bridge.toml:{line}: this is not TOML" in told
    assert "this is not TOML" in caplog.text


async def test_many_faults_are_one_notice_that_can_be_read(out: SmallFolder, url: str) -> None:
    for number in range(30):
        (out.path / f"flood-{number}.toml").write_text("খবর", encoding="utf-8")
    async with started(out, url) as desk:
        (told,) = await notices(desk)
    assert len(told.splitlines()) == 21
    assert told.endswith("10 more: barta check")


async def test_a_folder_that_gives_nothing_with_an_empty_store_is_a_clear_error(
    folder: SmallFolder, url: str
) -> None:
    broken(folder)
    with pytest.raises(ContentError, match=r"bridge\.toml:\d+: this is not TOML"):
        async with started(folder, url):
            pass


async def test_a_folder_without_a_brief_with_an_empty_store_is_a_clear_error(
    folder: SmallFolder, url: str
) -> None:
    gone(folder)
    with pytest.raises(ContentError, match="there is no brief here; name a folder of briefs"):
        async with started(folder, url):
            pass


async def test_what_only_reads_a_folder_refuses_faults_as_before(out: SmallFolder, url: str) -> None:
    broken(out)
    settings = Settings(briefs=out.path, database_url=url)
    with pytest.raises(ContentError, match="this is not TOML"):
        async with open_desk(settings, strict=True):
            pass


async def test_a_file_under_an_embargo_is_not_shown_before_its_time_and_then_it_is(
    folder: SmallFolder, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.edit('status = "published"', 'status = "published"\nembargo = 2026-11-22T18:00:00Z')
    ends = datetime(2026, 11, 22, 18, tzinfo=UTC)
    monkeypatch.setattr(app, "clock", lambda: ends - timedelta(seconds=1))
    async with started(folder, url) as desk:
        assert desk.index.brief("bridge") is None
        assert await desk.store.versions.published() == {}
        (draft,) = await desk.store.drafts.all("scheduled")
        assert draft.due == ends
    assert read(folder.path)[0].out(ends - timedelta(seconds=1)).briefs == {}
    monkeypatch.setattr(app, "clock", lambda: ends)
    async with started(folder, url) as desk:
        assert desk.index.published("bridge")
        assert await desk.store.drafts.all("scheduled") == []


async def test_what_another_process_publishes_while_one_starts_is_not_missed(
    out: SmallFolder, url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = load(out.path)
    new = library.briefs["bridge"].model_copy(update={"id": "flood"})

    async def overtaken(*given: object) -> object:
        begun = await begin(*given)  # type: ignore[arg-type] # the same
        await store.versions.record(library_of(new, around=library), NOW)
        return begun

    monkeypatch.setattr(app, "begin", overtaken)
    async with started(out, url) as desk:
        assert desk.index.published("flood") == new
        assert desk.news.version("flood") == 1


async def test_a_command_beside_the_bot_knows_briefs_whose_files_are_elsewhere(
    out: SmallFolder, url: str
) -> None:
    brief = load(out.path).briefs["bridge"]
    gone(out)
    async with opened_beside(Settings(briefs=out.path, database_url=url), None) as desk:
        assert desk.index.published("bridge") == brief
