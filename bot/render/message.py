"""A message as a value: blocks of styled runs, and rows of buttons.

Texts in it are plain: `render.html` and `render.terminal` escape them, each for its own medium, at the last moment.
"""

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "bold", "italic", "underline"]
BlockKind = Literal["paragraph", "quote"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `link` makes it a link to that address."""

    text: str
    style: Style = "plain"
    link: str | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, or a blockquote, of runs; a line break in a run is a line break in the message."""

    runs: tuple[Run, ...]
    kind: BlockKind = "paragraph"

    @property
    def text(self) -> str:
        """The block's text without its styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Button:
    """A button under a message: it calls back with `data`, opens `url`, or opens inline mode with `inline_query`."""

    label: str
    data: str | None = None
    url: str | None = None
    inline_query: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True)
class Message:
    """What a reader gets: blocks, set apart by an empty line, and rows of buttons under them."""

    blocks: tuple[Block, ...]
    buttons: tuple[Row, ...] = ()
