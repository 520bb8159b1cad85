"""The briefs that hold any of a question, best first."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.domain import scoring
from bot.domain.holdings import View
from bot.domain.lexicon import PERSON
from bot.domain.matching import Match
from bot.domain.scoring import Features

# Of briefs that hold the same words, the one whose title says just that is meant, then the one whose topic is named.
TITLE_BONUS, TOPIC_BONUS = 0.25, 0.05
# A title with somebody else in the place of one of the people asked for is about another talk or meeting.
OTHERS = 0.15
TIE = 0.02  # scores so near each other tell nothing


@dataclass(frozen=True)
class Candidate:
    """A brief under consideration, by its number in the index; `nearness` is known where its meaning was looked at."""

    number: int
    rank: float
    features: Features
    score: float
    nearness: float | None = None


def candidates(matches: Sequence[Match], view: View, size: int) -> tuple[Candidate, ...]:
    """Give the briefs, of `size`, that hold any of the question, best first, with their features and scores."""
    numbers = {number for match in matches for number in match.held}
    asked = {name for match in matches for name in (*match.concepts, *match.unit.tokens[0].keys)}
    people = _people(asked)
    ranks = {number: _rank(matches, asked, people, view, number) for number in numbers}
    order = sorted(numbers, key=lambda number: (-ranks[number], number))
    found = []
    for number in order:
        rival = ranks[order[number == order[0]]] if len(order) > 1 else 0.0
        seen = scoring.features(matches, number, ranks[number], rival, size)
        found.append(Candidate(number, ranks[number], seen, scoring.probability(seen)))
    return ordered(found)


def ordered(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give candidates by score; of those that it hardly tells from the best, the one with the highest rank leads."""
    by_score = sorted(found, key=lambda candidate: -candidate.score)
    alike = [candidate for candidate in by_score if by_score[0].score - candidate.score <= TIE]
    if alike:
        leader = max(alike, key=lambda candidate: candidate.rank)
        by_score.remove(leader)
        by_score.insert(0, replace(leader, score=alike[0].score))
    return tuple(by_score)


def _rank(
    matches: Sequence[Match], asked: AbstractSet[str], people: AbstractSet[str], view: View, number: int
) -> float:
    """Give a brief's figure for ranking: what it holds of the question, and how much of its title is asked for."""
    titles = view.titles(number)
    told = max((len(title & asked) / len(title) for title in titles if title), default=0.0)
    of_topic = bool(view.topic(number) & asked)
    of_others = bool(people) and _is_of_others(people, _people(frozenset().union(*titles)))
    boost = 1 + TITLE_BONUS * told + TOPIC_BONUS * of_topic - OTHERS * of_others
    return scoring.held_mass(matches, number) * boost


def _people(names: AbstractSet[str]) -> AbstractSet[str]:
    return {name for name in names if name.startswith(PERSON)}


def _is_of_others(wanted: AbstractSet[str], named: AbstractSet[str]) -> bool:
    """Say whether a title names some of the people of a question, and somebody else in another's place."""
    return bool(wanted & named) and bool(wanted - named) and bool(named - wanted)
