"""Where editors were shown drafts, and how those were then."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from bot.store.desk_tables import draft_messages, drafts, notices
from bot.store.tables import editors
from bot.store.transactions import Transactions

_of = draft_messages.c


class DraftMessages:
    """The messages in editors' chats that show drafts; one may show several, as a list."""

    def __init__(self, transactions: Transactions) -> None:
        self._do = transactions

    async def shown(self, editor: int) -> Mapping[str, tuple[int, int]]:
        """Give what drafts an editor was shown: by brief, the message's id, and the stamp that it shows; 0 where it shows another."""
        query = select(draft_messages).where(_of.editor_id == editor)
        rows = await self._do.read(lambda connection: connection.execute(query).all())
        return {row.brief_id: (row.message_id, row.stamp) for row in rows}

    async def stamps(self, editor: int) -> dict[str, int]:
        """Give the stamps that the drafts which an editor was shown have now."""
        query = select(drafts.c.brief_id, drafts.c.stamp).join(
            draft_messages, _of.brief_id == drafts.c.brief_id
        )
        rows = await self._do.read(
            lambda connection: connection.execute(query.where(_of.editor_id == editor)).all()
        )
        return {row.brief_id: row.stamp for row in rows}

    async def set_shown(self, editor: int, message: int, stamps: Mapping[str, int]) -> None:
        """Remember which message shows an editor some drafts, and with which stamps."""
        rows = [
            {"brief_id": key, "editor_id": editor, "message_id": message, "stamp": stamp}
            for key, stamp in stamps.items()
        ]
        upsert = self._do.insert(draft_messages)
        new = upsert.excluded
        upsert = upsert.on_conflict_do_update(
            index_elements=["brief_id", "editor_id"],
            set_={"message_id": new.message_id, "stamp": new.stamp},
        )
        await self._do.write(lambda connection: connection.execute(upsert, rows))

    async def former_editors(self) -> Sequence[int]:
        """Give those who were shown drafts and are no editors any more."""
        query = select(_of.editor_id).where(_of.editor_id.not_in(select(editors.c.id))).distinct()
        return await self._do.read(lambda connection: connection.execute(query).scalars().all())

    async def forget(self, editor: int) -> None:
        """Forget what somebody was shown."""
        gone = delete(draft_messages).where(_of.editor_id == editor)
        await self._do.write(lambda connection: connection.execute(gone))

    async def newest(self) -> tuple[int, int, int]:
        """Give the number of drafts, that of all their changes, and that of the newest notice: while they stay, nothing is new."""
        query = select(
            func.count(),
            func.coalesce(func.sum(drafts.c.stamp), 0),
            select(func.coalesce(func.max(notices.c.id), 0)).scalar_subquery(),
        ).select_from(drafts)
        row = await self._do.read(lambda connection: connection.execute(query).one())
        return row[0], row[1], row[2]
