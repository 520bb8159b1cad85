"""What stands around a delivery at the moment when it is put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot.domain.delivery import Delivery
from bot.store.tables import copies, copy_briefs, deliveries, pushes, subscriptions, versions

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
    cursor = connection.execute(select(subscriptions.c.cursor).where(subscriptions.c.id == wish)).scalar()
    others = select(_table.id, _table.state).where(
        _table.subscription_id == wish,
        _table.day.is_not(None),
        _table.id != delivery.id,
        _table.state.in_(("pending", "leased", "sending")),
    )
    found = connection.execute(others).all()
    return Around(
        cursor,
        _told(connection, delivery, cursor or 0),
        superseded=any(row.id > delivery.id for row in found),
        busy=any(row.id < delivery.id and row.state == "sending" for row in found),
    )


def _told(connection: Connection, delivery: Delivery, cursor: int) -> dict[str, int]:
    of_version = (versions.c.brief_id == pushes.c.brief_id) & (versions.c.version == pushes.c.version)
    query = (
        select(pushes.c.brief_id, func.max(versions.c.number))
        .select_from(pushes)
        .join(versions, of_version)
        .join(deliveries, _table.push_id == pushes.c.id)
        .where(
            pushes.c.kind == "brief",
            versions.c.number > cursor,
            _table.chat_id == delivery.chat,
            _table.thread_id == (delivery.thread or 0),
            _table.state == "sent",
        )
        .group_by(pushes.c.brief_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def brought(connection: Connection, delivery: Delivery) -> bool:
    """Say whether a briefing has brought a brief to a chat since the push of it was opened, within a transaction."""
    scheduled = pushes.alias()
    query = (
        select(copies.c.id)
        .join(copy_briefs, copy_briefs.c.copy_id == copies.c.id)
        .join(scheduled, scheduled.c.id == copies.c.push_id)
        .where(
            copies.c.chat_id == delivery.chat,
            copies.c.thread_id == (delivery.thread or 0),
            copies.c.at >= delivery.push.created,
            copy_briefs.c.brief_id == delivery.push.brief,
            scheduled.c.kind == "scheduled",
            scheduled.c.created_at >= delivery.push.created,
        )
    )
    return connection.execute(query.limit(1)).first() is not None
