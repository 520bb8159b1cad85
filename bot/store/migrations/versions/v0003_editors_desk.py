"""The editors' desk: sources, drafts, an audit; versions that carry all that is needed to show them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

moment = sa.DateTime(timezone=True)
number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_WEIGHTIEST_LAST = ("typo", "update", "published", "correction", "retraction")


def upgrade() -> None:
    """Create the tables, and say of the versions that there are what kind of change each is."""
    _versions()
    with op.batch_alter_table("editors") as batch:
        batch.add_column(sa.Column("told_to", sa.BigInteger, server_default="0", nullable=False))
        batch.add_column(sa.Column("reachable", sa.Boolean, server_default=sa.true(), nullable=False))
    _sources()
    _drafts()
    _records()


def _versions() -> None:
    for name in ("kind", "around", "recorded_by"):
        width = sa.String(length=16) if name == "kind" else sa.Text()
        op.add_column("versions", sa.Column(name, width, server_default="", nullable=False))
    connection = op.get_bind()
    table = sa.table("versions", *map(sa.column, ("brief_id", "version", "content", "number", "kind")))
    query = sa.select(table.c.brief_id, table.c.content, table.c.number).order_by(table.c.number)
    known: dict[str, int] = {}
    rows: list[dict[str, object]] = []
    for row in connection.execute(query):
        history = json.loads(row.content).get("history", [])
        new = {entry["kind"] for entry in history[known.get(row.brief_id, 0) :]}
        kind = max(new, key=_WEIGHTIEST_LAST.index, default="typo" if row.brief_id in known else "published")
        known[row.brief_id] = len(history)
        rows.append({"at": row.number, "is": kind})
    if rows:
        of = table.c.number == sa.bindparam("at")
        connection.execute(sa.update(table).where(of).values(kind=sa.bindparam("is")), rows)
    are_corrections = sa.text("kind IN ('correction', 'retraction')")
    op.create_index(
        "versions_corrections",
        "versions",
        ["number"],
        sqlite_where=are_corrections,
        postgresql_where=are_corrections,
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sa.Column("changed_to", sa.String(length=64), nullable=False),
        sa.Column("cleared_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("sources_fingerprint", "sources", ["fingerprint"])
    op.create_index("sources_origin", "sources", ["origin"])
    op.create_table(
        "feed_entries",
        sa.Column("feed", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("feed", "entry"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("brief_id", sa.String(length=64), nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("around", sa.Text, nullable=False),
        sa.Column("open", sa.Text, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", moment),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("brief_id"),
    )
    op.create_table(
        "draft_messages",
        sa.Column("brief_id", sa.String(length=64), nullable=False),
        sa.Column("editor_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("brief_id", "editor_id"),
    )


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("id", number, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("audit_subject", "audit", ["subject"])
    op.create_table(
        "notices",
        sa.Column("id", number, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
