"""Letters that are spelt apart (`এইচ পি ভি`, `h p v`) and stand for one word."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from bot.domain.stems import variants
from bot.domain.text import words

# The names of Latin letters as Bengali writes them, each with its letter.
_NAMES = (
    "এ a বি b সি c ডি d ই e এফ f জি g এইচ h আই i জে j কে k এল l এম m এন n ও o পি p কিউ q আর r এস s টি t ইউ u ভি v "
    "ডব্লিউ w এক্স x ওয়াই y জেড z"
)
_PARTS = words(_NAMES)
LETTERS = dict(zip(_PARTS[::2], _PARTS[1::2], strict=True))
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
        end = at
        while end < len(said) and end - at < MOST and _letter(said[end]):
            end += 1
        ended = [part for part in variants(said[end])[1:] if part in LETTERS] if end < len(said) else []
        lasts = [(end + 1, part) for part in ended] or [(end, "")]
        for (behind, last), latin in product(lasts, (False, True)):
            parts = [*said[at:end], *filter(None, (last,))]
            joined = "".join((_letter(part) or "") if latin else part for part in parts)
            if len(parts) > 1 and known(joined):
                yield at, behind, joined
                at = behind
                break
        else:
            if end - at >= LEAST_UNKNOWN:
                yield at, end, "".join(said[at:end])
            at = max(end, at + 1)
