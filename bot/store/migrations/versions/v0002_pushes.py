"""Subscriptions, the ledger of deliveries, and the copies that a correction has to reach."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

moment = sa.DateTime(timezone=True)
number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, and number the versions that there are."""
    _number_versions()
    _wishes()
    _ledger()
    _copies()
    _shared()


def _number_versions() -> None:
    op.add_column("versions", sa.Column("number", sa.BigInteger))
    op.add_column("versions", sa.Column("told", sa.Boolean))
    connection = op.get_bind()
    key = ("brief_id", "version")
    table = sa.table("versions", *map(sa.column, (*key, "content", "recorded_at", "number", "told")))
    query = sa.select(table.c.brief_id, table.c.version, table.c.content)
    known: dict[str, int] = {}
    rows: list[dict[str, object]] = []
    for row in connection.execute(query.order_by(table.c.recorded_at, table.c.brief_id, table.c.version)):
        history = json.loads(row.content).get("history", [])
        new = {entry["kind"] for entry in history[known.get(row.brief_id, 0) :]}
        told = row.brief_id not in known or not new <= {"typo"}
        known[row.brief_id] = len(history)
        rows.append({"brief": row.brief_id, "at": row.version, "number": len(rows) + 1, "told": told})
    if rows:
        of = (table.c.brief_id == sa.bindparam("brief"), table.c.version == sa.bindparam("at"))
        values = {"number": sa.bindparam("number"), "told": sa.bindparam("told", type_=sa.Boolean)}
        connection.execute(sa.update(table).where(*of).values(values), rows)
    with op.batch_alter_table("versions") as batch:
        batch.alter_column("number", nullable=False, existing_type=sa.BigInteger)
        batch.alter_column("told", nullable=False, existing_type=sa.Boolean)
        batch.create_unique_constraint("versions_number_key", ["number"])


def _wishes() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", number, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("times", sa.String(length=256), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("next_at", moment, nullable=False),
        sa.Column("next_day", sa.Date, nullable=False),
        sa.Column("next_time", sa.String(length=5), nullable=False),
        sa.Column("told_to", sa.BigInteger, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("zone", "times", "days", name="schedules_zone_times_days_key"),
    )
    op.create_index("schedules_next_at", "schedules", ["next_at"])
    op.create_table(
        "subscriptions",
        sa.Column("id", number, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("schedule_id", number, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("keywords", sa.Text, nullable=False),
        sa.Column("quiet", sa.String(length=11), nullable=False),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("says_nothing", sa.Boolean, nullable=False),
        sa.Column("paused_until", moment),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("ended", sa.String(length=64), nullable=False),
        sa.Column("cursor", sa.BigInteger),
        sa.Column("manager_id", sa.BigInteger),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name="subscriptions_schedule_id_fkey"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "thread_id", name="subscriptions_chat_id_thread_id_key"),
    )
    op.create_index("subscriptions_manager_id", "subscriptions", ["manager_id"])
    op.create_index("subscriptions_of_schedule", "subscriptions", ["schedule_id", "id"])


def _ledger() -> None:
    op.create_table(
        "pushes",
        sa.Column("id", number, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("brief_id", sa.String(length=64)),
        sa.Column("version", sa.Integer),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("created_by", sa.BigInteger),
        sa.Column("told_to", sa.BigInteger, server_default="0", nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("skipped", sa.Integer, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "key", name="pushes_kind_key_key"),
    )
    op.create_index("pushes_brief_id", "pushes", ["brief_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", number, nullable=False),
        sa.Column("push_id", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("copy_id", sa.BigInteger, nullable=False),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("subscription_id", sa.BigInteger),
        sa.Column("day", sa.Date),
        sa.Column("slot", sa.String(length=5)),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.SmallInteger, nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sa.Column("lease_until", moment),
        sa.Column("owner", sa.String(length=32)),
        sa.Column("fence", sa.Integer, server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text, server_default="", nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "push_id",
            "chat_id",
            "thread_id",
            "copy_id",
            name="deliveries_push_id_chat_id_thread_id_copy_id_key",
        ),
        sa.UniqueConstraint("subscription_id", "day", "slot", name="deliveries_subscription_id_day_slot_key"),
    )
    op.create_index(
        "deliveries_claimed",
        "deliveries",
        ["lease_until"],
        sqlite_where=sa.text("state IN ('leased', 'sending')"),
        postgresql_where=sa.text("state IN ('leased', 'sending')"),
    )
    op.create_index(
        "deliveries_to_claim",
        "deliveries",
        ["rank", "not_before", "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("id", number, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("inline_id", sa.String(length=128), nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("shows", sa.Text, nullable=False),
        sa.Column("push_id", sa.BigInteger),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "chat_id", "message_id", "inline_id", name="copies_chat_id_message_id_inline_id_key"
        ),
    )
    op.create_table(
        "copy_briefs",
        sa.Column("brief_id", sa.String(length=64), nullable=False),
        sa.Column("copy_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("brief_id", "copy_id"),
    )
    op.create_index("copy_briefs_of_copy", "copy_briefs", ["copy_id"])


def _shared() -> None:
    op.create_table(
        "rates",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("next_free", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.Column("held_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "turns",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "editors",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "dialogues",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("reader_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("subscription_id", sa.BigInteger, nullable=False),
        sa.Column("asks", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "reader_id"),
    )
    op.create_table(
        "received",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("received_at", "received", ["at"])
