"""What readers were asked and may answer by writing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.store.tables import dialogues
from bot.store.transactions import Transactions


@dataclass(frozen=True)
class Dialogue:
    """A question about a subscription, and the message that asks it."""

    subscription: int
    asks: str
    message: int


class Dialogues:
    """The open questions, at most one to each reader in a chat."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def begin(self, chat: int, reader: int, asked: Dialogue, until: datetime) -> None:
        """Remember what a reader was asked, in the place of what they were asked before."""
        values = {
            "subscription_id": asked.subscription,
            "asks": asked.asks,
            "message_id": asked.message,
            "until": until,
        }
        upsert = self._do.insert(dialogues).values(chat_id=chat, reader_id=reader, **values)
        upsert = upsert.on_conflict_do_update(index_elements=["chat_id", "reader_id"], set_=values)
        await self._do.write(lambda connection: connection.execute(upsert))

    async def open(self, chat: int, reader: int, now: datetime) -> Dialogue | None:
        """Give what a reader was asked in a chat, if there is still time to answer."""
        where = {"chat": chat, "reader": reader, "now": now}
        row = await self._do.read(lambda connection: connection.execute(_OPEN, where).first())
        return Dialogue(*row) if row else None

    async def end(self, chat: int, reader: int) -> None:
        """Forget what a reader was asked in a chat."""
        of = (dialogues.c.chat_id == chat, dialogues.c.reader_id == reader)
        await self._do.write(lambda connection: connection.execute(delete(dialogues).where(*of)))


# Every reply asks this: putting it together anew would take longer than asking.
_OPEN = select(dialogues.c.subscription_id, dialogues.c.asks, dialogues.c.message_id).where(
    dialogues.c.chat_id == bindparam("chat"),
    dialogues.c.reader_id == bindparam("reader"),
    dialogues.c.until > bindparam("now"),
)
