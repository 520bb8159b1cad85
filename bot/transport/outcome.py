"""What became of a call to the Bot API, told from the exception that it raised: the answer to "try again?".

not sent    nothing left this machine: try again
not done    Telegram failed, and says so: try again
done        it was carried out, though its answer cannot be read
later       refused, nothing done; the whole bot must wait `after` seconds, then try again
ambiguous   it may have been carried out: trying again may do it twice
harmless    what was wanted is so already, or can no longer matter
moved       the group is now the supergroup `chat_id`: try again there
gone        the chat, thread or message cannot be reached any more: never try again
refused     Telegram found the call wrong: a fault of ours, which trying again does not mend
fatal       the bot itself cannot go on: its token is wrong, or another copy of it is polling
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.transport.failures import NotDone, NotSent, Unreadable

Kind = Literal[
    "not sent", "not done", "done", "later", "ambiguous", "harmless", "moved", "gone", "refused", "fatal"
]
What = Literal["chat", "thread", "message"]

# Telegram's own words, which is all that tells one Bad Request from another.
HARMLESS = ("message is not modified", "query is too old")
GONE: dict[str, What] = {
    "message thread not found": "thread",
    "topic_closed": "thread",
    "topic_deleted": "thread",
    "topic_id_invalid": "thread",
    "message to edit not found": "message",
    "message to delete not found": "message",
    "message can't be edited": "message",
    "message_id_invalid": "message",
    "chat not found": "chat",
    "group chat was deactivated": "chat",
    "peer_id_invalid": "chat",
    "user_deactivated": "chat",
    "input_user_deactivated": "chat",
    "not enough rights to send": "chat",
    "have no rights to send": "chat",
    "need administrator rights": "chat",
    "chat_write_forbidden": "chat",
    "chat_restricted": "chat",
}

_OURS: dict[type[NetworkError], Kind] = {NotSent: "not sent", NotDone: "not done", Unreadable: "done"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call; `after` is in seconds, `what` says what is gone, `chat_id` where a group moved."""

    kind: Kind
    why: str
    what: What | None = None
    after: float = 0
    chat_id: int | None = None


def outcome(error: BaseException) -> Outcome:  # noqa: PLR0911 - one return an outcome
    """Give what became of the call that raised `error`; anything unknown is ambiguous."""
    why = str(error)
    match error:
        case NotSent() | NotDone() | Unreadable():
            return Outcome(_OURS[type(error)], why)
        case BadRequest():
            return _bad_request(why)
        case Forbidden():
            return Outcome("gone", why, what="chat")
        case ChatMigrated():
            return Outcome("moved", why, chat_id=error.new_chat_id)
        case RetryAfter(retry_after=timedelta() as wait):
            return Outcome("later", why, after=wait.total_seconds())
        case InvalidToken() | Conflict():
            return Outcome("fatal", why)
        case NetworkError():
            return Outcome("ambiguous", why)
        case TelegramError():
            return Outcome("refused", why)
    return Outcome("ambiguous", why)


def _bad_request(why: str) -> Outcome:
    said = why.casefold()
    if any(words in said for words in HARMLESS):
        return Outcome("harmless", why)
    for words, what in GONE.items():
        if words in said:
            return Outcome("gone", why, what=what)
    return Outcome("refused", why)
