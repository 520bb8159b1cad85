"""Updates that came by webhook, so that none is handled twice, whichever process Telegram posts it to."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, update

from bot.store.tables import received
from bot.store.transactions import Transactions

_PATIENCE = timedelta(minutes=3)  # longer than an update takes; then whoever began it is taken for dead
_KEPT = timedelta(days=2)  # Telegram repeats an update for a day


class Received:
    """The updates that were begun, and those that are done."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def begin(self, number: int, now: datetime) -> bool | None:
        """Say whether an update may be handled now; None where it is done already."""
        new = self._do.insert(received).values(id=number, at=now, done=False)
        late = or_(received.c.at <= now - _PATIENCE, received.c.at > now + _PATIENCE)
        again = new.on_conflict_do_update(
            index_elements=["id"], set_={"at": now}, where=~received.c.done & late
        )
        done = received.select().where(received.c.id == number, received.c.done)

        def work(connection: Connection) -> bool | None:
            if connection.execute(again.returning(received.c.id)).first():
                return True
            return None if connection.execute(done).first() else False

        return await self._do.write(work)

    async def finish(self, number: int) -> None:
        """Remember that an update was handled."""
        done = update(received).where(received.c.id == number).values(done=True)
        await self._do.write(lambda connection: connection.execute(done))

    async def give_back(self, number: int) -> None:
        """Forget an update that was begun and not handled."""
        gone = delete(received).where(received.c.id == number, ~received.c.done)
        await self._do.write(lambda connection: connection.execute(gone))

    async def tidy(self, now: datetime) -> None:
        """Forget those that Telegram will not repeat."""
        gone = delete(received).where(received.c.at < now - _KEPT)
        await self._do.write(lambda connection: connection.execute(gone))
