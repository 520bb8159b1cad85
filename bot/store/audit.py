"""Who did what, for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, select

from bot.store.desk_tables import audit
from bot.store.transactions import Transactions

Action = Literal[
    "drafted",
    "saved",
    "published",
    "scheduled",
    "held",
    "released",
    "corrected",
    "retracted",
    "pushed",
    "changed",
    "cleared",
    "withdrawn",
    "editor-added",
    "editor-removed",
]


@dataclass(frozen=True)
class Deed:
    """What somebody did; `subject` is a brief's id, an article's or an editor's."""

    at: datetime
    who: str
    action: Action
    subject: str
    details: str


def record(
    connection: Connection, at: datetime, who: str, action: Action, subject: str, details: str = ""
) -> None:
    """Keep what somebody did, within the transaction that does it; what nobody did is not kept."""
    row = {"at": at, "who": who, "action": action, "subject": subject, "details": details}
    if who:
        connection.execute(audit.insert(), row)


class Audit:
    """All that editors did."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def add(self, at: datetime, who: str, action: Action, subject: str, details: str = "") -> None:
        """Keep what somebody did outside the store."""
        await self._do.write(lambda connection: record(connection, at, who, action, subject, details))

    async def of(self, subject: str) -> Sequence[Deed]:
        """Give what was done with a brief, an article or an editor, oldest first."""
        return await self._deeds(select(audit).where(audit.c.subject == subject).order_by(audit.c.id))

    async def latest(self, limit: int) -> Sequence[Deed]:
        """Give what was done last, newest first."""
        return await self._deeds(select(audit).order_by(audit.c.id.desc()).limit(limit))

    async def _deeds(self, query: Select[Any]) -> Sequence[Deed]:
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return [Deed(row.at, row.who, row.action, row.subject, row.details) for row in rows]
