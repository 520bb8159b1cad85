"""What all editors are told: files that cannot be used, articles that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from bot.store.desk_tables import notices
from bot.store.migrate import take_turns
from bot.store.tables import editors
from bot.store.transactions import Transactions


@dataclass(frozen=True)
class Notice:
    """One thing that editors are told; the numbers grow."""

    number: int
    at: datetime
    kind: str
    text: str


class Notices:
    """What editors are told, and how far each of them was."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def add(self, kind: str, text: str, now: datetime) -> bool:
        """Tell editors something; say whether it is news: nothing is where the newest of its kind says the same."""

        def work(connection: Connection) -> bool:
            take_turns(
                connection
            )  # two processes start with the same fault, and who reads finds no gap in the numbers
            if connection.execute(newest).scalar() == text:
                return False
            connection.execute(notices.insert(), {"at": now, "kind": kind, "text": text})
            return True

        newest = select(notices.c.text).where(notices.c.kind == kind).order_by(notices.c.id.desc()).limit(1)
        return await self._do.write(work)

    async def untold(self, editor: int) -> Sequence[Notice]:
        """Give what an editor was not told yet, oldest first; nothing for who is none."""
        told_to = select(editors.c.told_to).where(editors.c.id == editor).scalar_subquery()
        query = select(notices).where(notices.c.id > told_to).order_by(notices.c.id)
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return [Notice(row.id, row.at, row.kind, row.text) for row in rows]

    async def told(self, editor: int, number: int) -> None:
        """Remember that an editor was told everything up to a number."""
        step = update(editors).where(editors.c.id == editor, editors.c.told_to < number)
        await self._do.write(lambda connection: connection.execute(step.values(told_to=number)))


# What an editor who comes new need not hear of.
NEWEST = select(func.coalesce(func.max(notices.c.id), 0)).scalar_subquery()
