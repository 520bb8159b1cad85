"""How the Bot API says no."""

from typing import Any

Json = dict[str, Any]


class RefusedError(Exception):
    """A call that Telegram refuses: nothing has been done.

    `code` is the HTTP status and `error_code`; `description` the whole of Telegram's words; `parameters` what Telegram
    adds for the program (`retry_after`, `migrate_to_chat_id`).
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> Json:
        """Give the body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> RefusedError:
    """Give the refusal of a request that makes no sense, which nobody should try again."""
    return RefusedError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusedError:
    """Give the refusal of a chat that the bot may not write to."""
    return RefusedError(403, f"Forbidden: {words}")


def too_many_requests(retry_after: int) -> RefusedError:
    """Give the refusal of a bot that sends too fast; it may try again after `retry_after` seconds."""
    return RefusedError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def stale_query() -> RefusedError:
    """Give the refusal of an answer to a query that is unknown, too old or already answered."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
