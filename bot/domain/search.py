"""Finding the brief that a question asks for, or saying that there is none.

Four steps, each a function: the question's units (`analysis`), the briefs that hold them (`matching`), what that tells
(`scoring`), and the decision (here). The second is where an index engine would come in for very many briefs.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Literal, Self

from bot.domain import analysis, scoring
from bot.domain.analysis import Token
from bot.domain.holdings import Holdings, View
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
    view: View
    found: Found

    def hits(self) -> tuple[Hit, ...]:
        """Give the candidates with their briefs."""
        return _hits(self.candidates, self.view)


class Index:
    """The published briefs of a library, ready to be asked; `library` has those alone.

    An index does not change: with one brief more or less it is another, which shares with it what is the same.
    """

    def __init__(
        self, library: Library, lexicon: Lexicon | None = None, holdings: Holdings | None = None
    ) -> None:
        self.lexicon = lexicon or lexicon_of(library)
        self.holdings: Holdings = holdings or Postings(library.published(), self.lexicon)
        self._matcher = Matcher(self.holdings, self.lexicon)
        self.subjects = lru_cache(maxsize=4096)(partial(_subjects, self.lexicon))
        self._topics = TopicNames(library.topics, self.lexicon)
        self._retracted = {key: brief for key, brief in library.briefs.items() if brief.status == "retracted"}
        self.library = replace(library, briefs=self.holdings.briefs)

    def published(self, key: str) -> Brief | None:
        """Give the brief with an id, if it is published."""
        return self.library.briefs.get(key)

    def brief(self, key: str) -> Brief | None:
        """Give a brief that readers know, even where it was retracted since."""
        return self.published(key) or self._retracted.get(key)

    def with_brief(self, brief: Brief) -> Self:
        """Give the index with a brief added, or in place of the one with its id; one that is not published goes from it.

        This one stays as it is, so that it may be asked in other threads meanwhile.
        """
        if brief.status == "published":
            changed = self.over(self.holdings.with_brief(brief))
        else:
            changed = self.over(self.holdings.without(brief.id))
        others = {key: other for key, other in self._retracted.items() if key != brief.id}
        changed._retracted = others | {brief.id: brief} if brief.status == "retracted" else others
        return changed

    def over(self, holdings: Holdings) -> Self:
        """Give the index over other briefs."""
        other = copy(self)
        other.holdings = holdings
        other._matcher = self._matcher.over(holdings)
        other.library = replace(self.library, briefs=holdings.briefs)
        return other

    def find(self, query: str) -> Found:
        """Give the brief that is asked for, a topic, up to three guesses, or nothing."""
        return self.explain(query).found

    def rank(self, query: str) -> tuple[Hit, ...]:
        """Give the briefs that hold any of the question, best first, whatever is decided about it."""
        return self.explain(query).hits()

    def explain(self, query: str) -> Explanation:
        """Give what was found and everything that led to it."""
        tokens = self._matcher.split(analysis.tokens(query, self.lexicon))
        sought = [self._matcher.seek(unit) for unit in analysis.units(tokens, self.lexicon)]
        view = self.holdings.view(sought)
        matches = self._matcher.match_all(sought, view)
        candidates = self._candidates(matches, view)
        found = self._decide(tokens, matches, candidates, view)
        return Explanation(tokens, matches, candidates, view, found)

    def complete(self, typed: str) -> tuple[Hit, ...]:
        """Give the briefs that half-typed words may lead to, best first; for nothing typed, all, newest first."""
        tokens = analysis.tokens(typed, self.lexicon)
        if not tokens:
            return tuple(Hit(brief, 0.0) for brief in self.holdings.newest())
        *whole, last = tokens
        sought = [self._matcher.seek(unit) for unit in analysis.units(tuple(whole), self.lexicon)]
        sought.append(self._matcher.begun(last))
        view = self.holdings.view(sought)
        return _hits(self._candidates([self._matcher.match(one, view) for one in sought], view), view)

    def _candidates(self, matches: Sequence[Match], view: View) -> tuple[Candidate, ...]:
        """Give the briefs that hold any of the question, best first, with their features and scores."""
        numbers = {number for match in matches for number in match.held}
        asked = {name for match in matches for name in (*match.concepts, *match.unit.tokens[0].keys)}
        ranks = {number: _rank(matches, asked, view, number) for number in numbers}
        order = sorted(numbers, key=lambda number: (-ranks[number], number))
        found = []
        for number in order:
            rival = ranks[order[number == order[0]]] if len(order) > 1 else 0.0
            seen = scoring.features(matches, number, ranks[number], rival)
            found.append(Candidate(number, ranks[number], seen, scoring.probability(seen)))
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def _decide(
        self, tokens: Sequence[Token], matches: Sequence[Match], candidates: Sequence[Candidate], view: View
    ) -> Found:
        """Give the outcome."""
        topic = self._topics.named(matches)
        if topic is not None and (of_topic := self.holdings.in_topic(topic)):
            return _in_topic(topic, of_topic, _hits(candidates, view))
        hits = _hits(candidates[:MOST_HITS], view)
        if hits and hits[0].score >= ANSWERED and _is_plain(tokens, matches, candidates):
            return Found("answer", hits[0].brief.topic, hits)
        guesses = tuple(hit for hit in hits if hit.score >= SUGGESTED)[:MOST_SUGGESTIONS]
        return Found("suggest", None, guesses) if guesses else Found("none", None, ())


def _subjects(lexicon: Lexicon, *texts: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the keys and the concepts of the words in some texts of a brief."""
    read = [analysis.tokens_of_brief(text, lexicon) for text in texts]
    keys = frozenset(key for tokens in read for token in tokens for key in token.keys)
    return keys, frozenset(name for tokens in read for name in analysis.windows(tokens, lexicon))


def _rank(matches: Sequence[Match], asked: AbstractSet[str], view: View, number: int) -> float:
    """Give a brief's figure for ranking: what it holds of the question, and how much of its title is asked for."""
    told = max((len(title & asked) / len(title) for title in view.titles(number) if title), default=0.0)
    of_topic = bool(view.topic(number) & asked)
    return scoring.held_mass(matches, number) * (1 + TITLE_BONUS * told + TOPIC_BONUS * of_topic)


def _hits(candidates: Sequence[Candidate], view: View) -> tuple[Hit, ...]:
    """Give candidates with their briefs, which a large collection reads one by one."""
    return tuple(Hit(view.brief(found.number), found.score) for found in candidates)


def _in_topic(topic: str, briefs: Sequence[Brief], hits: Sequence[Hit]) -> Found:
    """Give a topic's briefs, those that the question's words speak for first; its only brief is the answer."""
    scores = {hit.brief.id: hit.score for hit in hits}
    found = [Hit(brief, scores.get(brief.id, 0.0)) for brief in briefs]
    found.sort(key=lambda hit: -hit.score)
    if len(found) == 1:
        return Found("answer", topic, (replace(found[0], score=max(found[0].score, ANSWERED)),))
    return Found("topic", topic, tuple(found))


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


def lexicon_of(library: Library) -> Lexicon:
    """Give the general lexicon with the people of a library."""
    return Lexicon((*general_entries(), *people_entries(library.people)))
