"""How fast Telegram lets a bot send, and the pace that this sets in each chat.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a second in all, one a second
in a chat, 20 a minute in a group or channel.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MINUTE = 61.0  # seconds; the one more is for what the network adds
_MANY = 4096  # chats, after which those that rest are forgotten


@dataclass(frozen=True)
class Limits:
    """Sends a second for the whole bot; seconds between two messages in a chat; messages a minute in a group or channel.

    With `paid`, pushes are paid broadcasts, for which Telegram takes up to 1000 a second.

    At 29 a second, 31 messages span 1.034 s: no second holds more than 30, even where the network delays one by 34 ms more
    than another.
    """

    overall: float = 29.0
    chat: float = 1.05
    group: int = 20
    paid: bool = False


NO_LIMITS = Limits(overall=10_000, chat=0)  # where there is no Telegram


@dataclass
class _Chat:
    """When a chat got its last messages, in the loop's time, and how many wait for it."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    sent: deque[float] = field(default_factory=deque)
    waiting: int = 0


class ChatPace:
    """Keeps messages to the same chat apart."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chats: dict[int, _Chat] = {}

    @asynccontextmanager
    async def turn(self, number: int) -> AsyncIterator[None]:
        """Wait until a chat may get a message, and count the one that is sent within."""
        chat = self._chat(number)
        chat.waiting += 1
        try:
            async with chat.turn:
                if wait := self._wait(number, chat):
                    await asyncio.sleep(wait)
                yield
                chat.sent.append(asyncio.get_running_loop().time())
        finally:
            chat.waiting -= 1

    def wait(self, number: int) -> float:
        """Give for about how many seconds one more message to a chat would have to wait."""
        chat = self._chats.get(number)
        return self._wait(number, chat) + chat.waiting * self._limits.chat if chat else 0.0

    def _wait(self, number: int, chat: _Chat) -> float:
        now = asyncio.get_running_loop().time()
        while chat.sent and chat.sent[0] <= now - MINUTE:
            chat.sent.popleft()
        free = chat.sent[-1] + self._limits.chat if chat.sent else now
        if number < 0 and len(chat.sent) >= self._limits.group:
            free = max(free, chat.sent[-self._limits.group] + MINUTE)
        return max(0.0, free - now)

    def _chat(self, number: int) -> _Chat:
        if number not in self._chats and len(self._chats) >= _MANY:
            now = asyncio.get_running_loop().time()
            self._chats = {
                key: chat
                for key, chat in self._chats.items()
                if chat.waiting or (chat.sent and chat.sent[-1] > now - MINUTE)
            }
        return self._chats.setdefault(number, _Chat())
