"""The ledger: which push goes to which chat, who is sending it, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from bot.domain.delivery import DONE, Delivery, Mark
from bot.store.copies import copy_of, record
from bot.store.pushes import push_of
from bot.store.shared import held
from bot.store.subscriptions import subscription
from bot.store.tables import copies, deliveries, pushes, schedules, subscriptions
from bot.store.transactions import Transactions

LEASE = timedelta(seconds=30)  # who does not renew for so long is taken for dead


class Ledger:
    """Deliveries, claimed and marked. A claim raises a delivery's fence; a mark with an older fence changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def claim(self, owner: str, count: int, now: datetime) -> list[Delivery]:
        """Lease up to `count` deliveries that are due, or whose holder is dead, the most urgent first."""
        return await self._do.write(lambda connection: self._claim(connection, owner, count, now))

    def _claim(self, connection: Connection, owner: str, count: int, now: datetime) -> list[Delivery]:
        table = deliveries.c
        until = table.lease_until
        dead = and_(table.state.in_(("leased", "sending")), or_(until <= now, until > now + 2 * LEASE))
        numbers = self._lease(connection, dead, [table.id], owner, count, now)
        if len(numbers) < count:
            ready = and_(table.state == "pending", table.not_before <= now)
            order = [table.rank, table.not_before, table.id]
            numbers += self._lease(connection, ready, order, owner, count - len(numbers), now)
        return _deliveries(connection, numbers) if numbers else []

    def _lease(
        self,
        connection: Connection,
        which: ColumnElement[bool],
        order: Sequence[ColumnElement[Any]],
        owner: str,
        count: int,
        now: datetime,
    ) -> list[int]:
        chosen = select(deliveries.c.id).where(which).order_by(*order).limit(count)
        claimed = {
            "state": "leased",
            "owner": owner,
            "lease_until": now + LEASE,
            "fence": deliveries.c.fence + 1,
            "attempts": deliveries.c.attempts + 1,
            "at": now,
        }
        change = update(deliveries).where(deliveries.c.id.in_(chosen.with_for_update(skip_locked=True)))
        return list(connection.execute(change.values(claimed).returning(deliveries.c.id)).scalars())

    async def mark(
        self, marks: Sequence[Mark], begin: Sequence[Delivery], now: datetime
    ) -> tuple[frozenset[int], datetime | None]:
        """Record what became of deliveries, and that others are about to be sent, all at once.

        Gives the ids of those that may be sent, which leaves out any that was taken over, and until when Telegram asked the
        whole bot to wait, if it did.
        """
        return await self._do.write(lambda connection: self._mark(connection, marks, begin, now))

    def _mark(
        self, connection: Connection, marks: Sequence[Mark], begin: Sequence[Delivery], now: datetime
    ) -> tuple[frozenset[int], datetime | None]:
        for mark in marks:
            self._mark_one(connection, mark, now)
        started = {"state": "sending", "lease_until": now + LEASE, "at": now}
        ours = [each for each in begin if self._change(connection, each, started | {"state": "sending"})]
        until = held(connection, now)
        return frozenset(each.id for each in ours), until if until and until > now else None

    def _mark_one(self, connection: Connection, mark: Mark, now: datetime) -> None:
        values: dict[str, object] = {
            "state": mark.state,
            "message_id": mark.message,
            "reason": mark.reason,
            "lease_until": None,
            "owner": None,
            "at": now,
        }
        if mark.again is not None:
            values["not_before"] = mark.again
        if not self._change(connection, mark.delivery, values):
            return
        if mark.copy is not None:
            record(connection, self._do, mark.copy, now)
        wish = mark.delivery.subscription
        if mark.cursor is not None and wish is not None:
            told = update(subscriptions).where(subscriptions.c.id == wish.id)
            connection.execute(told.values(cursor=mark.cursor))

    def _change(self, connection: Connection, delivery: Delivery, values: dict[str, object]) -> bool:
        held_by_us = and_(deliveries.c.id == delivery.id, deliveries.c.fence == delivery.fence)
        undone = deliveries.c.state.in_(("leased", "sending"))
        return connection.execute(update(deliveries).where(held_by_us, undone).values(values)).rowcount == 1

    async def renew(self, owner: str, now: datetime) -> None:
        """Say that an owner is alive: its leases run from `now`."""
        ours = and_(deliveries.c.owner == owner, deliveries.c.state.in_(("leased", "sending")))
        change = update(deliveries).where(ours).values(lease_until=now + LEASE)
        await self._do.write(lambda connection: connection.execute(change))

    async def give_back(self, owner: str, now: datetime) -> None:
        """Return what an owner leased and has not begun to send."""
        ours = and_(deliveries.c.owner == owner, deliveries.c.state == "leased")
        values = {"state": "pending", "owner": None, "lease_until": None, "at": now}
        await self._do.write(
            lambda connection: connection.execute(update(deliveries).where(ours).values(values))
        )

    async def next_due(self) -> datetime | None:
        """Give when the next delivery is due, or the lease of one that was claimed ends; None where all are done."""

        def work(connection: Connection) -> datetime | None:
            pending = select(deliveries.c.not_before).where(deliveries.c.state == "pending")
            claimed = select(deliveries.c.lease_until).where(deliveries.c.state.in_(("leased", "sending")))
            first = (
                connection.execute(pending.order_by(deliveries.c.not_before).limit(1)).scalar(),
                connection.execute(claimed.order_by(deliveries.c.lease_until).limit(1)).scalar(),
            )
            return min((moment for moment in first if moment), default=None)

        return await self._do.read(work)

    async def move(self, old: int, new: int) -> None:
        """Take what is due in a group along when it becomes a supergroup."""

        def work(connection: Connection) -> None:
            there = deliveries.alias()
            same = select(there.c.id).where(
                there.c.chat_id == new,
                there.c.push_id == deliveries.c.push_id,
                there.c.thread_id == deliveries.c.thread_id,
                there.c.copy_id == deliveries.c.copy_id,
            )
            due = and_(deliveries.c.chat_id == old, deliveries.c.state.not_in(DONE))
            connection.execute(update(deliveries).where(due, ~same.exists()).values(chat_id=new))
            taken = subscriptions.alias()
            known = select(taken.c.id).where(
                taken.c.chat_id == new, taken.c.thread_id == subscriptions.c.thread_id
            )
            wished = and_(subscriptions.c.chat_id == old, ~known.exists())
            connection.execute(update(subscriptions).where(wished).values(chat_id=new))

        await self._do.write(work)


def _deliveries(connection: Connection, numbers: Iterable[int]) -> list[Delivery]:
    """Give claimed deliveries with all that sending them takes, in the order in which they are to be sent."""
    table = deliveries.c
    query = (
        select(deliveries).where(table.id.in_(list(numbers))).order_by(table.rank, table.not_before, table.id)
    )
    rows = connection.execute(query).all()
    known = {
        row["id"]: push_of(row)
        for row in _of(connection, select(pushes), pushes.c.id, {row.push_id for row in rows})
    }
    wishes = {
        row["id"]: subscription(row)
        for row in _of(
            connection,
            select(subscriptions, schedules.c.zone, schedules.c.times, schedules.c.days).join(schedules),
            subscriptions.c.id,
            {row.subscription_id for row in rows if row.subscription_id},
        )
    }
    query = select(copies).where(copies.c.id.in_({row.copy_id for row in rows if row.copy_id}))
    shown = {row.id: copy_of(connection, row) for row in connection.execute(query)}
    return [
        Delivery(
            id=row.id,
            push=known[row.push_id],
            chat=row.chat_id,
            thread=row.thread_id or None,
            fence=row.fence,
            attempts=row.attempts,
            copy=shown.get(row.copy_id),
            reply_to=row.reply_to,
            subscription=wishes.get(row.subscription_id),
        )
        for row in rows
    ]


def _of(connection: Connection, query: Any, key: Any, ids: set[int]) -> Sequence[Any]:  # noqa: ANN401 - selects of joined rows have no nameable type
    return connection.execute(query.where(key.in_(ids))).mappings().all() if ids else []
