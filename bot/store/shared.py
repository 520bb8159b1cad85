"""What the processes that share a database share: the rate at which they may send, and turns at work for one at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.tables import rates, turns
from bot.store.transactions import Transactions

_BOT = "bot"
_SECOND = 1_000_000  # microseconds
# Nobody reserves so far ahead: a time beyond it was written before the clock was set back.
_FARTHEST = 60 * _SECOND


class Rates:
    """The times at which the whole bot may send: a generic cell rate algorithm without bursts, in one row."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def reserve(self, count: int, rate: float, now: datetime) -> datetime:
        """Reserve `count` sends at `rate` a second; give when the first may go, the others follow at even distances."""
        return await self._do.write(lambda connection: self._reserve(connection, count, rate, _micros(now)))

    def _reserve(self, connection: Connection, count: int, rate: float, now: int) -> datetime:
        row = self._row(connection)
        free = row.next_free if row.next_free <= now + _FARTHEST else now
        first = max(now, free, _held_until(row.held_until, row.held_at, now))
        values = {"next_free": first + round(count * _SECOND / rate)}
        connection.execute(rates.update().where(rates.c.name == _BOT).values(values))
        return _moment(first)

    async def hold(self, until: datetime, now: datetime) -> None:
        """Let nobody send before `until`: Telegram asked for it."""
        await self._do.write(lambda connection: self._hold(connection, _micros(until), _micros(now)))

    def _hold(self, connection: Connection, until: int, now: int) -> None:
        row = self._row(connection)
        until = max(until, _held_until(row.held_until, row.held_at, now))
        values = {"held_until": until, "held_at": now}
        connection.execute(rates.update().where(rates.c.name == _BOT).values(values))

    async def held_until(self, now: datetime) -> datetime | None:
        """Give until when nobody may send; None where anybody may."""
        until = await self._do.read(lambda connection: held(connection, now))
        return until if until and until > now else None

    def _row(self, connection: Connection) -> Row[Any]:
        new = {"name": _BOT, "next_free": 0, "held_until": 0, "held_at": 0}
        connection.execute(self._do.insert(rates).values(new).on_conflict_do_nothing())
        query = select(rates).where(rates.c.name == _BOT).with_for_update()
        return connection.execute(query).one()


def held(connection: Connection, now: datetime) -> datetime | None:
    """Give until when Telegram asked the bot to wait, if it ever did; for use within another transaction."""
    row = connection.execute(select(rates.c.held_until, rates.c.held_at).where(rates.c.name == _BOT)).first()
    return _moment(_held_until(row.held_until, row.held_at, _micros(now))) if row else None


def _held_until(until: int, since: int, now: int) -> int:
    """Give the end of a hold; where the clock was set back, it lasts as long from now as it would have lasted."""
    return until if since <= now else until - since + now


def _micros(moment: datetime) -> int:
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))


def _moment(micros: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


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
