"""From a push to the deliveries that it is made of, by SQL and in chunks, so that others get at the database in between."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    false,
    func,
    literal,
    or_,
    select,
    update,
)

from bot.domain.delivery import EDIT, NORMAL, URGENT, Push, PushKind
from bot.domain.schedule import Slot, next_slot
from bot.store.pushes import open_push, push_of
from bot.store.subscriptions import schedule, slot_columns
from bot.store.tables import copies, copy_briefs, deliveries, pushes, schedules, subscriptions
from bot.store.transactions import Transactions

CHUNK = 20_000  # rows a transaction; a reply that waits for one waits some 0.2 s
_FIELDS = ("push_id", "chat_id", "thread_id", "copy_id", "reply_to", "subscription_id", "day", "slot")
_ALIKE = ("state", "rank", "not_before", "at")


@dataclass(frozen=True)
class Fanned:
    """What one chunk came to: how many deliveries it made, for how many chats the slot was missed, whether more is to do."""

    made: int = 0
    skipped: int = 0
    more: bool = False


class FanOut:
    """Makes the deliveries of pushes."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def due(self, now: datetime) -> list[int]:
        """Give the ids of the schedules that are due."""
        query = select(schedules.c.id).where(schedules.c.next_at <= now).order_by(schedules.c.next_at)
        return await self._do.read(lambda connection: list(connection.execute(query).scalars()))

    async def reschedule(self, now: datetime) -> None:
        """Begin all schedules anew from `now`, for when the clock was set back; the ledger still holds each slot once."""

        def work(connection: Connection) -> None:
            for row in connection.execute(select(schedules)).mappings().all():
                slot = slot_columns(next_slot(schedule(row), now))
                connection.execute(
                    update(schedules).where(schedules.c.id == row["id"]).values(told_to=0, **slot)
                )

        await self._do.write(work)

    async def scheduled(self, number: int, now: datetime, window: timedelta, chunk: int = CHUNK) -> Fanned:
        """Fan out the next chunk of a schedule that is due; one that is late by more than `window` is skipped and counted."""
        return await self._do.write(
            lambda connection: self._scheduled(connection, number, now, window, chunk)
        )

    def _scheduled(
        self, connection: Connection, number: int, now: datetime, window: timedelta, chunk: int
    ) -> Fanned:
        locked = select(schedules).where(schedules.c.id == number, schedules.c.next_at <= now)
        row = connection.execute(locked.with_for_update(skip_locked=True)).mappings().first()
        if row is None:
            return Fanned()
        ours = subscriptions.c.schedule_id == number
        if not connection.execute(select(subscriptions.c.id).where(ours).limit(1)).first():
            connection.execute(delete(schedules).where(schedules.c.id == number))
            return Fanned()
        due, slot = row["next_at"], row["next_time"]
        wanted = and_(ours, _is_due(due), subscriptions.c.id > row["told_to"])
        made, skipped, last = 0, 0, None
        if connection.execute(select(subscriptions.c.id).where(wanted).limit(1)).first():
            push = open_push(
                connection, self._do, "scheduled", due.isoformat(), due=due, now=now, fan_out=False
            )
            if now - due > window:
                skipped = self._skip(connection, push, wanted)
            else:
                last, made = self._tell(
                    connection, push, wanted, row["told_to"], chunk, now, (row["next_day"], slot)
                )
        following = {"told_to": last} if last else {"told_to": 0, **_following(row)}
        connection.execute(update(schedules).where(schedules.c.id == number).values(following))
        return Fanned(made, skipped, more=last is not None)

    def _skip(self, connection: Connection, push: Push, wanted: ColumnElement[bool]) -> int:
        count = connection.execute(select(func.count()).select_from(subscriptions).where(wanted)).scalar_one()
        connection.execute(
            update(pushes).where(pushes.c.id == push.id).values(skipped=pushes.c.skipped + count)
        )
        return count

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
                connection,
                self._do,
                kind,
                key,
                due=now,
                now=now,
                brief=brief,
                version=version,
                by=by,
                urgent=urgent,
            )
        )

    async def open_pushes(self) -> list[Push]:
        """Give the pushes that are still being fanned out."""
        query = select(pushes).where(pushes.c.open).order_by(pushes.c.id)
        return await self._do.read(
            lambda connection: [push_of(row) for row in connection.execute(query).mappings()]
        )

    async def brief(
        self, push: Push, topic: str, filters: Collection[str], now: datetime, chunk: int = CHUNK
    ) -> Fanned:
        """Fan out the next chunk of a brief's push: to those who follow its topic, and whose keyword filter is among `filters`."""

        def work(connection: Connection) -> Fanned:
            told_to = self._lock(connection, push)
            if told_to is None:
                return Fanned()
            last, made = self._tell(connection, push, wanting(topic, filters, now), told_to, chunk, now)
            self._progress(connection, push, last)
            return Fanned(made, more=last is not None)

        return await self._do.write(work)

    async def audience(self, topic: str, filters: Collection[str], now: datetime) -> int:
        """Give how many chats a push of a brief would go to."""
        query = select(func.count()).select_from(subscriptions).where(wanting(topic, filters, now))
        return await self._do.read(lambda connection: connection.execute(query).scalar_one())

    async def change(self, push: Push, now: datetime, *, told: bool, chunk: int = CHUNK) -> Fanned:
        """Fan out the next chunk of a change: an edit to each older copy and, if `told`, a reply where a push brought it."""

        def work(connection: Connection) -> Fanned:
            told_to = self._lock(connection, push)
            if told_to is None:
                return Fanned()
            last, made = self._edit(connection, push, told_to, chunk, now, told=told)
            self._progress(connection, push, last)
            return Fanned(made, more=last is not None)

        return await self._do.write(work)

    def _lock(self, connection: Connection, push: Push) -> int | None:
        query = select(pushes.c.told_to).where(pushes.c.id == push.id, pushes.c.open)
        return connection.execute(query.with_for_update(skip_locked=True)).scalar()

    def _progress(self, connection: Connection, push: Push, last: int | None) -> None:
        values = {"open": False} if last is None else {"told_to": last}
        connection.execute(update(pushes).where(pushes.c.id == push.id).values(values))

    def _tell(
        self,
        connection: Connection,
        push: Push,
        wanted: ColumnElement[bool],
        told_to: int,
        chunk: int,
        now: datetime,
        slot: tuple[date, str] | None = None,
    ) -> tuple[int | None, int]:
        """Make the deliveries of a chunk of subscriptions; give the last of them where there are more, and how many were made."""
        table = subscriptions
        last = _last(
            connection, select(table.c.id).where(wanted, table.c.id > told_to).order_by(table.c.id), chunk
        )
        day, at = slot or (None, None)
        chosen = select(
            literal(push.id),
            table.c.chat_id,
            table.c.thread_id,
            literal(0),
            literal(None, deliveries.c.reply_to.type),
            table.c.id,
            literal(day, deliveries.c.day.type),
            literal(at, deliveries.c.slot.type),
            *_alike(push, URGENT if push.urgent else NORMAL, now),
        ).where(wanted, table.c.id > told_to)
        return last, self._insert(connection, chosen if last is None else chosen.where(table.c.id <= last))

    def _edit(
        self, connection: Connection, push: Push, told_to: int, chunk: int, now: datetime, *, told: bool
    ) -> tuple[int | None, int]:
        joined = copies.join(copy_briefs, copy_briefs.c.copy_id == copies.c.id)
        older = and_(
            copy_briefs.c.brief_id == push.brief, copy_briefs.c.version < push.version, copies.c.id > told_to
        )
        last = _last(
            connection, select(copies.c.id).select_from(joined).where(older).order_by(copies.c.id), chunk
        )
        if last is not None:
            older = and_(older, copies.c.id <= last)
        nothing = literal(None, deliveries.c.reply_to.type)
        slot = (literal(None, deliveries.c.day.type), literal(None, deliveries.c.slot.type))
        where = (literal(push.id), copies.c.chat_id, copies.c.thread_id)
        edits = select(*where, copies.c.id, nothing, nothing, *slot, *_alike(push, EDIT, now))
        made = self._insert(connection, edits.select_from(joined).where(older))
        if told:
            joined = joined.join(
                subscriptions,
                and_(
                    subscriptions.c.chat_id == copies.c.chat_id,
                    subscriptions.c.thread_id == copies.c.thread_id,
                    subscriptions.c.active,
                ),
            )
            replies = select(
                *where, literal(0), func.max(copies.c.message_id), func.max(subscriptions.c.id), *slot,
                *_alike(push, NORMAL, now),
            )  # fmt: skip
            replies = replies.select_from(joined).where(older, copies.c.push_id.is_not(None))
            made += self._insert(connection, replies.group_by(copies.c.chat_id, copies.c.thread_id))
        return last, made

    def _insert(self, connection: Connection, chosen: Select[Any]) -> int:
        rows = self._do.insert(deliveries).from_select([*_FIELDS, *_ALIKE], chosen)
        counted = rows.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return connection.execute(counted).rowcount


def wanting(topic: str, filters: Collection[str], now: datetime) -> ColumnElement[bool]:
    """Give the condition that a subscription wants a brief of a topic, which the keyword filters `filters` find."""
    follows = or_(
        subscriptions.c.topics == "", subscriptions.c.topics.contains(f" {topic} ", autoescape=True)
    )
    mentions = or_(
        subscriptions.c.keywords == "", subscriptions.c.keywords.in_(list(filters)) if filters else false()
    )
    return and_(_is_due(now), follows, mentions)


def _is_due(at: datetime) -> ColumnElement[bool]:
    paused = subscriptions.c.paused_until
    return and_(subscriptions.c.active, or_(paused.is_(None), paused <= at))


def _alike(push: Push, rank: int, now: datetime) -> tuple[ColumnElement[Any], ...]:
    moment = deliveries.c.at.type
    return (literal("pending"), literal(rank), literal(push.due, moment), literal(now, moment))


def _last(connection: Connection, ids: Select[Any], chunk: int) -> int | None:
    """Give the last id of a chunk; None where there are no more than that."""
    found = connection.execute(ids.offset(chunk - 1).limit(2)).scalars().all()
    return int(found[0]) if len(found) > 1 else None


def _following(row: Any) -> dict[str, object]:  # noqa: ANN401 - SQLAlchemy's row mapping
    slot = Slot(row["next_at"], row["next_day"], time.fromisoformat(row["next_time"]))
    return slot_columns(next_slot(schedule(row), slot))
