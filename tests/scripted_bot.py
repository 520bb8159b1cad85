"""A bot of a few lines, so that the chat page is tested without Barta's own answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.playground import Playground

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "ধন্যবাদ", "callback_data": "toast"}, {"text": "সতর্কতা", "callback_data": "alert"}],
        [{"text": "চুপ", "callback_data": "quiet"}, {"text": "বদলাও", "callback_data": "edit"}],
        [
            {"text": "Web", "url": "https://example.org/news"},
            {"text": "Copy", "copy_text": {"text": "কপি করা কথা"}},
        ],
        [
            {"text": "Here", "switch_inline_query_current_chat": "ইরান"},
            {"text": "Share", "switch_inline_query": "iran"},
        ],
        [{"text": "Start", "url": "https://t.me/barta_bot?start=brief_x"}],
    ]
}
EDITED = {
    "inline_keyboard": [
        [{"text": "আগের", "callback_data": "quiet"}, {"text": "পরের", "callback_data": "toast"}]
    ]
}
PAGE = 10
RESULTS = 24


class ScriptedBot:
    """Repeats what it hears, answers its buttons, and has twenty-four inline results."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.session = session

    async def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - as JSON has it
        """Give the result of a Bot API method; a refusal is an AssertionError with Telegram's words."""
        url = f"{self.playground.url}/bot{self.playground.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            body = await response.json()
        assert body["ok"], body["description"]
        return body["result"]

    async def poll(self) -> None:
        """Answer updates until cancelled."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.answer(update)

    async def answer(self, update: dict[str, Any]) -> None:
        """Answer one update."""
        if message := update.get("message", {}):
            if "text" in message and "via_bot" not in message:
                await self.repeat(message)
        elif query := update.get("callback_query"):
            await self.press(query)
        elif query := update.get("inline_query"):
            await self.offer(query)

    async def repeat(self, message: dict[str, Any]) -> None:
        """Say that a text was heard, in the topic where it was said."""
        topic = {"message_thread_id": message["message_thread_id"]} if message.get("is_topic_message") else {}
        text = f"শুনলাম: {message['text']}"
        await self.call(
            "sendMessage", chat_id=message["chat"]["id"], text=text, reply_markup=KEYBOARD, **topic
        )

    async def press(self, query: dict[str, Any]) -> None:
        """Do what the pressed button's data says."""
        said: dict[str, object] = {
            "toast": {"text": "ধন্যবাদ, পাঠক"},
            "alert": {"text": "তারিখটি অনুমিত", "show_alert": True},
        }
        if query["data"] == "edit":
            source = query["message"]
            where = {"chat_id": source["chat"]["id"], "message_id": source["message_id"]}
            await self.call("editMessageText", text="বদলে গেছে", reply_markup=EDITED, **where)
        answer = said.get(query["data"], {})
        assert isinstance(answer, dict)
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)

    async def offer(self, query: dict[str, Any]) -> None:
        """Answer an inline query: nothing for "zzz", else a page of results."""
        first = int(query["offset"] or 0)
        numbers = range(first, min(first + PAGE, RESULTS)) if query["query"] != "zzz" else range(0)
        results = [
            {
                "type": "article",
                "id": f"r{number}",
                "title": f"{query['query']} সংবাদ {number}",
                "description": f"Brief number {number}",
                "input_message_content": {"message_text": f"বেছে নেওয়া সংবাদ {number}"},
            }
            for number in numbers
        ]
        rest = {"next_offset": str(first + PAGE)} if numbers and first + PAGE < RESULTS else {}
        button = {"text": "সব বিষয়", "start_parameter": "topics"}
        await self.call(
            "answerInlineQuery", inline_query_id=query["id"], results=results, button=button, **rest
        )


@contextlib.asynccontextmanager
async def polling(playground: Playground) -> AsyncIterator[ScriptedBot]:
    """Give the bot while it polls."""
    async with aiohttp.ClientSession() as session:
        bot = ScriptedBot(playground, session)
        task = asyncio.create_task(bot.poll())
        try:
            yield bot
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
