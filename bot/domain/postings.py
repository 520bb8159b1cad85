"""What the briefs hold: which words and concepts, in which of them, in how telling a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.domain import analysis
from bot.domain.lexicon import GENERAL, Lexicon
from bot.domain.models import LANGUAGES, Brief, Language, Library
from bot.domain.stems import STEMMED, variants
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

# A word in the title says what a brief is about; one in a quote may be in passing.
TITLE, KEYWORD, SUMMARY, QUOTE = 1.0, 1.0, 0.85, 0.7
WHY, TOPIC = 0.7, 0.5
# What a brief is about comes back in it: a word in one field alone counts a little less than one in six.
ONCE, OFTEN = 0.85, 6

Weights = dict[int, float]


class _Field(NamedTuple):
    """What one text holds, with the weights that it gives there; `written` are its words, also without endings."""

    keys: dict[str, float]
    pairs: dict[str, float]
    concepts: dict[str, float]
    written: set[str]


class Postings:
    """Briefs by number, and for each key, pair of words and concept the briefs that hold it, with its weight there."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.keys: dict[str, Weights] = defaultdict(dict)
        self.words: dict[str, set[int]] = defaultdict(set)
        self.pairs: dict[str, Weights] = defaultdict(dict)
        self.concepts: dict[str, Weights] = defaultdict(dict)
        self.titles: list[tuple[frozenset[str], ...]] = []
        self.topics: list[frozenset[str]] = []
        self.languages: dict[str, set[Language]] = defaultdict(set)
        self._lexicon = lexicon
        spellings: dict[str, str] = {}
        for number, brief in enumerate(library.briefs.values()):
            fields = [self._field(text, weight, spellings) for text, weight in _fields(brief, library)]
            for word in set().union(*(field.written for field in fields)):
                self.words[word].add(number)
            for table, found in (
                (self.keys, _together(field.keys for field in fields)),
                (self.pairs, _together(field.pairs for field in fields)),
                (self.concepts, _together(field.concepts for field in fields)),
            ):
                for name, weight in found.items():
                    table[name][number] = weight
            topic = library.topics.get(brief.topic)
            self.topics.append(self._title(topic.name.en) if topic else frozenset())
            self.titles.append(tuple(self._title(brief.title.get(language)) for language in LANGUAGES))
        self.vocabulary = Vocabulary(self.keys, spellings)

    def _field(self, text: str, weight: float, spellings: dict[str, str]) -> _Field:
        """Give the keys, pairs and concepts of a text with their weights there, and its words; note how Latin ones are spelt."""
        read = analysis.tokens_of_brief(text, self._lexicon)
        keys: dict[str, float] = {}
        written = {
            variant
            for token in read
            if token.role is None
            for variant in variants(token.word, banglish=False)
        }
        for token in read:
            if token.role is None:
                if not is_bengali(token.word):
                    spellings.setdefault(token.word, token.keys[0])
                for at, key in enumerate(token.keys):
                    keys[key] = max(weight * (1 if at == 0 else STEMMED), keys.get(key, 0))
                    self.languages[key].add("bn" if is_bengali(token.word) else "en")
        pairs = dict.fromkeys(analysis.pairs(read), weight)
        concepts = analysis.windows(read, self._lexicon)
        return _Field(keys, pairs, {name: weight * strength for name, strength in concepts.items()}, written)

    def _title(self, text: str) -> frozenset[str]:
        """Give the subjects of a title: concepts, and the words that name none; general ones are no subject."""
        found = analysis.units(analysis.tokens_of_brief(text, self._lexicon), self._lexicon)
        subjects = (next(iter(unit.concepts), unit.tokens[0].keys[0]) for unit in found)
        return frozenset(subject for subject in subjects if not subject.startswith(GENERAL))


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


def _fields(brief: Brief, library: Library) -> Iterator[tuple[str, float]]:
    """Give the texts of a brief that may be asked for, each with what a word in it is worth."""
    topic = library.topics.get(brief.topic)
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
            person = library.people.get(speaker or "")
            if person:
                yield person.name.bn, QUOTE
                yield person.name.en, QUOTE
