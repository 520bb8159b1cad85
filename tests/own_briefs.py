"""Folders of briefs that a test makes up, and the bot running on them."""

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import running
from bot.content.read import load
from bot.delivery.limits import NO_LIMITS
from bot.domain.search import Index
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.state import Message
from bot.playground.world import World
from bot.services.desk import Desk
from bot.store.engine import Store


def write_brief(
    folder: Path,
    key: str,
    *,
    title: str = "নতুন সেতু",
    topic: str = "city",
    summary: str = "সেতুটি খুলছে।",
    status: str = "published",
    quotes: Sequence[str] = (),
) -> None:
    """Write a brief, its texts the same in both languages, each quote spoken by one mayor."""
    words = {"title": title, "summary": summary}
    lines = [
        f'id = "{key}"\ntopic = "{topic}"\nstatus = "{status}"\npublished = 2025-07-03T18:00:00Z',
        *(f"[{name}]\nbn = {_quoted(text)}\nen = {_quoted(text)}" for name, text in words.items()),
    ]
    for quote in quotes:
        place = f"start = 0\nend = {len(quote)}"
        lines.append(
            f'[[quotes]]\nspeaker = "mayor"\nkind = "full"\nexact = {_quoted(quote)}\n{place}\ntranslation.en = "Done."'
        )
    folder.joinpath(f"{key}.toml").write_text("\n".join(lines), encoding="utf-8")


def write_topics(folder: Path, topics: Iterable[tuple[str, str]]) -> None:
    """Write the topics' names, the same in both languages."""
    entries = (f"[{key}]\nname.bn = {_quoted(name)}\nname.en = {_quoted(name)}" for key, name in topics)
    folder.joinpath("topics.toml").write_text("\n".join(entries), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@asynccontextmanager
async def bot_with(folder: Path, database: Path) -> AsyncIterator[World]:
    """Give the local Telegram in which the bot runs with the briefs of a folder."""
    store = Store.open(f"sqlite:///{database}")
    try:
        async with (
            Playground() as playground,
            running(playground.token, playground.url, Desk(Index(load(folder)), store), limits=NO_LIMITS),
        ):
            yield playground.world
    finally:
        await store.close()


async def ask(person: Person, text: str) -> Message:
    """Send a text to the bot and give its answer."""
    await person.send(text)
    return await person.chat.next_message()


async def press(person: Person, message: Message, button: str) -> None:
    """Press a button and wait until the message has changed."""
    edits = len(message.chat.edited)
    await person.press(message, button)
    await person.world.until(lambda: len(message.chat.edited) > edits, what=f"what {button!r} shows")
