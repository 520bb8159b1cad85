"""Posting updates to the bot's webhook, in order, again and again until it takes them."""

import asyncio
import json
from collections.abc import Callable

import aiohttp

from bot.playground.refusal import Json
from bot.playground.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
ANSWER_SECONDS = 30
FOREVER = 1e9
SUCCESS = range(200, 300)


class Webhook:
    """One webhook: it starts the deliveries in order, `connections` of them at once, and forgets what was taken."""

    def __init__(
        self, updates: Updates, url: str, secret: str, connections: int, now: Callable[[], float]
    ) -> None:
        self.url = url
        self._updates = updates
        self._headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        self._connections = connections
        self._now = now
        self._started_until = 0
        self._error: Json = {}
        self.task = asyncio.create_task(self._run(), name="webhook")

    def json(self) -> Json:
        """Give what getWebhookInfo tells of it."""
        return {"url": self.url, "max_connections": self._connections} | self._error

    def _next(self) -> Json | None:
        """Give the first update whose delivery has not begun."""
        pending = self._updates.pending
        if not pending or pending[-1]["update_id"] <= self._started_until:
            return None
        return next(update for update in pending if update["update_id"] > self._started_until)

    async def _run(self) -> None:
        free = asyncio.Semaphore(self._connections)
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as deliveries:
            while True:
                await free.acquire()
                await self._updates.changes.until(lambda: self._next() is not None, FOREVER)
                update = self._next()
                if update is None:
                    return
                self._started_until = update["update_id"]
                deliveries.create_task(self._deliver(session, update, free))

    async def _deliver(self, session: aiohttp.ClientSession, update: Json, free: asyncio.Semaphore) -> None:
        pause = FIRST_PAUSE
        while update in self._updates.pending and not await self._post(session, update):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        self._updates.forget(update)
        free.release()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> bool:
        """Post once; tell whether the bot took it, and remember why not."""
        try:
            async with session.post(self.url, data=json.dumps(update), headers=self._headers) as response:
                await response.read()
                if response.status in SUCCESS:
                    return True
                words = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            words = "Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused"
        self._error = {"last_error_date": int(self._now()), "last_error_message": words}
        self._updates.changes.notify()
        return False
