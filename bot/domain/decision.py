"""Whether the best brief is the answer, a guess among others, or nothing: all thresholds stand here.

`ANSWERED`: a reader who gets titles to choose from pays 1 where the right one is among them; if a wrong answer costs N more than
wrong titles do, to answer pays from N / (N + 1). The value stands for N = 1.2. On the tune halves of the project's questions the
credit is the same, and best, from .55 to .65. The lowest of these was chosen by questions kept apart, where .65 refuses more that is
right than wrong (credit .937 for .946 of 524); those questions no longer measure this threshold.
`SUGGESTED`: .15 says that a brief that is there and not shown costs between five and six times as much as a useless list. The credit
is best there as well: .10 gives two in five more lists and .20 leaves out briefs that were asked for.
How often a score is right, and what each threshold costs and saves, is what `barta bench search` shows.
"""

from collections.abc import Sequence
from typing import Final, Literal

from bot.domain.analysis import Token
from bot.domain.lexicon import PERSON
from bot.domain.matching import Match
from bot.domain.ranking import TIE, Candidate

Outcome = Literal["answer", "topic", "suggest", "none"]
Doubt = Literal["score", "subject", "tied"]

ANSWERED: Final = 0.55
SUGGESTED: Final = 0.15
MOST_SUGGESTIONS: Final = 3
# Briefs that a few common words speak for alike are a choice for the reader.
TIED: Final = 3
LITTLE_EVIDENCE: Final = 0.45
LEAST_GENERAL: Final = 2  # one general word (`previous`) is no subject; two together are
SURE: Final = (
    0.84  # how surely one of the words must be spelt, where the others are general ones or guesses too
)


def doubt(tokens: Sequence[Token], matches: Sequence[Match], candidates: Sequence[Candidate]) -> Doubt | None:
    """Give why the best candidate is no answer: too low a score, no sure subject, or others as good; None where it is one."""
    if not candidates or candidates[0].score < ANSWERED:
        return "score"
    best = candidates[0].number
    sure = [match.general for match in matches if best in match.held and match.held[best].spelt >= SURE]
    if all(sure) and len(sure) < LEAST_GENERAL:
        return "subject"
    return "tied" if _tied(candidates) and not _asks_for_words(tokens, matches) else None


def guesses(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Give those of the candidates, best first, that are worth offering."""
    return [candidate for candidate in candidates if candidate.score >= SUGGESTED][:MOST_SUGGESTIONS]


def _tied(candidates: Sequence[Candidate]) -> bool:
    """Say whether too little was asked to tell the best candidates apart."""
    best = candidates[0]
    alike = sum(best.score - other.score <= TIE for other in candidates)
    return alike >= TIED and best.features.evidence < LITTLE_EVIDENCE


def _asks_for_words(tokens: Sequence[Token], matches: Sequence[Match]) -> bool:
    """Say whether a question asks what somebody said; any brief with their words will do."""
    named = any(name.startswith(PERSON) for match in matches for name in match.concepts)
    return named and any(token.role == "_quote" for token in tokens)
