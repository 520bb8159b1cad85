"""What the briefs hold: which words and concepts, in which of them, in how telling a place."""

from collections import defaultdict
from collections.abc import Iterator

from bot.domain import analysis
from bot.domain.lexicon import Lexicon
from bot.domain.models import LANGUAGES, Brief, Language, Library
from bot.domain.text import is_bengali
from bot.domain.vocabulary import Vocabulary

# A word in the title says what a brief is about; one in a quote may be in passing.
TITLE, KEYWORD, SUMMARY, QUOTE = 1.0, 1.0, 0.85, 0.7
WHY, TOPIC = 0.7, 0.5

Weights = dict[int, float]


class Postings:
    """Briefs by number, and for each key, pair of words and concept the briefs that hold it with its best weight there."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.keys: dict[str, Weights] = defaultdict(dict)
        self.pairs: dict[str, Weights] = defaultdict(dict)
        self.concepts: dict[str, Weights] = defaultdict(dict)
        self.titles: list[tuple[frozenset[str], ...]] = []
        self.languages: dict[str, set[Language]] = defaultdict(set)
        self._lexicon = lexicon
        for number, brief in enumerate(library.briefs.values()):
            for text, weight in _fields(brief, library):
                self._add(number, text, weight)
            self.titles.append(tuple(self._title(brief.title.get(language)) for language in LANGUAGES))
        self.vocabulary = Vocabulary(self.keys)

    def _add(self, number: int, text: str, weight: float) -> None:
        read = analysis.tokens(text, self._lexicon, most=None)
        for token in read:
            if token.role is None:
                for at, key in enumerate(token.keys):
                    _keep(self.keys[key], number, weight * (1 if at == 0 else analysis.STEMMED))
                    self.languages[key].add("bn" if is_bengali(token.word) else "en")
        for key in analysis.pairs(read):
            _keep(self.pairs[key], number, weight)
        for concept, strength in analysis.windows(read, self._lexicon).items():
            _keep(self.concepts[concept], number, weight * strength)

    def _title(self, text: str) -> frozenset[str]:
        """Give the subjects of a title: concepts, and the words that name none."""
        found = analysis.units(analysis.tokens(text, self._lexicon, most=None), self._lexicon)
        return frozenset(next(iter(unit.concepts), unit.tokens[0].keys[0]) for unit in found)


def _keep(weights: Weights, number: int, weight: float) -> None:
    weights[number] = max(weight, weights.get(number, 0))


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
            if speaker in library.people:
                person = library.people[speaker]
                yield person.name.bn, QUOTE
                yield person.name.en, QUOTE
