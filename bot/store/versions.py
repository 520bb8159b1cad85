"""Every content that a brief was published with, and what stood around it: all that is needed to show it where its files are not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from bot.domain.briefing import Recorded
from bot.domain.models import Brief, HistoryKind, Library
from bot.domain.surroundings import Surroundings
from bot.store.recording import Written, in_chunks, last_of, newest_of, record_within
from bot.store.tables import is_correction, versions
from bot.store.transactions import Transactions

_of = versions.c


@dataclass(frozen=True)
class Version:
    """What a brief was from then on; `number` counts the versions of all briefs.

    `around` is the library of this one brief, with its article, its people and its topic where they were recorded. `kind`
    is the weightiest of what its history has more than the version before, `by` who published it, "" where nobody said so.
    """

    number: int
    id: str
    version: int
    told: bool
    brief: Brief
    around: Library
    recorded_at: datetime
    by: str
    kind: HistoryKind


class Versions:
    """The recorded versions: 1, 2, … of each brief, and a running number of all."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def published(self) -> dict[str, Brief]:
        """Give the latest recorded version of every brief, by id."""
        query = newest_of(_of.brief_id, _of.content)
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return {row.brief_id: Brief.model_validate_json(row.content) for row in rows}

    async def latest(self, ids: Collection[str]) -> dict[str, Version]:
        """Give the latest version of each of some briefs that has any."""

        def work(connection: Connection) -> list[Row[Any]]:
            some = (newest_of(versions, ids=keys) for keys in in_chunks(list(ids)))
            return [row for query in some for row in connection.execute(query)]

        return {row.brief_id: _version(row) for row in await self._do.read(work)}

    async def others(self, ids: Collection[str]) -> dict[str, Version]:
        """Give the latest version of each brief that is none of some."""
        query = select(_of.brief_id).distinct()
        keys = await self._do.read(lambda connection: connection.execute(query).scalars().all())
        return await self.latest([key for key in keys if key not in ids])

    async def differing(self, library: Library, ids: Collection[str]) -> dict[str, Version | None]:
        """Give the latest version of each of some briefs of a library that is another there, or has something else around it.

        None is given for one that has no version.
        """

        def work(connection: Connection) -> list[str]:
            known = last_of(connection, list(ids))
            return [key for key in ids if key not in known or known[key].differs(Written.of(library, key))]

        found: dict[str, Version | None] = dict.fromkeys(await self._do.read(work))
        return found | await self.latest(found.keys())

    async def history(self, id: str) -> list[Version]:  # noqa: A002 - what it goes by
        """Give all versions of a brief, oldest first."""
        return await self._all(select(versions).where(_of.brief_id == id).order_by(_of.version))

    async def corrections(self, limit: int, offset: int = 0) -> list[Version]:
        """Give the versions that corrected or retracted a brief, newest first."""
        wanted = select(versions).where(is_correction)
        return await self._all(wanted.order_by(_of.number.desc()).limit(limit).offset(offset))

    async def content(self, brief: str, version: int) -> Brief | None:
        """Give what a brief was in one of its versions; None where there is no such version."""
        query = select(_of.content).where(_of.brief_id == brief, _of.version == version)
        found = await self._do.read(lambda connection: connection.execute(query).scalar())
        return Brief.model_validate_json(found) if found else None

    async def is_told(self, brief: str, version: int) -> bool:
        """Say whether readers are told of a version; of one that only mends a misprint they are not."""
        query = select(_of.told).where(_of.brief_id == brief, _of.version == version)
        return bool(await self._do.read(lambda connection: connection.execute(query).scalar()))

    async def recorded(self) -> dict[str, Recorded]:
        """Give how far each brief has come, by id."""
        number = _of.number
        told = func.max(number).filter(_of.told)
        query = select(
            _of.brief_id, func.max(_of.version), func.min(number), func.max(number), told
        ).group_by(_of.brief_id)  # fmt: skip
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return {key: Recorded(version, first, last, tell) for key, version, first, last, tell in rows}

    async def since(self, number: int) -> Sequence[Version]:
        """Give what was recorded after a running number, oldest first."""
        return await self._all(select(versions).where(_of.number > number).order_by(_of.number))

    async def record(self, library: Library, at: datetime, by: str = "") -> list[str]:
        """Record each brief of a library that differs from its latest version, with what stands around it; give their ids.

        Where a history entry explains what changed, or readers see that something around the brief changed, a push is
        opened that carries the change to the copies of older versions; of the latter they are not told. `by` is who publishes
        it, for good.
        """
        return await self._do.write(lambda connection: record_within(connection, self._do, library, at, by))

    async def _all(self, query: Select[Any]) -> list[Version]:
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return list(map(_version, rows))


def _version(row: Row[Any]) -> Version:
    brief = Brief.model_validate_json(row.content)
    around = Surroundings.model_validate_json(row.around) if row.around else Surroundings()
    return Version(
        number=row.number,
        id=row.brief_id,
        version=row.version,
        told=row.told,
        brief=brief,
        around=around.library(brief),
        recorded_at=row.recorded_at,
        by=row.recorded_by,
        kind=row.kind,
    )
