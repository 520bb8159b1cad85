"""What can go: old deliveries, and schedules that nobody has any more. Copies stay, so that a correction reaches them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.store.ledger_tables import deliveries, is_claimed, is_pending, pushes
from bot.store.tables import dialogues, schedules, subscriptions
from bot.store.transactions import Transactions

KEPT = timedelta(days=90)
_CHUNK = 5_000


async def tidy(do: Transactions, now: datetime) -> int:
    """Delete what pushes older than 90 days delivered, and give how many deliveries that were; a chunk a transaction."""
    old = select(pushes.c.id).where(pushes.c.created_at < now - KEPT)
    total = 0
    for number in await do.read(lambda connection: connection.execute(old).scalars().all()):
        gone = _CHUNK
        while gone == _CHUNK:
            gone = await do.write(lambda connection, push=number: _deliveries(connection, push))  # type: ignore[misc]
            total += gone
    await do.write(_schedules)
    await do.write(lambda connection: connection.execute(delete(dialogues).where(dialogues.c.until < now)))
    return total


def _deliveries(connection: Connection, push: int) -> int:
    of_push = deliveries.c.push_id == push
    done = select(deliveries.c.id).where(of_push, ~is_pending, ~is_claimed).limit(_CHUNK)
    gone = connection.execute(delete(deliveries).where(deliveries.c.id.in_(done))).rowcount
    empty = ~select(deliveries.c.id).where(of_push).exists()
    # That there was a change is still asked when an older version is shown somewhere.
    connection.execute(
        delete(pushes).where(pushes.c.id == push, pushes.c.kind != "change", ~pushes.c.open, empty)
    )
    return gone


def _schedules(connection: Connection) -> None:
    unused = ~select(subscriptions.c.id).where(subscriptions.c.schedule_id == schedules.c.id).exists()
    # Locked first, then looked at: whoever was about to subscribe is done or waits.
    ids = connection.execute(select(schedules.c.id).where(unused).with_for_update(skip_locked=True)).scalars()
    connection.execute(delete(schedules).where(schedules.c.id.in_(ids.all()), unused))
