"""Leases on deliveries: who claims one raises its fence, and whoever holds an older fence holds nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, bindparam, or_, select, update

from bot.domain.delivery import EDIT, NORMAL, URGENT, Delivery
from bot.store.ledger_tables import deliveries, is_claimed, is_pending
from bot.store.loading import to_deliver

LEASE = timedelta(seconds=30)  # who does not renew for so long is taken for dead
RANKS = (URGENT, NORMAL, EDIT)
_table = deliveries.c


def claim(
    connection: Connection, owner: str, count: int, now: datetime, *, take_over: bool
) -> list[Delivery]:
    """Lease up to `count` deliveries, within a transaction; see `Ledger.claim`."""
    rows: list[Row[Any]] = []
    if take_over:
        rows += connection.execute(_DEAD, {"now": now, "too_far": now + 2 * LEASE, "count": count})
    for rank in RANKS:  # one by one, for each is a range of the index
        if len(rows) == count:
            break
        rows += connection.execute(_DUE, {"of_rank": rank, "now": now, "count": count - len(rows)})
    if not rows:
        return []
    ids = [row.id for row in rows]
    connection.execute(_LEASE, {"ids": ids, "by": owner, "until": now + LEASE, "now": now})
    return to_deliver(connection, rows)


def begin(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Note that leased deliveries are about to be sent, within a transaction."""
    connection.execute(_BEGIN, {"ids": list(ids), "until": now + LEASE, "now": now})


def still_held(connection: Connection, claimed: Collection[Delivery]) -> frozenset[int]:
    """Give the ids of the deliveries that nobody took over and that are not marked yet, locked within a transaction."""
    if not claimed:
        return frozenset()
    fences = {each.id: each.fence for each in claimed}
    rows = connection.execute(_HELD, {"ids": list(fences)})
    return frozenset(row.id for row in rows if row.fence == fences[row.id])


# Put together once: that takes longer than running them.
_ids = _table.id.in_(bindparam("ids", expanding=True))


def _locked(order: ColumnElement[Any], *which: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select of a table's columns
    query = select(deliveries).where(*which).order_by(order, _table.id)
    return query.limit(bindparam("count", type_=Integer)).with_for_update(skip_locked=True)


_ended = or_(
    _table.lease_until <= bindparam("now"),
    _table.lease_until > bindparam("too_far"),  # no lease is so long: the clock was set back
)
_DEAD = _locked(_table.lease_until, is_claimed, _ended)
_DUE = _locked(
    _table.not_before, is_pending, _table.rank == bindparam("of_rank"), _table.not_before <= bindparam("now")
)
_LEASE = (
    update(deliveries)
    .where(_ids)
    .values(
        state="leased",
        owner=bindparam("by"),
        lease_until=bindparam("until"),
        fence=_table.fence + 1,
        attempts=_table.attempts + 1,
        at=bindparam("now"),
    )
)
_BEGIN = (
    update(deliveries)
    .where(_ids)
    .values(state="sending", lease_until=bindparam("until"), at=bindparam("now"))
)
_HELD = select(_table.id, _table.fence).where(_ids, is_claimed).order_by(_table.id).with_for_update()
