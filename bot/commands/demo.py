"""`barta demo`: the bot and a chat page on this machine; no token, no account, no network."""

import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from pathlib import Path

import click

from bot import log
from bot.app import open_desk, running
from bot.playground.server import Playground
from bot.settings import Settings


def run(briefs: Path | None, port: int, *, browser: bool) -> int:
    """Serve the chat page until it is told to stop."""
    log.configure("warning", [])
    asyncio.run(_serve(briefs, port, browser=browser))
    return 0


async def _serve(briefs: Path | None, port: int, *, browser: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    playground = Playground.demo()
    await playground.start(port=port)
    try:
        with tempfile.TemporaryDirectory(prefix="barta-demo-") as folder:
            settings = Settings(briefs=briefs, database_url=f"sqlite:///{Path(folder) / 'barta.db'}")
            async with open_desk(settings) as desk, running(playground.token, playground.url, desk):
                click.echo(f"Barta is at {playground.url}\nStop it with Ctrl+C.")
                if browser and _has_display():
                    await asyncio.to_thread(webbrowser.open, playground.url)
                await stop.wait()
    finally:
        await playground.stop()


def _has_display() -> bool:
    """Tell whether a browser would open a window; one in the terminal would take the terminal from the demo."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
