"""Pushes: one briefing, brief or change that is sent out."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.delivery import Push, PushKind
from bot.store.ledger_tables import pushes
from bot.store.transactions import Transactions


def open_push(
    connection: Connection,
    do: Transactions,
    kind: PushKind,
    key: str,
    *,
    due: datetime,
    now: datetime,
    brief: str | None = None,
    version: int | None = None,
    by: int | None = None,
    urgent: bool = False,
    fan_out: bool = True,
) -> Push:
    """Open a push, within another transaction; one of its kind and key that is there already is given as it is."""
    new = do.insert(pushes).values(
        kind=kind,
        key=key,
        brief_id=brief,
        version=version,
        urgent=urgent,
        due_at=due,
        created_at=now,
        created_by=by,
        open=fan_out,
    )
    connection.execute(new.on_conflict_do_nothing())
    query = select(pushes).where(pushes.c.kind == kind, pushes.c.key == key)
    return push_of(connection.execute(query).mappings().one())


def push_of(row: Any) -> Push:  # noqa: ANN401 - SQLAlchemy's row mapping
    """Give the push of a row."""
    return Push(
        id=row["id"],
        kind=row["kind"],
        key=row["key"],
        due=row["due_at"],
        created=row["created_at"],
        brief=row["brief_id"],
        version=row["version"],
        urgent=row["urgent"],
        by=row["created_by"],
    )
