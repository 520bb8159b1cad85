"""Why a question is answered as it is, for an editor: what each word was read as, which briefs have it, and what decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from wcwidth import ljust, wrap

from bot.domain import decision
from bot.domain.answer import answer
from bot.domain.decision import ANSWERED, SUGGESTED, SURE
from bot.domain.lexicon import PERSON, general_entries
from bot.domain.matching import Match
from bot.domain.meaning import NEAR
from bot.domain.models import Library
from bot.domain.ranking import TIE, Candidate
from bot.domain.scoring import HELD, probability
from bot.domain.search import Explanation, Index

WIDTH: Final = 80  # cells
_CANDIDATES, _MEANINGS = 5, 3  # how many are shown
_MUCH, _SOME = 0.6, 0.3  # of a word's weight: what it tells
_LEAST_SHOWN = 0.005  # a score that is not nought when rounded
_WORDS = (18, 40, 6, 10)  # the columns' widths, with two cells between them
_BRIEFS = (26, 5, 45)
_ROLES = {
    "_ask": "a question word",
    "_light": "a filling word",
    "_quote": "asks for somebody's words",
    "_news": "means news",
    "_talk": "a filling word",
}


def explanation(index: Index, why: Explanation, question: str) -> str:
    """Give the lines, of at most 80 cells, that tell an editor how the answer to a question came about."""
    parts = [
        _prose("Question", question),
        _table(("Word", "Read as", "Tells", "Found in"), _words(index, why), _WORDS),
        _table(("Brief", "Score", "What it has of the question"), _briefs(why, index.library), _BRIEFS),
        _prose("Decision", _decided(why, index.library)),
    ]
    quote = answer(index, question, None, why).quote
    if quote:
        parts.append(_prose("Quote", quote.exact))
    return "\n\n".join(filter(None, parts))


def _prose(label: str, text: str) -> str:
    lines = wrap(f"{label:<10}{text}", WIDTH, subsequent_indent=" " * 10, break_on_hyphens=False)
    return "\n".join(lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Give rows in columns by display width, which for Bengali is not the number of characters; nothing without rows."""
    lines: list[str] = []
    for row in (head, *rows):
        cells = [
            wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)
        ]
        for at in range(max(map(len, cells))):
            parts = (cell[at] if at < len(cell) else "" for cell in cells)
            aligned = (ljust(part, width) for part, width in zip(parts, widths, strict=True))
            lines.append("  ".join(aligned).rstrip())
    return "\n".join(lines) if len(lines) > 1 else ""


def _words(index: Index, why: Explanation) -> Iterator[tuple[str, str, str, str]]:
    """Give a row for each word or phrase of the question, in its order; what is added to it comes last."""
    left, at = list(why.matches), 0
    while at < len(why.tokens):
        unit = left[0].unit.tokens if left else ()
        if unit and why.tokens[at : at + len(unit)] == unit:
            yield _subject(index, left.pop(0))
            at += len(unit)
        else:
            token = why.tokens[at]
            yield token.word, f"{_ROLES.get(token.role or '', 'part of a phrase')}, left out", "", ""
            at += 1
    yield from (_subject(index, match) for match in left)


def _subject(index: Index, match: Match) -> tuple[str, str, str, str]:
    tells = "much" if match.weight >= _MUCH else "some" if match.weight >= _SOME else "little"
    found = f"{len(match.held) or 'none'} of {index.holdings.size}"
    return match.unit.text, _reading(match, index.library), tells, found


def _reading(match: Match, library: Library) -> str:
    """Give what a word or phrase was taken for."""
    surest = sorted(match.concepts, key=lambda name: (-match.concepts[name], name))[:_MEANINGS]
    names = ", ".join(dict.fromkeys(_meaning(name, library) for name in surest))
    if match.known:
        return f"{names or 'the word itself'}{', which any news may have' if match.general else ''}"
    if names:
        return f"unknown; perhaps misspelt: {names}"
    return "unknown; like a word of a brief" if match.held else "unknown"


def _meaning(concept: str, library: Library) -> str:
    """Give the English word for what a word may mean, a person by name."""
    person = library.people.get(concept.removeprefix(PERSON)) if concept.startswith(PERSON) else None
    return person.name.en if person else _english().get(concept, concept.lstrip("@*").replace("-", " "))


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    """Give the first English word that is listed for each meaning."""
    found: dict[str, str] = {}
    for entry in general_entries():
        if entry.language == "en":
            found.setdefault(entry.concept, entry.phrase)
    return found


def _briefs(why: Explanation, library: Library) -> Iterator[tuple[str, str, str]]:
    """Give a row for each of the best candidates."""
    for at, candidate in enumerate(why.candidates[:_CANDIDATES]):
        if at == 0 or candidate.score >= _LEAST_SHOWN:
            yield (
                why.view.brief(candidate.number).id,
                f"{candidate.score:.0%}".rjust(5),
                f"{_holding(why, candidate, library)}{_judged(candidate)}",
            )


def _judged(candidate: Candidate) -> str:
    """Say what a look at its meaning changed, where there was one."""
    if candidate.nearness is None:
        return ""
    near = "near" if candidate.nearness >= NEAR else "far"
    return (
        f"; by its words {probability(candidate.features):.0%}, in meaning {near} ({candidate.nearness:.3f})"
    )


def _holding(why: Explanation, candidate: Candidate, library: Library) -> str:
    """Give what a brief has of the question, what it only touches, and what it has not."""
    parts: dict[str, list[str]] = {"has": [], "perhaps": [], "in passing": [], "lacks": []}
    for match in why.matches:
        held = match.held.get(candidate.number)
        name = match.unit.text
        if held is None:
            parts["lacks"].append(name)
            continue
        if held.by.startswith("=") and held.spelt < 1:
            name = f"{name} ({_meaning(held.by[1:], library)})"
        parts["perhaps" if held.spelt < SURE else "has" if held.likeness >= HELD else "in passing"].append(
            name
        )
    return "; ".join(f"{label} {', '.join(names)}" for label, names in parts.items() if names)


def _decided(why: Explanation, library: Library) -> str:
    """Say in plain words why the question is answered, offered a choice, or refused."""
    found, doubt = why.found, decision.doubt(why.tokens, why.matches, why.candidates)
    ids = ", ".join(hit.brief.id for hit in found.hits[: decision.MOST_SUGGESTIONS])
    if found.outcome == "topic":
        topic = library.topics[found.topic or ""].name.en
        return f"The topic: the question names “{topic}” and nothing beside it, so all its briefs are listed."
    if found.outcome == "answer" and doubt:
        return f"Answered with {ids}: the question names a topic, and this is its only brief."
    best = f"{why.candidates[0].score:.0%}" if why.candidates else ""
    if found.outcome == "answer":
        alike = (
            ", and of the briefs that score as much its title and topic fit best" if _alike(why) > 1 else ""
        )
        return f"Answered with {found.hits[0].brief.id}: it scores {best}, an answer needs {ANSWERED:.0%}{alike}."
    if found.outcome == "suggest":
        return f"Offered, not answered: {ids}. {_doubted(why, doubt, best)}"
    if not why.candidates:
        nothing = "no brief has any word of the question" if why.matches else "no word of it names a subject"
        return f"Nothing found: {nothing}."
    return f"Nothing found: the best brief scores {best}, and an offer needs {SUGGESTED:.0%}. {_lacking(why)}".rstrip()


def _doubted(why: Explanation, doubt: decision.Doubt | None, best: str) -> str:
    match doubt:
        case "subject":
            return "The best brief has no word of the question for sure but one that any news may have."
        case "tied":
            return f"{_alike(why)} briefs fit alike, and the question says too little to choose among them."
        case _:
            return f"The best scores {best}, and an answer needs {ANSWERED:.0%}. {_lacking(why)}".rstrip()


def _alike(why: Explanation) -> int:
    """Give how many briefs score as much as the best, itself among them."""
    return sum(why.candidates[0].score - other.score <= TIE for other in why.candidates)


def _lacking(why: Explanation) -> str:
    """Name the words that the best brief has not."""
    best = why.candidates[0].number
    lacking = [match.unit.text for match in why.matches if best not in match.held]
    return f"It lacks {', '.join(lacking)}." if lacking else ""
