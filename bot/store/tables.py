"""The tables of readers, subscriptions and processes, as the newest migration leaves them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from bot.store.columns import Number, UtcDateTime, metadata

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
    # The running number of all versions: how far a chat has been told is one such number.
    Column("number", BigInteger, nullable=False, unique=True),
    Column("told", Boolean, nullable=False),  # readers are told of it: it is more than a misprint mended
    Column("kind", String(16), nullable=False),  # the weightiest of its new history entries
    Column(
        "around", Text, nullable=False
    ),  # JSON of its article, people and topic; "" where none was recorded
    Column("recorded_by", Text, nullable=False),
)

# Written out, not bound: only so does PostgreSQL know that the index below serves.
is_correction = versions.c.kind.in_((literal_column("'correction'"), literal_column("'retraction'")))
Index(
    "versions_corrections",
    versions.c.number,
    sqlite_where=is_correction,
    postgresql_where=is_correction,
)

# A wish of when, shared by all that wish the same: a push to them is one statement, however many they are.
schedules = Table(
    "schedules",
    metadata,
    Column("id", Number, primary_key=True),
    Column("zone", String(64), nullable=False),
    Column("times", String(256), nullable=False),  # "08:00 20:00"
    Column("days", String(7), nullable=False),  # "1234567"
    Column("next_at", UtcDateTime, nullable=False, index=True),
    Column("next_day", Date, nullable=False),
    Column("next_time", String(5), nullable=False),
    # The last subscription that has its delivery, while a push is being fanned out.
    Column("told_to", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("zone", "times", "days"),
)

# What a chat, or a forum topic in it, wants.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  # 0: none
    Column("schedule_id", Number, ForeignKey("schedules.id"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("topics", Text, nullable=False),  # " iran us-russia ", "" for all
    Column("keywords", Text, nullable=False),
    Column("quiet", String(11), nullable=False),  # "22:00-07:00", "" for none
    Column("silent", Boolean, nullable=False),
    Column("says_nothing", Boolean, nullable=False),
    Column("paused_until", UtcDateTime),
    Column("active", Boolean, nullable=False),
    Column("ended", String(64), nullable=False),
    Column("cursor", BigInteger),
    Column("manager_id", BigInteger, index=True),
    Column("title", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id"),
    Index("subscriptions_of_schedule", "schedule_id", "id"),
)

# The rate at which the whole bot may send, whatever number of processes share it.
rates = Table(
    "rates",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("next_free", BigInteger, nullable=False),  # microseconds since 1970
    Column("held_until", BigInteger, nullable=False),
    Column("held_at", BigInteger, nullable=False),
)

# Work that one process does at a time.
turns = Table(
    "turns",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("owner", String(32), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# What a reader was asked about a subscription and may answer by writing.
dialogues = Table(
    "dialogues",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reader_id", BigInteger, primary_key=True, autoincrement=False),
    Column("subscription_id", BigInteger, nullable=False),
    Column("asks", String(16), nullable=False),
    Column("message_id", BigInteger, nullable=False),  # the one that asks
    Column("until", UtcDateTime, nullable=False),
)

# Who may publish, by their Telegram user ids.
editors = Table(
    "editors",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("told_to", BigInteger, nullable=False),  # the last notice that they were told
    Column("reachable", Boolean, nullable=False),  # what is sent to them arrives, as far as is known
)

# Updates that came by webhook, for as long as Telegram may repeat them.
received = Table(
    "received",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's update_id
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("done", Boolean, nullable=False),
)
