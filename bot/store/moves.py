"""A group that becomes a supergroup gets a new id, and its messages do, too."""

from sqlalchemy import Connection, and_, delete, or_, select, update

from bot.store.copies import forget
from bot.store.ledger_tables import deliveries, is_claimed, is_pending, pushes
from bot.store.tables import conversations, readers, subscriptions


def move(connection: Connection, old: int, new: int) -> None:
    """Give a chat's new id what was known under its old one; what the new one has already, it keeps.

    What is due goes to the new chat, once. The copies are forgotten: under the new id other messages have their numbers.
    """
    for table, key in ((readers, readers.c.id), (conversations, conversations.c.chat_id)):
        known = select(key).where(key == new)
        connection.execute(update(table).where(key == old, ~known.exists()).values({key.name: new}))
        connection.execute(delete(table).where(key == old))
    _move_deliveries(connection, old, new)
    _move_subscriptions(connection, old, new)
    forget(connection, old)


def _move_deliveries(connection: Connection, old: int, new: int) -> None:
    table, there = deliveries.c, deliveries.alias()
    same = select(there.c.id).where(
        there.c.push_id == table.push_id,
        there.c.chat_id == new,
        there.c.thread_id == table.thread_id,
        there.c.copy_id == table.copy_id,
    )
    of_old = and_(table.push_id.in_(select(pushes.c.id)), table.chat_id == old)  # so that the index serves
    due = and_(or_(is_pending, is_claimed), of_old)
    lost = update(deliveries).where(due, or_(table.copy_id != 0, same.exists()))
    connection.execute(lost.values(state="gone", reason="moved", owner=None, lease_until=None))
    connection.execute(update(deliveries).where(due).values(chat_id=new, reply_to=None))


def _move_subscriptions(connection: Connection, old: int, new: int) -> None:
    table, there = subscriptions.c, subscriptions.alias()
    known = select(there.c.id).where(there.c.chat_id == new, there.c.thread_id == table.thread_id)
    connection.execute(update(subscriptions).where(table.chat_id == old, ~known.exists()).values(chat_id=new))
    connection.execute(update(subscriptions).where(table.chat_id == old).values(active=False, ended="moved"))
