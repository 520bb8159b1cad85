"""What the processes that share a database share: the rate at which they may send, and turns at work for one at a time."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

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
            connection.execute(_RESERVE, {"next": first + length if soon else first})
        return _moment(first), soon

    async def hold(self, until: datetime, now: datetime) -> None:
        """Let nobody send before `until`: Telegram asked for it."""

        def work(connection: Connection) -> None:
            row = self._row(connection, _micros(now))
            connection.execute(_HOLD, {"until": max(_micros(until), row.held_until), "now": _micros(now)})

        await self._do.write(work)

    async def held_until(self, now: datetime) -> datetime | None:
        """Give until when nobody may send; None where anybody may."""
        return await self._do.write(lambda connection: held(connection, now))

    def _row(self, connection: Connection, now: int) -> Row[Any]:
        row = connection.execute(_LOCKED).first()
        if row is None:
            new = self._do.insert(rates).values(name=_BOT, next_free=0, held_until=0, held_at=0)
            connection.execute(new.on_conflict_do_nothing())
        elif row.held_at <= now:
            return row
        else:
            connection.execute(_SET_BACK, {"now": now})
        return connection.execute(_LOCKED).one()


# Put together once: that takes longer than running them.
_ROW = select(rates).where(rates.c.name == _BOT)
_LOCKED = _ROW.with_for_update()
_of_bot = update(rates).where(rates.c.name == _BOT)
_RESERVE = _of_bot.values(next_free=bindparam("next"))
_HOLD = _of_bot.values(held_until=bindparam("until"), held_at=bindparam("now"))
# After the clock was set back, a hold lasts as long from now as it would have lasted.
_SET_BACK = _of_bot.where(rates.c.held_at > bindparam("now")).values(
    held_until=rates.c.held_until - rates.c.held_at + bindparam("now"), held_at=bindparam("now")
)


def held(connection: Connection, now: datetime) -> datetime | None:
    """Give until when Telegram asked the bot to wait, None where it did not; for use within another transaction."""
    row = connection.execute(_ROW).first()
    if row and row.held_at > _micros(now):
        connection.execute(_SET_BACK, {"now": _micros(now)})
        row = connection.execute(_ROW).one()
    return _moment(row.held_until) if row and row.held_until > _micros(now) else None


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
        row = {"name": name, "owner": owner, "until": now + length, "now": now, "too_far": now + 2 * length}

        def work(connection: Connection) -> bool:
            connection.execute(_take(self._do.insert), row)
            return connection.execute(_OWNER, {"turn": name}).scalar() == owner

        return await self._do.write(work)

    async def leave(self, owner: str) -> None:
        """Give up all turns of an owner."""
        await self._do.write(
            lambda connection: connection.execute(turns.delete().where(turns.c.owner == owner))
        )


_OWNER = select(turns.c.owner).where(turns.c.name == bindparam("turn"))


@cache
def _take(insert: Callable[..., Any]) -> Any:  # noqa: ANN401 - either dialect's INSERT
    upsert = insert(turns)
    new = upsert.excluded
    free = or_(
        turns.c.owner == new.owner,
        turns.c.until <= bindparam("now"),
        turns.c.until > bindparam("too_far"),  # no turn is so long: the clock was set back
    )
    values = {"owner": new.owner, "until": new.until}
    return upsert.on_conflict_do_update(index_elements=["name"], set_=values, where=free)
