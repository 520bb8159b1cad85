"""The real store on SQLite in memory, watched row by row, and the threads in which a simulated process uses it."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any, Protocol, Self

from bot.bench.simulation.loop import Threads
from bot.store.database import open_database
from bot.store.engine import Store

_CHANGES = """
CREATE TEMP TRIGGER {name}_{event} AFTER {event} ON main.{name} BEGIN SELECT changed(); END;
"""
_WATCH = """
CREATE TEMP TRIGGER moved AFTER UPDATE ON main.deliveries BEGIN
    SELECT observe(new.id, old.state, new.state, old.owner, new.owner, old.fence, new.fence, old.lease_until, new.reason);
END;
CREATE TEMP TRIGGER made AFTER INSERT ON main.deliveries BEGIN
    SELECT observe(new.id, '', new.state, NULL, NULL, 0, 0, NULL, '');
END;
CREATE TEMP TRIGGER held AFTER UPDATE OF held_until ON main.rates WHEN old.held_until <> new.held_until BEGIN
    SELECT hold(new.held_until);
END;
"""


class Observer(Protocol):
    """Who is told of each change of a delivery, and of the time until which nobody may send."""

    def observe(self, *change: Any) -> None:  # noqa: ANN401 - a row's values
        """See a delivery's change."""

    def hold(self, until: int) -> None:
        """See a hold."""


class _AtOnce(Threads):
    def run(self, work: Callable[[], Any]) -> asyncio.Future[Any]:
        future = asyncio.get_running_loop().create_future()
        future.set_result(work())
        return future


class _OneConnection:
    """An engine whose transactions need not fetch a connection first, which takes longer than most of them."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - SQLAlchemy stays in the store
        self._connection, self.dialect = engine.connect(), engine.dialect

    @contextmanager
    def begin(self) -> Iterator[Any]:
        with self._connection.begin():
            yield self._connection

    def execution_options(self, **_: object) -> Self:
        return self


class Storage:
    """One database for one world after another."""

    def __init__(self) -> None:
        self._engine = open_database("sqlite://")
        self._kept = self._engine.raw_connection()
        self._shared: Any = _OneConnection(self._engine)
        connection: Any = self._kept.driver_connection
        self.rows = connection.execute
        self.observer: Observer | None = None
        columns = [row[1] for row in self.rows("PRAGMA table_info(subscriptions)").fetchall()]
        self._wish_columns = [name for name in columns if name not in ("id", "chat_id", "thread_id")]
        self._answers: dict[str, tuple[int, Any]] = {}
        self.version = 0  # of pushes, deliveries and schedules
        connection.create_function("observe", 9, self._observe)
        connection.create_function("changed", 0, self._changed)
        connection.create_function("hold", 1, lambda until: self.observer and self.observer.hold(until))
        connection.executescript(_WATCH)
        for name in ("pushes", "schedules"):
            for event in ("INSERT", "UPDATE", "DELETE"):
                connection.executescript(_CHANGES.format(name=name, event=event))
        names = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
        self._tables = [name for (name,) in names.fetchall()]

    def open(self, threads: Executor | None = None) -> Store:
        """Give a process's store."""
        store = Store(self._shared, threads or _AtOnce())
        if isinstance(threads, StoreThread):
            self._ask_once(store.ledger, "next_due", threads)
            self._ask_once(store.fan_out, "next_due", threads)
            self._ask_once(store.fan_out, "open_pushes", threads)
            self._ask_once(store.fan_out, "due", threads)
        return store

    def _ask_once(self, part: object, name: str, threads: "StoreThread") -> None:
        """Ask a database that has not changed no second time: idle processes do hardly anything else."""
        ask, key = getattr(part, name), f"{type(part).__name__}.{name}"

        async def asked(*about: datetime) -> Any:  # noqa: ANN401 - as the method has it
            before, (version, answer) = (
                self.version,
                self._answers.get("FanOut.next_due" if about else key, (-1, None)),
            )
            if version == before and threads.is_there() and (not about or (answer and about[0] < answer)):
                return [] if about else answer
            answer = await ask(*about)
            if self.version == before:
                self._answers[key] = before, answer
            return answer

        setattr(part, name, asked)

    def _changed(self) -> None:
        self.version += 1

    def _observe(self, *change: Any) -> None:  # noqa: ANN401 - a row's values
        self.version += 1
        if self.observer and (change[1] != change[2] or change[5] != change[6]):
            self.observer.observe(*change)

    def copy_subscription(self, number: int, chat: int, thread: int | None) -> int:
        """Let another chat want the same; give the subscription's id."""
        columns = ", ".join(self._wish_columns)
        self.rows(
            f"INSERT INTO subscriptions (chat_id, thread_id, {columns}) SELECT ?, ?, {columns} FROM subscriptions WHERE id = ?",  # noqa: S608 - the database's own names
            (chat, thread or 0, number),
        )
        return int(self.rows("SELECT last_insert_rowid()").fetchone()[0])

    def clear(self, observer: Observer) -> None:
        """Make room for a new world."""
        self.version += 1
        self.observer = observer
        self.rows("PRAGMA foreign_keys = OFF")
        for name in self._tables:
            self.rows(f"DELETE FROM {name}")  # noqa: S608 - the database's own names
        self.rows("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Throw everything away."""
        self._kept.close()
        self._engine.dispose()


class AwayError(ConnectionError):
    """The store cannot be reached."""


class StoreThread(Threads):
    """Does one piece of work after another; each takes some simulated time, and its answer, too.

    `now_acting` is told who is at work. While the store is away nothing is done; as it goes away, work may be done and only
    its answer be lost. What a process had handed over when it was killed is done or not.
    """

    def __init__(self, process: Any, random: Random) -> None:  # noqa: ANN401 - the process whose thread it is
        self._process, self._random = process, random
        self._busy_until = 0.0

    def is_there(self) -> bool:
        """Say whether the store would answer."""
        return not self._process.world.troubles.store_is_away(self._process)

    def run(self, work: Callable[[], Any]) -> asyncio.Future[Any]:
        """Do work in turn."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        at = max(loop.time(), self._busy_until) + self._random.uniform(0.0002, 0.003)
        self._busy_until = at
        self._process.world.later(at - loop.time(), self._do, work, future)
        return future

    def _do(self, work: Callable[[], Any], future: asyncio.Future[Any]) -> None:
        process, random = self._process, self._random
        world = process.world
        if process.dead and random.random() < 0.5:
            return
        away = world.troubles.store_is_away(process)
        if away and (away > 0.05 or random.random() < 0.5):
            self._answer(future, AwayError("the store is away"), is_error=True)
            return
        world.acting = process
        try:
            answer, is_error = work(), False
        except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
            answer, is_error = error, True
        finally:
            world.acting = None
        if away:
            answer, is_error = AwayError("the connection broke"), True
        self._answer(future, answer, is_error=is_error)

    def _answer(self, future: asyncio.Future[Any], answer: Any, *, is_error: bool) -> None:  # noqa: ANN401 - whatever the work gave
        def arrives() -> None:
            if self._process.dead or future.done():
                return
            if is_error:
                future.set_exception(answer)
            else:
                future.set_result(answer)

        self._process.world.later(self._random.uniform(0.0001, 0.001), arrives)
