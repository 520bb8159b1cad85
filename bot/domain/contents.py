"""What a brief holds: its words and concepts, each with how telling a place it has there."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.domain import analysis
from bot.domain.lexicon import GENERAL, PERSON, Lexicon
from bot.domain.models import LANGUAGES, Brief, Language, Person, Topic
from bot.domain.stems import STEMMED, variants
from bot.domain.text import is_bengali

# A word in the title says what a brief is about; one in a quote may be in passing.
TITLE, KEYWORD, SUMMARY, QUOTE = 1.0, 1.0, 0.85, 0.7
WHY, ROLE, TOPIC = 0.7, 0.6, 0.5
# What a brief is about comes back in it: a word in one field alone counts a little less than one in six.
ONCE, OFTEN = 0.85, 6
_AGAIN = tuple(ONCE + (1 - ONCE) * (times - 1) / (OFTEN - 1) for times in range(OFTEN + 1))


@dataclass(frozen=True)
class Contents:
    """What one brief holds, by table, with its weights; its words in Latin letters, and the languages of its keys."""

    keys: Mapping[str, float]
    pairs: Mapping[str, float]
    concepts: Mapping[str, float]
    words: frozenset[str]
    spellings: tuple[str, ...]
    languages: frozenset[tuple[str, Language]]
    titles: tuple[frozenset[str], ...]
    topic: frozenset[str]


class _Word(NamedTuple):
    """What a word adds to a text wherever it stands."""

    variants: tuple[str, ...]
    languages: tuple[tuple[str, Language], ...]
    is_latin: bool


@lru_cache(maxsize=65_536)
def _word(token: analysis.Token) -> _Word:
    latin = not is_bengali(token.word)
    language: Language = "en" if latin else "bn"
    return _Word(variants(token.word, banglish=False), tuple((key, language) for key in token.keys), latin)


class _Text(NamedTuple):
    """What one text holds, with how far each name stands for what is written."""

    tokens: tuple[analysis.Token, ...]
    keys: Mapping[str, float]
    pairs: Mapping[str, float]
    concepts: Mapping[str, float]
    words: AbstractSet[str]
    spellings: tuple[str, ...]
    languages: AbstractSet[tuple[str, Language]]


class Reader:
    """Reads the contents of briefs."""

    def __init__(self, people: Mapping[str, Person], topics: Mapping[str, Topic], lexicon: Lexicon) -> None:
        self._people = people
        self._topics = topics
        self._lexicon = lexicon
        # Names of topics and people come back in every other brief. It goes when the reader goes.
        self._text = lru_cache(maxsize=256)(self._read_text)

    def read(self, brief: Brief) -> Contents:
        """Give what a brief holds."""
        words: set[str] = set()
        spellings: dict[str, None] = {}  # in their order
        languages: set[tuple[str, Language]] = set()
        keys, pairs, concepts = _Weights(), _Weights(), _Weights()
        for text, weight in self._fields(brief):
            read = self._text(text)
            words |= read.words
            spellings.update(dict.fromkeys(read.spellings))
            languages |= read.languages
            keys.add(read.keys, weight)
            pairs.add(read.pairs, weight)
            concepts.add(read.concepts, weight)
        self._add_roles(keys, concepts)
        topic = self._topics.get(brief.topic)
        return Contents(
            keys.together(),
            pairs.together(),
            concepts.together(),
            frozenset(words),
            tuple(spellings),
            frozenset(languages),
            tuple(self._title(brief.title.get(language)) for language in LANGUAGES),
            self._title(topic.name.en) if topic else frozenset(),
        )

    def _add_roles(self, keys: "_Weights", concepts: "_Weights") -> None:
        """Add what those who are named are (`coach`), where the brief does not say it."""
        for name in concepts.beginning(PERSON):
            person = self._people.get(name.removeprefix(PERSON))
            if person and person.role:
                for language in LANGUAGES:
                    read = self._text(person.role.get(language))
                    keys.add(read.keys, ROLE)
                    concepts.add(read.concepts, ROLE)

    def _read_text(self, text: str) -> _Text:
        read = analysis.tokens_of_brief(text, self._lexicon)
        keys: dict[str, float] = {}
        words: list[str] = []
        spellings: dict[str, None] = {}
        languages: list[tuple[str, Language]] = []
        for token in dict.fromkeys(read):
            if token.role is None:
                word = _word(token)
                keys[token.keys[0]] = 1.0
                for key in token.keys[1:]:
                    keys.setdefault(key, STEMMED)
                words += word.variants
                languages += word.languages
                if word.is_latin:
                    spellings[token.word] = None
        pairs = dict.fromkeys(analysis.pairs(read), 1.0)
        concepts = analysis.windows(read, self._lexicon)
        return _Text(read, keys, pairs, concepts, set(words), tuple(spellings), set(languages))

    def _title(self, text: str) -> frozenset[str]:
        """Give the subjects of a title: concepts, and the words that name none; general ones are no subject."""
        found = analysis.units(self._text(text).tokens, self._lexicon)
        subjects = (next(iter(unit.concepts), unit.tokens[0].keys[0]) for unit in found)
        return frozenset(subject for subject in subjects if not subject.startswith(GENERAL))

    def _fields(self, brief: Brief) -> Iterator[tuple[str, float]]:
        """Give the texts of a brief that may be asked for, each with what a word in it is worth."""
        topic = self._topics.get(brief.topic)
        for language in LANGUAGES:
            yield brief.title.get(language), TITLE
            yield brief.summary.get(language), SUMMARY
            if brief.why:
                yield brief.why.get(language), WHY
            if topic:
                yield topic.name.get(language), TOPIC
        for keyword in (*brief.keywords.bn, *brief.keywords.en):
            yield keyword, KEYWORD
        for quote in brief.shown_quotes:
            for text in (quote.exact, quote.translation.bn, quote.translation.en):
                if text:
                    yield text, QUOTE
            for speaker in (quote.speaker, quote.relayed_by):
                person = self._people.get(speaker or "")
                if person:
                    yield from ((text, QUOTE) for text in _name_and_role(person))


def _name_and_role(person: Person) -> Iterator[str]:
    for text in (person.name, person.role):
        if text:
            yield from map(text.get, LANGUAGES)


class _Weights:
    """The weights of names over the texts of a brief."""

    def __init__(self) -> None:
        self._best: dict[str, float] = {}
        self._times: dict[str, int] = {}

    def add(self, names: Mapping[str, float], weight: float) -> None:
        """Take the names of a text with a weight, which they have as far as they stand for what is written."""
        best, times = self._best, self._times
        for name, strength in names.items():
            found = weight * strength
            if found > best.get(name, 0):
                best[name] = found
            times[name] = times.get(name, 0) + 1

    def beginning(self, prefix: str) -> list[str]:
        """Give the names that begin so."""
        return [name for name in self._best if name.startswith(prefix)]

    def together(self) -> dict[str, float]:
        """Give the weight of each name over all texts: its best, and more where it comes back."""
        times = self._times
        return {name: weight * _AGAIN[min(times[name], OFTEN)] for name, weight in self._best.items()}
