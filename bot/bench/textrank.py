"""TextRank (Mihalcea and Tarau, 2004) as a peer for extractive summaries, and ROUGE-1 to measure them by."""

from collections import Counter
from collections.abc import Sequence
from math import log

from bot.domain.text import words

_DAMPING, _ROUNDS = 0.85, 50  # the paper's damping; far more rounds than it needs to settle


def textrank(sentences: Sequence[str], most: int) -> list[str]:
    """Give the best ranked sentences, `most` words together at most, in their order."""
    said = [set(words(sentence)) for sentence in sentences]
    edges = [[_likeness(one, other) if one is not other else 0.0 for other in said] for one in said]
    totals = [sum(row) or 1.0 for row in edges]
    ranks = [1.0] * len(said)
    for _ in range(_ROUNDS):
        ranks = [
            1 - _DAMPING + _DAMPING * sum(edges[j][i] / totals[j] * ranks[j] for j in range(len(said)))
            for i in range(len(said))
        ]
    chosen: list[int] = []
    for i in sorted(range(len(said)), key=lambda i: -ranks[i]):
        if sum(len(sentences[j].split()) for j in (*chosen, i)) <= most:
            chosen.append(i)
    return [sentences[i] for i in sorted(chosen)]


def _likeness(one: set[str], other: set[str]) -> float:
    length = log(len(one) or 1) + log(len(other) or 1)
    return len(one & other) / length if length else 0.0


def rouge_1(text: str, reference: str) -> float:
    """Give the F1 of the words that a summary shares with a reference (Lin, 2004), 0..1."""
    ours, theirs = Counter(words(text)), Counter(words(reference))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0
