"""`barta demo`: the bot and a chat page on this machine; no token, no account, no network."""

import asyncio
import os
import sys
import tempfile
import webbrowser
from pathlib import Path

import click

from bot import log
from bot.app import open_desk, until_signalled
from bot.commands.demo_controls import demo_bot
from bot.domain.errors import SettingsError
from bot.playground.server import Playground
from bot.settings import Settings

_PORT = 8200


def run(briefs: Path | None, port: int | None, *, browser: bool) -> int:
    """Serve the chat page until it is told to stop."""
    log.configure("warning", [])
    asyncio.run(until_signalled(_serve(briefs, port, browser=browser)))
    return 0


async def _serve(briefs: Path | None, port: int | None, *, browser: bool) -> None:
    playground = await _start(port)
    try:
        with tempfile.TemporaryDirectory(prefix="barta-demo-") as folder:
            settings = Settings(briefs=briefs, database_url=f"sqlite:///{Path(folder) / 'barta.db'}")
            async with open_desk(settings, strict=True) as desk, demo_bot(playground, desk) as bot:
                click.echo(f"Barta is at {playground.url}\nStop it with Ctrl+C.")
                if browser and _has_display():
                    await asyncio.to_thread(webbrowser.open, playground.url)
                await bot.polling
    finally:
        await playground.stop()


async def _start(port: int | None) -> Playground:
    """Give a playground that listens on `port`; where none is asked for, on the usual one or else any free one.

    Raises:
        SettingsError: The port that was asked for is taken.
    """
    for candidate in (port,) if port is not None else (_PORT, 0):
        playground = Playground.demo()
        try:
            await playground.start(port=candidate)
        except OSError:
            await playground.stop()
        else:
            return playground
    raise SettingsError(f"Port {port} is taken; name another with --port, or leave it out.")


def _has_display() -> bool:
    """Tell whether a browser would open a window; one in the terminal would take the terminal from the demo."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
