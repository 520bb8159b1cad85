"""Finding the brief that a question asks for, or saying that there is none.

Five steps: the question's units (`analysis`), the briefs that hold them (`matching`), which of them comes first (`ranking`), how
likely it is the right one (`scoring`), and what to do about that (`decision`). The second asks a collection (`holdings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain import analysis, decision, ranking
from bot.domain.analysis import Token
from bot.domain.decision import ANSWERED, Outcome
from bot.domain.holdings import Holdings, View
from bot.domain.lexicon import Lexicon, general_entries
from bot.domain.matching import Match, Matcher
from bot.domain.models import Brief, Library
from bot.domain.people import people_entries
from bot.domain.postings import Postings
from bot.domain.ranking import Candidate
from bot.domain.topics import TopicNames

MOST_HITS = 10  # the answer and those that come nearest to it


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
        candidates = ranking.candidates(matches, view)
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
        return _hits(ranking.candidates([self._matcher.match(one, view) for one in sought], view), view)

    def _subjects(self, *texts: str) -> tuple[frozenset[str], frozenset[str]]:
        """Give the keys and the concepts of the words in some texts of a brief."""
        read = [analysis.tokens_of_brief(text, self.lexicon) for text in texts]
        keys = frozenset(key for tokens in read for token in tokens for key in token.keys)
        return keys, frozenset(name for tokens in read for name in analysis.windows(tokens, self.lexicon))

    def _decide(
        self, tokens: Sequence[Token], matches: Sequence[Match], candidates: Sequence[Candidate], view: View
    ) -> Found:
        """Give the outcome."""
        topic = self._topics.named(matches)
        if topic is not None and (of_topic := self.holdings.in_topic(topic)):
            return _in_topic(topic, of_topic, _hits(candidates, view))
        if candidates and decision.doubt(tokens, matches, candidates) is None:
            hits = _hits(candidates[:MOST_HITS], view)
            return Found("answer", hits[0].brief.topic, hits)
        guesses = _hits(decision.guesses(candidates), view)
        return Found("suggest", None, guesses) if guesses else Found("none", None, ())


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


def lexicon_of(library: Library) -> Lexicon:
    """Give the general lexicon with the people of a library."""
    return Lexicon((*general_entries(), *people_entries(library.people)))
