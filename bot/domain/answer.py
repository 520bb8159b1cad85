"""What a reader gets for a question: the brief, the quote in it that fits, and the language to say it in."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import analysis
from bot.domain.analysis import Token
from bot.domain.decision import Outcome
from bot.domain.matching import Match
from bot.domain.models import Brief, Language, Quote
from bot.domain.people import PREFIX
from bot.domain.romanise import is_telling
from bot.domain.search import Explanation, Hit, Index
from bot.domain.stems import variants
from bot.domain.text import script

# Where neither words nor reader decide: most who write Latin letters read English.
FIRST_CHOICE: Language = "en"


@dataclass(frozen=True)
class Answer:
    """What was found for `query`, with the quote of the first brief that fits it; hits are best first."""

    query: str
    outcome: Outcome
    topic: str | None
    hits: tuple[Hit, ...]
    quote: Quote | None
    language: Language


def answer(index: Index, query: str, preferred: Language | None) -> Answer:
    """Answer `query`; `preferred` is the reader's language, used where the query leaves it open."""
    why = index.explain(query)
    found = why.found
    quote = choose_quote(index, found.hits[0].brief, why) if found.outcome == "answer" else None
    language = language_of(index, query) or preferred or FIRST_CHOICE
    return Answer(query, found.outcome, found.topic, found.hits, quote, language)


def language_of(index: Index, query: str) -> Language | None:
    """Give the language that a question is written in; None where its words leave it open (`putin iran`).

    Any Bengali letter makes it Bengali. Latin letters may be either: words that only one of the languages has decide.
    """
    written = script(query)
    if written is None:
        return None
    if written != "latin":
        return "bn"
    votes = {"bn": 0, "en": 0}
    tokens = analysis.tokens(query, index.lexicon)
    if len(tokens) == 1 and not _is_whole(index, tokens[0]):
        return None
    for token in tokens:
        languages = _languages(index, token)
        if len(languages) == 1:
            votes[next(iter(languages))] += 1
    if votes["bn"] == votes["en"]:
        return None
    return "bn" if votes["bn"] > votes["en"] else "en"


def _is_whole(index: Index, token: Token) -> bool:
    """Say whether a Latin word is one that is known, and not the beginning of one or a guess at it."""
    if (
        token.role is not None
        or index.lexicon.is_common(token.word)
        or any(
            index.lexicon.lists(word) or index.holdings.count("words", word) for word in variants(token.word)
        )
    ):
        return True
    key = token.keys[0]
    return is_telling(key) and bool(index.lexicon.languages(key) or index.holdings.languages(key))


def _languages(index: Index, token: Token) -> set[Language]:
    """Give the languages that have a word."""
    if token.role is not None:
        return index.lexicon.role_languages(token.word)
    for key in token.keys:
        known = index.lexicon.languages(key) | index.holdings.languages(key)
        if known:
            return known
    near = index.holdings.vocabulary.near(token.keys[0])
    return index.holdings.languages(max(near, key=lambda key: near[key])) if near else set()


def speakers_named(why: Explanation) -> tuple[str, ...]:
    """Give the ids of the people whom a question names, by any spelling or by role, in its order."""
    named = (concept for match in why.matches for concept in match.concepts)
    return tuple(dict.fromkeys(name.removeprefix(PREFIX) for name in named if name.startswith(PREFIX)))


def choose_quote(index: Index, brief: Brief, why: Explanation) -> Quote | None:
    """Give the brief's quote or passage that fits a question best, never one on hold; None where it has none.

    A quote of somebody whom the question names comes before all others, then what shares most of its words,
    then the editor's order. Who asks for a quote gets speech before a passage.
    """
    named = speakers_named(why)
    wants_speech = any(token.role == "_quote" for token in why.tokens)

    def fit(quote: Quote) -> tuple[bool, float, bool]:
        speech = quote.kind != "passage"
        return quote.speaker in named, _shared(index, why.matches, quote), speech and wants_speech

    return max(brief.shown_quotes, key=fit, default=None)


def _shared(index: Index, matches: Sequence[Match], quote: Quote) -> float:
    """Give how much of a question a quote's words hold, in the question's own weights."""
    keys, concepts = index.subjects(quote.exact, quote.translation.bn or "", quote.translation.en or "")
    return sum(
        match.weight
        for match in matches
        if concepts & match.concepts.keys()
        or any(keys.intersection(token.keys) for token in match.unit.tokens)
        or any(held.by in keys for held in match.held.values())
    )
