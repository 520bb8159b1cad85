"""How nearness in meaning, as a model of language sees it, moves a score that the words leave open."""

from math import exp, log

# Below and above, words decide so surely that a model only spoils it.
OPEN = (0.1, 0.9)
MOST_JUDGED = 5  # of the best candidates
# A logistic fit to the tune half of the project's own questions, also with the brief that is asked for taken away and with
# briefs cut to their titles; what the words found keeps its weight of 1. Rounded towards the words.
WEIGHT = 30.0
NEAR = 0.835  # the cosine of a question and a brief that speaks neither for nor against it
_LEAST = 1e-6


def is_open(score: float) -> bool:
    """Say whether the best score leaves it open if a question can be answered."""
    return OPEN[0] <= score <= OPEN[1]


def moved(score: float, nearness: float) -> float:
    """Give a brief's score, 0..1, once it is known how near in meaning (a cosine) the question is to it."""
    bounded = min(max(score, _LEAST), 1 - _LEAST)
    return 1 / (1 + exp(-log(bounded / (1 - bounded)) - WEIGHT * (nearness - NEAR)))
