"""Telegram's rates for sending, enforced when a test switches them on."""

from collections import defaultdict, deque
from math import ceil

from bot.playground.refusal import too_many_requests

SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument", "forwardMessage", "copyMessage"})
OVERALL = (30, 1.0)
ONE_CHAT = (1, 1.0)
ONE_GROUP = (20, 60.0)


class Limits:
    """30 messages a second overall, 1 a second in a chat, 20 a minute in a group or channel."""

    def __init__(self) -> None:
        self.enforce = False
        self.refused = 0
        self._sent: dict[object, deque[float]] = defaultdict(deque)

    def take(self, chat_id: object, now: float) -> None:
        """Count a send at `now`; refused with 429 where it comes too soon, and then not counted."""
        rates = [("all", OVERALL), (("chat", chat_id), ONE_CHAT)]
        if str(chat_id).startswith(("-", "@")):
            rates.append((("group", chat_id), ONE_GROUP))
        wait = max(self._wait(key, most, seconds, now) for key, (most, seconds) in rates)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(ceil(wait))
        for key, _ in rates:
            self._sent[key].append(now)

    def _wait(self, key: object, most: int, seconds: float, now: float) -> float:
        """Give the seconds until one more may be sent."""
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0
