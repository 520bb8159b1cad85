"""Finding the brief that a question asks for, or saying that there is none.

The steps: the question's units (`analysis`) and what they are looked up by (`seeking`), the briefs that hold them (`matching`),
which of them comes first (`ranking`), how likely it is the right one (`scoring`), and what to do about that (`decision`).
Seeking and matching ask a collection of briefs (`holdings`).
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Self, TypeVar

from bot.domain import analysis, decision, meaning, ranking
from bot.domain.analysis import Token
from bot.domain.decision import ANSWERED, Outcome
from bot.domain.holdings import Holdings, View
from bot.domain.lexicon import Lexicon, general_entries
from bot.domain.matching import Match, match, match_all
from bot.domain.models import Brief, Library, Record, Topic
from bot.domain.people import PREFIX, people_entries
from bot.domain.postings import Postings
from bot.domain.ranking import Candidate
from bot.domain.seeking import Seeker
from bot.domain.topics import TopicNames

R = TypeVar("R", bound=Record)

NOTHING = Library()
MOST_HITS = 3  # the answer and those that come nearest to it; of very many briefs each is read from the disk


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

    def undecided(self) -> tuple[Hit, ...]:
        """Give the best candidates where a look at their meaning may tell more; none where words or a topic's name decide.

        A question of nothing but people's names has no meaning that could be nearer to what they said than to anything else.
        """
        best = self.candidates[0].score if self.candidates else 0.0
        people = all(any(name.startswith(PREFIX) for name in match.concepts) for match in self.matches)
        if self.found.outcome == "topic" or not meaning.is_open(best) or people:
            return ()
        return _hits(self.candidates[: meaning.MOST_JUDGED], self.view)


class Index:
    """The published briefs of a library, ready to be asked; `library` has those alone.

    An index does not change: with one brief more or less it is another, which shares with it what is the same.
    """

    def __init__(
        self, library: Library, lexicon: Lexicon | None = None, holdings: Holdings | None = None
    ) -> None:
        self.lexicon = lexicon or lexicon_of(library)
        self.holdings: Holdings = holdings or Postings(library.published(), self.lexicon)
        self._read_names(library.topics)
        self._retracted = {key: brief for key, brief in library.briefs.items() if brief.status == "retracted"}
        self.library = replace(library, briefs=self.holdings.briefs)

    def _read_names(self, topics: Mapping[str, Topic]) -> None:
        self._seeker = Seeker(self.holdings, self.lexicon)
        self.subjects = lru_cache(maxsize=4096)(partial(_subjects, self.lexicon))
        self._topics = TopicNames(topics, self.lexicon)

    def published(self, key: str) -> Brief | None:
        """Give the brief with an id, if it is published."""
        return self.library.briefs.get(key)

    def brief(self, key: str) -> Brief | None:
        """Give a brief that readers know, even where it was retracted since."""
        return self.published(key) or self._retracted.get(key)

    def with_brief(self, brief: Brief, around: Library = NOTHING) -> Self:
        """Give the index with a brief added, or in place of the one with its id; one that is not published goes from it.

        `around` has its article, and the people and the topic that came with it. This index stays as it is, so that it may be
        asked in other threads meanwhile.
        """
        if around is not NOTHING:
            return self.knowing(around).with_brief(brief)
        if brief.status == "published":
            changed = self.over(self.holdings.with_brief(brief))
        else:
            changed = self.over(self.holdings.without(brief.id))
        others = {key: other for key, other in self._retracted.items() if key != brief.id}
        changed._retracted = others | {brief.id: brief} if brief.status == "retracted" else others
        return changed

    def knowing(self, around: Library) -> Self:
        """Give the index with what stands around briefs that come: their articles, and people and topics that are new or changed.

        What people were called before leads to them until the next start.
        """
        library = self.library
        people, topics = _other(around.people, library.people), _other(around.topics, library.topics)
        merged = replace(
            library,
            sources={**library.sources, **_other(around.sources, library.sources)},
            people={**library.people, **people},
            topics={**library.topics, **topics},
        )
        known = copy(self)
        known.library = merged
        if people or topics:
            known.lexicon = self.lexicon.with_entries(people_entries(people))
            known.holdings = self.holdings.knowing(merged, known.lexicon)
            known.library = replace(merged, briefs=known.holdings.briefs)
            known._read_names(merged.topics)
        return known

    def over(self, holdings: Holdings) -> Self:
        """Give the index over other briefs."""
        other = copy(self)
        other.holdings = holdings
        other._seeker = self._seeker.over(holdings)
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
        tokens = self._seeker.split(analysis.tokens(query, self.lexicon))
        sought = self._seeker.sought(analysis.units(tokens, self.lexicon))
        view = self.holdings.view(sought)
        matches = match_all(sought, view, self.lexicon, self.holdings.size)
        candidates = ranking.candidates(matches, view, self.holdings.size)
        found = self._decide(tokens, matches, candidates, view)
        return Explanation(tokens, matches, candidates, view, found)

    def meet(self, query: str, among: Holdings) -> tuple[tuple[Match, ...], View]:
        """Give where the units of a question are held among some of the briefs; they are spelt as all the briefs spell them."""
        tokens = self._seeker.split(analysis.tokens(query, self.lexicon))
        sought = [self._seeker.seek(unit) for unit in analysis.units(tokens, self.lexicon)]
        view = among.view(sought)
        return match_all(sought, view, self.lexicon, among.size), view

    def judge(self, why: Explanation, nearness: Sequence[float]) -> Explanation:
        """Decide again, now that it is known how near in meaning the question is to each of `why.undecided()`."""
        judged = [
            replace(candidate, score=meaning.moved(candidate.score, near), nearness=near)
            for candidate, near in zip(why.candidates, nearness, strict=False)
        ]
        candidates = ranking.ordered(judged)
        found = self._decide(why.tokens, why.matches, candidates, why.view)
        # What a common word or a guess at the spelling speaks for is no answer, whatever it is near to.
        unclear = why.found.outcome != "answer" and why.candidates[0].score >= ANSWERED
        if unclear and found.outcome == "answer":
            return why
        return replace(why, candidates=candidates, found=found)

    def complete(self, typed: str) -> tuple[Hit, ...]:
        """Give the briefs that half-typed words may lead to, best first; for nothing typed, all, newest first."""
        tokens = analysis.tokens(typed, self.lexicon)
        if not tokens:
            return tuple(Hit(brief, 0.0) for brief in self.holdings.newest())
        *whole, last = tokens
        sought = [self._seeker.seek(unit) for unit in analysis.units(tuple(whole), self.lexicon)]
        sought.append(self._seeker.begun(last))
        view = self.holdings.view(sought)
        found = [match(one, view, self.lexicon, self.holdings.size) for one in sought]
        return _hits(ranking.candidates(found, view, self.holdings.size), view)

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


def _subjects(lexicon: Lexicon, *texts: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the keys and the concepts of the words in some texts of a brief."""
    read = [analysis.tokens_of_brief(text, lexicon) for text in texts]
    keys = frozenset(key for tokens in read for token in tokens for key in token.keys)
    return keys, frozenset(name for tokens in read for name in analysis.windows(tokens, lexicon))


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


def _other(new: Mapping[str, R], known: Mapping[str, R]) -> dict[str, R]:
    """Give the records that are new or changed."""
    return {key: record for key, record in new.items() if known.get(key) != record}


def lexicon_of(library: Library) -> Lexicon:
    """Give the general lexicon with the people of a library."""
    return Lexicon((*general_entries(), *people_entries(library.people)))
