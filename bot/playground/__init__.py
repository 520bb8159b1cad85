"""A strict local Bot API and a chat page: the bot without a token, and the tests' Telegram.

`Playground` in `server` runs it; `world` tells how to act in it.
"""

from bot.playground.server import Playground

__all__ = ["Playground"]
