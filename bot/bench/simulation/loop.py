"""An event loop whose time jumps to the next timer whenever nothing is left to do, and whose processes can be killed."""

import asyncio
import selectors
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextvars import Context, ContextVar
from typing import Any, Protocol

Callback = Callable[..., Any]


class Steps(Protocol):
    """A simulated process: all that runs in its context goes through `step`, which runs nothing any more once it is dead."""

    def step(self, callback: Callable[..., object], *args: object) -> None:
        """Run one callback."""


class Threads(Executor):
    """What a process's blocking work is handed to."""

    def run(self, work: Callable[[], Any]) -> asyncio.Future[Any]:
        """Do the work at some simulated time."""
        raise NotImplementedError


PROCESS: ContextVar[Steps] = ContextVar("process")


class _Selector(selectors.BaseSelector):
    """Has no files that matter; waiting for them lets the time pass at once."""

    def __init__(self) -> None:
        self.time = 0.0

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:  # noqa: ANN401 - the overridden signature
        return selectors.SelectorKey(fileobj, 0, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:  # noqa: ANN401 - the same
        return selectors.SelectorKey(fileobj, 0, 0, None)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("Everybody waits, and nothing will ever happen.")
        self.time += timeout
        return []

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return {}


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Runs callbacks in the order that the simulation's own time gives them."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)
        self.tasks: list[asyncio.Task[Any]] = []

    def time(self) -> float:
        """Give the simulated time, in seconds since the beginning."""
        return self._clock.time

    def call_soon(self, callback: Callback, *args: Any, context: Context | None = None) -> asyncio.Handle:  # type: ignore[override]  # noqa: ANN401 - with type variables that no subclass can repeat
        """Call back in the next round, unless the process is dead by then."""
        process = PROCESS.get(None) if context is None else context.get(PROCESS)
        if process is None:
            return super().call_soon(callback, *args, context=context)
        return super().call_soon(process.step, callback, *args, context=context)

    def call_at(  # type: ignore[override]  # the same
        self,
        when: float,
        callback: Callback,
        *args: Any,  # noqa: ANN401 - the same
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Call back at a time, unless the process is dead by then."""
        process = PROCESS.get(None) if context is None else context.get(PROCESS)
        if process is None:
            return super().call_at(when, callback, *args, context=context)
        return super().call_at(when, process.step, callback, *args, context=context)

    def create_task(self, coro: Any, **how: Any) -> asyncio.Task[Any]:  # noqa: ANN401 - the same
        """Make a task, which is thrown away at the end whether it ended or not."""
        task: asyncio.Task[Any] = super().create_task(coro, **how)
        self.tasks.append(task)
        return task

    def run_in_executor(self, executor: Executor | None, func: Callback, *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]  # noqa: ANN401 - the same
        """Let a process's own threads do work."""
        if not isinstance(executor, Threads):
            raise TypeError("Only simulated threads can work here.")
        return executor.run(lambda: func(*args))

    def throw_away(self) -> None:
        """End what the dead left, without a word of it in the log."""
        for task in self.tasks:
            if not task.done():
                task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001 - its owner was killed on purpose
                _close(task.get_coro())
        self.tasks.clear()
        self.close()


def _close(coroutine: Any) -> None:  # noqa: ANN401 - a coroutine of anything
    for _ in range(100):  # what it does to end in order would wait for others, which are dead as well
        try:
            coroutine.close()
        except RuntimeError:
            continue
        return
