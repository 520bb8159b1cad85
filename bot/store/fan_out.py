"""From a push to the deliveries that it is made of, in chunks, so that others get at the database in between."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, func, select, update

from bot.domain.delivery import Push, PushKind
from bot.domain.schedule import Slot, next_slot
from bot.store.chunks import edit, is_due, tell, wanting
from bot.store.leases import LEASE
from bot.store.ledger_tables import deliveries, is_claimed, is_pending, pushes
from bot.store.pushes import open_push, push_of
from bot.store.subscriptions import schedule, slot_columns
from bot.store.tables import schedules, subscriptions
from bot.store.transactions import Transactions

CHUNK = 20_000  # rows a transaction; a reply that waits for one waits some 0.2 s


@dataclass(frozen=True)
class Fanned:
    """What one chunk came to: how many deliveries it made, for how many chats the slot was missed, whether more is to do."""

    made: int = 0
    skipped: int = 0
    more: bool = False


class FanOut:
    """Makes the deliveries of pushes. Where another process is at the same push, a chunk comes to nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def due(self, now: datetime) -> list[int]:
        """Give the ids of the schedules that are due."""
        return await self._do.read(lambda connection: list(connection.execute(_DUE, {"now": now}).scalars()))

    async def next_due(self) -> datetime | None:
        """Give when the next schedule is due; None where there are none."""
        return await self._do.read(lambda connection: connection.execute(_NEXT).scalar())

    async def reschedule(self, now: datetime) -> None:
        """Bring forward what would wait for a clock that was set back to be where it was; the ledger holds each slot once."""
        table = deliveries.c
        later = update(deliveries).where(is_pending, table.not_before > now, table.at > now)
        leased = update(deliveries).where(is_claimed, table.lease_until > now + LEASE)

        def work(connection: Connection) -> None:
            for row in connection.execute(select(schedules).with_for_update(key_share=True)).mappings().all():
                slot = next_slot(schedule(row), now)
                if slot.due < row["next_at"]:
                    change = update(schedules).where(schedules.c.id == row["id"])
                    connection.execute(change.values(told_to=0, **slot_columns(slot)))
            connection.execute(later.values(not_before=now))
            connection.execute(leased.values(lease_until=now + LEASE))

        await self._do.write(work)

    async def scheduled(self, number: int, now: datetime, window: timedelta, chunk: int = CHUNK) -> Fanned:
        """Fan out the next chunk of a schedule that is due; one that is late by more than `window` is skipped and counted."""
        # FOR NO KEY UPDATE: who subscribes meanwhile need not wait.
        query = select(schedules).where(schedules.c.id == number, schedules.c.next_at <= now)
        locked = query.with_for_update(skip_locked=True, key_share=True)

        def work(connection: Connection) -> Fanned:
            row = connection.execute(locked).mappings().first()
            return self._scheduled(connection, row, now, window, chunk) if row else Fanned()

        return await self._do.write(work)

    def _scheduled(
        self, connection: Connection, row: RowMapping, now: datetime, window: timedelta, chunk: int
    ) -> Fanned:
        due, last = row["next_at"], None
        fanned = Fanned()
        wanted = and_(
            subscriptions.c.schedule_id == row["id"], is_due(due), subscriptions.c.id > row["told_to"]
        )
        if connection.execute(select(subscriptions.c.id).where(wanted).limit(1)).first():
            push = open_push(
                connection, self._do, "scheduled", due.isoformat(), due=due, now=now, fan_out=False
            )
            if now - due > window:
                fanned = Fanned(skipped=_skip(connection, push, wanted))
            else:
                slot = (row["next_day"], row["next_time"])
                last, made = tell(connection, self._do, push, wanted, chunk, now, slot)
                fanned = Fanned(made, more=last is not None)
        following = {"told_to": 0, **_following(row)} if last is None else {"told_to": last}
        connection.execute(update(schedules).where(schedules.c.id == row["id"]).values(following))
        return fanned

    async def open_push(
        self,
        kind: PushKind,
        key: str,
        now: datetime,
        brief: str,
        version: int | None = None,
        by: int | None = None,
        *,
        urgent: bool = False,
    ) -> Push:
        """Open a push of a brief or of a change to it; one that is there already is given as it is."""
        return await self._do.write(
            lambda connection: open_push(
                connection, self._do, kind, key, due=now, now=now, brief=brief, version=version, by=by, urgent=urgent
            )
        )  # fmt: skip

    async def open_pushes(self) -> list[Push]:
        """Give the pushes that are still being fanned out: those of briefs and of changes to them."""
        return await self._do.read(
            lambda connection: [push_of(row) for row in connection.execute(_OPEN).mappings()]
        )

    async def brief(
        self, push: Push, topic: str, filters: Collection[str], now: datetime, chunk: int = CHUNK
    ) -> Fanned:
        """Fan out the next chunk of a brief's push: to those who follow its topic, and whose keyword filter is among `filters`."""

        def work(connection: Connection, told_to: int) -> tuple[int | None, int]:
            wanted = and_(wanting(topic, filters, now), subscriptions.c.id > told_to)
            return tell(connection, self._do, push, wanted, chunk, now)

        return await self._next_chunk(push, work)

    async def audience(self, topic: str, filters: Collection[str], now: datetime) -> int:
        """Give how many chats a push of a brief would go to."""
        query = select(func.count()).select_from(subscriptions).where(wanting(topic, filters, now))
        return await self._do.read(lambda connection: connection.execute(query).scalar_one())

    async def change(self, push: Push, now: datetime, *, told: bool, chunk: int = CHUNK) -> Fanned:
        """Fan out the next chunk of a change: an edit to each older copy and, if `told`, a reply where a push brought it."""

        def work(connection: Connection, told_to: int) -> tuple[int | None, int]:
            return edit(connection, self._do, push, told_to, chunk, now, told=told)

        return await self._next_chunk(push, work)

    async def _next_chunk(
        self, push: Push, work: Callable[[Connection, int], tuple[int | None, int]]
    ) -> Fanned:
        query = select(pushes.c.told_to).where(pushes.c.id == push.id, pushes.c.open)
        locked = query.with_for_update(skip_locked=True)

        def chunk(connection: Connection) -> Fanned:
            told_to = connection.execute(locked).scalar()
            if told_to is None:
                return Fanned()
            last, made = work(connection, told_to)
            values = {"open": False} if last is None else {"told_to": last}
            connection.execute(update(pushes).where(pushes.c.id == push.id).values(values))
            return Fanned(made, more=last is not None)

        return await self._do.write(chunk)


# What is asked every two seconds is put together once.
_DUE = select(schedules.c.id).where(schedules.c.next_at <= bindparam("now")).order_by(schedules.c.next_at)
_NEXT = select(func.min(schedules.c.next_at))
_OPEN = select(pushes).where(pushes.c.open).order_by(pushes.c.id)


def _skip(connection: Connection, push: Push, wanted: ColumnElement[bool]) -> int:
    count = connection.execute(select(func.count()).select_from(subscriptions).where(wanted)).scalar_one()
    more = update(pushes).where(pushes.c.id == push.id).values(skipped=pushes.c.skipped + count)
    connection.execute(more)
    return count


def _following(row: RowMapping) -> dict[str, object]:
    slot = Slot(row["next_at"], row["next_day"], time.fromisoformat(row["next_time"]))
    return slot_columns(next_slot(schedule(row), slot))
