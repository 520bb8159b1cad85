"""Finding the brief that a question asks for, or saying that there is none.

Four steps, each a function: the question's units (`analysis`), the briefs that hold them (`matching`), what that tells
(`scoring`), and the decision (here). The second is where an index engine would come in for very many briefs.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

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
# A title with somebody else in the place of one of the people asked for is about another talk or meeting.
OTHERS = 0.15


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
    """The published briefs of a library, ready to be asked."""

    def __init__(
        self, library: Library, lexicon: Lexicon | None = None, holdings: Holdings | None = None
    ) -> None:
        self._library = library
        self.lexicon = lexicon or lexicon_of(library)
        self.holdings: Holdings = holdings or Postings(library.published(), self.lexicon)
        self._matcher = Matcher(self.holdings, self.lexicon)
        self.subjects = lru_cache(maxsize=4096)(self._subjects)  # it goes when the index goes
        self._topics = TopicNames(library.topics, self.lexicon)

    @property
    def library(self) -> Library:
        """The library with the published briefs only, as they are now."""
        return replace(self._library, briefs=self.holdings.briefs)

    def put(self, brief: Brief) -> None:
        """Add a brief, or take it in place of the one with its id; one that is not published goes. Questions see it at once."""
        if brief.status == "published":
            self.holdings.put(brief)
        else:
            self.holdings.remove(brief.id)
        self._matcher.forget()

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

    def _subjects(self, *texts: str) -> tuple[frozenset[str], frozenset[str]]:
        """Give the keys and the concepts of the words in some texts of a brief."""
        read = [analysis.tokens_of_brief(text, self.lexicon) for text in texts]
        keys = frozenset(key for tokens in read for token in tokens for key in token.keys)
        return keys, frozenset(name for tokens in read for name in analysis.windows(tokens, self.lexicon))

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
        return _ordered(found)

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


def _ordered(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give candidates by score; of those that it hardly tells from the best, the one with the highest rank leads."""
    by_score = sorted(found, key=lambda candidate: -candidate.score)
    alike = [candidate for candidate in by_score if by_score[0].score - candidate.score <= TIE]
    if alike:
        leader = max(alike, key=lambda candidate: candidate.rank)
        by_score.remove(leader)
        by_score.insert(0, replace(leader, score=alike[0].score))
    return tuple(by_score)


def _rank(matches: Sequence[Match], asked: AbstractSet[str], view: View, number: int) -> float:
    """Give a brief's figure for ranking: what it holds of the question, and how much of its title is asked for."""
    told = max((len(title & asked) / len(title) for title in view.titles(number) if title), default=0.0)
    of_topic = bool(view.topic(number) & asked)
    of_others = _is_of_others(asked, frozenset[str]().union(*view.titles(number)))
    boost = 1 + TITLE_BONUS * told + TOPIC_BONUS * of_topic - OTHERS * of_others
    return scoring.held_mass(matches, number) * boost


def _is_of_others(asked: AbstractSet[str], title: AbstractSet[str]) -> bool:
    """Say whether a title names some of the people of a question, and somebody else in another's place."""
    wanted, named = ({name for name in names if name.startswith(PERSON)} for names in (asked, title))
    return bool(wanted & named) and bool(wanted - named) and bool(named - wanted)


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
