"""Blocks as Telegram's HTML: the one place where text from outside is escaped."""

from collections.abc import Iterable
from html import escape

from bot.render.message import Block, Run

_TAGS = {"bold": "b", "italic": "i", "underline": "u"}


def to_html(blocks: Iterable[Block]) -> str:
    """Give blocks as Telegram's HTML, an empty line between them."""
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    inner = "".join(_run(run) for run in block.runs)
    return f"<blockquote>{inner}</blockquote>" if block.kind == "quote" else inner


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    if tag := _TAGS.get(run.style):
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
