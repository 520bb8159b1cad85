"""How far the pushes have come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bot.domain.delivery import Progress, Push, PushReport
from bot.store.ledger_tables import deliveries, is_claimed, is_pending, pushes
from bot.store.pushes import push_of
from bot.store.transactions import Transactions

_LATELY = timedelta(minutes=1)


class Reports:
    """Counts of deliveries."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def pushes(self, limit: int) -> Sequence[PushReport]:
        """Report the last pushes, newest first; each in a transaction, so that others get at the database in between."""
        query = select(pushes.c.id).order_by(pushes.c.id.desc()).limit(limit)
        numbers = await self._do.read(lambda connection: connection.execute(query).scalars().all())
        reports = [await self.push(number) for number in numbers]
        return [report for report in reports if report]

    async def push(self, number: int) -> PushReport | None:
        """Report one push; None where there is none of that number."""
        query = select(pushes).where(pushes.c.id == number)

        def work(connection: Connection) -> PushReport | None:
            row = connection.execute(query).mappings().first()
            return _report(connection, row) if row else None

        return await self._do.read(work)

    async def of_brief(self, brief: str, version: int) -> Push | None:
        """Give the push by which an editor sent a version of a brief; None where nobody did."""
        query = select(pushes).where(
            pushes.c.brief_id == brief, pushes.c.version == version, pushes.c.kind == "brief"
        )

        def work(connection: Connection) -> Push | None:
            row = connection.execute(query.order_by(pushes.c.id).limit(1)).mappings().first()
            return push_of(row) if row else None

        return await self._do.read(work)

    async def progress(self, numbers: Sequence[int], now: datetime) -> Mapping[int, Progress]:
        """Give how some pushes go on just now."""
        table = deliveries.c
        waiting = select(table.push_id, func.count(), func.min(table.not_before))
        waiting = waiting.where(is_pending, table.not_before > now, table.push_id.in_(numbers))
        recent = select(table.push_id, func.count(), func.min(table.at), func.max(table.at))
        recent = recent.where(table.push_id.in_(numbers), table.state == "sent", table.at > now - _LATELY)

        def work(connection: Connection) -> Mapping[int, Progress]:
            found = dict.fromkeys(numbers, Progress())
            for number, count, until in connection.execute(waiting.group_by(table.push_id)):
                found[number] = Progress(count, until)
            for number, count, first, last in connection.execute(recent.group_by(table.push_id)):
                if seconds := (last - first).total_seconds():
                    found[number] = replace(found[number], rate=(count - 1) / seconds)
            return found

        return await self._do.read(work)

    async def waiting(self, now: datetime) -> tuple[int, int]:
        """Give how many deliveries are due and not done, and how many will be due later."""
        later = deliveries.c.not_before > now
        pending = select(func.count()).select_from(deliveries).where(is_pending)
        claimed = select(func.count()).select_from(deliveries).where(is_claimed)

        def work(connection: Connection) -> tuple[int, int]:
            put_off = connection.execute(pending.where(later)).scalar_one()
            due = connection.execute(pending.where(~later)).scalar_one()
            return due + connection.execute(claimed).scalar_one(), put_off

        return await self._do.read(work)


def _report(connection: Connection, row: Any) -> PushReport:  # noqa: ANN401 - SQLAlchemy's row mapping
    table = deliveries.c
    query = select(table.state, table.reason, func.count(), func.min(table.at), func.max(table.at))
    query = query.where(table.push_id == row["id"]).group_by(table.state, table.reason)
    counts: dict[str, int] = {}
    reasons: dict[str, int] = {}
    sent = []
    for state, reason, count, first, last in connection.execute(query):
        counts[state] = counts.get(state, 0) + count
        if reason:
            reasons[reason] = reasons.get(reason, 0) + count
        if state == "sent":
            sent += [first, last]
    return PushReport(
        push=push_of(row),
        counts=counts,
        reasons=dict(sorted(reasons.items(), key=lambda item: -item[1])),
        skipped=row["skipped"],
        fanning_out=row["open"],
        first=min(sent, default=None),
        last=max(sent, default=None),
    )
