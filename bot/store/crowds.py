"""Who would get what: chats that want the same are counted together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, or_, select

from bot.domain.subscription import Subscription
from bot.store.subscriptions import subscription
from bot.store.tables import schedules, subscriptions
from bot.store.transactions import Transactions

_CHUNK = 50_000  # subscriptions a transaction, so that others get at the database in between
_table = subscriptions.c


@dataclass(frozen=True)
class Crowd:
    """Chats that want the same; `wish` names none of them.

    `due` is when their next briefing is, `paused` whether they want none at the moment that was asked for.
    """

    wish: Subscription
    due: datetime
    paused: bool
    chats: int


class Crowds:
    """The active subscriptions by what they want."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def following(self, topic: str, now: datetime) -> Sequence[Crowd]:
        """Give those who follow a topic, with whether they are paused at `now`; their wishes name no topics."""
        follows = or_(_table.topics == "", func.replace(_table.topics, f" {topic} ", "") != _table.topics)
        paused = case((_table.paused_until > now, 1), else_=0)
        query = select(_table.schedule_id, _table.keywords, _table.quiet, paused.label("paused"), _COUNT)
        return await self._count(query.where(follows))

    async def at_next_briefing(self) -> Sequence[Crowd]:
        """Give all, with whether they are paused when their next briefing is due, the soonest first."""
        alike = (_table.schedule_id, _table.topics, _table.keywords, _table.cursor, _table.says_nothing)
        paused = case((_table.paused_until > schedules.c.next_at, 1), else_=0)
        query = select(*alike, paused.label("paused"), _COUNT).select_from(subscriptions.join(schedules))
        return await self._count(query)

    async def _count(self, query: Select[Any]) -> Sequence[Crowd]:
        """Add up what a query that counts gives for each chunk of the subscriptions."""
        columns = query.selected_columns.keys()[:-1]
        group = query.where(_table.active).group_by(*list(query.selected_columns)[:-1])
        last = await self._do.read(lambda connection: connection.execute(_LAST).scalar()) or 0
        chats: Counter[tuple[Any, ...]] = Counter()
        for first in range(0, last, _CHUNK):
            chunk = group.where(_table.id > first, _table.id <= first + _CHUNK)
            for row in await self._do.read(partial(_rows, chunk)):
                chats[tuple(row[:-1])] += row[-1]
        when = await self._do.read(
            lambda connection: {
                row["id"]: dict(row) for row in connection.execute(select(schedules)).mappings()
            }
        )
        crowds = (
            _crowd(dict(zip(columns, alike, strict=True)), when, count) for alike, count in chats.items()
        )
        return sorted(crowds, key=lambda crowd: (crowd.due, crowd.wish.schedule.zone))


def _rows(query: Select[Any], connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(query).all()


def _crowd(alike: dict[str, Any], when: dict[int, dict[str, Any]], chats: int) -> Crowd:
    schedule = when[alike["schedule_id"]]
    wish = subscription(_NOBODY | schedule | alike | {"id": 0})
    return Crowd(wish, schedule["next_at"], bool(alike["paused"]), chats)


_COUNT = func.count().label("chats")
_LAST = select(func.max(_table.id))
_NOBODY = {
    "id": 0,
    "chat_id": 0,
    "thread_id": 0,
    "language": "en",
    "topics": "",
    "keywords": "",
    "quiet": "",
    "silent": False,
    "says_nothing": False,
    "paused_until": None,
    "active": True,
    "ended": "",
    "cursor": None,
    "manager_id": None,
    "title": "",
}
