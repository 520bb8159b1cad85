"""How to go on where the network, Telegram or the store fails for everybody: ever more slowly, and without filling the log."""

import asyncio
import logging
from math import inf

_LOG_EVERY = 60.0  # seconds


class Trouble:
    """Counts failures in a row; several at the same time are one. Times are in seconds."""

    def __init__(self, logger: logging.Logger, what: str, *, first: float, longest: float) -> None:
        self._logger, self._what = logger, what
        self._first, self._longest = first, longest
        self._row = 0
        self._began = self._until = self._logged = -inf

    def __bool__(self) -> bool:
        return self._row > 0

    @property
    def pause(self) -> float:
        """How long to wait before the next try."""
        return max(0.0, self._until - asyncio.get_running_loop().time())

    def happened(self, why: object) -> None:
        """Count a failure, and say so once a minute."""
        now = asyncio.get_running_loop().time()
        if now - self._logged >= _LOG_EVERY:
            self._logged = now
            self._logger.warning("%s: %s", self._what, why)
        if now < self._until:
            return
        if not self._row:
            self._began = now
        self._until = now + min(self._first * 2**self._row, self._longest)
        self._row += 1

    @property
    def lasted(self) -> float:
        """For how many seconds it has gone wrong; 0 where it goes well."""
        return asyncio.get_running_loop().time() - self._began if self._row else 0.0

    def over(self) -> None:
        """Note that it went well."""
        self._row, self._until = 0, -inf
