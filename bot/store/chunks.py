"""One chunk of a fan-out: an INSERT of as many deliveries as SELECT finds."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, literal, or_, select

from bot.domain.delivery import EDIT, NORMAL, URGENT, Push
from bot.store.ledger_tables import copies, copy_briefs, deliveries
from bot.store.tables import subscriptions
from bot.store.transactions import Transactions

Slot = tuple[date, str]


def tell(
    connection: Connection,
    do: Transactions,
    push: Push,
    wanted: ColumnElement[bool],
    chunk: int,
    now: datetime,
    slot: Slot | None = None,
) -> tuple[int | None, int]:
    """Make the deliveries of the first `chunk` subscriptions that want a push; give the last of them where there are more, and how many were made."""
    table = subscriptions.c
    last = _last(connection, table.id, subscriptions, wanted, chunk)
    day, at = slot or (None, None)
    columns = {
        "chat_id": table.chat_id,
        "thread_id": table.thread_id,
        "copy_id": literal(0),
        "subscription_id": table.id,
        "day": literal(day, deliveries.c.day.type),
        "slot": literal(at, deliveries.c.slot.type),
        **_alike(push, URGENT if push.urgent else NORMAL, now),
    }
    if last is not None:
        wanted = and_(wanted, table.id <= last)
    return last, _insert(connection, do, columns, subscriptions, wanted)


def edit(
    connection: Connection,
    do: Transactions,
    push: Push,
    told_to: int,
    chunk: int,
    now: datetime,
    *,
    told: bool,
) -> tuple[int | None, int]:
    """Make the edits of the `chunk` older copies after `told_to` and, where it is told, the replies to them; give as `tell` does."""
    table = copies.c
    joined: FromClause = copies.join(copy_briefs, copy_briefs.c.copy_id == table.id)
    older = and_(
        copy_briefs.c.brief_id == push.brief,
        copy_briefs.c.version < push.version,
        copy_briefs.c.copy_id > told_to,
    )
    last = _last(connection, copy_briefs.c.copy_id, copy_briefs, older, chunk)
    if last is not None:
        older = and_(older, copy_briefs.c.copy_id <= last)
    where = {"chat_id": table.chat_id, "thread_id": table.thread_id}
    edits = where | {"copy_id": table.id} | _alike(push, EDIT, now)
    made = _insert(connection, do, edits, joined, older)
    if told:
        joined = joined.join(
            subscriptions,
            and_(
                subscriptions.c.chat_id == table.chat_id,
                subscriptions.c.thread_id == table.thread_id,
                subscriptions.c.active,
            ),
        )
        newest = func.max(table.message_id)
        replies = where | {
            "copy_id": literal(0),
            "reply_to": newest,
            "subscription_id": func.max(subscriptions.c.id),
            **_alike(push, NORMAL, now),
        }
        pushed = and_(older, table.push_id.is_not(None))
        made += _insert(connection, do, replies, joined, pushed, *where.values())
    return last, made


def wanting(topic: str, filters: Collection[str], now: datetime) -> ColumnElement[bool]:
    """Give the condition that a subscription wants a brief of a topic, which the keyword filters `filters` find."""
    table = subscriptions.c
    # LIKE would take _ and % for more than they are, and on SQLite capitals for small letters.
    follows = or_(table.topics == "", func.replace(table.topics, f" {topic} ", "") != table.topics)
    mentions = or_(table.keywords == "", table.keywords.in_(list(filters)) if filters else false())
    return and_(is_due(now), follows, mentions)


def is_due(at: datetime) -> ColumnElement[bool]:
    """Give the condition that a subscription is active and not paused."""
    paused = subscriptions.c.paused_until
    return and_(subscriptions.c.active, or_(paused.is_(None), paused <= at))


def _alike(push: Push, rank: int, now: datetime) -> dict[str, ColumnElement[Any]]:
    moment = deliveries.c.at.type
    return {
        "push_id": literal(push.id),
        "state": literal("pending"),
        "rank": literal(rank),
        "not_before": literal(min(push.due, now), moment),  # later than now only since the clock was set back
        "at": literal(now, moment),
    }


def _last(
    connection: Connection,
    number: ColumnElement[int],
    table: FromClause,
    which: ColumnElement[bool],
    chunk: int,
) -> int | None:
    """Give the last number of a chunk; None where there are no more than that."""
    query = select(number).select_from(table).where(which).order_by(number).offset(chunk - 1).limit(2)
    found = connection.execute(query).scalars().all()
    return int(found[0]) if len(found) > 1 else None


def _insert(
    connection: Connection,
    do: Transactions,
    columns: dict[str, ColumnElement[Any]],
    table: FromClause,
    which: ColumnElement[bool],
    *group: ColumnElement[Any],
) -> int:
    """Make a delivery of each row, or of each group of rows, unless it is there already; give how many were made."""
    chosen = select(*columns.values()).select_from(table).where(which).group_by(*group)
    rows = do.insert(deliveries).from_select([*columns], chosen).on_conflict_do_nothing()
    return connection.execute(rows.execution_options(preserve_rowcount=True)).rowcount
