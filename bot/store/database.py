"""Opens SQLite or PostgreSQL so that both behave alike: transactions, time-outs, and errors that say what to do."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.errors import StoreError
from bot.store.migrate import migrate

# What work on a database that does not answer raises, apart from what a fault in the work itself does.
FAILED = (OperationalError, InterfaceError, PoolTimeoutError)
UNREACHABLE = (*FAILED, ConnectionError)
POSTGRES_CONNECTIONS = 4
PATIENCE = 3  # seconds to wait for another process's write, or for PostgreSQL to answer

# How a transaction begins on SQLite. Taking the write lock at once makes writers wait for each other; taking it in the
# middle of a transaction that has read would fail instead.
READING = {"begin": "BEGIN"}
WRITING = "BEGIN IMMEDIATE"


def is_there(address: str) -> bool:
    """Tell whether there is a database to open: an SQLite file that exists, or whatever PostgreSQL is named.

    Raises:
        StoreError: It is no address of a database.
    """
    url = _parse(address)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def open_database(address: str) -> Engine:
    """Connect, and bring the database to the newest version.

    Raises:
        StoreError: It cannot be opened, is damaged, or was written by a newer Barta.
    """
    url = _parse(address)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgres(url)
    try:
        if url.get_backend_name() == "sqlite":
            _check(url, engine)
        with engine.begin() as connection:
            migrate(connection)
    except (SQLAlchemyError, StoreError) as error:
        engine.dispose()
        if isinstance(error, StoreError):
            raise
        raise StoreError(_explain(url, error)) from error
    return engine


def _parse(address: str) -> URL:
    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError("BARTA_DATABASE_URL is no address of a database.") from None


def _postgres(url: URL) -> Engine:
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=POSTGRES_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,  # a restarted server costs nobody an answer
            connect_args={"connect_timeout": PATIENCE},
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        raise StoreError(
            "BARTA_DATABASE_URL names PostgreSQL, which needs its driver: pip install 'barta[postgres]'."
        ) from None


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(_unreachable(url, error.strerror or str(error))) from error
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _check(url: URL, engine: Engine) -> None:
    """Read the whole file: a damaged one, used on, loses more with each write."""
    with engine.execution_options(**READING).begin() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise StoreError(_damaged(url, found.partition("\n")[0]))


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late, see _on_begin
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, for which SQLite itself does not wait until another process is done with it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", WRITING))


def failure(error: Exception) -> str:
    """Say of a database that failed in the middle of work why that is; what was not stored by then is not."""
    why = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
    return f"The database failed ({why}), and nothing more was stored: mend that, and try again."


def _explain(url: URL, error: SQLAlchemyError) -> str:
    why = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
    if url.get_backend_name() != "sqlite" or "unable to open" in why or "readonly" in why:
        return _unreachable(url, why)
    if "locked" in why:
        return f"The database {url.database} is held by another program; end that one first."
    if "full" in why or "disk I/O" in why:
        return f"The database {url.database} cannot be written ({why}): make room on its disk."
    return _damaged(url, why)


def _damaged(url: URL, why: str) -> str:
    file = url.database
    return (
        f"The database {file} is damaged or none of Barta's ({why}): move it away, with {file}-wal and {file}-shm if they "
        "are there, and put your last copy of it in its place; without one Barta begins anew. Or name another in "
        "BARTA_DATABASE_URL."
    )


def _unreachable(url: URL, why: str) -> str:
    if url.get_backend_name() != "sqlite":
        url = url.difference_update_query(["password"])
    place = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    return f"The database {place} cannot be opened ({why}): mend that, or name another in BARTA_DATABASE_URL."
