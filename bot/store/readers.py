"""What is kept of readers and chats, and that it can be given and erased."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, or_, select, update

from bot.domain.delivery import Copy
from bot.domain.models import Language
from bot.store.copies import forget, record
from bot.store.desk_tables import audit, draft_messages
from bot.store.ledger_tables import copies, copy_briefs, deliveries, pushes
from bot.store.moves import move
from bot.store.subscriptions import WITH_SCHEDULE
from bot.store.tables import conversations, dialogues, editors, readers, subscriptions
from bot.store.transactions import Transactions


class Readers:
    """The languages that readers chose, and what chats were last shown."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def language(self, reader: int) -> Language | None:
        """Give the language that a reader chose, or None where they chose none."""
        return await self._do.read(
            lambda connection: connection.execute(_LANGUAGE, {"reader": reader}).scalar()
        )

    async def set_language(self, reader: int, language: Language | None, now: datetime) -> None:
        """Remember the language that a reader chose; None forgets it."""
        if language is None:
            await self._do.write(
                lambda connection: connection.execute(delete(readers).where(readers.c.id == reader))
            )
            return
        chosen = {"language": language, "updated_at": now}
        upsert = self._do.insert(readers).values(id=reader, **chosen)
        upsert = upsert.on_conflict_do_update(index_elements=["id"], set_=chosen)
        await self._do.write(lambda connection: connection.execute(upsert))

    async def last_brief(self, chat: int, thread: int | None, since: datetime) -> str | None:
        """Give the id of the brief that a chat, or a forum topic in it, was shown last, if that was at `since` or later."""
        where = {"chat": chat, "thread": thread or 0, "since": since}
        return await self._do.read(lambda connection: connection.execute(_LAST_BRIEF, where).scalar())

    async def remember_brief(self, chat: int, thread: int | None, brief_id: str, at: datetime) -> None:
        """Remember what a chat was shown at `at`, unless something later is remembered already."""
        await self._do.write(lambda connection: self._remember(connection, chat, thread, brief_id, at))

    async def remember_copy(self, copy: Copy, brief_id: str | None, at: datetime) -> None:
        """Remember what a message shows, and the brief that is open in it as what its chat was shown, if one is."""

        def work(connection: Connection) -> None:
            record(connection, self._do, [copy], at)
            if brief_id:
                self._remember(connection, copy.chat, copy.thread, brief_id, at)

        await self._do.write(work)

    def _remember(
        self, connection: Connection, chat: int, thread: int | None, brief_id: str, at: datetime
    ) -> None:
        row = {"chat_id": chat, "thread_id": thread or 0, "brief_id": brief_id, "at": at}
        connection.execute(_upsert(self._do.insert), row)

    async def move(self, old: int, new: int) -> None:
        """Take all that is known of a group along when it becomes a supergroup, and what is due in it."""
        await self._do.write(lambda connection: move(connection, old, new))

    async def export(self, chat: int) -> dict[str, list[dict[str, object]]]:
        """Give all that is kept of a chat, or of the reader whose private chat it is: rows by table, fit for JSON."""
        shown = select(copy_briefs).join(copies, copies.c.id == copy_briefs.c.copy_id)
        queries = {
            "readers": select(readers).where(readers.c.id == chat),
            "conversations": select(conversations).where(conversations.c.chat_id == chat),
            "subscriptions": WITH_SCHEDULE.where(
                or_(subscriptions.c.chat_id == chat, subscriptions.c.manager_id == chat)
            ),
            "deliveries": select(deliveries).where(_of_chat(chat)),
            "copies": select(copies).where(copies.c.chat_id == chat),
            "copy_briefs": shown.where(copies.c.chat_id == chat),
            "dialogues": select(dialogues).where(_asked(chat)),
            "editors": select(editors).where(editors.c.id == chat),
            "draft_messages": select(draft_messages).where(draft_messages.c.editor_id == chat),
            "audit": select(audit).where(audit.c.who.endswith(f" ({chat})")),
            "pushes": select(pushes).where(pushes.c.created_by == chat),
        }

        def work(connection: Connection) -> dict[str, list[dict[str, object]]]:
            return {name: _plain(connection, query) for name, query in queries.items()}

        return await self._do.read(work)

    async def erase(self, chat: int) -> None:
        """Erase all that `export` gives, but for what an editor needs and did as one; `barta editor remove` takes the right.

        What the reader set up in other chats stays theirs, without the reader's name.
        """
        steps = (
            delete(deliveries).where(_of_chat(chat)),
            *(delete(table).where(table.c.chat_id == chat) for table in (subscriptions, conversations)),
            delete(readers).where(readers.c.id == chat),
            delete(dialogues).where(_asked(chat)),
            update(subscriptions).where(subscriptions.c.manager_id == chat).values(manager_id=None),
            update(pushes).where(pushes.c.created_by == chat).values(created_by=None),
        )

        def work(connection: Connection) -> None:
            forget(connection, chat)
            for step in steps:
                connection.execute(step)

        await self._do.write(work)


# Every reply runs these: putting them together anew would take longer than running them.
_LANGUAGE = select(readers.c.language).where(readers.c.id == bindparam("reader"))
_LAST_BRIEF = select(conversations.c.brief_id).where(
    conversations.c.chat_id == bindparam("chat"),
    conversations.c.thread_id == bindparam("thread"),
    conversations.c.at >= bindparam("since"),
)


@cache
def _upsert(insert: Callable[..., Any]) -> Any:  # noqa: ANN401 - either dialect's INSERT
    upsert = insert(conversations)
    new = upsert.excluded
    return upsert.on_conflict_do_update(
        index_elements=["chat_id", "thread_id"],
        set_={"brief_id": new.brief_id, "at": new.at},
        where=conversations.c.at <= new.at,
    )


def _of_chat(chat: int) -> ColumnElement[bool]:
    # Naming all pushes lets the index serve that begins with them.
    return and_(deliveries.c.push_id.in_(select(pushes.c.id)), deliveries.c.chat_id == chat)


def _asked(chat: int) -> ColumnElement[bool]:
    return or_(dialogues.c.chat_id == chat, dialogues.c.reader_id == chat)


def _plain(connection: Connection, query: Any) -> list[dict[str, object]]:  # noqa: ANN401 - selects of different rows
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
            if value is not None
        }
        for row in connection.execute(query).mappings()
    ]
