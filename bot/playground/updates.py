"""The queue of updates: made by what people do, taken by getUpdates or pushed to a webhook."""

from collections import deque
from collections.abc import Sequence
from itertools import count

from bot.playground.changes import Changes
from bot.playground.refusal import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """The updates that the bot has not confirmed yet, oldest first."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.pending: deque[Json] = deque()
        self.changes = Changes()
        self.allowed: tuple[str, ...] | None = None
        self.confirmed = 0
        self._ids = count(first_id)
        self._poll = 0

    def push(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot did not ask for this kind."""
        if kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT:
            self.pending.append({"update_id": next(self._ids), kind: payload})
            self.changes.notify()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember the kinds that the bot asks for from now on; an empty list means the usual ones, None no change."""
        if kinds is not None:
            self.allowed = tuple(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates below `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self.pending) > -offset:
                self._forget()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self._forget()

    def forget(self, update: Json) -> None:
        """Forget one update, which the bot has taken."""
        if update in self.pending:
            self.pending.remove(update)
            self.confirmed += 1
        self.changes.notify()

    def drop(self) -> None:
        """Forget all that is pending."""
        while self.pending:
            self._forget()

    def _forget(self) -> None:
        self.pending.popleft()
        self.confirmed += 1

    async def take(self, limit: int, wait: float) -> list[Json] | None:
        """Give up to `limit` pending updates, waiting up to `wait` s for one; None where a later poll took over."""
        self._poll += 1
        mine = self._poll
        self.changes.notify()
        await self.changes.until(lambda: bool(self.pending) or self._poll != mine, wait)
        if self._poll != mine:
            return None
        return [self.pending[index] for index in range(min(limit, len(self.pending)))]

    def end_poll(self) -> None:
        """End the poll that is open, as a later one would."""
        self._poll += 1
        self.changes.notify()
