"""The bot at work with an editor beside it: briefings fall due and briefs change when a test says so."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.app import Running, running
from bot.delivery.limits import NO_LIMITS
from bot.domain.models import Bilingual, Brief, HistoryEntry
from bot.domain.subscription import Subscription
from bot.playground.server import Playground
from bot.playground.state import Chat, Message
from bot.playground.world import World
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.store.tables import schedules
from tests.stores import wish, work

WRONG = Bilingual(bn="আমরা লিখেছিলাম মঙ্গলবার; হবে বুধবার।", en="We said Tuesday; it is Wednesday.")


@dataclass
class Newsroom:
    """The running bot, its desk, and the local Telegram."""

    bot: Running
    desk: Desk
    world: World
    day: date = date(2000, 1, 1)

    async def subscribe(self, chat: Chat, thread: int | None = None, **changes: object) -> Subscription:
        """Let a chat follow all topics, in Bengali unless it is said otherwise."""
        return await self.desk.store.subscriptions.save(wish(chat.id, thread, **changes), datetime.now(UTC))

    async def brief_everybody(self) -> None:
        """Let every briefing fall due now."""
        now = datetime.now(UTC)
        self.day += timedelta(days=1)  # each slot of a day is due once
        change = sa.update(schedules).values(next_at=now, next_day=self.day, told_to=0)
        await work(self.desk.store, lambda connection: connection.execute(change))
        self.bot.scheduler.wake()

    async def push(self, brief: str, *, urgent: bool = False) -> None:
        """Send a brief at once."""
        now, version = datetime.now(UTC), self.desk.news.version(brief)
        await self.desk.store.fan_out.open_push(
            "brief", f"{brief}:{version}:{urgent}", now, brief, version, urgent=urgent
        )
        self.bot.scheduler.wake()

    async def change(self, key: str, kind: str, note: Bilingual | None = WRONG, **changes: object) -> Brief:
        """Publish a change of a brief."""
        before, now = self.desk.index.brief(key), datetime.now(UTC)
        assert before
        entry = HistoryEntry.model_validate(
            {"date": now, "kind": kind, "note": None if kind == "typo" else note}
        )
        status = "retracted" if kind == "retraction" else "published"
        after = before.model_copy(update={"history": (*before.history, entry), "status": status, **changes})
        assert await publish(self.desk, replace(self.desk.index.library, briefs={key: after}), now) == [key]
        self.bot.scheduler.wake()
        return after

    async def until_shows(self, message: Message, words: str) -> None:
        """Wait until a message shows some words."""
        await self.world.until(lambda: words in message.text, what=f"{words!r} in {message.text!r}")

    async def until_quiet(self) -> None:
        """Wait until every delivery is done."""
        states = sa.text("SELECT count(*) FROM deliveries WHERE state IN ('pending', 'leased', 'sending')")
        opened = sa.text("SELECT count(*) FROM pushes WHERE open")
        late = sa.select(sa.func.count()).where(schedules.c.next_at <= datetime.now(UTC))

        async def left() -> int:
            return await self.desk.store._do.read(
                lambda connection: sum(
                    connection.execute(query).scalar_one() for query in (states, opened, late)
                )
            )

        while await left():
            self.bot.scheduler.wake()
            self.bot.sender.wake()


@pytest.fixture
async def newsroom(playground: Playground, desk: Desk) -> AsyncIterator[Newsroom]:
    """Give the running bot with the briefs that come with Barta, published."""
    await publish(desk, desk.index.library, datetime.now(UTC))
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS) as bot:
        yield Newsroom(bot, desk, playground.world)
