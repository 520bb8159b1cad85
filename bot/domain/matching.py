"""Which briefs hold a unit of a question, how surely, and through which word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from bot.domain import analysis
from bot.domain.analysis import Token, Unit
from bot.domain.holdings import Holdings, Lookup, Sought, View
from bot.domain.lexicon import GENERAL, NAME, Lexicon
from bot.domain.romanise import fold
from bot.domain.stems import STEMMED, joined, variants
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

EQUIVALENT = 0.95  # a concept's other word, beside the word itself
SOUNDS_ALIKE = 0.6  # another word with the same key, where some brief has the very word
COMPOSED = 0.9  # a phrase met by its words, not as a phrase
LEAST_KEY = 3  # letters of a stem that may be looked up: shorter ones are in every word

# What an unmatched unit weighs, beside 1 for the rarest word of the library: a word that the lexicon knows
# and no brief holds is another subject; an unknown one may be a slip or a verb.
FOREIGN, UNKNOWN = 1.0, 0.75
LEAST_WEIGHT = 0.06  # of a word that is in every brief
GENERAL_WEIGHT = 0.35  # of a word that could be in any, however few of these briefs have it


@dataclass(frozen=True)
class Held:
    """How well one brief holds a unit, 0..1, and by which key or concept."""

    likeness: float
    by: str


@dataclass(frozen=True)
class Match:
    """A unit, the concepts that it names or was meant for, what it weighs, and the briefs (by number) that hold it."""

    unit: Unit
    concepts: Mapping[str, float]
    weight: float
    known: bool
    held: Mapping[int, Held]
    named: bool  # it is somebody, a place or an institution


class Matcher:
    """Settles what units are looked up by, misspelt ones by likeness, and says which briefs hold them."""

    def __init__(self, holdings: Holdings, lexicon: Lexicon) -> None:
        self._holdings = holdings
        self._lexicon = lexicon
        self._spellings = Vocabulary(lexicon.keys, lexicon.spellings)
        # One cache an index: it goes when the index goes, and is emptied when a brief comes or goes.
        self._word = lru_cache(maxsize=16_384)(self._seek_word)

    def forget(self) -> None:
        """Look every word up again: the briefs have changed."""
        self._word.cache_clear()

    def seek(self, unit: Unit) -> Sought:
        """Give what a unit is looked up by."""
        if len(unit.tokens) == 1:
            word = self._word(unit.tokens[0])
            return replace(word, unit=unit, meant=(*word.meant, *_by_meaning(word.concepts)))
        keys = tuple(dict.fromkeys(map(fold, joined(tuple(token.word for token in unit.tokens)))))
        direct = tuple(found for key in keys for found in _by_key(key, 1.0))
        parts = tuple(self._word(token) for token in unit.tokens if token.role is None)
        return Sought(unit, unit.concepts, True, direct, None, _by_meaning(unit.concepts), parts)  # noqa: FBT003

    def begun(self, token: Token) -> Sought:
        """Give what a word that may be only half typed is looked up by: words that begin so, and the whole one."""
        whole = self.seek(Unit((token,), {} if token.role else analysis.senses((token,), self._lexicon)))
        prefix = token.keys[0]
        longer = tuple(
            Lookup("keys", key, _begun(prefix, key), key)
            for key in self._holdings.vocabulary.beginning(prefix)
        )
        return replace(whole, meant=(*whole.meant, *longer), begun=True)

    def match(self, sought: Sought, view: View) -> Match:
        """Give where a unit is held, of the briefs in view, and what it weighs."""
        held = _held(sought, view)
        spread = view.spread(sought, {number: found.likeness for number, found in held.items()})
        weight = self._weight(spread, known=sought.known or sought.begun)
        if sought.concepts and not sought.begun and all(name.startswith(GENERAL) for name in sought.concepts):
            weight *= GENERAL_WEIGHT
        named = any(concept.startswith(NAME) for concept in sought.concepts)
        return Match(sought.unit, sought.concepts, weight, sought.known, held, named)

    def _seek_word(self, token: Token) -> Sought:
        """Look for a word: as written or as a joined pair, by its stems, and, where it is not there as written, as misspelt."""
        written, *stems = token.keys
        concepts = dict(analysis.senses((token,), self._lexicon))
        as_written = self._there(_by_key(written, 1.0))
        by_stem = self._there(Lookup("keys", key, STEMMED, key) for key in stems if len(key) >= LEAST_KEY)
        sure = bool(as_written or concepts) or self._is_everyday(token)
        meant = () if sure else self._misspelt(token, concepts)
        return Sought(
            Unit((token,)),
            concepts,
            sure or bool(by_stem),
            (*as_written, *by_stem),
            self._written(token),
            meant,
        )

    def _there(self, lookups: Iterable[Lookup]) -> tuple[Lookup, ...]:
        return tuple(found for found in lookups if self._holdings.count(found.table, found.name))

    def _is_everyday(self, token: Token) -> bool:
        return any(map(self._lexicon.knows, (*variants(token.word), token.keys[0])))

    def _written(self, token: Token) -> tuple[str, ...] | None:
        """Give the word's variants where some brief or the lexicon has the very word."""
        there = tuple(word for word in variants(token.word) if self._holdings.count("words", word))
        return there if there or self._lexicon.lists(token.word) else None

    def _misspelt(self, token: Token, concepts: dict[str, float]) -> tuple[Lookup, ...]:
        """Look for the words, of the briefs and of the lexicon, that an unknown one was meant for."""
        found: list[Lookup] = []
        for at, key in enumerate(token.keys):
            sureness = 1.0 if at == 0 else STEMMED
            word = token.word if at == 0 and not is_bengali(token.word) else ""
            for other, likeness in self._holdings.vocabulary.near(key, word).items():
                found.append(Lookup("keys", other, sureness * likeness, other))
            for other, likeness in self._spellings.near(key, word).items():
                for concept, strength in self._lexicon.sounding(
                    other, bengali=is_bengali(token.word)
                ).items():
                    concepts[concept] = max(concepts.get(concept, 0), sureness * likeness * strength)
        return tuple(found)

    def _weight(self, spread: float, *, known: bool) -> float:
        """Give a unit's share of information, 0..1: the fewer briefs hold it, the more it tells."""
        if not spread:
            return FOREIGN if known else UNKNOWN
        size = self._holdings.size
        return max(LEAST_WEIGHT, log((size + 1) / (min(spread, size) + 0.5)) / log((size + 1) / 0.5))


def _by_key(key: str, sureness: float) -> tuple[Lookup, ...]:
    return Lookup("keys", key, sureness, key), Lookup("pairs", key, sureness, key)


def _by_meaning(concepts: Mapping[str, float]) -> tuple[Lookup, ...]:
    return tuple(
        Lookup("concepts", concept, EQUIVALENT * strength, f"={concept}")
        for concept, strength in concepts.items()
    )


def _held(sought: Sought, view: View) -> dict[int, Held]:
    """Give the briefs in view that hold what is sought."""
    held: dict[int, Held] = {}
    for found in sought.direct:
        _merge(held, view.weights(found.table, found.name), found.sureness, found.by)
    if sought.written is not None:
        written = {number for word in sought.written for number in view.weights("words", word)}
        for number in held.keys() - written:
            held[number] = Held(held[number].likeness * SOUNDS_ALIKE, held[number].by)
    parts = [_held(part, view) for part in sought.parts]
    for number in {number for part in parts for number in part}:
        mean = sum(part[number].likeness for part in parts if number in part) / len(parts)
        _merge(held, {number: mean}, COMPOSED, sought.unit.text)
    for found in sought.meant:
        _merge(held, view.weights(found.table, found.name), found.sureness, found.by)
    return held


def _begun(prefix: str, key: str) -> float:
    """Give how surely `prefix` is the beginning of `key`: the more of it is typed, the surer."""
    return 0.6 + 0.4 * len(prefix) / len(key)


def _merge(held: dict[int, Held], weights: Mapping[int, float], sureness: float, by: str) -> None:
    for number, weight in weights.items():
        likeness = weight * sureness
        if number not in held or held[number].likeness < likeness:
            held[number] = Held(likeness, by)
