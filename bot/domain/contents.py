"""What a brief holds: its words and concepts, each with how telling a place it has there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain import analysis
from bot.domain.lexicon import GENERAL, Lexicon
from bot.domain.models import LANGUAGES, Brief, Language, Person, Topic
from bot.domain.stems import STEMMED, variants
from bot.domain.text import is_bengali

# A word in the title says what a brief is about; one in a quote may be in passing.
TITLE, KEYWORD, SUMMARY, QUOTE = 1.0, 1.0, 0.85, 0.7
WHY, TOPIC = 0.7, 0.5
# What a brief is about comes back in it: a word in one field alone counts a little less than one in six.
ONCE, OFTEN = 0.85, 6


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


class _Field(NamedTuple):
    keys: dict[str, float]
    pairs: dict[str, float]
    concepts: dict[str, float]


class Reader:
    """Reads the contents of briefs."""

    def __init__(self, people: Mapping[str, Person], topics: Mapping[str, Topic], lexicon: Lexicon) -> None:
        self._people = people
        self._topics = topics
        self._lexicon = lexicon

    def read(self, brief: Brief) -> Contents:
        """Give what a brief holds."""
        words: set[str] = set()
        spellings: dict[str, None] = {}  # in their order
        languages: set[tuple[str, Language]] = set()
        fields: list[_Field] = []
        for text, weight in self._fields(brief):
            read = analysis.tokens_of_brief(text, self._lexicon)
            for token in read:
                if token.role is None:
                    language: Language = "bn" if is_bengali(token.word) else "en"
                    words.update(variants(token.word, banglish=False))
                    languages.update((key, language) for key in token.keys)
                    if language == "en":
                        spellings[token.word] = None
            fields.append(self._field(read, weight))
        topic = self._topics.get(brief.topic)
        return Contents(
            _together(field.keys for field in fields),
            _together(field.pairs for field in fields),
            _together(field.concepts for field in fields),
            frozenset(words),
            tuple(spellings),
            frozenset(languages),
            tuple(self._title(brief.title.get(language)) for language in LANGUAGES),
            self._title(topic.name.en) if topic else frozenset(),
        )

    def _field(self, read: tuple[analysis.Token, ...], weight: float) -> _Field:
        """Give the keys, pairs and concepts of a text with their weights there."""
        keys: dict[str, float] = {}
        for token in read:
            if token.role is None:
                for at, key in enumerate(token.keys):
                    keys[key] = max(weight * (1 if at == 0 else STEMMED), keys.get(key, 0))
        concepts = analysis.windows(read, self._lexicon)
        return _Field(
            keys,
            dict.fromkeys(analysis.pairs(read), weight),
            {name: weight * strength for name, strength in concepts.items()},
        )

    def _title(self, text: str) -> frozenset[str]:
        """Give the subjects of a title: concepts, and the words that name none; general ones are no subject."""
        found = analysis.units(analysis.tokens_of_brief(text, self._lexicon), self._lexicon)
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
                    yield person.name.bn, QUOTE
                    yield person.name.en, QUOTE


def _together(fields: Iterable[dict[str, float]]) -> dict[str, float]:
    """Give the weight of each name over all fields: its best, and more where it comes back."""
    found: dict[str, list[float]] = defaultdict(list)
    for field in fields:
        for name, weight in field.items():
            found[name].append(weight)
    return {
        name: max(weights) * (ONCE + (1 - ONCE) * min(1.0, (len(weights) - 1) / (OFTEN - 1)))
        for name, weights in found.items()
    }
