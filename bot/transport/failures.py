"""What became of a call to the Bot API that failed.

A call that fails is one of four things, and only what stands here tells them apart:

- *not sent* (`NotSent`): no byte of the request left this machine, because the name was not found, the connection or
  the TLS handshake failed, or no connection came free in time. It may be made again.
- *not done* (`NotDone`): the server answered with a 5xx. It may be made again, too.
- *carried out* (`Unreadable`): the server answered with a 2xx, and what came after that is broken.
- *ambiguous* (any other `NetworkError`, `TimedOut` among them): the request was, or may have been, written, and the
  answer never came whole. Telegram may have carried it out. A kept connection that the server closed counts here,
  since nothing proves that it closed before it read.
"""

import os
from http import HTTPStatus

import aiohttp
from telegram.error import NetworkError, TimedOut

# The choice that telegram is moving to; without it each RetryAfter comes with a deprecation warning.
os.environ["PTB_TIMEDELTA"] = "true"

# Each is raised by aiohttp while it looks for a connection, before it writes to one.
BEFORE_WRITING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class NotSent(NetworkError):  # noqa: N818 - named for what became of the call, as its siblings in telegram.error are
    """Nothing left this machine: the call may be made again without fear of doing it twice."""

    __slots__ = ()


class NotDone(NetworkError):  # noqa: N818 - the same
    """The server says that it failed, which is a call that it has not carried out."""

    __slots__ = ()


class Unreadable(NetworkError):  # noqa: N818 - the same
    """The server says that the call is carried out, but its answer cannot be read."""

    __slots__ = ()


def server_failure(status: int) -> NetworkError:
    """Give the error to raise for an answer with a 5xx."""
    known = status in HTTPStatus.__members__.values()
    return NotDone(f"{HTTPStatus(status).phrase if known else 'Server error'} ({status})")


def failure_of(error: Exception, status: int) -> NetworkError:
    """Give the error to raise for aiohttp's, without its texts: most of them quote the URL."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return server_failure(status)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Unreadable(f"Carried out, but its answer broke off: {type(error).__name__}")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(f"Not sent: {error}")  # it names the host alone
    name = type(error).__name__
    if isinstance(error, BEFORE_WRITING):
        return NotSent(f"Not sent: {name}")
    if isinstance(error, TimeoutError):
        return TimedOut(f"No answer in time, the call may have been carried out: {name}")
    return NetworkError(f"The connection broke, the call may have been carried out: {name}")
