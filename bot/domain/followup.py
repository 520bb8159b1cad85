"""Short messages after an answer that refer to it: `more`, `সূত্র কী`, `and Zelenskyy?`.

A message is taken for one only when nothing else can be meant: `more weapons for Ukraine?` is a question of its own.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from bot.domain.answer import FIRST_CHOICE, Answer, answer, choose_quote, language_of, speakers_named
from bot.domain.decision import SUGGESTED
from bot.domain.models import Brief, Language
from bot.domain.search import Hit, Index
from bot.domain.text import words

Kind = Literal["more", "source", "context", "question"]

# What a message may hold beside the word that asks: politeness, and words that point back at the answer.
_COURTESY = frozenset(
    words(
        "please pls plz ok okay thanks thank you me us the a one some is it its this that for of to give show tell what "
        "whats can i get see do did have about on ki kii ta ti to er ei eta etar doya kore dao din den bolo bolun janao "
        "dekhao chai ache niye news khobor khoborer কী কি টা টি এর এই এটা এটার খবর খবরের খবরটার দয়া করে ধন্যবাদ আমাকে দিন দাও "
        "দেন বলো বলুন বল জানাও জানান দেখাও দেখান চাই আছে নিয়ে সম্পর্কে বিষয়ে"
    )
)
# Any of these, with all of its words, makes the message such a request.
_ASKS: dict[Kind, tuple[str, ...]] = {
    "more": (
        *words(
            "more further detail details else continue elaborate আরও আরো আরেকটু বিস্তারিত বিশদ aro aaro aroo arektu bistarito"
        ),
        "more quotes",
        "আরও উক্তি",
        "আরো উক্তি",
        "aro ukti",
        "more details",
        "আরও কিছু",
        "aro kichu",
    ),
    "source": (
        *words("source sources link citation সূত্র উৎস সোর্স লিংক তথ্যসূত্র sutro shutro sutra soors utso utsho"),
        "where from",
        "where you from",
        "who says",
        "কোথা থেকে পেলে",
        "কোথা থেকে পেলেন",
        "কোথায় পেলে",
        "কোথায় পেলেন",
        "kothay pele",
        "kothay pelen",
    ),
    "context": (*words("context প্রসঙ্গ প্রেক্ষাপট prosongo proshongo prekkhapot"), "in context", "in full"),
}
_LEADS = regex.compile(
    r"^\s*(?:and\s+(?:what\s+about\s+)?|(?:what|how)\s+about\s+|আর\s+|এবং\s+|ar\s+|aar\s+|ebong\s+)(?P<rest>\S.*?)\s*$",
    regex.IGNORECASE | regex.DOTALL,
)
_LONGEST_REST = 4  # words after "and": more is a question that happens to begin so


_words_of = cache(lambda ask: frozenset(words(ask)))


@dataclass(frozen=True)
class FollowUp:
    """What a short message asks of the last answer; `rest` is the new part of a question."""

    kind: Kind
    rest: str = ""


def read_followup(text: str) -> FollowUp | None:
    """Give what a message asks of the answer before it; None for a question of its own."""
    said = frozenset(words(text))
    for kind, asks in _ASKS.items():
        if any(said >= ask and said <= ask | _COURTESY for ask in map(_words_of, asks)):
            return FollowUp(kind)
    lead = _LEADS.match(text)
    if lead and 0 < len(words(lead["rest"])) <= _LONGEST_REST:
        # "and more?", "আর সূত্র?"
        return read_followup(lead["rest"]) or FollowUp("question", lead["rest"].rstrip("?？ "))
    return None


def follow(index: Index, brief: Brief, rest: str, preferred: Language | None) -> Answer:
    """Answer the new part of a question asked after `brief`: from that brief, else its topic, else anywhere."""
    language = language_of(index, rest) or preferred or FIRST_CHOICE
    why = index.explain(rest)
    named = speakers_named(why)
    if any(quote.speaker in named for quote in brief.shown_quotes):
        quote = choose_quote(index, brief, why)
        return Answer(rest, "answer", brief.topic, (Hit(brief, 1.0),), quote, language)
    near = next((hit for hit in index.rank(rest) if hit.brief.topic == brief.topic), None)
    if near is not None and near.score >= SUGGESTED:
        quote = choose_quote(index, near.brief, why)
        return Answer(rest, "answer", brief.topic, (near,), quote, language)
    return replace(answer(index, rest, preferred), language=language)
