"""Who may publish."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.store.audit import record
from bot.store.notices import NEWEST
from bot.store.tables import editors
from bot.store.transactions import Transactions


class Editors:
    """The editors, by their Telegram user ids."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def add(self, editor: int, name: str, now: datetime, who: str = "") -> bool:
        """Make somebody an editor, in the name of `who`; say whether they were none."""
        new = self._do.insert(editors).values(
            id=editor, name=name, added_at=now, told_to=NEWEST, reachable=True
        )
        added = new.on_conflict_do_nothing().returning(editors.c.id)

        def work(connection: Connection) -> bool:
            if connection.execute(added).first() is None:
                return False
            record(connection, now, who, "editor-added", str(editor), name)
            return True

        return await self._do.write(work)

    async def remove(self, editor: int, now: datetime, who: str = "") -> bool:
        """Take the right to publish from somebody, in the name of `who`; say whether they had it."""

        def work(connection: Connection) -> bool:
            had = connection.execute(delete(editors).where(editors.c.id == editor)).rowcount == 1
            if had:
                record(connection, now, who, "editor-removed", str(editor))
            return had

        return await self._do.write(work)

    async def is_editor(self, editor: int) -> bool:
        """Say whether somebody is an editor."""
        query = select(editors.c.id).where(editors.c.id == editor)
        return await self._do.read(lambda connection: connection.execute(query).first() is not None)

    async def all(self) -> Mapping[int, str]:
        """Give the editors' names by id, in the order in which they were added."""
        query = select(editors.c.id, editors.c.name).order_by(editors.c.added_at, editors.c.id)
        return await self._do.read(lambda connection: {row.id: row.name for row in connection.execute(query)})

    async def reachable(self) -> Mapping[int, str]:
        """Give the names, by id, of the editors whom messages reach, as far as is known."""
        query = select(editors.c.id, editors.c.name).where(editors.c.reachable).order_by(editors.c.id)
        return await self._do.read(lambda connection: {row.id: row.name for row in connection.execute(query)})

    async def set_reachable(self, editor: int, *, reachable: bool) -> None:
        """Remember whether messages reach an editor; of who is none, nothing is remembered."""
        step = update(editors).where(editors.c.id == editor, editors.c.reachable != reachable)
        await self._do.write(lambda connection: connection.execute(step.values(reachable=reachable)))
