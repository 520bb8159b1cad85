"""Short messages after an answer that refer to it: `more`, `কেন?`, `in English`, `and Zelenskyy?`.

A message is taken for one only when nothing else can be meant: `more weapons for Ukraine?` is a question of its own.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from bot.domain.answer import FIRST_CHOICE, Answer, answer, from_brief, language_of
from bot.domain.decision import SUGGESTED
from bot.domain.models import LANGUAGES, Brief, Language
from bot.domain.search import Hit, Index
from bot.domain.speakers import speakers_named
from bot.domain.text import words

Kind = Literal[
    "more", "source", "context", "quotes", "related", "who", "why", "when", "where", "bn", "en", "question"
]

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
        "কোথা থেকে",
        "kotha theke",
        "কোথায় পেলে",
        "কোথায় পেলেন",
        "kothay pele",
        "kothay pelen",
    ),
    "context": (*words("context প্রসঙ্গ প্রেক্ষাপট prosongo proshongo prekkhapot"), "in context", "in full"),
    "quotes": (
        *words("quote quotes quotation উক্তি উদ্ধৃতি ukti uddhriti"),
        *(
            "exact words",
            "his words",
            "her words",
            "their words",
            "what did he say",
            "what did she say",
            "what did they say",
        ),
        *("কী বললেন", "কী বলেছেন", "কি বলেছেন", "ki bolechen", "ki bollen", "ki bolse"),
    ),
    "who": (
        *words("who কে"),
        *("who said", "কে বলেছে", "কে বলেছেন", "কে বলল", "কে বললেন", "কার কথা", "কার উক্তি"),
        *("ke bolse", "ke boleche", "ke bolechen", "ke bollo", "ke bollen", "kar kotha", "kar ukti"),
    ),
    "why": (
        *words("why কেন কেনো keno kno kano"),
        "how come",
        "what reason",
        "কী কারণে",
        "কারণ কী",
        "ki karone",
        "karon ki",
    ),
    "when": (
        *words("when কবে কখন kobe kokhon kokhn কবেকার kobekar"),
        "what date",
        "what day",
        "which day",
        "কোন দিন",
    ),
    "where": (*words("where কোথায় kothay kothai kothae"), "what place", "which place"),
    "related": (
        *words("next another related পরেরটা পরবর্তী আরেকটা আরেকটি সম্পর্কিত porerta porborti arekta"),
        "next one",
    ),
    "en": (
        *words("english ইংরেজি ইংরেজিতে ইংলিশে ingreji ingrejite"),
        "in english",
        "english e",
        "ingreji te",
    ),
    "bn": (
        *words("bengali bangla বাংলা বাংলায় banglay banglate bangla"),
        "in bengali",
        "in bangla",
        "bangla te",
        "bangla y",
    ),
}
# What goes with a bare `why` or `when` without naming a subject.
_POINTING = _COURTESY | frozenset(
    words(
        "they he she them did do does happen happened happening was were are be will so said that "
        "তিনি তারা তাঁরা এমন এটি এ ঘটনা ঘটল ঘটেছে ঘটেছিল হলো হল হয়েছে হয়েছিল হয় হবে ছিল করলেন করেছেন "
        "tini tara emon holo hoyeche hoise hoyechilo hoy hobe chilo ghotlo ghoteche korlo korechen"
    )
)
_BESIDE: dict[Kind, frozenset[str]] = {
    # "Who did it?" asks for no speaker.
    "who": frozenset(words("said says it that this these please এটা এই কথা কথাটা কথাগুলো eta ei kotha kothata ta")),
    **dict.fromkeys(("why", "when", "where"), _POINTING),
    **dict.fromkeys(
        LANGUAGES, _COURTESY | frozenset(words("translate translated translation into version অনুবাদ onubad"))
    ),
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
        if any(said >= ask and said <= ask | _BESIDE.get(kind, _COURTESY) for ask in map(_words_of, asks)):
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
        return from_brief(index, (Hit(brief, 1.0),), why, rest, language)
    near = next((hit for hit in index.rank(rest) if hit.brief.topic == brief.topic), None)
    if near is not None and near.score >= SUGGESTED:
        return from_brief(index, (near,), why, rest, language)
    return replace(answer(index, rest, preferred), language=language)
