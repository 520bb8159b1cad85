"""Who would get what: chats that want the same are counted together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from bot.domain.subscription import Subscription
from bot.store.subscriptions import subscription
from bot.store.tables import schedules, subscriptions
from bot.store.transactions import Transactions

_ALIKE = ("topics", "keywords", "quiet", "cursor", "says_nothing")


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

    async def at(self, now: datetime) -> Sequence[Crowd]:
        """Give all, with whether they are paused at `now`."""
        return await self._all(literal(now, subscriptions.c.paused_until.type))

    async def at_next_briefing(self) -> Sequence[Crowd]:
        """Give all, with whether they are paused when their next briefing is due, the soonest first."""
        return await self._all(schedules.c.next_at)

    async def _all(self, moment: ColumnElement[Any]) -> Sequence[Crowd]:
        paused = func.coalesce(subscriptions.c.paused_until > moment, literal(value=False))
        when = (schedules.c.zone, schedules.c.times, schedules.c.days, schedules.c.next_at)
        group = (*when, *(subscriptions.c[name] for name in _ALIKE), paused)
        columns = (*group[:-1], paused.label("paused"), func.count().label("chats"))
        query = select(*columns).select_from(subscriptions.join(schedules)).where(subscriptions.c.active)
        query = query.group_by(*group).order_by(schedules.c.next_at, schedules.c.zone)
        return await self._do.read(
            lambda connection: [
                Crowd(subscription(_NOBODY | dict(row)), row["next_at"], row["paused"], row["chats"])
                for row in connection.execute(query).mappings()
            ]
        )


_NOBODY = {
    "id": 0,
    "chat_id": 0,
    "thread_id": 0,
    "language": "en",
    "silent": False,
    "paused_until": None,
    "active": True,
    "ended": "",
    "manager_id": None,
    "title": "",
}
