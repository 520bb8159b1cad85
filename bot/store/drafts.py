"""Briefs before they are out, and what editors decide about them: who decides first on a stamp has decided."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, Row, Select, select, update

from bot.domain.draft import Draft, DraftState, NewDraft, OpenPoint
from bot.domain.errors import StoreConflictError
from bot.domain.models import Brief, Library
from bot.store.audit import Action, record
from bot.store.desk_tables import drafts
from bot.store.migrate import take_turns
from bot.store.recording import last_of, record_within
from bot.store.sources import NewSource, add_within
from bot.store.transactions import Transactions

_of = drafts.c
# Where a decision may come from.
_HELD_FROM: tuple[DraftState, ...] = ("open", "ready", "scheduled")
_OUT_FROM: tuple[DraftState, ...] = ("ready", "held", "scheduled")
_WITHDRAWN_FROM: tuple[DraftState, ...] = ("open", "ready", "held", "scheduled")


class Drafts:
    """The drafts by their briefs' ids. Each change raises a draft's stamp, a decision too."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def save(
        self, drafts: Iterable[NewDraft], now: datetime, who: str, source: NewSource | None = None
    ) -> None:
        """Keep drafts as their files are now, with the article that they were drafted from, all or nothing.

        What is kept just so already stays as it is. A held one stays held. One that waited for its embargo, and is another now,
        waits for a new decision.

        Raises:
            StoreConflictError: Some of them are out; it names them.
        """
        new = list(drafts)

        def work(connection: Connection) -> None:
            if source:
                add_within(connection, self._do, source, now, who)
            self._save(connection, new, now, who)

        await self._do.write(work)

    def _save(self, connection: Connection, new: list[NewDraft], now: datetime, who: str) -> None:
        take_turns(connection)
        ids = [draft.id for draft in new]
        out = last_of(connection, ids)
        if out:
            raise StoreConflictError(f"These briefs are out and no drafts any more: {', '.join(out)}.")
        for draft in new:
            # Locked, so that no decision falls between looking and writing.
            kept = select(drafts).where(_of.brief_id == draft.id).with_for_update()
            before = connection.execute(kept).mappings().first()
            row = _row(draft)
            if before and before["state"] != "withdrawn" and all(before[key] == row[key] for key in row):
                continue
            held = before is not None and before["state"] == "held"
            row |= {
                "stamp": before["stamp"] + 1 if before else 1,
                "state": "held" if held else _ready(draft.open),
                "due_at": None,
                "changed_at": now,
                "changed_by": who,
            }
            upsert = self._do.insert(drafts).values(brief_id=draft.id, **row)
            connection.execute(upsert.on_conflict_do_update(index_elements=["brief_id"], set_=row))
            record(connection, now, who, "saved" if before else "drafted", draft.id)

    async def get(self, id: str) -> Draft | None:  # noqa: A002 - what it goes by
        """Give a draft."""
        found = await self._some(select(drafts).where(_of.brief_id == id))
        return found[0] if found else None

    async def all(self, *states: DraftState) -> list[Draft]:
        """Give the drafts in some states, all where none is named, as they changed, the oldest change first."""
        query = select(drafts).order_by(_of.changed_at, _of.brief_id)
        return await self._some(query.where(_of.state.in_(states)) if states else query)

    async def due(self, now: datetime) -> list[Draft]:
        """Give the drafts whose embargo has ended, the first to end first."""
        query = select(drafts).where(_of.state == "scheduled", _of.due_at <= now)
        return await self._some(query.order_by(_of.due_at, _of.brief_id))

    async def hold(self, id: str, stamp: int, now: datetime, who: str) -> bool:  # noqa: A002 - see `get`
        """Keep a draft back; say whether that was still to be decided."""
        return await self._do.write(
            lambda connection: _decide(connection, id, stamp, _HELD_FROM, "held", "held", now, who)
        )

    async def release(self, id: str, stamp: int, now: datetime, who: str) -> bool:  # noqa: A002 - see `get`
        """Keep a held draft back no longer; say whether it was."""

        def work(connection: Connection) -> bool:
            found = connection.execute(select(_of.open).where(_of.brief_id == id)).scalar()
            state: DraftState = "open" if found and json.loads(found) else "ready"
            return _decide(connection, id, stamp, ("held",), state, "released", now, who)

        return await self._do.write(work)

    async def withdraw(self, ids: Iterable[str], now: datetime, who: str) -> None:
        """Note that nobody works on some drafts any more; those that are out stay what they are."""

        def work(connection: Connection) -> None:
            for key in keys:
                kept = select(_of.stamp).where(_of.brief_id == key).with_for_update()
                stamp = connection.execute(kept).scalar()
                if stamp is not None:
                    _decide(connection, key, stamp, _WITHDRAWN_FROM, "withdrawn", "withdrawn", now, who)

        keys = list(ids)
        await self._do.write(work)

    async def publish(
        self,
        id: str,  # noqa: A002 - see `get`
        stamp: int,
        brief: Brief,
        around: Library,
        now: datetime,
        who: str,
    ) -> bool:
        """Put a draft out as a brief, in one transaction with its version; say whether it was there with that stamp to be put out."""
        part = Library({brief.id: brief}, around.sources, around.people, around.topics)

        def work(connection: Connection) -> bool:
            take_turns(connection)
            if not _decide(connection, id, stamp, _OUT_FROM, "published", None, now, who):
                return False
            record_within(connection, self._do, part, now, who)
            return True

        return await self._do.write(work)

    async def schedule(
        self,
        id: str,  # noqa: A002 - see `get`
        stamp: int,
        due: datetime,
        now: datetime,
        who: str,
    ) -> bool:
        """Let a draft go out by itself when its embargo ends; say whether it was there with that stamp, ready or held."""
        return await self._do.write(
            lambda connection: _decide(
                connection, id, stamp, ("ready", "held"), "scheduled", "scheduled", now, who, due=due
            )
        )

    async def _some(self, query: Select[Any]) -> list[Draft]:
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return list(map(_draft, rows))


def _decide(
    connection: Connection,
    key: str,
    stamp: int,
    before: tuple[DraftState, ...],
    after: DraftState,
    deed: Action | None,
    now: datetime,
    who: str,
    *,
    due: datetime | None = None,
) -> bool:
    """Bring a draft from one of some states to another, if it still has the stamp."""
    step = update(drafts).where(_of.brief_id == key, _of.stamp == stamp, _of.state.in_(before))
    step = step.values(state=after, stamp=stamp + 1, due_at=due, changed_at=now, changed_by=who)
    decided = connection.execute(step).rowcount == 1
    if decided and deed:
        record(connection, now, who, deed, key, f"until {due.isoformat()}" if due else "")
    return decided


def _ready(points: tuple[OpenPoint, ...]) -> DraftState:
    return "open" if points else "ready"


def _row(draft: NewDraft) -> dict[str, Any]:
    points = [vars(point) for point in draft.open]
    columns = {"content": draft.content, "around": draft.around, "open": points}
    return {key: _json(value) for key, value in columns.items()}


def _json(value: object) -> str:
    return json.dumps(to_jsonable_python(value), ensure_ascii=False, sort_keys=True)


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.brief_id,
        stamp=row.stamp,
        content=json.loads(row.content),
        around=json.loads(row.around),
        open=tuple(OpenPoint(**point) for point in json.loads(row.open)),
        state=row.state,
        due=row.due_at,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )
