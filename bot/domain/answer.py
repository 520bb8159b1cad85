"""What a reader gets for a question: the brief, the quote in it that fits, and the language to say it in."""

from dataclasses import dataclass

from bot.domain import analysis
from bot.domain.analysis import Token, Unit
from bot.domain.choice import choose_quote, unheard
from bot.domain.decision import Outcome
from bot.domain.lexicon import NAME
from bot.domain.models import Language, Quote
from bot.domain.romanise import fold, is_telling
from bot.domain.search import Explanation, Hit, Index
from bot.domain.stems import variants
from bot.domain.text import script

# Where neither words nor reader decide: most who write Latin letters read English.
FIRST_CHOICE: Language = "en"
# How far a word leans to the language that alone has it: Bengali sentences take English nouns in and English ones no Bengali
# words; then one that its spelling makes English, and one that is only like a word. And how far all must lean together.
SURE, ENGLISH_NOUN, SPELT_AS_ENGLISH, GUESSED = 8, 5, 2, 1
DECIDED = 2  # one guess is not enough; of a word that stands alone more is asked, since it may be half typed
ENDINGS = ("der", "er", "ke", "te", "r")  # those that Bengali puts after a name


@dataclass(frozen=True)
class Answer:
    """What was found for `query`, with the quote of the first brief that fits it; hits are best first.

    `unheard` is the id of somebody whose words were asked for and are not in that brief.
    """

    query: str
    outcome: Outcome
    topic: str | None
    hits: tuple[Hit, ...]
    quote: Quote | None
    language: Language
    unheard: str | None = None


def answer(index: Index, query: str, preferred: Language | None, why: Explanation | None = None) -> Answer:
    """Answer `query`; `preferred` is the reader's language, used where the query leaves it open.

    `why` is what a search for it led to, where that is known already.
    """
    why = why or index.explain(query)
    found = why.found
    language = language_of(index, query) or preferred or FIRST_CHOICE
    if found.outcome != "answer":
        return Answer(query, found.outcome, found.topic, found.hits, None, language)
    return from_brief(index, found.hits, why, query, language)


def from_brief(
    index: Index, hits: tuple[Hit, ...], why: Explanation, query: str, language: Language
) -> Answer:
    """Give the first of some hits as the answer, with the quote that fits."""
    brief = hits[0].brief
    quote = choose_quote(index, brief, why)
    return Answer(query, "answer", brief.topic, hits, quote, language, unheard(brief, why))


def language_of(index: Index, query: str) -> Language | None:
    """Give the language that a question is written in; None where its words leave it open (`putin iran`).

    Any Bengali letter makes it Bengali. Latin letters may be either: words that only one of the languages has decide.
    """
    written = script(query)
    if written is None:
        return None
    if written != "latin":
        return "bn"
    tokens = analysis.tokens(query, index.lexicon)
    if len(tokens) == 1 and not _is_whole(index, tokens[0]):
        return None
    units = analysis.units(tokens, index.lexicon)
    named = [unit for unit in units if any(concept.startswith(NAME) for concept in unit.concepts)]
    names = {token for unit in named for token in unit.tokens}
    lean = sum(_lean_of_name(index, unit) for unit in named)
    lean += sum(_lean(index, token) for token in tokens if token not in names)
    if abs(lean) < (DECIDED if len(tokens) > 1 else ENGLISH_NOUN):
        return None
    return "en" if lean > 0 else "bn"


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


def _lean_of_name(index: Index, unit: Unit) -> int:
    """Give how surely a name is Bengali: it has an ending (`ukrainer`), or English has another; else it is of no language."""
    whole = fold("".join(token.word for token in unit.tokens))
    bengali = index.lexicon.languages(whole) == {"bn"} or any(
        _has_ending(index, token.word) for token in unit.tokens
    )
    return -SURE * bengali


def _has_ending(index: Index, word: str) -> bool:
    bare = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
    return not _is_written(index, word) and any(_is_written(index, name) for name in bare)


def _is_written(index: Index, word: str) -> bool:
    return index.lexicon.lists(word) or index.holdings.count("words", word) > 0


def _lean(index: Index, token: Token) -> int:
    """Give how surely a Latin word is English, above 0, or Bengali, below; 0 for what both languages write so."""
    sureness, known = SURE, index.lexicon.role_languages(token.word)
    if token.role is None:
        known = _languages(index, token)
        if not known:
            sureness, known = GUESSED, _guessed_languages(index, token)
    if known == {"bn"}:
        return -sureness
    if known == {"en"}:
        return min(sureness, SURE if token.role else ENGLISH_NOUN)
    # Bengali has taken over `tax` and `bill`; in these letters they are rather English.
    return SPELT_AS_ENGLISH * (token.role is None and index.holdings.count("words", token.word) > 0)


def _languages(index: Index, token: Token) -> set[Language]:
    """Give the languages that have a word."""
    found = (index.lexicon.languages(key) | index.holdings.languages(key) for key in token.keys)
    return next(filter(None, found), set())


def _guessed_languages(index: Index, token: Token) -> set[Language]:
    """Give the languages of the word that an unknown one is most like."""
    near = index.holdings.vocabulary.near(token.keys[0])
    return index.holdings.languages(max(near, key=lambda key: near[key])) if near else set()
