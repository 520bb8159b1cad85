"""Which briefs hold a unit of a question, how surely, and through which word."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from math import log
from typing import Self

from bot.domain import analysis
from bot.domain.analysis import Token, Unit
from bot.domain.holdings import Holdings, Lookup, Sought, View
from bot.domain.lexicon import GENERAL, NAME, Lexicon
from bot.domain.romanise import fold, is_telling
from bot.domain.stems import STEMMED, forms, joined, variants
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

EQUIVALENT = 0.95  # a concept's other word, beside the word itself
SOUNDS_ALIKE = 0.6  # another word with the same key, where some brief has the very word
LEAST_PAIR = 6  # letters of a key below which two neighbouring words spell it by chance
LEAST_HALF, MOST_JOINED = 4, 24  # letters of each of two words that are written together, and of both
# Words whose lookups are kept: more make the garbage collector's rounds longer than they save time.
MOST_REMEMBERED = 4096
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
    named: bool  # it is somebody, a place or an institution
    general: bool


@dataclass(frozen=True)
class _Word:
    """What a word is looked up by, and by what it means, which a phrase leaves out."""

    sought: Sought
    meaning: tuple[Lookup, ...]


class Matcher:
    """Settles what units are looked up by, misspelt ones by likeness, and says which briefs hold them."""

    def __init__(self, holdings: Holdings, lexicon: Lexicon) -> None:
        self._holdings = holdings
        self._lexicon = lexicon
        self._spellings = Vocabulary(lexicon.keys, lexicon.spellings)
        self._words: dict[Token, _Word] = {}

    def over(self, holdings: Holdings) -> Self:
        """Give a matcher over other briefs, which looks every word up again."""
        other = copy(self)
        other._holdings = holdings
        other._words = {}
        return other

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
            any(self._holdings.count("keys", key) for key in token.keys)
            or self._is_everyday(token)
            or self._lexicon.is_common(token.word)
            or analysis.senses((token,), self._lexicon)
        )

    def _lists(self, word: str) -> bool:
        return len(word) >= LEAST_HALF and (
            self._lexicon.lists(word) or self._holdings.count("words", word) > 0
        )

    def seek(self, unit: Unit) -> Sought:
        """Give what a unit is looked up by."""
        if len(unit.tokens) == 1 and unit.tokens[0].role is None:
            word = self._word(unit.tokens[0])
            return replace(word.sought, unit=unit, meant=(*word.sought.meant, *word.meaning))
        keys = tuple(dict.fromkeys(map(fold, joined(tuple(token.word for token in unit.tokens)))))
        direct = tuple(Lookup(table, key, 1.0, key) for key in keys for table in ("keys", "pairs"))
        # A name is more than its words: a brief with a world and a war in it is not about the world war.
        single = () if _is_name(unit.concepts) else unit.tokens
        parts = tuple(self._word(token).sought for token in single if token.role is None)
        return Sought(unit, unit.concepts, True, direct, None, _by_meaning(unit.concepts, {}), parts)  # noqa: FBT003

    def begun(self, token: Token) -> Sought:
        """Give what a word that may be only half typed is looked up by: words that begin so, and the whole one."""
        whole = self.seek(Unit((token,), {} if token.role else analysis.senses((token,), self._lexicon)))
        prefix = token.keys[0]
        longer = tuple(
            Lookup("keys", key, _begun(prefix, key), key)
            for key in self._holdings.vocabulary.beginning(prefix)
        )
        return replace(whole, meant=(*whole.meant, *longer), begun=True)

    def match_all(self, sought: Sequence[Sought], view: View) -> tuple[Match, ...]:
        """Give where each unit of a question is held; a bare number only where what stands beside it is."""
        found = [self.match(one, view) for one in sought]
        for at, match in enumerate(found):
            if match.unit.text.isdecimal():
                beside = set().union(
                    *(found[near].held for near in (at - 1, at + 1) if 0 <= near < len(found))
                )
                held = {number: each for number, each in match.held.items() if number in beside}
                found[at] = replace(match, held=held)
        return tuple(found)

    def match(self, sought: Sought, view: View) -> Match:
        """Give where a unit is held, of the briefs in view, and what it weighs."""
        held = _held(sought, view)
        spread = view.spread(sought, {number: found.likeness for number, found in held.items()})
        weight = self._weight(spread, known=sought.known or sought.begun)
        general = self._is_general(sought, held)
        if general and not sought.begun:
            weight *= GENERAL_WEIGHT
        named = _is_name(sought.concepts)
        return Match(sought.unit, sought.concepts, weight, sought.known, held, named, general)

    def _is_general(self, sought: Sought, held: Mapping[int, Held]) -> bool:
        """Say whether a unit could be in any news: by all that it names, or as a word of every day that some brief has."""
        if sought.concepts:
            return all(concept.startswith(GENERAL) for concept in sought.concepts)
        return bool(held) and self._lexicon.is_common(sought.unit.tokens[0].word)

    def _word(self, token: Token) -> _Word:
        found = self._words.get(token)
        if found is None:
            if len(self._words) >= MOST_REMEMBERED:
                self._words = {}
            found = self._words[token] = self._seek_word(token)
        return found

    def _seek_word(self, token: Token) -> _Word:
        """Look for a word: as written or as a joined pair, by its stems, and, where it is not there as written, as misspelt."""
        written, *stems = token.keys
        concepts, spelt = dict(analysis.senses((token,), self._lexicon)), dict[str, float]()
        words = tuple(word for word in variants(token.word) if self._holdings.count("words", word))
        common = self._lexicon.is_common(token.word)
        pair = Lookup("pairs", written, 1.0, written, very=common)
        as_written = self._there(
            (_by_key(written, 1.0, common=common), *((pair,) if len(written) >= LEAST_PAIR else ())), words
        )
        by_stem = self._there((_by_key(key, STEMMED, common=common) for key in stems), words)
        sure = bool(as_written or concepts) or self._is_everyday(token)
        meant = () if sure or common else self._misspelt(token, concepts, spelt)
        sought = Sought(
            Unit((token,)),
            concepts,
            sure or bool(by_stem),
            (*as_written, *by_stem),
            words if words or self._lexicon.lists(token.word) else None,
            meant,
        )
        return _Word(sought, _by_meaning(concepts, spelt))

    def _there(self, lookups: Iterable[Lookup], words: tuple[str, ...]) -> tuple[Lookup, ...]:
        return tuple(
            found
            for found in lookups
            if self._holdings.count(found.table, found.name)
            and (not found.very or self._holdings.hold(found.table, found.name, words))
        )

    def _is_everyday(self, token: Token) -> bool:
        return any(map(self._lexicon.knows, (*variants(token.word), token.keys[0])))

    def _misspelt(
        self, token: Token, concepts: dict[str, float], spelt: dict[str, float]
    ) -> tuple[Lookup, ...]:
        """Look for the words, of the briefs and of the lexicon, that an unknown one was meant for.

        Notes in `concepts` what it may mean, and in `spelt` how surely it was meant for that.
        """
        found: list[Lookup] = []
        for at, key in enumerate(token.keys):
            sureness = 1.0 if at == 0 else STEMMED
            word = token.word if at == 0 and not is_bengali(token.word) else ""
            for other, likeness in self._holdings.vocabulary.near(key, word).items():
                alike = sureness * likeness
                found.append(Lookup("keys", other, alike, other, spelt=alike))
            for other, likeness in self._spellings.near(key, word).items():
                for concept, strength in self._lexicon.sounding(
                    other, bengali=is_bengali(token.word)
                ).items():
                    concepts[concept] = max(concepts.get(concept, 0), sureness * likeness * strength)
                    spelt[concept] = max(spelt.get(concept, 0), sureness * likeness)
        return tuple(found)

    def _weight(self, spread: float, *, known: bool) -> float:
        """Give a unit's share of information, 0..1: the fewer briefs hold it, the more it tells."""
        if not spread:
            return FOREIGN if known else UNKNOWN
        size = self._holdings.size
        return max(LEAST_WEIGHT, log((size + 1) / (min(spread, size) + 0.5)) / log((size + 1) / 0.5))


def _is_name(concepts: Mapping[str, float]) -> bool:
    """Say whether what a unit most surely means is a name."""
    surest = max(concepts.values(), default=0.0)
    return any(concept.startswith(NAME) and sure == surest for concept, sure in concepts.items())


def _by_key(key: str, sureness: float, *, common: bool) -> Lookup:
    """Give the lookup of a word by a key; a short key, and any of a word of every day, is no sign of it without the very word."""
    return Lookup("keys", key, sureness, key, very=common or not is_telling(key))


def _by_meaning(concepts: Mapping[str, float], spelt: Mapping[str, float]) -> tuple[Lookup, ...]:
    return tuple(
        Lookup("concepts", concept, EQUIVALENT * strength, f"={concept}", spelt=spelt.get(concept, 1.0))
        for concept, strength in concepts.items()
    )


def _held(sought: Sought, view: View) -> dict[int, Held]:
    """Give the briefs in view that hold what is sought."""
    held: dict[int, Held] = {}
    written = {number for word in sought.written or () for number in view.weights("words", word)}
    for found in sought.direct:
        weights = view.weights(found.table, found.name)
        if found.very:
            weights = {number: weight for number, weight in weights.items() if number in written}
        _merge(held, weights, found.sureness, found.by)
    for number in held.keys() - written if sought.written is not None else ():
        held[number] = Held(held[number].likeness * SOUNDS_ALIKE, held[number].by, SOUNDS_ALIKE)
    parts = [_held(part, view) for part in sought.parts]
    for number in {number for part in parts for number in part}:
        each = [part[number] for part in parts if number in part]
        mean = sum(one.likeness for one in each) / len(parts)
        _merge(held, {number: mean}, COMPOSED, sought.unit.text, min(one.spelt for one in each))
    for found in sought.meant:
        _merge(held, view.weights(found.table, found.name), found.sureness, found.by, found.spelt)
    return held


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
