"""Waiting for something to happen, but no longer than a while."""

import asyncio


class Alarm:
    """Wakes the one task that waits for it; a ring that comes while nobody waits is kept."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the task that waits, or the next to wait."""
        self._rung.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait for a ring, `seconds` at most."""
        timer = seconds is not None and asyncio.get_running_loop().call_later(seconds, self._rung.set)
        try:
            await self._rung.wait()
        finally:
            self._rung.clear()
            if timer:
                timer.cancel()
