"""What became of a call is told from telegram's errors, as Telegram words them."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.transport.failures import NotDone, NotSent, Unreadable
from bot.transport.outcome import Outcome, outcome


@pytest.mark.parametrize(
    ("error", "kind", "what"),
    [
        (NotSent("বার্তা যায়নি"), "not sent", None),
        (NotDone("Bad Gateway (502)"), "not done", None),
        (Unreadable("উত্তর মাঝপথে থেমে গেছে"), "done", None),
        (TimedOut(), "ambiguous", None),
        (NetworkError("The connection broke"), "ambiguous", None),
        (ValueError("অজানা"), "ambiguous", None),
        (Forbidden("Forbidden: bot was blocked by the user"), "gone", "chat"),
        (BadRequest("Bad Request: chat not found"), "gone", "chat"),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), "gone", "chat"),
        (BadRequest("Bad Request: message thread not found"), "gone", "thread"),
        (BadRequest("Bad Request: TOPIC_CLOSED"), "gone", "thread"),
        (BadRequest("Bad Request: message to edit not found"), "gone", "message"),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), "gone", "message"),
        (
            BadRequest("Bad Request: message is not modified: specified new message content and …"),
            "harmless",
            None,
        ),
        (
            BadRequest("Bad Request: query is too old and response timeout expired or query id is invalid"),
            "harmless",
            None,
        ),
        (BadRequest('Bad Request: can\'t parse entities: unsupported start tag "পুতিন"'), "refused", None),
        (EndPointNotFound("no such method"), "refused", None),
        (InvalidToken(), "fatal", None),
        (Conflict("terminated by other getUpdates request"), "fatal", None),
    ],
)
def test_each_error_has_one_outcome(error: Exception, kind: str, what: str | None) -> None:
    assert (outcome(error).kind, outcome(error).what) == (kind, what)
    assert outcome(error).why == str(error)


def test_a_wait_and_a_new_chat_are_carried_along() -> None:
    assert outcome(RetryAfter(7)) == Outcome("later", "Flood control exceeded. Retry in 0:00:07", after=7)
    moved = outcome(ChatMigrated(-1001234567890))
    assert (moved.kind, moved.chat_id) == ("moved", -1001234567890)
