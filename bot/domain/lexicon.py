"""What words mean: equivalents of the news' vocabulary in three scripts, and words that carry no subject.

`lexicon.tsv` is data of this module, read once when it is imported: a row is a concept's name, then its Bengali, English
and Banglish words, by tabs. A `~` before a word says that it is near in meaning and not the same (a capital for its country).
Concepts whose names begin with an underscore are roles: words that ask, that fill, that ask for a quote, that mean "news".
Those that begin with an asterisk are general: they say little about a subject in any news (`situation`, `national`). With an @ begin the
names of places and institutions, as `person:` those of people: who names one means it. Those that begin with ^ are of what has a
name of its own (`river`, `coach`): a strange word beside one is such a name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Self

from bot.domain.models import Language
from bot.domain.romanise import fold, is_telling, romanise, shape, shape_together, typed_together
from bot.domain.stems import STEMMED, halves, inflected_from, shapes, unstressed
from bot.domain.text import is_bengali, words

ROLES: Final = ("_ask", "_light", "_quote", "_news", "_talk")
NEAR: Final = 0.75  # how far a near equivalent stands for the word itself
KNOWN: Final = "_known"
COMMON: Final = "_common"
GENERAL: Final = "*"
BEARER: Final = "^"
PERSON: Final = "person:"
NAME: Final = ("@", PERSON)
FILES: Final = ("lexicon.tsv", "common.tsv")
LONGEST: Final = 4  # words in a phrase
LEAST_TYPED: Final = 4  # letters of a Bengali word in Latin ones; a shorter one is too often another word
SHORTEST_TYPED: Final = 3  # letters of a Bengali word that is known by its very spelling in Latin ones
TYPED: Final = 0.95  # how far such a spelling stands for the word
_COLUMNS: Final[tuple[Language, ...]] = ("bn", "en", "bn")


@dataclass(frozen=True)
class Entry:
    """A word or phrase and the concept that it names; `strength` is 1 for an equivalent and less for a near one."""

    phrase: str
    concept: str
    language: Language
    strength: float = 1.0


class Lexicon:
    """Concepts by the keys of their words; a phrase's key is that of its words written together.

    `spellings` gives the key of each word that is listed in Latin letters.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._written: dict[str, dict[str, float]] = {}
        self._senses: dict[str, dict[str, float]] = {}
        self._bengali: dict[str, dict[str, float]] = {}
        self._roles: dict[str, str] = {}
        self._role_languages: dict[str, set[Language]] = {}
        self._languages: dict[str, set[Language]] = {}
        self._known: set[str] = set()
        self._common: set[str] = set()
        self.spellings: dict[str, str] = {}
        self._take(entries)

    def with_entries(self, entries: Iterable[Entry]) -> Self:
        """Give a lexicon with some entries more; this one stays as it is, since others may be reading it."""
        more = copy(self)
        for name, table in vars(self).items():
            if isinstance(table, dict | set):  # what stands in them is replaced where it changes
                setattr(more, name, table.copy())
        more._take(entries)
        return more

    def _take(self, entries: Iterable[Entry]) -> None:
        before = self._written.copy()
        for entry in entries:
            self._add(entry)
        self._add_typed_roles()
        self._add_typed_words([joined for joined in self._written if joined not in before])
        self._listed = sorted(self._written)
        self._shapes = frozenset(map(shape, (*self._written, *self._senses)))
        self._beginnings = self._shapes | _beginnings(self._shapes)  # a word more may add nothing to a shape
        self._role_beginnings = _beginnings(self._roles)
        # They go when the lexicon goes.
        self.meaning = lru_cache(maxsize=65_536)(self._meaning)
        self._two = lru_cache(maxsize=65_536)(self._both)
        self._more = lru_cache(maxsize=65_536)(self._longer)

    def _add(self, entry: Entry) -> None:
        parts = words(entry.phrase)
        joined = "".join(parts)
        if not joined:
            return
        if entry.concept == KNOWN:
            self._known |= {joined, fold(joined)} if entry.language == "bn" else {joined}
            return
        if entry.concept == COMMON:
            self._common.add(joined)
            return
        if entry.concept in ROLES:
            # A role is taken from the exact word: a key would make a question of every word that sounds like one.
            self._roles.setdefault(joined, entry.concept)
            self._role_languages[joined] = self._role_languages.get(joined, set()) | {entry.language}
            return
        key, typed = fold(joined), typed_together(parts)
        tables = [(self._written, joined), (self._senses, key), (self._senses, typed)]
        if entry.language == "bn":
            tables += [(self._bengali, key), (self._bengali, typed)]
        for table, name in tables:
            senses = table.get(name, {})
            table[name] = senses | {entry.concept: max(entry.strength, senses.get(entry.concept, 0))}
        if not is_bengali(joined):
            self.spellings.setdefault(joined, key)
        self._languages[key] = self._languages.get(key, set()) | {entry.language}

    def _add_typed_roles(self) -> None:
        """Take Bengali words with a role as people type them in Latin letters, unless these are a word of their own."""
        for joined, role in tuple(self._roles.items()):
            for typed in _typed(joined) if is_bengali(joined) else ():
                if len(typed) >= LEAST_TYPED and typed not in self._written and typed not in self._common:
                    self._roles.setdefault(typed, role)
                    self._role_languages[typed] = self._role_languages.get(typed, set()) | {"bn"}

    def _add_typed_words(self, listed: Iterable[str]) -> None:
        """Take short Bengali words as people type them in Latin letters (`kor`), unless these are a word of their own."""
        for joined in listed:
            senses, typed = self._written[joined], romanise(joined) if is_bengali(joined) else ""
            own = (
                typed in self._written
                or typed in self._common
                or typed in self._roles
                or typed in self._known
            )
            if SHORTEST_TYPED <= len(typed) < LEAST_TYPED and not own:
                self._written[typed] = {concept: strength * TYPED for concept, strength in senses.items()}

    def beginning(self, prefix: str) -> Iterable[str]:
        """Give the words and phrases, written together, that begin with `prefix` as they are listed."""
        first = bisect_left(self._listed, prefix)
        last = bisect_left(self._listed, prefix + "\uffff")
        return self._listed[first:last]

    def role(self, joined: str) -> str | None:
        """Give the role of a word or of a phrase's words written together, or None where it may be a subject."""
        return self._roles.get(joined) or self._roles.get(unstressed(joined))

    def begins_role(self, word: str) -> bool:
        """Say whether a word and others after it may have a role together."""
        return word in self._role_beginnings

    def role_languages(self, joined: str) -> set[Language]:
        """Give the languages that have a word with a role."""
        return self._role_languages.get(joined, set())

    def senses(self, word: str) -> Mapping[str, float]:
        """Give the concepts of a word, or of a phrase's words written together, with their strengths.

        One that is listed as it is written means just that; else what sounds like it. Latin letters may be either
        language, but what Bengali letters spell is no English word (`ফিরে` is not "fire").
        """
        return self._written.get(word) or self.sounding(fold(word), bengali=is_bengali(word))

    def _meaning(self, parts: tuple[str, ...]) -> Mapping[str, float]:
        """Give the concepts of words written together: as they stand, else without endings, the least stripped first."""
        common = len(parts) == 1 and self.is_common(parts[0])
        heads, tails = halves(parts)
        for head, front in heads:
            if front not in self._beginnings:
                continue
            for tail, back in tails:
                if shape_together(front, back) not in self._shapes:
                    continue
                found: Mapping[str, float] = self._written.get(head + tail, {})
                if not (found or common) and is_telling(fold(head + tail)):
                    found = self.senses(head + tail)
                if found:
                    sureness = 1 if (head, tail) == (heads[0][0], tails[0][0]) else STEMMED
                    return {concept: strength * sureness for concept, strength in found.items()}
        return {}

    def phrase_lengths(self, parts: Sequence[str]) -> Sequence[int]:
        """Give how many of the first words, two or more, may have a meaning together; most have none, and this is soon said."""
        if len(parts) == 1:
            return ()
        meet, whole = self._two(parts[0], parts[1])
        if whole is None:
            return (2,) if meet else ()
        found = [2] if meet else []
        for length, part in enumerate(parts[2:], start=3):
            meet, whole = self._more(whole, part)
            if meet:
                found.append(length)
            if whole is None:
                break
        return found

    def _both(self, first: str, second: str) -> tuple[bool, str | None]:
        """Say whether two words have a meaning together, and give their shape where a longer phrase may begin with it."""
        whole = shape_together(shape(first), shape(second))
        heads, tails = shapes(first), shapes(second)
        may = any(shape_together(head, tail) in self._shapes for head in heads for tail in tails)
        return may and bool(self.meaning((first, second))), whole if whole in self._beginnings else None

    def _longer(self, whole: str, word: str) -> tuple[bool, str | None]:
        """Say the same of the beginning of a phrase, by its shape, and one more word."""
        together = {shape_together(whole, tail) for tail in shapes(word)}
        whole = shape_together(whole, shape(word))
        return not together.isdisjoint(self._shapes), whole if whole in self._beginnings else None

    def sounding(self, key: str, *, bengali: bool) -> Mapping[str, float]:
        """Give the concepts of the words with a folded key, with `bengali` those of Bengali words alone."""
        return (self._bengali if bengali else self._senses).get(key, {})

    def lists(self, word: str) -> bool:
        """Say whether a word, or a phrase's words written together, is listed just as it is written."""
        return word in self._written

    def knows(self, word: str) -> bool:
        """Say whether a word, as written or as Banglish for a Bengali one, is listed as an everyday word."""
        return word in self._known

    def is_common(self, word: str) -> bool:
        """Say whether a word is one that people use every day, so that it is no slip for another."""
        return word in self._common or any(map(self._common.__contains__, inflected_from(word)))

    def languages(self, key: str) -> set[Language]:
        """Give the languages in whose letters the words of a key are listed."""
        return self._languages.get(key, set())

    @property
    def keys(self) -> Iterable[str]:
        """The folded keys of all words and phrases."""
        return self._senses.keys()


def is_name(concepts: Mapping[str, float]) -> bool:
    """Say whether what a unit most surely means is a name."""
    surest = max(concepts.values(), default=0.0)
    return any(concept.startswith(NAME) and sure == surest for concept, sure in concepts.items())


def _typed(word: str) -> set[str]:
    """Give a Bengali word in Latin letters as it is commonly typed: ছ as chh, ch or s, শ as sh or s."""
    sound = romanise(word)
    written = {sound.replace("chh", breath) for breath in ("chh", "ch", "s")}
    return written | {each.replace("sh", "s") for each in written}


def _beginnings(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name[:at] for name in names for at in range(len(name)))


@lru_cache(maxsize=1)
def general_entries() -> tuple[Entry, ...]:
    """Give the entries of the general news lexicon, and the words that everybody uses."""
    texts = (files(__package__).joinpath(name).read_text(encoding="utf-8") for name in FILES)
    rows = (row for text in texts for row in text.splitlines())
    return tuple(entry for row in rows if row.strip() and not row.startswith("#") for entry in _entries(row))


def _entries(row: str) -> Iterable[Entry]:
    concept, *columns = row.split("\t")
    # Banglish is Bengali in other letters.
    for language, column in zip(_COLUMNS, columns, strict=False):
        for phrase in (phrase.strip() for phrase in column.split(",")):
            if phrase:
                yield Entry(
                    phrase.removeprefix("~"), concept, language, NEAR if phrase.startswith("~") else 1.0
                )
