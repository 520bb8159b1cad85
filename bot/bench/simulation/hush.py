"""Keeps the log of simulated processes off the screen."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def quiet(heard: Callable[[logging.LogRecord], None]) -> Iterator[None]:
    """Keep the log still, but for errors, which are heard."""
    logger = logging.getLogger("bot")
    before = logger.level, logger.propagate, logger.handlers
    logger.propagate, logger.handlers = False, [_Ear(heard)]
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        level, logger.propagate, logger.handlers = before
        logger.setLevel(level)


class _Ear(logging.Handler):
    def __init__(self, heard: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard(record)
