"""From what matched to how likely it is that a brief is the one that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from bot.domain.matching import Held, Match

# A logistic model over `Features`: near the fit to the tune half of the project's own questions over two corpora, with and
# without keywords, and rounded towards refusing; what is missing weighs more than what is there.
BIAS = -0.9
WEIGHTS = (3.3, 1.4, 0.8, -3.7, -2.6)
# Among very many briefs some hold the words by chance: there it tells most how far the best is ahead. Fit to the same questions
# with 10,000 other briefs beside, where the effect is whole; a few dozen, over which the rest was fit, have none of it.
CROWDED, ENOUGH_AHEAD = (-4.0, 14.0), 0.3
FEW, MANY, MOST_CROWDED = 50, 10_000, 1.5
HELD = 0.7  # the likeness of a plain word in a summary or quote
SPELT, MISSPELT = 0.88, 0.65  # how like a word must be to be held as if written, and to be held at all
NAMED = 1.6  # another name is another subject, more surely than another word is
MOST = 2.0  # beyond two words' worth, more evidence for or against changes nothing


@dataclass(frozen=True)
class Features:
    """What tells a brief that was asked for from one that shares a name with the question.

    share: how much of the question's information the brief holds, 0..1.
    evidence: how much that is in itself, where 1 is a word that no brief has; at most `MOST`.
    margin: how far it is ahead of the best other brief, -1..1.
    foreign: the weight of what is known and not in this brief: another subject; at most `MOST`.
    unknown: the weight of what nobody knows; at most `MOST`.
    crowd: how many briefs it is one of, 0 for a few, 1 for ten thousand.
    """

    share: float
    evidence: float
    margin: float
    foreign: float
    unknown: float
    crowd: float = 0.0


def held_mass(matches: Sequence[Match], number: int) -> float:
    """Give how much of the question's information brief `number` holds."""
    return sum(match.weight * match.held[number].likeness for match in matches if number in match.held)


def features(matches: Sequence[Match], number: int, rank: float, rival: float, size: int) -> Features:
    """Give a brief's features, one of `size`; `rank` and `rival` are its own ranking figure and the best other brief's."""
    total = mass = foreign = unknown = 0.0
    for match in matches:
        held = match.held.get(number)
        total += match.weight
        mass += match.weight * held.likeness if held else 0.0
        missing = _missing(match, held)
        if match.known:
            foreign += missing
        else:
            unknown += missing
    top = max(rank, rival)
    margin = (rank - rival) / top if top else 0.0
    return Features(
        mass / total, min(mass, MOST), margin, min(foreign, MOST), min(unknown, MOST), crowd(size)
    )


def crowd(size: int) -> float:
    """Give how crowded a collection of `size` briefs is."""
    return min(MOST_CROWDED, max(0.0, log(max(size, 1) / FEW) / log(MANY / FEW)))


def _missing(match: Match, held: Held | None) -> float:
    """Give how much of a unit's weight a brief does not hold; a fair likeness holds all of it, a guess at the spelling less."""
    doubt = (SPELT - held.spelt) / (SPELT - MISSPELT) if held else 1.0
    lack = 1 - held.likeness / HELD if held else 1.0
    return match.weight * min(1.0, max(0.0, lack, doubt)) * (NAMED if match.named else 1)


def probability(found: Features) -> float:
    """Give the likelihood, 0..1, that the brief is what was asked for."""
    values = (found.share, found.evidence, found.margin, found.foreign, found.unknown)
    logit = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    alone, ahead = CROWDED
    logit += found.crowd * (alone + ahead * min(found.margin, ENOUGH_AHEAD))
    return 1 / (1 + exp(-logit))
