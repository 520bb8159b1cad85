"""From rows of the ledger to deliveries, with all that sending them takes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.domain.delivery import Delivery
from bot.store.copies import copies_of
from bot.store.ledger_tables import copies, pushes
from bot.store.pushes import push_of
from bot.store.subscriptions import WITH_SCHEDULE, subscription
from bot.store.tables import subscriptions


def to_deliver(connection: Connection, rows: Sequence[Row[Any]]) -> list[Delivery]:
    """Give the deliveries of rows that are being claimed, in their order, with the fence and the attempts that they get."""
    of = {row.push_id for row in rows}
    found = connection.execute(_PUSHES, {"ids": sorted(of)}).mappings()
    known = {row["id"]: push_of(row) for row in found}
    wishes = {}
    if wanted := {row.subscription_id for row in rows if row.subscription_id}:
        found = connection.execute(_WISHES, {"ids": sorted(wanted)}).mappings()
        wishes = {row["id"]: subscription(row) for row in found}
    shown = {}
    if edited := {row.copy_id for row in rows if row.copy_id}:
        shown = {copy.id: copy for copy in copies_of(connection, copies.c.id.in_(edited))}
    return [
        Delivery(
            id=row.id,
            push=known[row.push_id],
            chat=row.chat_id,
            thread=row.thread_id or None,
            fence=row.fence + 1,
            attempts=row.attempts + 1,
            copy=shown.get(row.copy_id),
            reply_to=row.reply_to,
            subscription=wishes.get(row.subscription_id),
        )
        for row in rows
    ]


# Put together once: that takes longer than running them.
_PUSHES = select(pushes).where(pushes.c.id.in_(bindparam("ids", expanding=True)))
_WISHES = WITH_SCHEDULE.where(subscriptions.c.id.in_(bindparam("ids", expanding=True)))
