"""Which words are known, to the lexicon or from the briefs, and a question's words parted and joined by that."""

from collections.abc import Iterable

from bot.domain import analysis
from bot.domain.analysis import Token, Unit
from bot.domain.holdings import Holdings
from bot.domain.letters import spelt
from bot.domain.lexicon import Lexicon
from bot.domain.romanise import typed_together
from bot.domain.stems import forms, variants
from bot.domain.text import is_bengali

MOST_SHORT, LEAST_SHORT_PAIR = 4, 5  # letters of a short word, and of the key of two
LEAST_HALF, MOST_JOINED = 4, 24  # letters of each of two words that are written together, and of both
LEAST_BENGALI_HALF = 3  # letters and marks


class KnownWords:
    """The words of a lexicon and of some briefs."""

    def __init__(self, holdings: Holdings, lexicon: Lexicon) -> None:
        self._holdings = holdings
        self._lexicon = lexicon

    def is_settled(self, token: Token) -> bool:
        """Say whether a word is one just as it stands."""
        return bool(
            self._holdings.count("keys", token.keys[0])
            or self.is_everyday(token)
            or self._lexicon.is_common(token.word)
            or self._lexicon.lists(token.word)
            or analysis.senses((token,), self._lexicon)
        )

    def is_everyday(self, token: Token) -> bool:
        """Say whether a word is listed as rarely news."""
        return any(map(self._lexicon.knows, (*variants(token.word), token.keys[0])))

    def split(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Put letters together that were spelt apart, and take words apart that were written together."""
        whole = list(tokens)
        for at, behind, word in reversed(list(spelt([token.word for token in tokens], self._has))):
            whole[at:behind] = [Token(word, forms(word))]
        return tuple(part for token in whole for part in self._halves(token))

    def together(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """Put short words together where some brief has them side by side (`kor bil`)."""
        whole: list[Unit] = []
        for unit in units:
            if whole and _is_short(unit) and _is_short(whole[-1]):
                both = (*whole[-1].tokens, *unit.tokens)
                key = typed_together(token.word for token in both)
                if len(key) >= LEAST_SHORT_PAIR and self._holdings.count("pairs", key):
                    whole[-1] = Unit(both)
                    continue
            whole.append(unit)
        return tuple(whole)

    def _has(self, word: str) -> bool:
        return self._lexicon.lists(word) or self._holdings.count("words", word) > 0

    def _halves(self, token: Token) -> tuple[Token, ...]:
        """Give the halves of a word that nobody knows where everybody knows them."""
        word = token.word
        least = LEAST_BENGALI_HALF if is_bengali(word) else LEAST_HALF
        if token.role or not 2 * least <= len(word) <= MOST_JOINED or self._is_word(token):
            return (token,)
        for at in range(least, len(word) - least + 1):
            if self._has(word[:at]) and any(
                len(half) >= least and self._has(half) for half in variants(word[at:])
            ):
                return tuple(Token(half, forms(half)) for half in (word[:at], word[at:]))
        return (token,)

    def _is_word(self, token: Token) -> bool:
        return bool(
            any(self._holdings.count("keys", key) for key in token.keys)
            or self.is_everyday(token)
            or self._lexicon.is_common(token.word)
            or analysis.senses((token,), self._lexicon)
        )


def _is_short(unit: Unit) -> bool:
    word = unit.tokens[0].word
    return len(unit.tokens) == 1 and word.isascii() and word.isalpha() and len(word) <= MOST_SHORT
