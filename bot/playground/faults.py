"""A Telegram that misbehaves when a test tells it to.

playground.faults.add(TooManyRequests(retry_after=3), method="sendMessage")        # the next one
playground.faults.add(ResetAfter(), method="sendMessage", times=2)                 # the next two
playground.faults.add(ServerError(502), chance=0.1, times=None)                    # one call in ten, from now on
playground.faults.add(BLOCKED, method="sendMessage", chat_id=anna.id)
"""

import random
from dataclasses import dataclass, field

from bot.playground.refusal import Json, RefusedError


@dataclass(frozen=True)
class TooManyRequests:
    """429: nothing is done, and the bot shall wait `retry_after` seconds."""

    retry_after: int = 1


@dataclass(frozen=True)
class ServerError:
    """A 5xx with a page of HTML instead of JSON; nothing is done."""

    status: int = 502


@dataclass(frozen=True)
class Truncated:
    """The call is executed, and its JSON answer breaks off in the middle."""


@dataclass(frozen=True)
class ResetBefore:
    """The connection is reset, and nothing is done."""


@dataclass(frozen=True)
class ResetAfter:
    """The call is executed, and the connection is reset before the answer."""


@dataclass(frozen=True)
class Slow:
    """The call is executed after `seconds`."""

    seconds: float


@dataclass(frozen=True)
class Refusal:
    """The call is refused as given; nothing is done."""

    code: int
    description: str
    parameters: tuple[tuple[str, int], ...] = ()


Fault = TooManyRequests | ServerError | Truncated | ResetBefore | ResetAfter | Slow | Refusal

BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Refusal(403, "Forbidden: user is deactivated")
KICKED = Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
THREAD_DELETED = Refusal(400, "Bad Request: message thread not found")


def migrated(to: int) -> Refusal:
    """Give the refusal of a group that became the supergroup `to`."""
    return Refusal(
        400, "Bad Request: group chat was upgraded to a supergroup chat", (("migrate_to_chat_id", to),)
    )


@dataclass
class _Plan:
    fault: Fault
    method: str | None
    chat_id: int | None
    chance: float
    left: int | None


@dataclass
class Faults:
    """What shall go wrong; `seed` makes chances repeatable."""

    seed: int = 0
    _plans: list[_Plan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - chance for tests, repeatable

    def add(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        times: int | None = 1,
        chance: float = 1.0,
        chat_id: int | None = None,
    ) -> None:
        """Let `fault` befall the next `times` calls (None: all) of `method` (None: any but getUpdates) for `chat_id`."""
        self._plans.append(_Plan(fault, method, chat_id, chance, times))

    def clear(self) -> None:
        """Let all go well again."""
        self._plans.clear()

    def take(self, method: str, given: Json) -> Fault | None:
        """Give the fault that befalls this call, if any."""
        for plan in self._plans:
            # A bot that polls would use up what was meant for its other calls.
            if plan.method != method and (plan.method is not None or method == "getUpdates"):
                continue
            if plan.chat_id is not None and str(given.get("chat_id")) != str(plan.chat_id):
                continue
            if plan.chance < 1 and self._random.random() >= plan.chance:
                continue
            if plan.left is not None:
                plan.left -= 1
                if not plan.left:
                    self._plans.remove(plan)
            return plan.fault
        return None


def refusal_of(fault: Fault | None) -> RefusedError | None:
    """Give the refusal that a fault is, None where it is something else."""
    if isinstance(fault, TooManyRequests):
        words = f"Too Many Requests: retry after {fault.retry_after}"
        return RefusedError(429, words, retry_after=fault.retry_after)
    if isinstance(fault, Refusal):
        return RefusedError(fault.code, fault.description, **dict(fault.parameters))
    return None
