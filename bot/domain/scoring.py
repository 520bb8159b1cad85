"""From what matched to how likely it is that a brief is the one that was asked for."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from bot.domain.matching import HELD, Match

# A logistic model over `Features`, fitted to half of the project's own questions over two corpora.
BIAS = -4.0
WEIGHTS = (5.0, 0.8, 1.5, -2.0)


@dataclass(frozen=True)
class Features:
    """What tells a brief that was asked for from one that shares a name with the question.

    share: how much of the question's information the brief holds, 0..1.
    evidence: how much that is in itself, where 1 is a word that no other brief has; at most 2.
    margin: how far it is ahead of the best other brief, -1..1.
    foreign: the share of what is known and not in this brief: another subject.
    """

    share: float
    evidence: float
    margin: float
    foreign: float


def held_mass(matches: Sequence[Match], number: int) -> float:
    """Give how much of the question's information brief `number` holds."""
    return sum(match.weight * match.held[number].likeness for match in matches if number in match.held)


def features(matches: Sequence[Match], number: int, rank: float, rival: float) -> Features:
    """Give a brief's features; `rank` and `rival` are its own ranking figure and the best other brief's."""
    total = sum(match.weight for match in matches)
    mass = held_mass(matches, number)
    foreign = sum(
        match.weight
        for match in matches
        if match.known and (number not in match.held or match.held[number].likeness < HELD)
    )
    top = max(rank, rival)
    return Features(mass / total, min(mass, 2.0), (rank - rival) / top if top else 0.0, foreign / total)


def probability(found: Features) -> float:
    """Give the likelihood, 0..1, that the brief is what was asked for."""
    logit = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, astuple(found), strict=True))
    return 1 / (1 + exp(-logit))
