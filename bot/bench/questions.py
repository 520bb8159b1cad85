"""Questions with what is right for each, and what a search's replies to them are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """A question with the best brief that a search gave for it, that brief's score, and whether it decided to answer."""

    question: Question
    best: str | None
    score: float
    answered: bool | None = None

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


@dataclass(frozen=True)
class Threshold:
    """From which score on a search answers; a score that grows with the question's length is taken a word."""

    least: float
    by_word: bool

    def fits(self, judged: Judged) -> bool:
        """Say whether a reply is answered right or refused right; a search that decides for itself is taken at its word."""
        answered = judged.answered
        if answered is None:
            answered = judged.best is not None and _score(judged, by_word=self.by_word) >= self.least
        return judged.right if answered else not judged.question.wanted


def right_or_refused(judged: Sequence[Judged], threshold: Threshold) -> float:
    """Give the share that is answered right or refused right."""
    return fmean(map(threshold.fits, judged))


def tuned(judged: Sequence[Judged]) -> Threshold:
    """Give the threshold that is best for some replies; cross-validation says whether to take the score a word."""
    by_word = max((False, True), key=lambda choice: _cross_validated(judged, by_word=choice))
    return _best(judged, by_word=by_word)


def _cross_validated(judged: Sequence[Judged], *, by_word: bool) -> int:
    """Count how many are right, each fold by the threshold that is best for the others."""
    hits = 0
    for fold in range(_FOLDS):
        threshold = _best([each for at, each in enumerate(judged) if at % _FOLDS != fold], by_word=by_word)
        hits += sum(map(threshold.fits, judged[fold::_FOLDS]))
    return hits


def _best(judged: Sequence[Judged], *, by_word: bool) -> Threshold:
    """Give the threshold by which most is right, halfway between two scores."""
    scores = sorted({0.0, *(_score(each, by_word=by_word) for each in judged)})
    between = [(low + high) / 2 for low, high in pairwise(scores)]
    found = [Threshold(least, by_word) for least in (0.0, *between)]
    return max(found, key=lambda threshold: sum(map(threshold.fits, judged)))


def _score(judged: Judged, *, by_word: bool) -> float:
    return judged.score / max(1, len(words(judged.question.text))) if by_word else judged.score
