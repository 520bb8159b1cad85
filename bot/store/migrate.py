"""Brings a database to the newest version; two processes that start at once take turns."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.domain.errors import StoreError

NEWEST = "0003"
MIGRATIONS = Path(__file__).parent / "migrations"

# Any number will do, as long as nobody else locks it in the same database; this one spells "barta".
LOCK = 0x6261727461


def take_turns(connection: Connection) -> None:
    """Wait until no other process is where this one is; the transaction's end lets the next one in.

    On SQLite, where a transaction begins with the write lock, there is nothing to do.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def migrate(connection: Connection) -> None:
    """Run what is left of the migrations, all or none, in the connection's transaction.

    Raises:
        StoreError: A newer Barta has written this database.
    """
    if _version(connection) == NEWEST:
        return  # and Alembic, a fifth of a second to import, is not needed
    take_turns(connection)
    version = _version(connection)  # another process may have been here meanwhile
    if version is not None and version > NEWEST:
        raise StoreError(
            f"The database is of version {version}, and this Barta knows {NEWEST} at most: "
            "install the newer Barta again, or name another database in BARTA_DATABASE_URL."
        )
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
