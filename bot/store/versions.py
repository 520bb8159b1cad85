"""Every content that a brief was published with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Row, func, select

from bot.domain.briefing import Recorded
from bot.domain.models import Brief
from bot.store.migrate import take_turns
from bot.store.pushes import open_push
from bot.store.tables import versions
from bot.store.transactions import Transactions

_brief_id = versions.c.brief_id


@dataclass(frozen=True)
class Version:
    """What a brief was from then on; `number` counts the versions of all briefs."""

    number: int
    id: str
    version: int
    told: bool
    brief: Brief


class Versions:
    """The recorded versions: 1, 2, … of each brief, and a running number of all."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def published(self) -> dict[str, Brief]:
        """Give the latest recorded version of every brief, by id."""
        rows = await self._do.read(_latest)
        return {row.brief_id: Brief.model_validate_json(row.content) for row in rows}

    async def content(self, brief: str, version: int) -> Brief | None:
        """Give what a brief was in one of its versions; None where there is no such version."""
        query = select(versions.c.content).where(_brief_id == brief, versions.c.version == version)
        found = await self._do.read(lambda connection: connection.execute(query).scalar())
        return Brief.model_validate_json(found) if found else None

    async def is_told(self, brief: str, version: int) -> bool:
        """Say whether readers are told of a version; of one that only mends a misprint they are not."""
        query = select(versions.c.told).where(versions.c.brief_id == brief, versions.c.version == version)
        return bool(await self._do.read(lambda connection: connection.execute(query).scalar()))

    async def recorded(self) -> dict[str, Recorded]:
        """Give how far each brief has come, by id."""
        number = versions.c.number
        told = func.max(number).filter(versions.c.told)
        query = select(
            _brief_id, func.max(versions.c.version), func.min(number), func.max(number), told
        ).group_by(_brief_id)  # fmt: skip
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return {key: Recorded(version, first, last, tell) for key, version, first, last, tell in rows}

    async def since(self, number: int) -> Sequence[Version]:
        """Give what was recorded after a running number, oldest first."""
        query = select(versions).where(versions.c.number > number).order_by(versions.c.number)
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return [
            Version(row.number, row.brief_id, row.version, row.told, Brief.model_validate_json(row.content))
            for row in rows
        ]

    async def record(self, briefs: Iterable[Brief], at: datetime) -> list[str]:
        """Record each brief whose content differs from its latest version; give the ids of those.

        Where a history entry explains what changed, a push is opened that carries the change to the copies of older versions.
        """
        contents = {brief.id: _content(brief) for brief in briefs}
        return await self._do.write(lambda connection: self._record(connection, contents, at))

    def _record(self, connection: Connection, contents: dict[str, str], at: datetime) -> list[str]:
        take_turns(connection)
        known = {row.brief_id: row for row in _latest(connection)}
        number = connection.execute(select(func.coalesce(func.max(versions.c.number), 0))).scalar_one()
        rows: list[dict[str, object]] = []
        for key, content in contents.items():
            before, fingerprint = known.get(key), sha256(content.encode()).hexdigest()
            if before and before.fingerprint == fingerprint:
                continue
            version = before.version + 1 if before else 1
            kinds = _new_kinds(before.content if before else "{}", content)
            number += 1
            rows.append(
                {
                    "brief_id": key,
                    "version": version,
                    "content": content,
                    "fingerprint": fingerprint,
                    "recorded_at": at,
                    "number": number,
                    "told": before is None or not kinds <= {"typo"},
                    "kind": "published",
                    "around": "",
                    "recorded_by": "",
                }
            )
            if before and kinds:
                open_push(
                    connection, self._do, "change", f"{key}:{version}", due=at, now=at, brief=key, version=version
                )  # fmt: skip
        if rows:
            connection.execute(versions.insert(), rows)
        return [str(row["brief_id"]) for row in rows]


def _content(brief: Brief) -> str:
    """Give a brief as JSON. Fields at their default are left out: a new optional field makes no new version."""
    return json.dumps(
        brief.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True
    )


def _new_kinds(before: str, after: str) -> set[str]:
    """Give the kinds of the history entries that a content has more than the one before it."""
    known = len(json.loads(before).get("history", ()))
    return {entry["kind"] for entry in json.loads(after).get("history", ())[known:]}


def _latest(connection: Connection) -> list[Row[tuple[str, int, str, str]]]:
    newest = select(_brief_id, func.max(versions.c.version).label("version")).group_by(_brief_id).subquery()
    query = select(_brief_id, versions.c.version, versions.c.content, versions.c.fingerprint).join(
        newest, (newest.c.brief_id == _brief_id) & (versions.c.version == newest.c.version)
    )
    return list(connection.execute(query))
