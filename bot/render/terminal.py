"""A message for a terminal: wrapped by display width, which for Bengali is not the number of characters."""

import regex
from wcwidth import wrap

from bot.render.actions import ShowBrief, ShowTopic, decode
from bot.render.message import Block, Button, Message, Run

_STYLES = {"bold": "1", "italic": "3", "underline": "4"}
_CONTROLS = regex.compile(r"[\p{Cc}--\n]", flags=regex.VERSION1)


def to_terminal(message: Message, width: int, *, styled: bool) -> str:
    """Give a message as lines of at most `width` cells: quotes behind a bar, the choices that it offers in a list.

    Buttons that turn a page are of no use here and are left out.
    """
    parts = [_block(block, width, styled=styled) for block in message.blocks]
    choices = [row[0].label for row in message.buttons if len(row) == 1 and _is_choice(row[0])]
    if choices:
        parts.append("\n".join(f"  • {choice}" for choice in choices))
    return "\n\n".join(parts)


def _is_choice(button: Button) -> bool:
    match decode(button.data or ""):
        case ShowTopic(offset=0) | ShowBrief(view="card"):
            return True
        case _:
            return False


def _block(block: Block, width: int, *, styled: bool) -> str:
    indent = "  │ " if block.kind == "quote" else ""
    text = "".join(_run(run, styled=styled) for run in block.runs)
    lines = [
        line
        for paragraph in text.split("\n")
        for line in wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent)
        or [indent.rstrip()]
    ]
    return "\n".join(lines)


def _run(run: Run, *, styled: bool) -> str:
    text = _CONTROLS.sub("", run.text)
    if run.link:
        text = f"{text}: {run.link}"
    code = _STYLES.get(run.style)
    return f"\x1b[{code}m{text}\x1b[0m" if styled and code else text
