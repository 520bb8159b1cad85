"""Logging: one readable line an event on standard error, in UTC, without a secret in any line or traceback.

Libraries that write down addresses or readers' messages are kept at a level where they do not.
"""

import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

# A bot's token anywhere, also percent-encoded: the last line of defence for one that nobody announced.
TOKEN = re.compile(r"[0-9]{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
HIDDEN = "[secret]"
SHORTEST = 6

# The most that each may say: telegram's DEBUG holds readers' messages, httpx's INFO holds addresses with the token.
CEILINGS = {
    "telegram": logging.INFO,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    "asyncio": logging.INFO,
    "alembic": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}

logger = logging.getLogger(__name__)


class Redactor(logging.Formatter):
    """Formats a record and takes every secret out of the whole text: message, arguments and traceback."""

    converter = staticmethod(time.gmtime)

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        # A token's second half is the secret one; it is hidden where it stands alone, too. What is as short as a word
        # would take every such word with it, and protects nothing.
        parts = {part for secret in secrets for part in (secret, secret.partition(":")[2])}
        self._secrets = sorted((part for part in parts if len(part) >= SHORTEST), key=len, reverse=True)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Give the event's line; a line break in it is written as one, so that nobody can forge a line."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """Give the event's line, and the traceback under it where there is one."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """Give `text` with every secret replaced."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)


class RedactingHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Writes to standard error; a record that cannot be formatted is reported without its secrets, too."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(sys.stderr)
        self._redactor = redactor
        self.setFormatter(redactor)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's signature
        """Report the failure to write a record."""
        sys.stderr.write(self._redactor.redact(traceback.format_exc()))


def configure(level: str, secrets: Iterable[str]) -> None:
    """Set up logging for the whole process.

    Exceptions that nobody catches, in the main thread, in another or in a destructor, are logged in the same way.

    Args:
        level: `debug`, `info`, `warning` or `error`.
        secrets: Texts that must appear nowhere.
    """
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, RedactingHandler)]:
        root.removeHandler(handler)
    root.addHandler(RedactingHandler(Redactor(secrets)))
    root.setLevel(level.upper())
    for name, ceiling in CEILINGS.items():
        logging.getLogger(name).setLevel(max(ceiling, root.level))
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logger.critical("Uncaught exception", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        name = args.thread.name if args.thread else "a thread"
        logger.critical(
            "Uncaught exception in %s", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback)
        )


def _unraisable(args: "UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        logger.error(
            "%s in %r",
            args.err_msg or "Exception ignored",
            args.object,
            exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
        )
