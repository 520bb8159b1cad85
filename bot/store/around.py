"""What stands around a delivery at the moment when it is put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.delivery import Delivery
from bot.store.ledger_tables import copies, copy_briefs, deliveries, pushes
from bot.store.tables import subscriptions, versions

_table = deliveries.c


@dataclass(frozen=True)
class Around:
    """How far the chat has been told by now, and what else is on its way there.

    `told` gives the running numbers up to which single briefs were pushed to it since its last briefing. `superseded`: a later
    briefing is due and will carry what this one would. `busy`: an earlier one is just being sent.
    """

    cursor: int | None
    told: Mapping[str, int]
    superseded: bool
    busy: bool


def around(connection: Connection, delivery: Delivery) -> Around:
    """Give what stands around a briefing's delivery, within a transaction."""
    wish = delivery.subscription.id if delivery.subscription else 0
    cursor = connection.execute(_CURSOR, {"wish": wish}).scalar()
    found = connection.execute(_OTHERS, {"wish": wish, "this": delivery.id}).all()
    return Around(
        cursor,
        {row[0]: row[1] for row in connection.execute(_TOLD, _where(delivery) | {"cursor": cursor or 0})},
        superseded=any(row.id > delivery.id for row in found),
        busy=any(row.id < delivery.id and row.state == "sending" for row in found),
    )


def brought(connection: Connection, delivery: Delivery) -> bool:
    """Say whether a briefing has brought a brief to a chat since the push of it was opened, within a transaction."""
    about = {"since": delivery.push.created, "brief": delivery.push.brief}
    return connection.execute(_BROUGHT, _where(delivery) | about).first() is not None


def _where(delivery: Delivery) -> dict[str, object]:
    return {"chat": delivery.chat, "thread": delivery.thread or 0}


# Put together once: that takes longer than running them.
_CURSOR = select(subscriptions.c.cursor).where(subscriptions.c.id == bindparam("wish"))
_OTHERS = select(_table.id, _table.state).where(
    _table.subscription_id == bindparam("wish"),
    _table.day.is_not(None),
    _table.id != bindparam("this"),
    _table.state.in_(("pending", "leased", "sending")),
)
_of_version = (versions.c.brief_id == pushes.c.brief_id) & (versions.c.version == pushes.c.version)
_TOLD = (
    select(pushes.c.brief_id, func.max(versions.c.number))
    .select_from(pushes)
    .join(versions, _of_version)
    .join(deliveries, _table.push_id == pushes.c.id)
    .where(
        pushes.c.kind == "brief",
        versions.c.number > bindparam("cursor"),
        _table.chat_id == bindparam("chat"),
        _table.thread_id == bindparam("thread"),
        _table.state == "sent",
    )
    .group_by(pushes.c.brief_id)
)
_scheduled = pushes.alias()
_BROUGHT = (
    select(copies.c.id)
    .join(copy_briefs, copy_briefs.c.copy_id == copies.c.id)
    .join(_scheduled, _scheduled.c.id == copies.c.push_id)
    .where(
        copies.c.chat_id == bindparam("chat"),
        copies.c.thread_id == bindparam("thread"),
        copies.c.at >= bindparam("since"),
        copy_briefs.c.brief_id == bindparam("brief"),
        _scheduled.c.kind == "scheduled",
        _scheduled.c.created_at >= bindparam("since"),
    )
    .limit(1)
)
