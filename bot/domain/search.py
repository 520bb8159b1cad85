"""Finding the brief that a question asks for, or saying that there is none.

Four steps, each a function: the question's units (`analysis`), the briefs that hold them (`matching`), what that tells
(`scoring`), and the decision (here). The second is where an index engine would come in for very many briefs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot.domain import analysis, scoring
from bot.domain.analysis import Token
from bot.domain.lexicon import PERSON, Lexicon, general_entries
from bot.domain.matching import Match, Matcher
from bot.domain.models import Brief, Library
from bot.domain.people import people_entries
from bot.domain.postings import Postings
from bot.domain.scoring import Features
from bot.domain.topics import TopicNames

Outcome = Literal["answer", "topic", "suggest", "none"]

# Briefs that a few common words speak for alike are a choice for the reader.
TIE, TIED, LITTLE_EVIDENCE = 0.02, 3, 0.45
LEAST_GENERAL = 2  # one general word (`previous`) is no subject; two together are
SURE = 0.84  # how surely one of the words must be spelt, where the others are general ones or guesses too
ANSWERED = 0.55  # a wrong answer costs more trust than a guess that is said to be one
SUGGESTED = 0.15  # below it, a guess is a nuisance
MOST_SUGGESTIONS = 3
MOST_HITS = 10  # the answer and those that come nearest to it
# Of briefs that hold the same words, the one whose title says just that is meant, then the one whose topic is named.
TITLE_BONUS, TOPIC_BONUS = 0.25, 0.05


@dataclass(frozen=True)
class Hit:
    """A brief, and how likely it is the one that was asked for, 0..1."""

    brief: Brief
    score: float


@dataclass(frozen=True)
class Found:
    """What a question led to: hits are best first; a topic's are all of its briefs."""

    outcome: Outcome
    topic: str | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Candidate:
    """A brief under consideration, by its number in the index."""

    number: int
    rank: float
    features: Features
    score: float


@dataclass(frozen=True)
class Explanation:
    """Everything that led from a question to what was found."""

    tokens: tuple[Token, ...]
    matches: tuple[Match, ...]
    candidates: tuple[Candidate, ...]
    found: Found


class Index:
    """The published briefs of a library, ready to be asked."""

    def __init__(self, library: Library) -> None:
        self.library = library.published()
        self.briefs = tuple(self.library.briefs.values())
        self.lexicon = Lexicon((*general_entries(), *people_entries(self.library.people)))
        self.postings = Postings(self.library, self.lexicon)
        self._matcher = Matcher(self.postings, self.lexicon, len(self.briefs))
        self.subjects = lru_cache(maxsize=4096)(self._subjects)  # it goes when the index goes
        self._topics = TopicNames(self.library, self.lexicon)

    def find(self, query: str) -> Found:
        """Give the brief that is asked for, a topic, up to three guesses, or nothing."""
        return self.explain(query).found

    def rank(self, query: str) -> tuple[Hit, ...]:
        """Give every brief that holds any of the question, best first, whatever is decided about it."""
        return tuple(Hit(self.briefs[found.number], found.score) for found in self.explain(query).candidates)

    def explain(self, query: str) -> Explanation:
        """Give what was found and everything that led to it."""
        tokens = self._matcher.split(analysis.tokens(query, self.lexicon))
        matches = self._matcher.match_all(analysis.units(tokens, self.lexicon))
        candidates = self._candidates(matches)
        return Explanation(tokens, matches, candidates, self._decide(tokens, matches, candidates))

    def complete(self, typed: str) -> tuple[Hit, ...]:
        """Give the briefs that half-typed words may lead to, best first; for nothing typed, all, newest first."""
        tokens = analysis.tokens(typed, self.lexicon)
        if not tokens:
            return tuple(Hit(brief, 0.0) for brief in self.briefs)
        *whole, last = tokens
        matches = [self._matcher.match(unit) for unit in analysis.units(tuple(whole), self.lexicon)]
        matches.append(self._matcher.begun(last))
        return tuple(Hit(self.briefs[found.number], found.score) for found in self._candidates(matches))

    def _subjects(self, *texts: str) -> tuple[frozenset[str], frozenset[str]]:
        """Give the keys and the concepts of the words in some texts of a brief."""
        read = [analysis.tokens_of_brief(text, self.lexicon) for text in texts]
        keys = frozenset(key for tokens in read for token in tokens for key in token.keys)
        return keys, frozenset(name for tokens in read for name in analysis.windows(tokens, self.lexicon))

    def _candidates(self, matches: Sequence[Match]) -> tuple[Candidate, ...]:
        """Give the briefs that hold any of the question, best first, with their features and scores."""
        numbers = {number for match in matches for number in match.held}
        ranks = {number: self._rank(matches, number) for number in numbers}
        order = sorted(numbers, key=lambda number: (-ranks[number], number))
        found = []
        for number in order:
            rival = next((ranks[other] for other in order if other != number), 0.0)
            seen = scoring.features(matches, number, ranks[number], rival)
            found.append(Candidate(number, ranks[number], seen, scoring.probability(seen)))
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def _rank(self, matches: Sequence[Match], number: int) -> float:
        """Give a brief's figure for ranking: what it holds of the question, and what the question says of its title."""
        asked = {name for match in matches for name in (*match.concepts, *match.unit.tokens[0].keys)}
        told = max(
            (len(title & asked) / len(title) for title in self.postings.titles[number] if title), default=0.0
        )
        of_topic = bool(self.postings.topics[number] & asked)
        return scoring.held_mass(matches, number) * (1 + TITLE_BONUS * told + TOPIC_BONUS * of_topic)

    def _decide(
        self, tokens: Sequence[Token], matches: Sequence[Match], candidates: Sequence[Candidate]
    ) -> Found:
        """Give the outcome."""
        topic = self._topics.named(matches)
        if topic is not None:
            return self._in_topic(topic, candidates)
        hits = tuple(Hit(self.briefs[found.number], found.score) for found in candidates)
        if hits and hits[0].score >= ANSWERED and _is_plain(tokens, matches, candidates):
            return Found("answer", hits[0].brief.topic, hits[:MOST_HITS])
        guesses = tuple(hit for hit in hits if hit.score >= SUGGESTED)[:MOST_SUGGESTIONS]
        return Found("suggest", None, guesses) if guesses else Found("none", None, ())

    def _in_topic(self, topic: str, candidates: Sequence[Candidate]) -> Found:
        """Give a topic's briefs, those that the question's words speak for first; its only brief is the answer."""
        scores = {self.briefs[found.number].id: found.score for found in candidates}
        hits = [Hit(brief, scores.get(brief.id, 0.0)) for brief in self.library.in_topic(topic)]
        hits.sort(key=lambda hit: -hit.score)
        if len(hits) == 1:
            return Found("answer", topic, (replace(hits[0], score=max(hits[0].score, ANSWERED)),))
        return Found("topic", topic, tuple(hits))


def _is_plain(tokens: Sequence[Token], matches: Sequence[Match], candidates: Sequence[Candidate]) -> bool:
    """Say whether the best candidate holds a subject of the question for sure, and no other could be meant as well."""
    best = candidates[0].number
    sure = [match.general for match in matches if best in match.held and match.held[best].spelt >= SURE]
    if all(sure) and len(sure) < LEAST_GENERAL:
        return False
    return _asks_for_words(tokens, matches) or not _tied(candidates)


def _tied(candidates: Sequence[Candidate]) -> bool:
    """Say whether too little was asked to tell the best candidates apart."""
    best = candidates[0]
    alike = sum(best.score - other.score <= TIE for other in candidates)
    return alike >= TIED and best.features.evidence < LITTLE_EVIDENCE


def _asks_for_words(tokens: Sequence[Token], matches: Sequence[Match]) -> bool:
    """Say whether a question asks what somebody said; any brief with their words will do."""
    named = any(name.startswith(PERSON) for match in matches for name in match.concepts)
    return named and any(token.role == "_quote" for token in tokens)
