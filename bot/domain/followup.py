"""Short messages after an answer that refer to it: `more`, `সূত্র কী`, `and Zelenskyy?`.

A message is taken for one only when nothing else can be meant: `more weapons for Ukraine?` is a question of its own.
"""

from dataclasses import dataclass, replace
from typing import Literal

import regex

from bot.domain.answer import FIRST_CHOICE, Answer, answer, choose_quote, language_of, speakers_named
from bot.domain.models import Brief, Language
from bot.domain.search import SUGGESTED, Hit, Index
from bot.domain.text import words

Kind = Literal["more", "source", "context", "question"]

# What a whole message may consist of to ask for more, for the source, for the context. Politeness is no more than that.
_COURTESY = frozenset(
    "please pls plz ok okay thanks thank you me us the a one some is it its this that for of to give show tell what whats "
    "can i get see do have ki kii ta ti to দয়া করে ধন্যবাদ কী কি টা টি এর এটার এটা এই খবরের খবরটার আমাকে দিন দাও দেন বলো বলুন "
    "বল জানাও জানান দেখাও দেখান চাই আছে doya kore dao din den bolo bolun janao dekhao chai ache eta etar er ei amake".split()
)
_ASKS: dict[Kind, frozenset[str]] = {
    "more": frozenset(
        "more further details detail else continue elaborate আরও আরো বিস্তারিত বিশদ আরেকটু তারপর aro aaro aroo bistarito bistarit "
        "arektu tarpor".split()
    ),
    "source": frozenset(
        "source sources link citation সূত্র সূত্রটি উৎস সোর্স লিংক তথ্যসূত্র sutro shutro sutra soors utso utsho কোথাকার".split()
    ),
    "context": frozenset("context প্রসঙ্গ প্রেক্ষাপট প্রসঙ্গসহ প্রসঙ্গে prosongo proshongo prekkhapot".split()),
}
_EXTRA: dict[Kind, frozenset[str]] = {
    "more": frozenset(
        "about on সম্পর্কে নিয়ে বিষয়ে niye kichu কিছু anything quotes quote উক্তি ukti খবর khobor news".split()
    ),
    "source": frozenset(
        "where from who says কোথা থেকে পেলে পেলেন kotha theke kothay পেয়েছেন your news খবর khobor".split()
    ),
    "context": frozenset("in full whole প্রসঙ্গসহ মধ্যে".split()),
}
_LEADS = regex.compile(
    r"^\s*(?:and\s+(?:what\s+about\s+)?|(?:what|how)\s+about\s+|আর\s+|এবং\s+|ar\s+|aar\s+|ebong\s+)(?P<rest>\S.*?)\s*$",
    regex.IGNORECASE | regex.DOTALL,
)
_LONGEST_REST = 4  # words after "and": more is a question that happens to begin so


@dataclass(frozen=True)
class FollowUp:
    """What a short message asks of the last answer; `rest` is the new part of a question."""

    kind: Kind
    rest: str = ""


def read_followup(text: str) -> FollowUp | None:
    """Give what a message asks of the answer before it; None for a question of its own."""
    said = frozenset(words(text))
    for kind, asks in _ASKS.items():
        if said & asks and said <= asks | _COURTESY | _EXTRA[kind]:
            return FollowUp(kind)
    lead = _LEADS.match(text)
    if lead and 0 < len(words(lead["rest"])) <= _LONGEST_REST:
        # "and more?", "আর সূত্র?"
        return read_followup(lead["rest"]) or FollowUp("question", lead["rest"].rstrip("?？ "))
    return None


def follow(index: Index, brief: Brief, rest: str, preferred: Language | None) -> Answer:
    """Answer the new part of a question asked after `brief`: from that brief, else its topic, else anywhere."""
    language = language_of(index, rest) or preferred or FIRST_CHOICE
    named = speakers_named(index, rest)
    if any(quote.speaker in named for quote in brief.shown_quotes):
        quote = choose_quote(index, brief, rest)
        return Answer(rest, "answer", brief.topic, (Hit(brief, 1.0),), quote, language)
    near = next((hit for hit in index.rank(rest) if hit.brief.topic == brief.topic), None)
    if near is not None and near.score >= SUGGESTED:
        quote = choose_quote(index, near.brief, rest)
        return Answer(rest, "answer", brief.topic, (near,), quote, language)
    return replace(answer(index, rest, preferred), language=language)
