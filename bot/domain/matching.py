"""Which briefs hold a unit of a question, how surely, and through which word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from bot.domain import analysis
from bot.domain.analysis import STEMMED, Token, Unit
from bot.domain.lexicon import GENERAL, NAME, Lexicon
from bot.domain.postings import Postings
from bot.domain.romanise import fold, is_telling
from bot.domain.stems import forms, joined, variants
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

EQUIVALENT = 0.95  # a concept's other word, beside the word itself
SOUNDS_ALIKE = 0.6  # another word with the same key, where some brief has the very word
LEAST_PAIR = 6  # letters of a key below which two neighbouring words spell it by chance
LEAST_HALF, MOST_JOINED = 4, 24  # letters of each of two words that are written together, and of both
COMPOSED = 0.9  # a phrase met by its words, not as a phrase

# What an unmatched unit weighs, beside 1 for the rarest word of the library: a word that the lexicon knows
# and no brief holds is another subject; an unknown one may be a slip or a verb.
FOREIGN, UNKNOWN = 1.0, 0.75
LEAST_WEIGHT = 0.06  # of a word that is in every brief
GENERAL_WEIGHT = 0.35  # of a word that could be in any, however few of these briefs have it


@dataclass(frozen=True)
class Held:
    """How well one brief holds a unit, by which key or concept, and how surely that is the word that was meant; 0..1.

    A word in passing and one that may be misspelt are both held less, but only the second may be another word.
    """

    likeness: float
    by: str
    spelt: float = 1.0


@dataclass(frozen=True)
class Match:
    """A unit, the concepts that it names or was meant for, what it weighs, and the briefs (by number) that hold it.

    A general one could be in any news, and says little about which.
    """

    unit: Unit
    concepts: Mapping[str, float]
    weight: float
    known: bool
    held: Mapping[int, Held]
    general: bool


@dataclass(frozen=True)
class _Found:
    """What a word by itself leads to; `spelt` says how surely it was meant for a concept that it does not name."""

    known: bool
    concepts: Mapping[str, float]
    spelt: Mapping[str, float]
    held: Mapping[int, Held]


class Matcher:
    """Looks units up in postings, misspelt ones by likeness."""

    def __init__(self, postings: Postings, lexicon: Lexicon, size: int) -> None:
        self._postings = postings
        self._lexicon = lexicon
        self._spellings = Vocabulary(lexicon.keys, lexicon.spellings)
        self._size = size
        # One cache an index: it goes when the index goes.
        self._word = lru_cache(maxsize=16_384)(self._find_word)

    def split(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Take words apart that were written together (`trumpputin`), where nobody knows them and everybody their halves."""
        return tuple(part for token in tokens for part in self._halves(token))

    def _halves(self, token: Token) -> tuple[Token, ...]:
        word = token.word
        if token.role or not 2 * LEAST_HALF <= len(word) <= MOST_JOINED or self._is_word(token):
            return (token,)
        for at in range(LEAST_HALF, len(word) - LEAST_HALF + 1):
            if self._lists(word[:at]) and any(map(self._lists, variants(word[at:]))):
                return tuple(Token(half, forms(half)) for half in (word[:at], word[at:]))
        return (token,)

    def _is_word(self, token: Token) -> bool:
        return bool(
            any(key in self._postings.keys for key in token.keys)
            or self._is_everyday(token)
            or self._lexicon.is_common(token.word)
            or analysis.senses((token,), self._lexicon)
        )

    def _lists(self, word: str) -> bool:
        return len(word) >= LEAST_HALF and (self._lexicon.lists(word) or word in self._postings.words)

    def match_all(self, units: Sequence[Unit]) -> tuple[Match, ...]:
        """Give where each unit of a question is held; a bare number only where what stands beside it is."""
        found = [self.match(unit) for unit in units]
        for at, match in enumerate(found):
            if match.unit.text.isdecimal():
                beside = set().union(
                    *(found[near].held for near in (at - 1, at + 1) if 0 <= near < len(found))
                )
                held = {number: each for number, each in match.held.items() if number in beside}
                found[at] = replace(match, held=held)
        return tuple(found)

    def match(self, unit: Unit) -> Match:
        """Give where a unit is held and what it weighs."""
        if len(unit.tokens) == 1 and unit.tokens[0].role is None:
            word = self._word(unit.tokens[0])
            known, concepts, spelt, held = word.known, word.concepts, word.spelt, dict(word.held)
        else:
            known, concepts, spelt, held = True, unit.concepts, {}, self._phrase(unit)
        for concept, strength in concepts.items():
            briefs = self._postings.concepts.get(concept, {})
            _merge(held, briefs, EQUIVALENT * strength, f"={concept}", spelt.get(concept, 1.0))
        weight = self._weight(held, known=known)
        general = self._is_general(unit, concepts, held)
        return Match(unit, concepts, weight * (GENERAL_WEIGHT if general else 1), known, held, general)

    def _is_general(self, unit: Unit, concepts: Mapping[str, float], held: Mapping[int, Held]) -> bool:
        """Say whether a unit could be in any news: by all that it names, or as a word of every day that some brief has."""
        if concepts:
            return all(concept.startswith(GENERAL) for concept in concepts)
        return bool(held) and self._lexicon.is_common(unit.tokens[0].word)

    def begun(self, token: Token) -> Match:
        """Give what a word that may be only half typed leads to: every word that begins so, the rest as for a whole one."""
        whole = self.match(Unit((token,), {} if token.role else analysis.senses((token,), self._lexicon)))
        held = dict(whole.held)
        prefix = token.keys[0]
        for key in self._postings.vocabulary.beginning(prefix):
            _merge(held, self._postings.keys[key], _begun(prefix, key), key)
        return Match(
            whole.unit, whole.concepts, self._weight(held, known=True), whole.known, held, whole.general
        )

    def _phrase(self, unit: Unit) -> dict[int, Held]:
        """Take a phrase as its words written together, or as the mean of its words."""
        held: dict[int, Held] = {}
        for key in map(fold, joined(tuple(token.word for token in unit.tokens))):
            _merge(held, self._postings.keys.get(key, {}), 1.0, key)
            _merge(held, self._postings.pairs.get(key, {}), 1.0, key)
        if any(concept.startswith(NAME) for concept in unit.concepts):
            # A name is more than its words: a brief with a world and a war in it is not about the world war.
            return held
        parts = [self._word(token).held for token in unit.tokens if token.role is None]
        for number in {number for part in parts for number in part}:
            found = [part[number] for part in parts if number in part]
            mean = sum(each.likeness for each in found) / len(parts)
            _merge(held, {number: mean}, COMPOSED, unit.text, min(each.spelt for each in found))
        return held

    def _find_word(self, token: Token) -> _Found:
        """Look a word up: as written or as a joined pair, by its stems, and, where it is not there as written, as misspelt."""
        written, *stems = token.keys
        held: dict[int, Held] = {}
        spelt: dict[str, float] = {}
        concepts = analysis.senses((token,), self._lexicon)
        _merge(held, self._holding(token, written), 1.0, written)
        if len(written) >= LEAST_PAIR:
            _merge(held, self._postings.pairs.get(written, {}), 1.0, written)
        everyday, common = self._is_everyday(token), self._lexicon.is_common(token.word)
        sure = bool(held or concepts) or everyday
        for key in stems:
            _merge(held, self._holding(token, key), STEMMED, key)
        self._prefer_written(token, held)
        if common:
            self._keep_written(token, held)
            sure = bool(held or concepts) or everyday
        known = sure or bool(held)
        if not (sure or common):
            spelt = self._misspelt(token, held, concepts)
        return _Found(known, concepts, spelt, held)

    def _holding(self, token: Token, key: str) -> Mapping[int, float]:
        """Give the briefs that hold a word by one of its keys; by a short one, those that have the very word."""
        found = self._postings.keys.get(key, {})
        if is_telling(key) or not found:
            return found
        written = self._written(token)
        return {number: weight for number, weight in found.items() if number in written}

    def _is_everyday(self, token: Token) -> bool:
        return any(map(self._lexicon.knows, (*variants(token.word), token.keys[0])))

    def _keep_written(self, token: Token, held: dict[int, Held]) -> None:
        """Leave only the briefs that have the very word."""
        for number in held.keys() - self._written(token):
            del held[number]

    def _written(self, token: Token) -> set[int]:
        """Give the briefs that have the very word, inflected or not."""
        return set().union(*(self._postings.words.get(variant, ()) for variant in variants(token.word)))

    def _prefer_written(self, token: Token, held: dict[int, Held]) -> None:
        """Put briefs that only have a word that sounds alike behind, where some brief or the lexicon has the very word."""
        written = self._written(token)
        for number in held.keys() - written if written or self._lexicon.lists(token.word) else ():
            held[number] = Held(held[number].likeness * SOUNDS_ALIKE, held[number].by, SOUNDS_ALIKE)

    def _misspelt(self, token: Token, held: dict[int, Held], concepts: dict[str, float]) -> dict[str, float]:
        """Look for the words, of the briefs and of the lexicon, that an unknown one was meant for.

        Gives how surely it was meant for each concept that is found so.
        """
        spelt: dict[str, float] = {}
        for at, key in enumerate(token.keys):
            sureness = 1.0 if at == 0 else STEMMED
            word = token.word if at == 0 and not is_bengali(token.word) else ""
            for other, likeness in self._postings.vocabulary.near(key, word).items():
                _merge(held, self._postings.keys[other], sureness * likeness, other, sureness * likeness)
            for other, likeness in self._spellings.near(key, word).items():
                for concept, strength in self._lexicon.sounding(
                    other, bengali=is_bengali(token.word)
                ).items():
                    concepts[concept] = max(concepts.get(concept, 0), sureness * likeness * strength)
                    spelt[concept] = max(spelt.get(concept, 0), sureness * likeness)
        return spelt

    def _weight(self, held: Mapping[int, Held], *, known: bool) -> float:
        """Give a unit's share of information, 0..1: the fewer briefs hold it, the more it tells."""
        if not held:
            return FOREIGN if known else UNKNOWN
        number = sum(found.likeness**4 for found in held.values())
        return max(
            LEAST_WEIGHT,
            log((self._size + 1) / (min(number, self._size) + 0.5)) / log((self._size + 1) / 0.5),
        )


def _begun(prefix: str, key: str) -> float:
    """Give how surely `prefix` is the beginning of `key`: the more of it is typed, the surer."""
    return 0.6 + 0.4 * len(prefix) / len(key)


def _merge(
    held: dict[int, Held], weights: Mapping[int, float], sureness: float, by: str, spelt: float = 1.0
) -> None:
    for number, weight in weights.items():
        likeness = weight * sureness
        if number not in held or held[number].likeness < likeness:
            held[number] = Held(likeness, by, spelt)
