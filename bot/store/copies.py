"""Every message that shows a brief, so that a correction reaches it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select

from bot.domain.delivery import Copy
from bot.store.tables import copies, copy_briefs
from bot.store.transactions import Transactions


class Copies:
    """The delivered copies of briefs."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def record(self, copy: Copy, now: datetime) -> None:
        """Remember what a message shows, in the place of what it showed before."""
        await self._do.write(lambda connection: record(connection, self._do, copy, now))

    async def get(self, chat: int, message: int) -> Copy | None:
        """Give what a message shows; None where it shows no brief."""
        return await self._one(copies.c.chat_id == chat, copies.c.message_id == message)

    async def by_inline(self, inline: str) -> Copy | None:
        """Give what an inline message shows; None where it shows no brief, or Telegram never gave its id."""
        return await self._one(copies.c.chat_id == 0, copies.c.message_id == 0, copies.c.inline_id == inline)

    async def of_chat(self, chat: int) -> Sequence[Copy]:
        """Give the copies in a chat, oldest first."""
        query = select(copies).where(copies.c.chat_id == chat).order_by(copies.c.id)
        return await self._do.read(
            lambda connection: [copy_of(connection, row) for row in connection.execute(query)]
        )

    async def forget(self, chat: int) -> None:
        """Forget all copies in a chat: corrections will not reach them any more."""

        def work(connection: Connection) -> None:
            of_chat = select(copies.c.id).where(copies.c.chat_id == chat)
            connection.execute(delete(copy_briefs).where(copy_briefs.c.copy_id.in_(of_chat)))
            connection.execute(delete(copies).where(copies.c.chat_id == chat))

        await self._do.write(work)

    async def _one(self, *which: ColumnElement[bool]) -> Copy | None:
        query = select(copies).where(*which)

        def work(connection: Connection) -> Copy | None:
            row = connection.execute(query).first()
            return copy_of(connection, row) if row else None

        return await self._do.read(work)


def record(connection: Connection, do: Transactions, copy: Copy, now: datetime) -> None:
    """Remember what a message shows, within another transaction; the push that brought it stays known."""
    shown = {"thread_id": copy.thread or 0, "language": copy.language, "shows": copy.shows, "at": now}
    if copy.push is not None:
        shown["push_id"] = copy.push
    where = {"chat_id": copy.chat, "message_id": copy.message, "inline_id": copy.inline}
    upsert = do.insert(copies).values(**where, **shown)
    upsert = upsert.on_conflict_do_update(index_elements=list(where), set_=shown)
    number = connection.execute(upsert.returning(copies.c.id)).scalar_one()
    connection.execute(delete(copy_briefs).where(copy_briefs.c.copy_id == number))
    if copy.briefs:
        rows = [{"copy_id": number, "brief_id": key, "version": version} for key, version in copy.briefs]
        connection.execute(copy_briefs.insert(), rows)


def copy_of(connection: Connection, row: Row[Any]) -> Copy:
    """Give the copy of a row, with the versions of the briefs that it shows."""
    query = select(copy_briefs.c.brief_id, copy_briefs.c.version).where(copy_briefs.c.copy_id == row.id)
    briefs = tuple(
        (str(key), int(version)) for key, version in connection.execute(query.order_by("brief_id"))
    )
    return Copy(
        chat=row.chat_id,
        thread=row.thread_id or None,
        message=row.message_id,
        inline=row.inline_id,
        language=row.language,
        shows=row.shows,
        briefs=briefs,
        push=row.push_id,
        id=row.id,
    )
