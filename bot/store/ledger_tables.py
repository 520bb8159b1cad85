"""The tables of pushes, deliveries and copies, as the newest migration leaves them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from bot.store.columns import Number, UtcDateTime, metadata

# What is sent out: a scheduled briefing to all who are due it, a brief, or a change to one.
pushes = Table(
    "pushes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("key", String(128), nullable=False),
    Column("brief_id", String(64), index=True),
    Column("version", Integer),
    Column("urgent", Boolean, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", BigInteger),
    # The last subscription or copy that has its delivery, while the push is open: while it is being fanned out.
    Column("told_to", BigInteger, nullable=False, server_default="0"),
    Column("open", Boolean, nullable=False),
    # Chats for which its slot was missed for too long.
    Column("skipped", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind", "key"),
)

# The ledger: one row for each push and chat, or forum topic in it, or delivered copy that it edits.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True),
    Column(
        "push_id", BigInteger, nullable=False
    ),  # no foreign key: checking it doubles the time of a large push
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("copy_id", BigInteger, nullable=False),  # 0: a new message
    Column("reply_to", BigInteger),
    Column("subscription_id", BigInteger),
    Column("day", Date),
    Column("slot", String(5)),
    Column("state", String(10), nullable=False),
    Column("rank", SmallInteger, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("owner", String(32)),
    Column("fence", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("push_id", "chat_id", "thread_id", "copy_id"),
    # Once a local day, also where a clock goes back or a reader moves to another zone.
    UniqueConstraint("subscription_id", "day", "slot"),
)
# Written out, not bound: only so does PostgreSQL know that the index below serves.
is_pending = deliveries.c.state == literal_column("'pending'")
is_claimed = deliveries.c.state.in_((literal_column("'leased'"), literal_column("'sending'")))
Index(
    "deliveries_to_claim",
    deliveries.c.rank,
    deliveries.c.not_before,
    deliveries.c.id,
    sqlite_where=is_pending,
    postgresql_where=is_pending,
)
Index(
    "deliveries_claimed",
    deliveries.c.lease_until,
    sqlite_where=is_claimed,
    postgresql_where=is_claimed,
)

# Every message that shows a brief, and what it shows, so that a correction reaches it.
copies = Table(
    "copies",
    metadata,
    Column("id", Number, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),  # 0: inline
    Column("message_id", BigInteger, nullable=False),
    Column("inline_id", String(128), nullable=False),  # "": none
    Column("thread_id", BigInteger, nullable=False),
    Column("language", String(8), nullable=False),
    Column("shows", Text, nullable=False),
    Column("push_id", BigInteger),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "message_id", "inline_id"),
)

copy_briefs = Table(
    "copy_briefs",
    metadata,
    Column("brief_id", String(64), primary_key=True),
    Column("copy_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Index("copy_briefs_of_copy", "copy_id"),
)
