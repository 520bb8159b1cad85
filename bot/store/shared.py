"""What the processes that share a database share: the rate at which they may send, and turns at work for one at a time."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, select, update

from bot.store.tables import rates, turns
from bot.store.transactions import Transactions

_BOT = "bot"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000  # microseconds
# Fewer processes than this share a bot. A time further ahead than all of them reserve was written before the clock was set back.
_PROCESSES = 100


class Rates:
    """The times at which the whole bot may send: a generic cell rate algorithm without bursts, in one row."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def reserve_soon(
        self, count: int, rate: float, now: datetime, within: timedelta
    ) -> tuple[datetime, bool]:
        """Reserve `count` sends at `rate` a second, unless the first may go only later than `within` from now.

        Gives when the first may go, which the others follow at even distances, and whether they are reserved.
        """
        return await self._do.write(
            lambda connection: self._reserve(connection, count, rate, _micros(now), within)
        )

    def _reserve(
        self, connection: Connection, count: int, rate: float, now: int, within: timedelta
    ) -> tuple[datetime, bool]:
        row = self._row(connection, now)
        length = math.ceil(count * _SECOND / rate)
        begin = max(now, row.held_until)
        # Where the clock was set back, what was reserved before is over in a second of real time.
        set_back = row.next_free > begin + _PROCESSES * length
        first = begin + _SECOND if set_back else max(begin, row.next_free)
        soon = timedelta(microseconds=first - now) <= within
        if soon or set_back:  # else that second would begin anew each time
            connection.execute(_UPDATE.values(next_free=first + length if soon else first))
        return _moment(first), soon

    async def hold(self, until: datetime, now: datetime) -> None:
        """Let nobody send before `until`: Telegram asked for it."""

        def work(connection: Connection) -> None:
            row = self._row(connection, _micros(now))
            values = {"held_until": max(_micros(until), row.held_until), "held_at": _micros(now)}
            connection.execute(_UPDATE.values(values))

        await self._do.write(work)

    async def held_until(self, now: datetime) -> datetime | None:
        """Give until when nobody may send; None where anybody may."""
        return await self._do.write(lambda connection: held(connection, now))

    def _row(self, connection: Connection, now: int) -> Row[Any]:
        new = {"name": _BOT, "next_free": 0, "held_until": 0, "held_at": 0}
        connection.execute(self._do.insert(rates).values(new).on_conflict_do_nothing())
        connection.execute(_after_the_clock_was_set_back(now))
        return connection.execute(_ROW.with_for_update()).one()


_ROW = select(rates).where(rates.c.name == _BOT)
_UPDATE = update(rates).where(rates.c.name == _BOT)


def held(connection: Connection, now: datetime) -> datetime | None:
    """Give until when Telegram asked the bot to wait, None where it did not; for use within another transaction."""
    row = connection.execute(_ROW).first()
    if row and row.held_at > _micros(now):
        connection.execute(_after_the_clock_was_set_back(_micros(now)))
        row = connection.execute(_ROW).one()
    return _moment(row.held_until) if row and row.held_until > _micros(now) else None


def _after_the_clock_was_set_back(now: int) -> Update:
    """Let a hold last as long from now as it would have lasted."""
    lasting = rates.c.held_until - rates.c.held_at
    return _UPDATE.where(rates.c.held_at > now).values(held_until=lasting + now, held_at=now)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


class Turns:
    """Work that one process does at a time; who stops renewing its turn loses it."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def take(self, name: str, owner: str, length: timedelta, now: datetime) -> bool:
        """Take or renew a turn at `name` for `length`; say whether it is `owner`'s now."""
        return await self._do.write(lambda connection: self._take(connection, name, owner, length, now))

    def _take(self, connection: Connection, name: str, owner: str, length: timedelta, now: datetime) -> bool:
        mine = {"owner": owner, "until": now + length}
        upsert = self._do.insert(turns).values(name=name, **mine)
        free = (turns.c.owner == owner) | (turns.c.until <= now) | (turns.c.until > now + 2 * length)
        connection.execute(upsert.on_conflict_do_update(index_elements=["name"], set_=mine, where=free))
        return connection.execute(select(turns.c.owner).where(turns.c.name == name)).scalar() == owner

    async def leave(self, owner: str) -> None:
        """Give up all turns of an owner."""
        await self._do.write(
            lambda connection: connection.execute(turns.delete().where(turns.c.owner == owner))
        )
