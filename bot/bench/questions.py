"""Questions with what is right for each, and what a search's replies to them are worth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from bot.domain.errors import BartaError
from bot.domain.text import words

BANGLISH = "bl-kw"
_FOLDS = 5
_REFUSED = ("none", "near")


@dataclass(frozen=True)
class Question:
    """A question, its kind, and the ids of the briefs that are right; none where it is to be refused."""

    kind: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """A question with the best brief that a search gave for it, and that brief's score."""

    question: Question
    best: str | None
    score: float

    @property
    def right(self) -> bool:
        """Whether the best brief is one that was asked for."""
        return self.best in self.question.wanted


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read lines of kind, question and expected ids by tabs; those that ask for a topic are left out, since peers know none.

    Raises:
        BartaError: A line has another form, or there is none.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:  # noqa: PLR2004 - the columns that the docstring names
            raise BartaError(f"{path}:{number}: a question has a kind, a text and expected ids, by tabs.")
        kind, text, expected = parts
        if not expected.startswith("topic:"):
            wanted = frozenset() if expected in _REFUSED else frozenset(expected.split("|"))
            found.append(Question(kind, text, wanted))
    if not any(question.wanted for question in found):
        raise BartaError(f"{path} asks for no brief.")
    return tuple(found)


def top_1(judged: Sequence[Judged], kind: str | None = None) -> float | None:
    """Give the share of the questions with an answer (of one kind) whose best brief is right; None where there are none."""
    asked = [each.right for each in judged if each.question.wanted and kind in (None, each.question.kind)]
    return fmean(asked) if asked else None


def right_or_refused(judged: Sequence[Judged]) -> float:
    """Give the share that is answered right or refused right, each fold by the threshold that is best for the others.

    A score that grows with the question's length says little by itself, so a score a word is tried too; the better counts.
    """
    by_word = [replace(each, score=each.score / max(1, len(words(each.question.text)))) for each in judged]
    return max(map(_cross_validated, (judged, by_word)))


def _cross_validated(judged: Sequence[Judged]) -> float:
    hits = 0
    for fold in range(_FOLDS):
        threshold = _best_threshold([each for at, each in enumerate(judged) if at % _FOLDS != fold])
        hits += sum(_fits(each, threshold) for each in judged[fold::_FOLDS])
    return hits / len(judged)


def _best_threshold(judged: Sequence[Judged]) -> float:
    """Give the threshold by which most is right, halfway between two scores."""
    scores = sorted({0.0, *(each.score for each in judged)})
    between = [(low + high) / 2 for low, high in pairwise(scores)]
    return max((0.0, *between), key=lambda threshold: sum(_fits(each, threshold) for each in judged))


def _fits(judged: Judged, threshold: float) -> bool:
    answered = judged.best is not None and judged.score >= threshold
    return judged.right if answered else not judged.question.wanted
