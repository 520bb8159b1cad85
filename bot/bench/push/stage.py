"""The stage of a scenario: a local Telegram with readers, a database that knows them, and bots that run as processes."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.push.databases import Database, moment
from bot.domain.errors import BartaError
from bot.domain.subscription import Subscription, default_schedule
from bot.playground.faults import Slow
from bot.playground.server import Playground
from bot.playground.world import Call
from bot.settings import PREFIX
from bot.store.engine import Store

TOKEN = "424242:no-secret-of-the-bench"  # noqa: S105 - opens nothing but the local Bot API
FAST = 1000.0  # sends a second, for what is not about the rate
_LOOK = 0.25  # seconds
_LAST_WORDS = 1000
_MIGRATING = asyncio.Lock()  # Alembic does one database at a time in a process
_COPIED = (
    "schedule_id, thread_id, language, topics, keywords, quiet, silent, says_nothing, active, ended, title, "
    "created_at, updated_at"
)
_OPEN = "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'leased', 'sending')"


@dataclass
class Tally:
    """What the local Bot API carried out of what pushes sent, from a moment on."""

    calls: list[Call]
    readers: frozenset[int]
    of: Counter[int] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)
    chats: list[int] = field(default_factory=list)
    _read: int = 0

    def look(self) -> "Tally":
        """Take in the calls since the last look."""
        for call in self.calls[self._read :]:
            if call.method == "sendMessage" and call.ok and call.params["chat_id"] in self.readers:
                self.of[call.params["chat_id"]] += 1
                self.chats.append(call.params["chat_id"])
                self.moments.append(call.at)
        self._read = len(self.calls)
        return self

    @property
    def count(self) -> int:
        """How many were sent so far."""
        return len(self.look().chats)


class Stage:
    """One scenario's world."""

    def __init__(self, playground: Playground, database: Database, store: Store, folder: Path) -> None:
        self.playground, self.database, self.store, self.folder = playground, database, store, folder
        self.world = playground.world
        self.readers: list[int] = []
        self._bots: list[Process] = []
        self._slots = 0
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    # -- readers

    async def subscribe(self, count: int) -> list[int]:
        """Let as many people follow everything, and give their chats."""
        people = [self.world.person("অনু", language_code="bn") for _ in range(count)]
        for person in people:
            self.world.private(person).started = True
        chats = [person.id for person in people]
        await self.fill(count, chats[0])
        self.readers += chats
        return chats

    async def fill(self, count: int, first: int = 1) -> None:
        """Store the subscriptions of as many chats, whose numbers follow each other."""
        await self.wish(first)
        model = f"FROM subscriptions, n WHERE chat_id = {first} AND i > 0"
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"  # noqa: S608 - a number
        await self.sql(
            f"INSERT INTO subscriptions (chat_id, {_COPIED}) {numbers} SELECT chat_id + i, {_COPIED} {model}"
        )

    async def wish(self, chat: int, thread: int | None = None) -> None:
        """Let a chat, or a forum topic in it, follow everything."""
        wish = Subscription(chat=chat, thread=thread, language="bn", schedule=default_schedule())
        await self.store.subscriptions.save(wish, self.now())

    async def due(self) -> Tally:
        """Let the next briefing be due now, and give the tally of it."""
        tally, self._slots = self.tally(), self._slots + 1
        slot = f"next_at = {moment(self.now())}, next_time = '00:{self._slots:02}'"
        await self.sql(f"UPDATE schedules SET {slot}")  # noqa: S608 - a moment and a number
        return tally

    def tally(self, readers: Sequence[int] = ()) -> Tally:
        """Give a tally of what is sent to the readers from now on."""
        return Tally(self.world.calls, frozenset(readers or self.readers), _read=len(self.world.calls))

    # -- waiting

    async def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement on the database."""
        return await asyncio.to_thread(self.database.do, statement)

    async def sent(self, tally: Tally, count: int, within: float = 60) -> None:
        """Wait until as many were sent."""
        deadline = time.monotonic() + within
        while not await self.world.changes.until(lambda: tally.count >= count, 1.0):
            self.check()
            if time.monotonic() > deadline:
                raise TimeoutError(f"{tally.count} of {count} were sent in {within} s; {self.said()}")

    async def done(self, within: float = 600) -> None:
        """Wait until nothing of any push is left to do."""
        async with asyncio.timeout(within):
            while not await self._is_done():
                self.check()
                await asyncio.sleep(_LOOK)

    async def _is_done(self) -> bool:
        due = f"SELECT count(*) FROM schedules WHERE next_at <= {moment(self.now())}"  # noqa: S608 - a moment
        try:
            [(waiting,)], [(left,)] = await self.sql(due), await self.sql(_OPEN)
        except Exception as error:
            if "OperationalError" in type(error).__name__:  # it is just being crashed
                return False
            raise
        return waiting == left == 0

    async def age_leases(self) -> None:
        """Let the leases of dead processes end now instead of in half a minute; no process may be alive."""
        past = moment(datetime.now(UTC) - timedelta(seconds=1))
        await self.sql(f"UPDATE deliveries SET lease_until = {past} WHERE state IN ('leased', 'sending')")  # noqa: S608 - a moment

    # -- bots

    async def start(self, *, rate: float = FAST, **settings: str) -> Process:
        """Start `barta run`."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        environment |= {
            "BARTA_TOKEN": self.playground.token,
            "BARTA_API_URL": self.playground.url,
            "BARTA_DATABASE_URL": self.database.url,
            "BARTA_RATE": f"{rate:g}",
            "BARTA_SEMANTIC": "false",
            **settings,
        }
        with self.log.open("ab") as log:
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment, cwd=self.folder, stderr=log
            )
        self._bots.append(bot)
        return bot

    async def up(self, bots: int = 1, *, rate: float = FAST) -> list[Process]:
        """Start bots, and wait until Telegram has met them all."""
        met = len(self.world.calls_of("getMe"))
        started = [await self.start(rate=rate) for _ in range(bots)]
        await self.world.until(lambda: len(self.world.calls_of("getMe")) >= met + bots, 60, "the bots")
        return started

    async def kill(self, bot: Process) -> None:
        """Kill a bot as the kernel does, with no time to say anything."""
        self._bots.remove(bot)
        bot.kill()
        await bot.wait()

    async def ended(self, bot: Process, within: float = 30) -> int:
        """Wait until a bot has ended by itself, and give its exit status."""
        self._bots.remove(bot)
        async with asyncio.timeout(within):
            return await bot.wait()

    async def stop(self, bot: Process) -> int:
        """Ask a bot to end, as a service manager does; give its exit status."""
        self._bots.remove(bot)
        bot.send_signal(signal.SIGTERM)
        return await bot.wait()

    def check(self) -> None:
        """BartaError where a bot has ended that nobody ended."""
        for bot in self._bots:
            if bot.returncode is not None:
                raise BartaError(f"A bot ended by itself with status {bot.returncode}; {self.said()}")

    def said(self) -> str:
        """Give what the bots said last."""
        said = self.log.read_text(encoding="utf-8") if self.log.exists() else ""
        return f"the bots said: {said[-_LAST_WORDS:]}"

    async def close(self) -> None:
        """End all bots."""
        for bot in self._bots:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()

    @property
    def log(self) -> Path:
        """Where the bots say what they say."""
        return self.folder / "log"

    def latency(self, seconds: float) -> None:
        """Let every call take so long, except fetching updates; add other faults before."""
        self.playground.faults.add(Slow(seconds), times=None)


@asynccontextmanager
async def stage(make: Callable[[Path], Database]) -> AsyncIterator[Stage]:
    """Give an empty stage."""
    with TemporaryDirectory(prefix="barta-push-") as folder:
        database = make(Path(folder))
        async with _MIGRATING:
            store = await asyncio.to_thread(Store.open, database.url)
        try:
            async with Playground(TOKEN) as playground:
                playground.world.stars = True
                setting = Stage(playground, database, store, Path(folder))
                try:
                    yield setting
                finally:
                    await setting.close()
        finally:
            await store.close()
