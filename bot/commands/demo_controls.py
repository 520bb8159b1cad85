"""The demo's bot, and what the page's buttons do with it: go to the next briefing, correct a brief that somebody got, and let an article arrive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from bot.app import Running, running
from bot.commands.demo_article import arrive
from bot.delivery.limits import NO_LIMITS
from bot.domain.models import Bilingual, Brief, HistoryEntry, Language
from bot.domain.subscription import Subscription, default_schedule
from bot.playground.demo import EDITOR, add_guest
from bot.playground.server import Playground
from bot.playground.world import World
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.services.push import forecast

GUESTS_ZONE = "Europe/London"
# Nothing true is made wrong for the demo's sake: the note says what it is.
_NOTE = Bilingual(
    bn="এটি ডেমোর একটি পরীক্ষামূলক সংশোধন। আমরা বলেছিলাম, সংক্ষেপটি চূড়ান্ত; আসলে সংশোধন এলে তা এভাবেই পৌঁছায়।",
    en="This is a trial correction by the demo. We said that the brief was final; in truth, a correction reaches you like this.",
)


class DemoControls:
    """Works on the bot that runs beside it, whose clock is the world's."""

    def __init__(self, world: World, desk: Desk) -> None:
        self._world, self._desk = world, desk
        self.bot: Running | None = None

    def now(self) -> datetime:
        """Give the demo's time."""
        return datetime.fromtimestamp(self._world.now(), UTC)

    async def subscribe(self, chat: int) -> None:
        """Let a chat get the briefings of the morning and the evening, in English."""
        wish = Subscription(chat=chat, thread=None, language="en", schedule=default_schedule(GUESTS_ZONE))
        await self._desk.store.subscriptions.save(wish, self.now())

    async def next_briefing(self) -> int:
        """Go to the next time at which anybody is due a briefing; give how many get one, -1 where nobody ever is."""
        coming = await forecast(self._desk, self.now())
        if not coming:
            return -1
        due = coming[0].due
        self._world.advance(max(0.0, (due - self.now()).total_seconds()))
        self._wake()
        return sum(each.chats + each.told_nothing for each in coming if each.due == due)

    async def correct(self) -> str | None:
        """Correct the brief that stands first in the newest message that shows one not yet corrected; give its title."""
        brief = await self._delivered()
        if brief is None:
            return None
        entry = HistoryEntry(date=self.now(), kind="correction", note=_NOTE)
        corrected = brief.model_copy(update={"history": (*brief.history, entry)})
        await publish(self._desk, replace(self._desk.index.library, briefs={brief.id: corrected}), self.now())
        self._wake()
        return brief.title.get(self._visitors_language())

    async def _delivered(self) -> Brief | None:
        chats = [chat.id for chat in self._world.chats.values()]
        copies = [copy for chat in chats for copy in await self._desk.store.copies.of_chat(chat)]
        for copy in sorted(copies, key=lambda copy: copy.id, reverse=True):
            for key, _ in copy.briefs:
                brief = self._desk.index.published(key)
                if brief and all(entry.note != _NOTE for entry in brief.history):
                    return brief
        return None

    async def new_article(self) -> bool:
        """Let editors have the drafts of an article; say whether it is new, as it arrives once."""
        store, now = self._desk.store, self.now()
        for editor in await store.editors.all():
            if await store.readers.language(editor) is None:
                await store.readers.set_language(editor, self._visitors_language(), now)
        before = await store.drafts.all()
        await arrive(store, now, "demo")
        self._wake()
        return not before

    def _visitors_language(self) -> Language:
        visitor = self._world.visitor
        return "bn" if visitor and visitor.language_code == "bn" else "en"

    def _wake(self) -> None:
        if self.bot:
            self.bot.scheduler.wake()
            self.bot.news.wake()


@asynccontextmanager
async def demo_bot(playground: Playground, desk: Desk) -> AsyncIterator[Running]:
    """Give the bot at work, on a clock that the page can move, with a guest who gets briefings and an editor."""
    world = playground.world
    controls = DemoControls(world, desk)
    await controls.subscribe(add_guest(world).id)
    await desk.store.editors.add(add_guest(world, EDITOR).id, EDITOR, controls.now())
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS, now=controls.now) as bot:
        controls.bot, world.controls = bot, controls
        yield bot
