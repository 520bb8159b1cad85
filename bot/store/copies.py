"""Every message that shows a brief, so that a correction reaches it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, literal, select

from bot.domain.delivery import EDIT, Copy
from bot.store.ledger_tables import copies, copy_briefs, deliveries, pushes
from bot.store.transactions import Transactions


class Copies:
    """The delivered copies of briefs."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def record(self, copy: Copy, now: datetime) -> None:
        """Remember what a message shows, in the place of what it showed before; the push that brought it stays known."""
        await self._do.write(lambda connection: record(connection, self._do, [copy], now))

    async def get(self, chat: int, message: int) -> Copy | None:
        """Give what a message shows; None where it shows no brief."""
        return next(iter(await self._some(copies.c.chat_id == chat, copies.c.message_id == message)), None)

    async def by_inline(self, inline: str) -> Copy | None:
        """Give what an inline message shows; None where it shows no brief, or Telegram never gave its id."""
        is_inline = (copies.c.chat_id == 0, copies.c.message_id == 0, copies.c.inline_id == inline)
        return next(iter(await self._some(*is_inline)), None)

    async def of_chat(self, chat: int) -> Sequence[Copy]:
        """Give the copies in a chat, oldest first."""
        return await self._some(copies.c.chat_id == chat)

    async def count(self, brief: str) -> int:
        """Give how many messages show a brief."""
        query = select(func.count()).where(copy_briefs.c.brief_id == brief)
        return await self._do.read(lambda connection: connection.execute(query).scalar_one())

    async def forget(self, chat: int) -> None:
        """Forget all copies in a chat: corrections will not reach them any more."""
        await self._do.write(lambda connection: forget(connection, chat))

    async def _some(self, *which: ColumnElement[bool]) -> Sequence[Copy]:
        return await self._do.read(lambda connection: copies_of(connection, *which))


_KEY = ("chat_id", "message_id", "inline_id")


def record(connection: Connection, do: Transactions, shown: Sequence[Copy], now: datetime) -> None:
    """Remember what messages show, within another transaction.

    A message that went out with an older version, while the change to it was being fanned out, gets that change as well.
    """
    by_key = {(copy.chat, copy.message, copy.inline): copy for copy in shown}
    if not by_key:
        return
    rows = [
        {
            **dict(zip(_KEY, key, strict=True)),
            "thread_id": copy.thread or 0,
            "language": copy.language,
            "shows": copy.shows,
            "push_id": copy.push,
            "at": now,
        }
        for key, copy in sorted(by_key.items())  # in order, so that no two wait for each other
    ]
    ids = {
        (chat, message, inline): number
        for chat, message, inline, number in connection.execute(_upsert(do.insert), rows)
    }
    connection.execute(_CLEAR, {"ids": list(ids.values())})
    briefs = [
        {"copy_id": ids[key], "brief_id": brief, "version": version}
        for key, copy in by_key.items()
        for brief, version in dict(copy.briefs).items()
    ]
    if briefs:
        connection.execute(_TELL, briefs)
        if connection.execute(_LATE, {"ids": list(ids.values())}).first():
            _catch_up(connection, do, sorted(ids.values()), now)


# Every reply runs these: putting them together anew would take longer than running them.
_CLEAR = delete(copy_briefs).where(copy_briefs.c.copy_id.in_(bindparam("ids", expanding=True)))
_TELL = copy_briefs.insert()
_changed = and_(
    pushes.c.brief_id == copy_briefs.c.brief_id,
    pushes.c.version > copy_briefs.c.version,
    pushes.c.kind == "change",
)
_LATE = (
    select(pushes.c.id)
    .select_from(copy_briefs.join(pushes, _changed))
    .where(copy_briefs.c.copy_id.in_(bindparam("ids", expanding=True)))
    .limit(1)
)


@cache
def _upsert(insert: Callable[..., Any]) -> Any:  # noqa: ANN401 - either dialect's INSERT
    upsert = insert(copies)
    new = upsert.excluded
    values: dict[str, ColumnElement[Any]] = {
        **{name: new[name] for name in ("thread_id", "language", "shows", "at")},
        "push_id": func.coalesce(new.push_id, copies.c.push_id),
    }
    upsert = upsert.on_conflict_do_update(index_elements=_KEY, set_=values)
    return upsert.returning(*(copies.c[name] for name in _KEY), copies.c.id)


def _catch_up(connection: Connection, do: Transactions, numbers: Sequence[int], now: datetime) -> None:
    joined = copies.join(copy_briefs, copy_briefs.c.copy_id == copies.c.id).join(pushes, _changed)
    late = {
        "push_id": pushes.c.id,
        "chat_id": copies.c.chat_id,
        "thread_id": copies.c.thread_id,
        "copy_id": copies.c.id,
        "state": literal("pending"),
        "rank": literal(EDIT),
        "not_before": literal(now, deliveries.c.not_before.type),
        "at": literal(now, deliveries.c.at.type),
    }
    chosen = select(*late.values()).select_from(joined).where(copies.c.id.in_(numbers))
    connection.execute(do.insert(deliveries).from_select([*late], chosen).on_conflict_do_nothing())


def forget(connection: Connection, chat: int) -> None:
    """Forget all copies in a chat, within another transaction."""
    of_chat = select(copies.c.id).where(copies.c.chat_id == chat)
    connection.execute(delete(copy_briefs).where(copy_briefs.c.copy_id.in_(of_chat)))
    connection.execute(delete(copies).where(copies.c.chat_id == chat))


def copies_of(connection: Connection, *which: ColumnElement[bool]) -> Sequence[Copy]:
    """Give the copies of the rows of `copies` that fulfil conditions, oldest first, within another transaction."""
    rows = connection.execute(select(copies).where(*which).order_by(copies.c.id)).all()
    briefs: dict[int, list[tuple[str, int]]] = {row.id: [] for row in rows}
    query = select(copy_briefs).join(copies, copies.c.id == copy_briefs.c.copy_id).where(*which)
    for row in connection.execute(query.order_by(copy_briefs.c.brief_id)):
        if row.copy_id in briefs:  # not recorded since the line above
            briefs[row.copy_id].append((row.brief_id, row.version))
    return [
        Copy(
            chat=row.chat_id,
            thread=row.thread_id or None,
            message=row.message_id,
            inline=row.inline_id,
            language=row.language,
            shows=row.shows,
            briefs=tuple(briefs[row.id]),
            push=row.push_id,
            id=row.id,
        )
        for row in rows
    ]
