"""The ledger: which push goes to which chat, who is sending it, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select, update

from bot.domain.delivery import Delivery, Mark
from bot.store.around import Around, around, brought
from bot.store.copies import record
from bot.store.leases import LEASE, RANKS, begin, claim, still_held
from bot.store.ledger_tables import deliveries, is_claimed, is_pending
from bot.store.moves import move
from bot.store.shared import held
from bot.store.tables import subscriptions
from bot.store.transactions import Transactions

_table = deliveries.c


class Ledger:
    """Deliveries, claimed and marked. A claim raises a delivery's fence; a mark with an older fence changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def claim(self, owner: str, count: int, now: datetime, *, take_over: bool = True) -> list[Delivery]:
        """Lease up to `count` deliveries: first, with `take_over`, those whose holder is dead, then those that are due, the most urgent first."""
        return await self._do.write(
            lambda connection: claim(connection, owner, count, now, take_over=take_over)
        )

    async def mark(
        self, marks: Sequence[Mark], starting: Sequence[Delivery], now: datetime
    ) -> tuple[frozenset[int], datetime | None]:
        """Record what became of deliveries, and that others are about to be sent, all at once.

        Gives the ids of those that may be sent, which leaves out any that was taken over, and until when Telegram asked the
        whole bot to wait, if it did. Marking the same again, for want of an answer, changes nothing.
        """

        def work(connection: Connection) -> tuple[frozenset[int], datetime | None]:
            ours = still_held(connection, [*(mark.delivery for mark in marks), *starting])
            if done := [mark for mark in marks if mark.delivery.id in ours]:
                self._finish(connection, done, now)
            started = ours & {each.id for each in starting}
            if started:
                begin(connection, sorted(started), now)
            return started, held(connection, now)

        return await self._do.write(work)

    def _finish(self, connection: Connection, marks: Sequence[Mark], now: datetime) -> None:
        rows = [
            {
                "of": mark.delivery.id,
                "state": mark.state,
                "message": mark.message,
                "reason": mark.reason,
                "again": mark.again,
            }
            for mark in marks
        ]
        connection.execute(_FINISH, [row | {"now": now} for row in rows])
        record(connection, self._do, [mark.copy for mark in marks if mark.copy], now)
        told = [
            {"of": mark.delivery.subscription.id, "number": mark.cursor}
            for mark in sorted(marks, key=lambda mark: mark.delivery.id)
            if mark.cursor is not None and mark.delivery.subscription
        ]
        if told:
            connection.execute(_TOLD, told)

    async def renew(self, owner: str, now: datetime) -> None:
        """Say that an owner is alive: its leases run from `now`."""
        ours = {"by": owner, "until": now + LEASE}
        await self._do.write(lambda connection: connection.execute(_RENEW, ours))

    async def give_back(self, owner: str, now: datetime) -> None:
        """Return what an owner leased and has not begun to send."""
        values = {
            "state": "pending",
            "owner": None,
            "lease_until": None,
            "attempts": _table.attempts - 1,
            "at": now,
        }
        ours = (is_claimed, _table.state == "leased", _table.owner == owner)
        await self._do.write(
            lambda connection: connection.execute(update(deliveries).where(*ours).values(values))
        )

    async def next_due(self) -> datetime | None:
        """Give when the next delivery is due, or the lease of one that was claimed ends; None where all are done."""

        def work(connection: Connection) -> datetime | None:
            moments = [connection.execute(query).scalar() for query in _NEXT]
            return min((moment for moment in moments if moment), default=None)

        return await self._do.read(work)

    async def around(self, delivery: Delivery) -> Around:
        """Give how far a briefing's chat has been told by now, and what else is on its way there."""
        return await self._do.read(lambda connection: around(connection, delivery))

    async def brought(self, delivery: Delivery) -> bool:
        """Say whether a briefing has brought a brief to a chat since the push of it was opened."""
        return await self._do.read(lambda connection: brought(connection, delivery))

    async def move(self, old: int, new: int) -> None:
        """Take all that is known of a group along when it becomes a supergroup, and what is due in it."""
        await self._do.write(lambda connection: move(connection, old, new))


# Put together once: that takes longer than running them.
_NEXT = [
    *(select(func.min(_table.not_before)).where(is_pending, _table.rank == rank) for rank in RANKS),
    select(func.min(_table.lease_until)).where(is_claimed),
]
# Those that are just being marked are left out: waiting for them in another order could be waiting for each other.
_ours = select(_table.id).where(is_claimed, _table.owner == bindparam("by")).with_for_update(skip_locked=True)
_RENEW = update(deliveries).where(_table.id.in_(_ours)).values(lease_until=bindparam("until"))
_FINISH = (
    update(deliveries)
    .where(_table.id == bindparam("of"))
    .values(
        state=bindparam("state"),
        message_id=func.coalesce(bindparam("message", type_=_table.message_id.type), _table.message_id),
        reason=bindparam("reason"),
        not_before=func.coalesce(bindparam("again", type_=_table.not_before.type), _table.not_before),
        lease_until=None,
        owner=None,
        at=bindparam("now"),
    )
)
_further = or_(subscriptions.c.cursor.is_(None), subscriptions.c.cursor < bindparam("number"))
_TOLD = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"), _further)
    .values(cursor=bindparam("number"))
)
