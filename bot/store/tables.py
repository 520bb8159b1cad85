"""The tables, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC; a naive one is refused, and what comes back is aware on SQLite as well."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the moment in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment without a time zone is no moment.")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        """Give the moment in UTC, with its zone."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


metadata = MetaData()

# What a reader chose, by the id of their private chat with the bot.
readers = Table(
    "readers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(8), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

# The brief that a chat, or a forum topic in it, was last shown: what a follow-up refers to.
conversations = Table(
    "conversations",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),  # 0: none
    Column("brief_id", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# Every content that a brief was published with.
versions = Table(
    "versions",
    metadata,
    Column("brief_id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, …
    Column("content", Text, nullable=False),  # JSON
    Column("fingerprint", String(64), nullable=False),  # sha256 of the content
    Column("recorded_at", UtcDateTime, nullable=False),
)
