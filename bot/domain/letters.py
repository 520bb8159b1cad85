"""Letters that are spelt apart (`এইচ পি ভি`, `h p v`) and stand for one word."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from bot.domain.text import words

# The names of Latin letters as Bengali writes them, each with its letter.
_NAMES = (
    "এ a বি b সি c ডি d ই e এফ f জি g এইচ h আই i জে j কে k এল l এম m এন n ও o পি p কিউ q আর r এস s টি t ইউ u ভি v "
    "ডব্লিউ w এক্স x ওয়াই y জেড z"
)
_PARTS = words(_NAMES)
LETTERS = dict(zip(_PARTS[::2], _PARTS[1::2], strict=True))
_ENDINGS = words("র কে তে য়")
LEAST_UNKNOWN, MOST = 3, 6  # letters that are a word though nobody knows it, and in any word


def _letter(word: str) -> str | None:
    """Give the Latin letter that a word is, or is the name of."""
    return LETTERS.get(word) or (word if len(word) == 1 and word.isascii() and word.isalpha() else None)


def spelt(said: Sequence[str], known: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Give where letters stand that are one word, the first and the one behind the last, and that word.

    The last may have an ending (`ডি এম পির`). A word that is `known` is preferred, in either script.
    """
    if not any(map(_letter, said)):
        return
    at = 0
    while at < len(said):
        run = list(takewhile(_letter, said[at : at + MOST]))
        last = _without_ending(said[at + len(run)]) if at + len(run) < len(said) else None
        parts = [*run, last] if last else run
        word = next(filter(known, _joined(parts)), None) if len(parts) > 1 else None
        if word:
            yield at, at + len(parts), word
            run = parts
        elif len(run) >= LEAST_UNKNOWN:
            yield at, at + len(run), "".join(run)
        at += max(len(run), 1)


def _without_ending(word: str) -> str | None:
    """Give the letter that a word with an ending is of."""
    return next((part for part in map(word.removesuffix, _ENDINGS) if part in LETTERS), None)


def _joined(parts: Sequence[str]) -> tuple[str, str]:
    """Give letters as one word, as they are written and in Latin letters."""
    return "".join(parts), "".join(_letter(part) or "" for part in parts)
