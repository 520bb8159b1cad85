"""Recording a brief's next version, within a transaction."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Select, bindparam, exists, func, select, update

from bot.domain.models import Brief, HistoryKind, Library
from bot.domain.surroundings import Surroundings
from bot.store import audit
from bot.store.audit import Action
from bot.store.desk_tables import drafts
from bot.store.migrate import take_turns
from bot.store.pushes import open_push
from bot.store.tables import versions
from bot.store.transactions import Transactions

T = TypeVar("T")

MOST_AT_ONCE = 500  # ids in one query
_WEIGHTIEST_LAST: tuple[HistoryKind, ...] = ("typo", "update", "published", "correction", "retraction")
_DEEDS: dict[HistoryKind, Action] = {"correction": "corrected", "retraction": "retracted"}

_of = versions.c


@dataclass(frozen=True)
class Last:
    """The latest version of a brief, as far as a newer one is compared with it."""

    version: int
    fingerprint: str
    around: str

    def differs(self, other: "Written") -> bool:
        """Say whether a brief is another by now, or has something else around it."""
        return (self.fingerprint, self.around) != (other.fingerprint, other.around)


@dataclass(frozen=True)
class Written:
    """A brief and what stands around it, as they are stored."""

    content: str
    fingerprint: str
    around: str

    @classmethod
    def of(cls, library: Library, key: str) -> Self:
        """Write down a brief of a library."""
        content = to_json(library.briefs[key])
        around = to_json(Surroundings.of(library, key))
        return cls(content, sha256(content.encode()).hexdigest(), around)


def to_json(record: Brief | Surroundings) -> str:
    """Give a record as JSON. Fields at their default are left out: a new optional field makes no new version."""
    table = record.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(table, ensure_ascii=False, sort_keys=True)


def in_chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give items in groups that one query takes."""
    return (items[at : at + MOST_AT_ONCE] for at in range(0, len(items), MOST_AT_ONCE))


def last_of(connection: Connection, keys: Sequence[str]) -> dict[str, Last]:
    """Give the latest version of each of some briefs that has any."""
    columns = (_of.brief_id, _of.version, _of.fingerprint, _of.around)
    queries = (newest_of(*columns, ids=some) for some in in_chunks(keys))
    rows = (row for query in queries for row in connection.execute(query))
    return {row.brief_id: Last(row.version, row.fingerprint, row.around) for row in rows}


def newest_of(*columns: Any, ids: Sequence[str] | None = None) -> Select[Any]:  # noqa: ANN401 - what `select` takes
    """Ask for the latest version of each brief, or of each of some."""
    newest = select(_of.brief_id, func.max(_of.version).label("version")).group_by(_of.brief_id)
    latest = (newest if ids is None else newest.where(_of.brief_id.in_(ids))).subquery()
    same = (latest.c.brief_id == _of.brief_id) & (latest.c.version == _of.version)
    return select(*columns).select_from(versions).join(latest, same)


def record_within(
    connection: Connection, do: Transactions, library: Library, at: datetime, by: str = ""
) -> list[str]:
    """Record the briefs of a library, see `Versions.record`; a draft of one of them is published with that."""
    take_turns(connection)
    known = last_of(connection, list(library.briefs))
    number = connection.execute(_NUMBER).scalar_one()
    rows: list[dict[str, Any]] = []
    for key in library.briefs:
        written, before = Written.of(library, key), known.get(key)
        if before and not _is_new(connection, key, written, before, by):
            continue
        if change := _Change.of(connection, key, written, before):
            number += 1
            rows.append(change.row(number) | {"recorded_at": at, "recorded_by": by})
            if change.reaches_copies:
                subject = f"{key}:{change.version}"
                open_push(
                    connection, do, "change", subject, due=at, now=at, brief=key, version=change.version
                )
            audit.record(connection, at, by, _DEEDS.get(change.kind, "published"), key, change.kind)
    if rows:
        connection.execute(versions.insert(), rows)
        for some in in_chunks(rows):
            ids = [row["brief_id"] for row in some]
            connection.execute(_PUBLISHED, {"ids": ids, "now": at, "who": by})
    return [row["brief_id"] for row in rows]


def _is_new(connection: Connection, key: str, written: Written, before: Last, by: str) -> bool:
    """Say whether a brief is another than its latest version.

    Where nothing was recorded around that one, it is written down there. What stood around it once and was replaced since
    comes from older files, unless somebody says so by name.
    """
    if written.fingerprint != before.fingerprint:
        return True
    if before.around == written.around:
        return False
    place = {"key": key, "at": before.version, "written": written.around}
    if not before.around:
        connection.execute(_FILL, place)
        return False
    return bool(by) or not connection.execute(_ONCE, place).scalar_one()


@dataclass(frozen=True)
class _Change:
    """A brief's next version."""

    key: str
    version: int
    written: Written
    kind: HistoryKind
    told: bool
    reaches_copies: bool

    @classmethod
    def of(cls, connection: Connection, key: str, written: Written, before: Last | None) -> Self | None:
        """Give what makes a brief another than its latest version; None where that one tells of a change which this one lacks."""
        if before is None:
            kinds = _new_kinds("{}", written.content)
            return cls(key, 1, written, _weightiest(kinds, "published"), told=True, reaches_copies=False)
        old = connection.execute(_CONTENT, {"key": key, "at": before.version}).scalar_one()
        if not _has_all(old, written.content):
            return None
        kinds = _new_kinds(old, written.content)
        reaches = bool(kinds) or _is_seen(before.around, written.around)
        told = not kinds <= {"typo"}
        return cls(key, before.version + 1, written, _weightiest(kinds, "typo"), told, reaches)

    def row(self, number: int) -> dict[str, Any]:
        """Give it as a row, with the running number of all versions."""
        columns = {"brief_id": self.key, "version": self.version, "kind": self.kind, "told": self.told}
        return {**columns, **vars(self.written), "number": number}


def _weightiest(kinds: Collection[HistoryKind], otherwise: HistoryKind) -> HistoryKind:
    return max(kinds, key=_WEIGHTIEST_LAST.index, default=otherwise)


def _is_seen(before: str, after: str) -> bool:
    """Say whether readers see that something around a brief changed."""
    if not before:
        return False
    return Surroundings.model_validate_json(before).seen != Surroundings.model_validate_json(after).seen


def _has_all(before: str, after: str) -> bool:
    """Say whether a content has the history of the one before it: another process may have published that just now."""
    known = _history(before)
    return _history(after)[: len(known)] == known


def _new_kinds(before: str, after: str) -> set[HistoryKind]:
    """Give the kinds of the history entries that a content has more than the one before it."""
    return {entry["kind"] for entry in _history(after)[len(_history(before)) :]}


def _history(content: str) -> list[Any]:
    return list(json.loads(content).get("history", ()))


_place = (_of.brief_id == bindparam("key")) & (_of.version == bindparam("at"))
_NUMBER = select(func.coalesce(func.max(_of.number), 0))
_CONTENT = select(_of.content).where(_place)
_FILL = update(versions).where(_place).values(around=bindparam("written"))
_ONCE = select(
    exists().where(
        _of.brief_id == bindparam("key"),
        _of.version < bindparam("at"),
        _of.around == bindparam("written"),
    )
)
_PUBLISHED = (
    update(drafts)
    .where(drafts.c.brief_id.in_(bindparam("ids", expanding=True)), drafts.c.state != "published")
    .values(
        state="published",
        stamp=drafts.c.stamp + 1,
        due_at=None,
        changed_at=bindparam("now"),
        changed_by=bindparam("who"),
    )
)
