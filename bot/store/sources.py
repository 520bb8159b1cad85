"""The articles that briefs draw on, for editors only: what quotes are proven against."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select, update

from bot.domain.models import Language
from bot.store.audit import record
from bot.store.desk_tables import feed_entries, sources
from bot.store.recording import in_chunks
from bot.store.transactions import Transactions

_MOST_COMPARED = 2_000  # texts that a new article is compared with

_of = sources.c


@dataclass(frozen=True)
class NewSource:
    """An article as it was read: the sha256 of its bytes, its address or file, its folder of briefs, its text in NFC."""

    sha256: str
    origin: str
    article_id: str
    language: Language
    text: str


@dataclass(frozen=True)
class StoredSource(NewSource):
    """A source that is kept.

    `changed_to` is the sha256 of what stands at its origin now, "" where that is the same; `cleared_by` who has said that its
    briefs may go out nevertheless, "" where nobody has.
    """

    added_at: datetime
    added_by: str
    changed_to: str
    cleared_by: str

    @property
    def blocks(self) -> bool:
        """Whether its briefs wait for an editor's word because it changed."""
        return bool(self.changed_to) and not self.cleared_by


class Sources:
    """The sources, by the sha256 of their bytes, and the entries of feeds that were looked at."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def add(self, source: NewSource, now: datetime, who: str) -> bool:
        """Keep a source; say whether it was not there yet. One that is there stays as it is."""
        return await self._do.write(lambda connection: add_within(connection, self._do, source, now, who))

    async def get(self, sha256: str) -> StoredSource | None:
        """Give the source whose bytes have a sha256."""
        return await self._first(select(sources).where(_of.sha256 == sha256))

    async def some(self, sums: Collection[str]) -> dict[str, StoredSource]:
        """Give the sources whose bytes have some sha256, by that."""
        queries = [select(sources).where(_of.sha256.in_(each)) for each in in_chunks(sorted(sums))]
        rows = await self._do.read(
            lambda connection: [row for query in queries for row in connection.execute(query).mappings()]
        )
        return {row["sha256"]: _stored(row) for row in rows}

    async def drafted(self, articles: Collection[str]) -> dict[str, str]:
        """Give the sha256 of what was kept last of each of some articles, by the article's id."""
        newest = select(_of.article_id, _of.sha256).order_by(_of.added_at, _of.sha256)
        queries = [newest.where(_of.article_id.in_(each)) for each in in_chunks(sorted(articles))]
        return await self._do.read(
            lambda connection: {row[0]: row[1] for query in queries for row in connection.execute(query)}
        )

    async def of_origin(self, origin: str) -> StoredSource | None:
        """Give what was read last from an address or a file."""
        query = select(sources).where(_of.origin == origin)
        return await self._first(query.order_by(_of.added_at.desc(), _of.sha256).limit(1))

    async def all_texts(self, language: Language) -> list[tuple[str, str, str]]:
        """Give the article, the origin and the text of each source in a language, newest first, at most 2,000."""
        query = select(_of.article_id, _of.origin, _of.text).where(_of.language == language)
        newest = query.order_by(_of.added_at.desc(), _of.sha256).limit(_MOST_COMPARED)
        return await self._do.read(
            lambda connection: [(row[0], row[1], row[2]) for row in connection.execute(newest)]
        )

    async def mark_changed(self, sha256: str, to: str, now: datetime, who: str) -> None:
        """Note that another text stands at a source's origin now, by the sha256 of its bytes, and that nobody has cleared that.

        The source's own sha256 says that it stands there again.
        """
        changed = "" if to == sha256 else to
        step = update(sources).where(_of.sha256 == sha256, _of.changed_to != changed)
        noted = step.values(changed_to=changed, cleared_by="").returning(_of.article_id)

        def work(connection: Connection) -> None:
            if article := connection.execute(noted).scalar():
                record(connection, now, who, "changed", article, f"to {to}")

        await self._do.write(work)

    async def clear(self, sha256: str, now: datetime, who: str) -> None:
        """Let the briefs of a source that changed go out nevertheless."""
        step = update(sources).where(_of.sha256 == sha256, _of.changed_to != "", _of.cleared_by == "")
        cleared = step.values(cleared_by=who).returning(_of.article_id, _of.changed_to)

        def work(connection: Connection) -> None:
            if row := connection.execute(cleared).first():
                record(connection, now, who, "cleared", row.article_id, f"changed to {row.changed_to}")

        await self._do.write(work)

    async def seen_entries(self, feed: str) -> frozenset[str]:
        """Give the entries of a feed that were looked at; feed and entries go by a sha256 of what names them."""
        query = select(feed_entries.c.entry).where(feed_entries.c.feed == feed)
        return await self._do.read(lambda connection: frozenset(connection.execute(query).scalars()))

    async def see_entries(self, feed: str, entries: Iterable[str], now: datetime) -> None:
        """Remember that entries of a feed were looked at."""
        rows = [{"feed": feed, "entry": entry, "seen_at": now} for entry in dict.fromkeys(entries)]
        new = self._do.insert(feed_entries).on_conflict_do_nothing()
        if rows:
            await self._do.write(lambda connection: connection.execute(new, rows))

    async def _first(self, query: Select[Any]) -> StoredSource | None:
        row = await self._do.read(lambda connection: connection.execute(query).mappings().first())
        return _stored(row) if row else None


def _stored(row: RowMapping) -> StoredSource:
    return StoredSource(**{key: row[key] for key in row if key != "fingerprint"})


def add_within(
    connection: Connection, transactions: Transactions, source: NewSource, now: datetime, who: str
) -> bool:
    """Keep a source within the transaction that keeps its drafts; say whether it was not there yet."""
    new = transactions.insert(sources).values(
        sha256=source.sha256,
        fingerprint=hashlib.sha256(source.text.encode()).hexdigest(),
        origin=source.origin,
        article_id=source.article_id,
        language=source.language,
        text=source.text,
        added_at=now,
        added_by=who,
        changed_to="",
        cleared_by="",
    )
    added = new.on_conflict_do_nothing().returning(_of.sha256)
    return connection.execute(added).first() is not None
