"""A simulated Telegram: what it carries out, refuses, delays and loses, and what it asks of a bot."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.bench.simulation.loop import PROCESS
from bot.transport.failures import NotDone, NotSent, Unreadable

MOST, PRIVATE, GROUP = 30, 0.98, 20  # a second in all; seconds between two in a chat; a minute in a group
MINUTE = 60.0

REFUSALS: dict[str, Callable[[], TelegramError]] = {
    "block": lambda: Forbidden("Forbidden: bot was blocked by the user"),
    "deactivate": lambda: Forbidden("Forbidden: user is deactivated"),
    "kick": lambda: Forbidden("Forbidden: bot was kicked from the supergroup chat"),
}


@dataclass
class Chat:
    """A chat on Telegram's side; `state` is a key of REFUSALS, or empty."""

    state: str = ""
    moved: int | None = None
    deleted: set[int] = field(default_factory=set)  # threads
    shown: dict[int, str] = field(default_factory=dict)  # messages
    sent: deque[tuple[float, object]] = field(
        default_factory=lambda: deque(maxlen=GROUP)
    )  # when, by which process


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong between two times with a part of the calls."""

    what: str
    begin: float
    end: float
    amount: float


@dataclass(frozen=True)
class Request:
    """A call on its way: `message` is the one that is edited, or None."""

    process: Any
    chat: int
    thread: int | None
    text: str
    message: int | None
    answer: asyncio.Future[int]


class Telegram:
    """`executed` is told what was carried out, `calls` that a call leaves a process, `lost` that its answer never arrives."""

    def __init__(
        self,
        random: Random,
        executed: Callable[[Request, int], None],
        calls: Callable[[Any, str], None],
        answered: Callable[[Request, str, float], None],
        broken: Callable[[str], None],
    ) -> None:
        self.random = random
        self.chats: dict[int, Chat] = {}
        self.faults: list[Fault] = []
        self._executed, self._calls, self._answered, self._broken = executed, calls, answered, broken
        self._times: deque[float] = deque(maxlen=MOST)
        self._number = 100

    def chat(self, number: int) -> Chat:
        """Give a chat, which is there as soon as somebody asks for it."""
        return self.chats.setdefault(number, Chat())

    async def send_message(
        self, chat_id: int, text: str, *_: object, message_thread_id: int | None = None, **__: object
    ) -> Any:  # noqa: ANN401 - as much of a message as is looked at
        """Send a message, as python-telegram-bot's method of this name does."""
        return SimpleNamespace(message_id=await self._call(chat_id, message_thread_id, text, None))

    async def edit_message_text(self, text: str, *, chat_id: int, message_id: int, **_: object) -> None:
        """Edit a message, as python-telegram-bot's method of this name does."""
        await self._call(chat_id, None, text, message_id)

    async def _call(self, chat: int, thread: int | None, text: str, message: int | None) -> int:
        process: Any = PROCESS.get()
        self._calls(process, text)
        loop = asyncio.get_running_loop()
        request = Request(process, chat, thread, text, message, loop.create_future())
        fault = self._fault(loop.time())
        if fault and fault.what == "refuses":
            await asyncio.sleep(0.001)
            raise NotSent("connection refused")
        process.world.later(self.random.uniform(0.005, 0.02), self._arrive, request, fault)
        return await request.answer

    def _fault(self, now: float) -> Fault | None:
        for fault in self.faults:
            if fault.begin <= now < fault.end and self.random.random() < fault.amount:
                return fault
        return None

    def _arrive(self, request: Request, wrong: Fault | None) -> None:
        fault = wrong.what if wrong else ""
        loop = asyncio.get_running_loop()
        back = 3.0 if fault == "slow" else self.random.uniform(0.01, 0.06)
        if fault == "429":
            rest = wrong.end - loop.time() if wrong else 0
            self._answer(request, back, RetryAfter(max(1, int(rest) + 1)), "asks to wait")
        elif fault == "5xx":
            self._answer(request, back, NotDone("Bad Gateway"), "fails")
        elif fault == "reset before":
            self._answer(request, self.random.uniform(0.01, 5), NetworkError("reset"), "never heard of it")
        elif error := self._refusal(request):
            self._answer(request, back, error, str(error))
        else:
            number = self._execute(request)
            if fault == "reset after":
                self._answer(
                    request, self.random.uniform(0.01, 5), NetworkError("reset"), "its answer is lost"
                )
            elif fault == "truncates":
                self._answer(request, back, Unreadable("cut short"), "its answer is cut short")
            else:
                self._answer(request, back, number, "")

    def _refusal(self, request: Request) -> TelegramError | None:
        chat, now = self.chat(request.chat), asyncio.get_running_loop().time()
        if chat.moved is not None:
            return (
                ChatMigrated(chat.moved)
                if request.message is None
                else BadRequest("Bad Request: group chat was upgraded; message to edit not found")
            )
        if chat.state:
            return REFUSALS[chat.state]()
        if request.thread in chat.deleted:
            return BadRequest("Bad Request: message thread not found")
        if request.message is not None:
            if request.message not in chat.shown:
                return BadRequest("Bad Request: message to edit not found")
            return (
                BadRequest("Bad Request: message is not modified")
                if chat.shown[request.message] == request.text
                else None
            )
        if chat.sent and (apart := now - chat.sent[-1][0]) < PRIVATE:
            return self._too_fast(
                request, list(chat.sent)[-1:], f"two messages within {apart:.3f} s in chat {request.chat}"
            )
        if request.chat < 0 and len(chat.sent) == GROUP and now - chat.sent[0][0] < MINUTE:
            return self._too_fast(
                request, chat.sent, f"more than {GROUP} messages within a minute in group {request.chat}"
            )
        return None

    def _too_fast(self, request: Request, sent: Iterable[tuple[float, object]], what: str) -> TelegramError:
        if all(process is request.process for _, process in sent):  # what another one sent, it cannot know
            self._broken(what)
        return RetryAfter(1)

    def _execute(self, request: Request) -> int:
        now, chat = asyncio.get_running_loop().time(), self.chat(request.chat)
        if len(self._times) == MOST and now - self._times[0] < 1.0:
            self._broken(f"more than {MOST} sends within a second: {now - self._times[0]:.4f} s")
        self._times.append(now)
        self._number += 1
        number = request.message or self._number
        chat.shown[number] = request.text
        if request.message is None:
            chat.sent.append((now, request.process))
        self._executed(request, number)
        return number

    def _answer(self, request: Request, after: float, answer: int | TelegramError, what: str) -> None:
        def arrives() -> None:
            if request.answer.done() or request.process.dead:
                return
            if what:
                wait = answer.retry_after if isinstance(answer, RetryAfter) else 0
                self._answered(request, what, wait.total_seconds() if isinstance(wait, timedelta) else wait)
            if isinstance(answer, TelegramError):
                request.answer.set_exception(answer)
            else:
                request.answer.set_result(answer)

        request.process.world.later(after, arrives)
