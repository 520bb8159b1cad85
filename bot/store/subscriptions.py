"""Who wants what and when. A schedule is a row of its own, so that a push to all who share it is one statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from bot.domain.schedule import Schedule, Slot, next_slot
from bot.domain.subscription import Subscription
from bot.store.tables import schedules, subscriptions
from bot.store.transactions import Transactions

WITH_SCHEDULE = select(subscriptions, schedules.c.zone, schedules.c.times, schedules.c.days).join(schedules)


class Subscriptions:
    """The subscriptions, one for each chat and forum topic in it."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def get(self, chat: int, thread: int | None) -> Subscription | None:
        """Give what a chat, or a forum topic in it, wants; None where it never subscribed."""
        query = WITH_SCHEDULE.where(
            subscriptions.c.chat_id == chat, subscriptions.c.thread_id == (thread or 0)
        )
        return next(iter(await self._all(query)), None)

    async def find(self, number: int) -> Subscription | None:
        """Give the subscription with an id; None where it is gone."""
        return next(iter(await self._all(WITH_SCHEDULE.where(subscriptions.c.id == number))), None)

    async def of_chat(self, chat: int) -> Sequence[Subscription]:
        """Give all that is wanted in a chat, its forum topics included, active or not."""
        query = WITH_SCHEDULE.where(subscriptions.c.chat_id == chat).order_by(subscriptions.c.thread_id)
        return await self._all(query)

    async def managed_by(self, reader: int) -> Sequence[Subscription]:
        """Give what a reader set up in channels and groups."""
        query = WITH_SCHEDULE.where(subscriptions.c.manager_id == reader, subscriptions.c.chat_id != reader)
        return await self._all(query.order_by(subscriptions.c.chat_id, subscriptions.c.thread_id))

    async def save(self, wish: Subscription, now: datetime) -> Subscription:
        """Store a subscription in the place of what its chat and topic wanted; its cursor stays as far as it is."""
        return await self._do.write(lambda connection: self._save(connection, wish, now))

    async def change(
        self, number: int, work: Callable[[Subscription], Subscription], now: datetime
    ) -> Subscription | None:
        """Store what `work` makes of the subscription with an id, so that no other change gets lost; None where it is gone."""
        query = WITH_SCHEDULE.where(subscriptions.c.id == number).with_for_update(of=subscriptions)

        def read_and_save(connection: Connection) -> Subscription | None:
            row = connection.execute(query).mappings().first()
            return self._save(connection, work(subscription(row)), now) if row else None

        return await self._do.write(read_and_save)

    def _save(self, connection: Connection, wish: Subscription, now: datetime) -> Subscription:
        values = _columns(wish) | {
            "schedule_id": self._schedule(connection, wish.schedule, now),
            "updated_at": now,
        }
        upsert = self._do.insert(subscriptions).values(
            chat_id=wish.chat, thread_id=wish.thread or 0, created_at=now, cursor=wish.cursor, **values
        )
        upsert = upsert.on_conflict_do_update(index_elements=["chat_id", "thread_id"], set_=values)
        connection.execute(upsert)
        of = (subscriptions.c.chat_id == wish.chat, subscriptions.c.thread_id == (wish.thread or 0))
        return subscription(connection.execute(WITH_SCHEDULE.where(*of)).mappings().one())

    def _schedule(self, connection: Connection, schedule: Schedule, now: datetime) -> int:
        """Give the id of the row of a schedule, which is made where there is none."""
        key = _schedule_columns(schedule)
        # Held until the subscription refers to it, so that nobody tidies it away meanwhile.
        found = select(schedules.c.id).filter_by(**key).with_for_update(read=True, key_share=True)
        known = connection.execute(found).scalar()
        if known is not None:
            return int(known)
        slot = slot_columns(next_slot(schedule, now))
        connection.execute(self._do.insert(schedules).values(**key, **slot).on_conflict_do_nothing())
        return int(connection.execute(found).scalar_one())

    async def end(
        self, chat: int, thread: int | None, why: str, now: datetime, *, whole: bool = False
    ) -> int:
        """Deactivate what a chat's topic wants, or with `whole` all that is wanted in the chat; give how many there were."""
        change = update(subscriptions).where(subscriptions.c.chat_id == chat, subscriptions.c.active)
        if not whole:
            change = change.where(subscriptions.c.thread_id == (thread or 0))
        values = {"active": False, "ended": why, "updated_at": now}
        return await self._do.write(lambda connection: connection.execute(change.values(values)).rowcount)

    async def revive(self, chat: int, why: Iterable[str], now: datetime) -> int:
        """Activate again, as it was, what ended in a chat for one of these reasons; give how many there were."""
        change = update(subscriptions).where(
            subscriptions.c.chat_id == chat, ~subscriptions.c.active, subscriptions.c.ended.in_(list(why))
        )
        values = {"active": True, "ended": "", "updated_at": now}
        return await self._do.write(lambda connection: connection.execute(change.values(values)).rowcount)

    async def forget(self, chat: int) -> None:
        """Erase all that is wanted in a chat."""
        await self._do.write(
            lambda connection: connection.execute(
                delete(subscriptions).where(subscriptions.c.chat_id == chat)
            )
        )

    async def keyword_filters(self) -> Sequence[str]:
        """Give the keyword filters that are in use."""
        query = (
            select(subscriptions.c.keywords)
            .where(subscriptions.c.active, subscriptions.c.keywords != "")
            .distinct()
        )
        return await self._do.read(lambda connection: list(connection.execute(query).scalars()))

    async def count(self) -> int:
        """Give how many are active."""
        query = select(func.count()).select_from(subscriptions).where(subscriptions.c.active)
        return await self._do.read(lambda connection: connection.execute(query).scalar_one())

    async def _all(self, query: Any) -> Sequence[Subscription]:  # noqa: ANN401 - a select of a joined row has no nameable type
        return await self._do.read(
            lambda connection: [subscription(row) for row in connection.execute(query).mappings()]
        )


def subscription(row: RowMapping | Mapping[str, Any]) -> Subscription:
    """Give the subscription of a row that is joined with its schedule."""
    begin, _, end = row["quiet"].partition("-")
    return Subscription(
        id=row["id"],
        chat=row["chat_id"],
        thread=row["thread_id"] or None,
        language=row["language"],
        schedule=schedule(row),
        topics=frozenset(row["topics"].split()),
        keywords=row["keywords"],
        quiet=(time.fromisoformat(begin), time.fromisoformat(end)) if end else None,
        silent=row["silent"],
        says_nothing=row["says_nothing"],
        paused_until=row["paused_until"],
        active=row["active"],
        ended=row["ended"],
        cursor=row["cursor"],
        manager=row["manager_id"],
        title=row["title"],
    )


def schedule(row: RowMapping | Mapping[str, Any]) -> Schedule:
    """Give the schedule of a row."""
    times = tuple(time.fromisoformat(at) for at in row["times"].split())
    return Schedule(row["zone"], times, frozenset(map(int, row["days"])))


def slot_columns(slot: Slot) -> dict[str, object]:
    """Give the columns of a schedule that say when it is due next."""
    return {"next_at": slot.due, "next_day": slot.day, "next_time": f"{slot.at:%H:%M}"}


def _schedule_columns(schedule: Schedule) -> dict[str, str]:
    times = " ".join(f"{at:%H:%M}" for at in sorted(set(schedule.times)))
    return {"zone": schedule.zone, "times": times, "days": "".join(map(str, sorted(schedule.days)))}


def _columns(wish: Subscription) -> dict[str, object]:
    quiet = "-".join(f"{at:%H:%M}" for at in wish.quiet) if wish.quiet else ""
    topics = f" {' '.join(sorted(wish.topics))} " if wish.topics else ""
    return {
        "language": wish.language,
        "topics": topics,
        "keywords": wish.keywords,
        "quiet": quiet,
        "silent": wish.silent,
        "says_nothing": wish.says_nothing,
        "paused_until": wish.paused_until,
        "active": wish.active,
        "ended": wish.ended,
        "manager_id": wish.manager,
        "title": wish.title,
    }
