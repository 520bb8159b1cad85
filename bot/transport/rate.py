"""The bot's rate limiter as python-telegram-bot takes one, so that whoever sends need not think of it."""

from collections.abc import Callable, Coroutine
from math import ceil
from typing import Any, Literal, Protocol

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.transport.outcome import outcome

PUSH = "push"  # rate_limit_args of a call that has waited for its slot already

LONGEST_WAIT = 60.0  # seconds; who asked has gone by then

# New messages count for their chat as well; edits for the bot as a whole. Answers to presses and inline queries are free.
_NEW = ("send", "forward", "copy")
_EDITS = ("edit", "stopPoll")
_FREE = frozenset({"sendChatAction", "sendMessageDraft"})

Result = bool | dict[str, Any] | list[dict[str, Any]]


class Limiter(Protocol):
    """What `bot.delivery.limiter.Limiter` does for replies."""

    @property
    def held(self) -> float:
        """For how many seconds nothing may be sent."""

    async def slot(self, chat: int, lane: Literal["reply", "push"]) -> None:
        """Wait until a message to a chat may be sent; 0 for what no chat counts."""

    async def hold(self, seconds: float) -> None:
        """Let nobody send for a while."""


class SharedRate(BaseRateLimiter[str]):
    """Lets each reply wait for its slot, and the whole bot wait when Telegram asks for that."""

    __slots__ = ("_limiter",)

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    async def initialize(self) -> None:
        """Do nothing: the store is open already."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401 - as the overridden method has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Result:
        """Make a call when its turn has come; a 429 is raised, after the whole bot was made to wait.

        So is one that would come, where the bot has to wait so long that nobody needs the reply any more.
        """
        if rate_limit_args != PUSH and endpoint.startswith(_NEW + _EDITS) and endpoint not in _FREE:
            if self._limiter.held > LONGEST_WAIT:
                raise RetryAfter(ceil(self._limiter.held))
            await self._limiter.slot(_chat(data) if endpoint.startswith(_NEW) else 0, "reply")
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            if rate_limit_args != PUSH:  # a push's sender does it
                await self._limiter.hold(outcome(error).after)
            raise


def _chat(data: dict[str, Any]) -> int:
    chat = data.get("chat_id")
    return chat if isinstance(chat, int) else 0
