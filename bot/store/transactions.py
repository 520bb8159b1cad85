"""Work on the database, each piece in a transaction of its own and off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import READING

T = TypeVar("T")


class Transactions:
    """An engine and the threads that use it; a failure is SQLAlchemy's exception, so that nothing is lost in silence."""

    def __init__(self, engine: Engine, threads: Executor) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**READING)
        self._threads = threads
        self.insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Give what `work` gives, in a transaction that writes nothing."""
        return await self._run(self._reading, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Give what `work` gives, in a transaction: all that it does, or nothing where it raises."""
        return await self._run(self._engine, work)

    async def close(self) -> None:
        """Finish what was begun and close every connection."""
        if self._engine.dialect.name == "sqlite":  # in the one thread, after all that it has to do
            await asyncio.get_running_loop().run_in_executor(self._threads, self._engine.dispose)
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()  # once no thread has a connection any more

    async def _run(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        def in_transaction() -> T:
            with engine.begin() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._threads, in_transaction)
