"""Which of a brief's quotes and passages fits a question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asked import Sort, asked_for, tells
from bot.domain.matching import Match
from bot.domain.models import LANGUAGES, Brief, Quote
from bot.domain.people import PREFIX
from bot.domain.search import Explanation, Index
from bot.domain.speakers import asks_for_words, speakers_asked
from bot.domain.stems import forms
from bot.domain.text import sentences, words

# What a quote's own words hold of a question counts whole; what the summary tells of the same thing, less.
AROUND = 0.8
ATTRIBUTED = 0.5  # what stands in the name and role of who said it
SORT = 0.5  # a time where one is asked for, beside 1 for a word that no other brief has
LEAST_SHARED = 2.0  # words that show a sentence to tell of a quote; those of several sentences count for less


@dataclass(frozen=True)
class _Held:
    """The keys and concepts of some words."""

    keys: frozenset[str]
    concepts: frozenset[str]

    def holds(self, match: Match) -> bool:
        """Say whether a unit of a question is among the words, as it is written or means, or as it was meant."""
        return bool(
            self.concepts & match.concepts.keys()
            or any(self.keys.intersection(token.keys) for token in match.unit.tokens)
            or any(held.by in self.keys for held in match.held.values())
        )


def unheard(brief: Brief, why: Explanation) -> str | None:
    """Give the id of the person whose words a question asks for where the brief has nobody's of those."""
    asked = speakers_asked(why)
    heard = {person for quote in brief.shown_quotes for person in (quote.speaker, quote.relayed_by)}
    return asked[0] if asked and heard.isdisjoint(asked) else None


def choose_quote(index: Index, brief: Brief, why: Explanation) -> Quote | None:
    """Give the brief's quote or passage that fits a question best, never one on hold; None where it has none.

    Who asks for somebody's words gets theirs before all others, then what they relay, and, where the brief has none, no
    other's before the article's own. Else what shares most of the question decides, then the editor's order.
    """
    asked = speakers_asked(why)
    nobody = unheard(brief, why) is not None
    sort = asked_for([token.word for token in why.tokens])

    def fit(quote: Quote) -> tuple[int, float, bool]:
        speech = quote.kind != "passage"
        voice = 2 * (quote.speaker in asked) or int(quote.relayed_by in asked) or -int(nobody and speech)
        return voice, _fitness(index, brief, quote, why.matches, sort), speech and asks_for_words(why)

    return max(brief.shown_quotes, key=fit, default=None)


def _fitness(index: Index, brief: Brief, quote: Quote, matches: Sequence[Match], sort: Sort | None) -> float:
    """Give how much of a question a quote holds, in the question's own weights, and whether it is the sort that is asked for."""
    texts = tuple(text for text in (quote.exact, quote.translation.bn, quote.translation.en) if text)
    told = _Held(*index.subjects(*texts))
    around = _Held(
        *index.subjects(*(_alike(brief.summary.get(language), told.keys) for language in LANGUAGES))
    )
    teller = _Held(*index.subjects(*_teller(index, quote)))
    speaker = f"{PREFIX}{quote.speaker}"

    def share(match: Match) -> float:
        if speaker in match.concepts:
            return 1.0
        return max(told.holds(match), AROUND * around.holds(match), ATTRIBUTED * teller.holds(match))

    fits = sort is not None and any(tells(text, sort) for text in texts)
    return sum(match.weight * share(match) for match in matches) + SORT * fits


@lru_cache(maxsize=4096)
def _alike(summary: str, told: frozenset[str]) -> str:
    """Give of a summary the sentence that tells most of what a quote with the keys `told` does; empty if none tells of it.

    A word that only one sentence has says more about which one is meant.
    """
    parts = sentences(summary)
    read = [dict.fromkeys(forms(word, banglish=False) for word in words(sentence)) for sentence in parts]
    shared = [[keys for keys in held if told.intersection(keys)] for held in read]
    spread = Counter(keys[-1] for held in shared for keys in held)
    telling = [sum(1 / spread[keys[-1]] for keys in held) for held in shared]
    best = max(range(len(parts)), key=lambda at: telling[at])
    return parts[best] if telling[best] >= LEAST_SHARED else ""


def _teller(index: Index, quote: Quote) -> list[str]:
    """Give the names and the role of who said a quote."""
    person = index.library.people.get(quote.speaker or "")
    texts = (person.name, person.role) if person else ()
    return [text.get(language) for text in texts if text for language in LANGUAGES]
