"""Messages that keep within Telegram's limit, cut where a reader would cut them."""

from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.render.message import Block, Message, Run

# Telegram counts a message after its HTML is parsed, in UTF-16 code units.
LIMIT = 4096
GAP = 2  # the empty line between blocks
_PIECES = regex.compile(r"\X")


def length(text: str) -> int:
    """Give the length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(message: Message, limit: int = LIMIT) -> tuple[Message, ...]:
    """Give a message as one or more that each keep within `limit`; the buttons stay under the last.

    Blocks stay whole, so that no quote is cut; only a block that is longer than a whole message is cut, at a word
    where there is one, else at a grapheme, and each of its parts keeps the block's kind and styles.
    """
    parts: list[list[Block]] = [[]]
    used = 0
    for block in (piece for whole in message.blocks for piece in _fitting(whole, limit)):
        size = length(block.text)
        if parts[-1] and used + GAP + size > limit:
            parts.append([])
            used = 0
        used += size + (GAP if parts[-1] else 0)
        parts[-1].append(block)
    messages = [Message(tuple(blocks)) for blocks in parts]
    return (*messages[:-1], replace(messages[-1], buttons=message.buttons))


def fit(message: Message, limit: int = LIMIT) -> Message:
    """Give a message as one that keeps within the limit: where it is too long, its longest block is cut."""
    blocks = list(message.blocks)
    while (over := _size(blocks) - limit) > 0:
        sizes = [length(block.text) for block in blocks]
        size = max(sizes)
        at = sizes.index(size)
        if size > 1:
            blocks[at] = _cut_off(blocks[at], max(size - over, size // 2))
        else:
            del blocks[at]
    return replace(message, blocks=tuple(blocks))


def shorten(text: str, limit: int) -> str:
    """Give a text cut to `limit` UTF-16 code units, at a word where there is one, with an ellipsis where it was cut."""
    if length(text) <= limit:
        return text
    head = text[: _cut(text, limit - 1)].rstrip(" ,;:–—-\n")
    return f"{head}…"


def _size(blocks: list[Block]) -> int:
    return sum(length(block.text) + GAP for block in blocks) - GAP


def _cut_off(block: Block, limit: int) -> Block:
    """Give the beginning of a block, ended by an ellipsis."""
    head, _ = _divide(list(block.runs), limit - 1)
    return replace(block, runs=(*head, Run("…")))


def _fitting(block: Block, limit: int) -> Iterator[Block]:
    """Give a block as it is, or cut into parts that each keep within the limit."""
    runs = list(block.runs)
    while length("".join(run.text for run in runs)) > limit:
        head, runs = _divide(runs, limit)
        yield replace(block, runs=tuple(head))
    yield replace(block, runs=tuple(runs))


def _divide(runs: list[Run], limit: int) -> tuple[list[Run], list[Run]]:
    at = _cut("".join(run.text for run in runs), limit)
    head: list[Run] = []
    for index, run in enumerate(runs):
        if at < len(run.text):
            if at:
                head.append(replace(run, text=run.text[:at].rstrip()))
            return head, [replace(run, text=run.text[at:].lstrip()), *runs[index + 1 :]]
        head.append(run)
        at -= len(run.text)
    return head, []


def _cut(text: str, limit: int) -> int:
    """Give where, in code points, to cut so that the head keeps within the limit: after a space, else a grapheme."""
    used = at = after_space = 0
    for piece in _PIECES.finditer(text):
        used += length(piece.group())
        if used > limit:
            break
        at = piece.end()
        if piece.group().isspace():
            after_space = at
    # A grapheme longer than the limit (a pile of marks that no language writes) is cut through.
    return after_space if after_space > at // 2 else at or limit // 2
