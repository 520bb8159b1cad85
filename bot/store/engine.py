"""What Barta remembers: readers' languages, what a chat was last shown, and what was published.

Plain SQLAlchemy Core runs in threads: one for SQLite, which has one writer, and one a connection for PostgreSQL. A
failure is SQLAlchemy's exception, so that nothing is lost in silence.
"""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from typing import Self

from sqlalchemy import Connection, Engine, RowMapping, delete, func, select, update

from bot.domain.models import Brief, Language
from bot.store.copies import Copies
from bot.store.database import POSTGRES_CONNECTIONS, open_database
from bot.store.fan_out import FanOut
from bot.store.ledger import Ledger
from bot.store.migrate import take_turns
from bot.store.shared import Rates, Turns
from bot.store.subscriptions import Subscriptions
from bot.store.tables import conversations, readers, versions
from bot.store.transactions import Transactions


class Store:
    """An open database; `Store.open` makes one, and its methods may be called from any number of tasks at once."""

    def __init__(self, engine: Engine, threads: ThreadPoolExecutor) -> None:
        self._do = Transactions(engine, threads)
        self._insert = self._do.insert
        self._read, self._write = self._do.read, self._do.write
        self.subscriptions = Subscriptions(self._do)
        self.fan_out = FanOut(self._do)
        self.ledger = Ledger(self._do)
        self.copies = Copies(self._do)
        self.rates = Rates(self._do)
        self.turns = Turns(self._do)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at `url`, creating or migrating it first. This blocks for some milliseconds.

        Raises:
            StoreError: It cannot be opened.
        """
        workers = 1 if url.startswith("sqlite") else POSTGRES_CONNECTIONS
        threads = ThreadPoolExecutor(workers, thread_name_prefix="store")
        try:
            # In the thread that will use it: a database in memory belongs to the one that opened it.
            return cls(threads.submit(open_database, url).result(), threads)
        except BaseException:
            threads.shutdown()
            raise

    async def close(self) -> None:
        """Finish what was begun and close every connection."""
        await self._do.close()

    async def language(self, reader: int) -> Language | None:
        """Give the language that a reader chose, or None where they chose none."""
        query = select(readers.c.language).where(readers.c.id == reader)
        return await self._read(lambda connection: connection.execute(query).scalar())

    async def set_language(self, reader: int, language: Language | None) -> None:
        """Remember the language that a reader chose; None forgets it."""
        if language is None:
            await self._write(
                lambda connection: connection.execute(delete(readers).where(readers.c.id == reader))
            )
            return
        chosen = {"language": language, "updated_at": datetime.now(UTC)}
        upsert = self._insert(readers).values(id=reader, **chosen)
        upsert = upsert.on_conflict_do_update(index_elements=["id"], set_=chosen)
        await self._write(lambda connection: connection.execute(upsert))

    async def last_brief(self, chat: int, thread: int | None, since: datetime) -> str | None:
        """Give the id of the brief that a chat, or a forum topic in it, was shown last, if that was at `since` or later."""
        query = select(conversations.c.brief_id).where(
            conversations.c.chat_id == chat,
            conversations.c.thread_id == (thread or 0),
            conversations.c.at >= since,
        )
        return await self._read(lambda connection: connection.execute(query).scalar())

    async def remember_brief(self, chat: int, thread: int | None, brief_id: str, at: datetime) -> None:
        """Remember what a chat was shown at `at`, unless something later is remembered already."""
        shown = {"brief_id": brief_id, "at": at}
        upsert = self._insert(conversations).values(chat_id=chat, thread_id=thread or 0, **shown)
        upsert = upsert.on_conflict_do_update(
            index_elements=["chat_id", "thread_id"], set_=shown, where=conversations.c.at <= at
        )
        await self._write(lambda connection: connection.execute(upsert))

    async def move(self, old: int, new: int) -> None:
        """Give a chat's new id what was remembered under its old one; what the new one has already, it keeps."""

        def work(connection: Connection) -> None:
            for table, key in ((readers, readers.c.id), (conversations, conversations.c.chat_id)):
                known = select(key).where(key == new)
                connection.execute(update(table).where(key == old, ~known.exists()).values({key.name: new}))
                connection.execute(delete(table).where(key == old))

        await self._write(work)

    async def published(self) -> dict[str, Brief]:
        """Give the latest recorded version of every brief, by id."""
        rows = await self._read(_latest)
        return {row["brief_id"]: Brief.model_validate_json(row["content"]) for row in rows}

    async def record_versions(self, briefs: Iterable[Brief], at: datetime) -> list[str]:
        """Record each brief whose content differs from its latest version; give the ids of those."""
        contents = {brief.id: _content(brief) for brief in briefs}
        return await self._write(lambda connection: _record(connection, contents, at))


def _content(brief: Brief) -> str:
    """Give a brief as JSON. Fields at their default are left out: a new optional field makes no new version."""
    return json.dumps(
        brief.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True
    )


def _latest(connection: Connection) -> list[RowMapping]:
    newest = select(versions.c.brief_id, func.max(versions.c.version).label("version")).group_by(
        versions.c.brief_id
    )
    of = newest.subquery()
    query = select(versions).join(
        of, (versions.c.brief_id == of.c.brief_id) & (versions.c.version == of.c.version)
    )  # fmt: skip
    return list(connection.execute(query).mappings())


def _record(connection: Connection, contents: dict[str, str], at: datetime) -> list[str]:
    take_turns(connection)
    known = {row["brief_id"]: row for row in _latest(connection)}
    rows = [
        {
            "brief_id": brief_id,
            "version": known[brief_id]["version"] + 1 if brief_id in known else 1,
            "content": content,
            "fingerprint": fingerprint,
            "recorded_at": at,
        }
        for brief_id, content in contents.items()
        if (fingerprint := sha256(content.encode()).hexdigest())
        != (known[brief_id]["fingerprint"] if brief_id in known else None)
    ]
    if rows:
        newest = connection.execute(select(func.coalesce(func.max(versions.c.number), 0))).scalar_one()
        numbered = [{**row, "number": newest + place} for place, row in enumerate(rows, 1)]
        connection.execute(versions.insert(), numbered)
    return [str(row["brief_id"]) for row in rows]
