"""What a unit of a question is looked up by: as written, by its stems, by what it means, and as misspelt."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

from bot.domain import analysis
from bot.domain.analysis import Token, Unit
from bot.domain.holdings import Holdings, Lookup, Sought
from bot.domain.known import KnownWords
from bot.domain.lexicon import Lexicon, is_name
from bot.domain.romanise import fold, is_telling
from bot.domain.stems import STEMMED, joined, variants
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

EQUIVALENT = 0.95  # a concept's other word, beside the word itself
LEAST_PAIR = 6  # letters of a key below which two neighbouring words spell it by chance
LEAST_BEGUN = 4  # letters and marks of a word that may be half typed
UNWRITTEN, MOST_UNWRITTEN = 0.8, 3  # another vowel where Bengali writes none, and how many of them are tried
# Words whose lookups are kept: more make the garbage collector's rounds longer than they save time.
MOST_REMEMBERED = 4096


@dataclass(frozen=True)
class _Word:
    """What a word is looked up by, and by what it means, which a phrase leaves out."""

    sought: Sought
    meaning: tuple[Lookup, ...]


class Seeker:
    """Settles what units are looked up by, misspelt ones by likeness."""

    def __init__(self, holdings: Holdings, lexicon: Lexicon) -> None:
        self._holdings = holdings
        self._lexicon = lexicon
        self._spellings = Vocabulary(lexicon.keys, lexicon.spellings)
        self._known = KnownWords(holdings, lexicon)
        self._words: dict[Token, _Word] = {}

    def over(self, holdings: Holdings) -> Self:
        """Give a seeker over other briefs, which looks every word up again."""
        other = copy(self)
        other._holdings = holdings
        other._known = KnownWords(holdings, self._lexicon)
        other._words = {}
        return other

    def split(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Put letters together that were spelt apart, and take words apart that were written together (`trumpputin`)."""
        return self._known.split(tokens)

    def sought(self, units: Iterable[Unit]) -> list[Sought]:
        """Give what the units of a question are looked up by; a lone word may be half typed."""
        whole = self._known.together(units)
        lone = whole[0].tokens if len(whole) == 1 else ()
        begun = self._unfinished(lone[0]) if len(lone) == 1 else None
        return [begun] if begun else list(map(self.seek, whole))

    def seek(self, unit: Unit) -> Sought:
        """Give what a unit is looked up by."""
        if len(unit.tokens) == 1 and unit.tokens[0].role is None:
            word = self._word(unit.tokens[0])
            return replace(word.sought, unit=unit, meant=(*word.sought.meant, *word.meaning))
        keys = tuple(dict.fromkeys(map(fold, joined(tuple(token.word for token in unit.tokens)))))
        direct = tuple(Lookup(table, key, 1.0, key) for key in keys for table in ("keys", "pairs"))
        # A name is more than its words: a brief with a world and a war in it is not about the world war.
        single = () if is_name(unit.concepts) else unit.tokens
        parts = tuple(self._word(token).sought for token in single if token.role is None)
        return Sought(unit, unit.concepts, True, direct, None, _by_meaning(unit.concepts, {}), parts)  # noqa: FBT003

    def begun(self, token: Token) -> Sought:
        """Give what a word that may be only half typed is looked up by: words that begin so, and the whole one."""
        whole = self.seek(Unit((token,), {} if token.role else analysis.senses((token,), self._lexicon)))
        # A y or w after a consonant only doubles it once the vowel is typed as well (`shoity`, of শৈত্য).
        written = fold(token.word.rstrip("yw") or token.word)
        begins = self._holdings.vocabulary.beginning
        longer = [Lookup("keys", key, _begun(written, key), key) for key in begins(written)]
        if not longer:
            longer = [
                Lookup("keys", key, UNWRITTEN * _begun(written, key), key)
                for prefix in _with_other_vowels(written)
                for key in begins(prefix)
            ]
        return replace(whole, meant=(*whole.meant, *longer), begun=True)

    def _unfinished(self, token: Token) -> Sought | None:
        """Give what a word that nobody knows is looked up by where it begins words that are known, in its very letters.

        A word that stands alone and is begun so is half typed; its likeness to others and what its ending could be say less.
        """
        written = token.keys[0]
        if token.role or len(token.word) < LEAST_BEGUN or self._known.is_settled(token):
            return None
        begun = self._holdings.vocabulary.beginning(written) if is_telling(written) else []
        longer = [Lookup("keys", key, _begun(written, key), key) for key in begun]
        for word in self._lexicon.beginning(token.word):
            sureness = _begun(token.word, word)
            longer += _by_meaning(
                {name: sureness * far for name, far in self._lexicon.senses(word).items()}, {}
            )
        there = self._there(longer, ())
        if not there:
            return None
        return Sought(Unit((token,)), {}, True, (), None, there, begun=True)  # noqa: FBT003

    def _word(self, token: Token) -> _Word:
        found = self._words.get(token)
        if found is None:
            if len(self._words) >= MOST_REMEMBERED:
                self._words = {}
            found = self._words[token] = self._seek_word(token)
        return found

    def _seek_word(self, token: Token) -> _Word:
        """Look for a word: as written or as a joined pair, by its stems, and, where it is not there as written, as misspelt."""
        written, *stems = self._keys(token)
        concepts, spelt = dict(analysis.senses((token,), self._lexicon)), dict[str, float]()
        words = tuple(word for word in variants(token.word) if self._holdings.count("words", word))
        common = self._lexicon.is_common(token.word)
        pair = Lookup("pairs", written, 1.0, written, very=common)
        as_written = self._there(
            (_by_key(written, 1.0, common=common), *((pair,) if len(written) >= LEAST_PAIR else ())), words
        )
        by_stem = self._there((_by_key(key, STEMMED, common=common) for key in stems), words)
        sure = bool(as_written or concepts) or self._known.is_everyday(token)
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

    def _keys(self, token: Token) -> tuple[str, ...]:
        """Give a word's keys without those of what is cut off a listed word: বাড়ির is of a house, and of no rise (বাড়)."""
        kept: list[str] = []
        for variant in variants(token.word):
            kept.append(variant)
            if self._lexicon.lists(variant):
                break
        else:
            return token.keys
        return (token.keys[0], *dict.fromkeys(key for key in map(fold, kept) if key != token.keys[0]))

    def _there(self, lookups: Iterable[Lookup], words: tuple[str, ...]) -> tuple[Lookup, ...]:
        return tuple(
            found
            for found in lookups
            if self._holdings.count(found.table, found.name)
            and (not found.very or self._holdings.hold(found.table, found.name, words))
        )

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


def _by_key(key: str, sureness: float, *, common: bool) -> Lookup:
    """Give the lookup of a word by a key; a short key, and any of a word of every day, is no sign of it without the very word."""
    return Lookup("keys", key, sureness, key, very=common or not is_telling(key))


def _by_meaning(concepts: Mapping[str, float], spelt: Mapping[str, float]) -> tuple[Lookup, ...]:
    return tuple(
        Lookup("concepts", concept, EQUIVALENT * strength, f"={concept}", spelt=spelt.get(concept, 1.0))
        for concept, strength in concepts.items()
    )


def _begun(prefix: str, key: str) -> float:
    """Give how surely `prefix` is the beginning of `key`: the more of it is typed, the surer."""
    return 0.6 + 0.4 * len(prefix) / len(key)


def _with_other_vowels(prefix: str) -> list[str]:
    """Give a prefix, and itself with other vowels where Bengali writes none: লড়াই is begun as `lora` and as `lara`."""
    at = [at for at, letter in enumerate(prefix) if letter in "ao"][:MOST_UNWRITTEN]
    either = [("a", "o") if place in at else (letter,) for place, letter in enumerate(prefix)]
    return list(map("".join, product(*either)))
