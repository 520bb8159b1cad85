"""What sort of thing a question asks for: a time, a place, a reason, a number, a list; and whether a text tells one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

import regex

from bot.domain.numerals import unmatched_numbers
from bot.domain.text import words

Sort = Literal["when", "where", "why", "count", "list"]

# A question asks for what comes first here: `which day` is a time, and only then a choice of things.
_ASKS: dict[Sort, tuple[str, ...]] = {
    "when": (*words("when কবে কখন kobe kokhon kokhn তারিখ tarikh"), "which day", "what day", "what date", "what time", "কোন দিন"),
    "where": (*words("where কোথায় কোথা কোথাকার kothay kothai kothae"), "which city", "which place", "কোন শহরে"),
    "why": (*words("why কেন কেনো keno kno kano"), "for what reason", "how come", "কী কারণে", "ki karone"),
    "count": (
        *words(
            "কত কতটা কতটি কতজন কতগুলো কতবার কতক্ষণ কতদিন কতটুকু কতখানি কততম কয়টা কয়টি কয়জন কয়বার koto kotota kotojon "
            "kotogulo kotobar kottuku koyta koiti koyti koyjon koybar"
        ),
        *(f"how {much}" for much in words("many much long old often far big high fast")),
    ),
    "list": (
        *words("which কোন কোনগুলো kon kongulo"),
        *("কী কী", "কি কি", "ki ki", "কে কে", "what kinds", "what sorts", "what kind", "what else"),
    ),
}  # fmt: skip
_MONTHS = (
    "january february march april june july august september october november december জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন "
    "জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রোববার রবিবার "
    "today tomorrow yesterday tonight আজ আগামীকাল গতকাল"
)
_SPANS = "days weeks months years decade within দিনগুলি দিনগুলো সপ্তাহ মাস বছর বছরে বছরের দশক"
_WORD_BEGINS, _WORD_ENDS = r"(?<![\p{L}\p{M}])", r"(?:ে|ের|র|েই)?(?![\p{L}\p{M}])"
_TIME = regex.compile(
    rf"{_WORD_BEGINS}(?:{'|'.join(words(f'{_MONTHS} {_DAYS} {_SPANS}'))}){_WORD_ENDS}"
    r"|(?<!\p{N})(?:19|20)\p{N}{2}(?!\p{N})"
)
_REASONS = "because due owing aim aiming reason কারণ কারণে লক্ষ্যে ফলে"
_REASON = regex.compile(rf"{_WORD_BEGINS}(?:{'|'.join(words(_REASONS))}){_WORD_ENDS}")
# `in the city of Poltava`, not `in February` or `in the Trump–Putin call`.
_PLACE = regex.compile(
    rf"\b(?:in|at|near|from|inside|outside) (?:the )?(?:\p{{Ll}}+ of )?(?!(?i:{'|'.join(words(_MONTHS))})\b)"
    r"\p{Lu}\p{Ll}+(?![\p{L}–-])"
)
# Three things named one after another, in either language.
_LIST = regex.compile(normalize("NFC", r",[^,.।]+?(?:,|(?<!\p{L}\p{M}*)(?:and|or|এবং|ও|বা)(?!\p{M}*\p{L})\s)"))


_PHRASES = {sort: tuple(f" {' '.join(words(ask))} " for ask in asks) for sort, asks in _ASKS.items()}


def asked_for(said: Iterable[str]) -> Sort | None:
    """Give what the words of a question ask for; None where that is no such thing, or nothing is asked."""
    question = f" {' '.join(said)} "
    return next((sort for sort, asks in _PHRASES.items() if any(ask in question for ask in asks)), None)


@lru_cache(maxsize=4096)
def tells(text: str, sort: Sort) -> bool:
    """Say whether a text in Bengali or English may tell what is asked for: by its look, not by its sense."""
    match sort:
        case "when":
            return _TIME.search(" ".join(words(text))) is not None
        case "where":
            return _PLACE.search(text) is not None
        case "why":
            return _REASON.search(" ".join(words(text))) is not None
        case "count":
            return bool(unmatched_numbers(text, "")[0])
        case "list":
            return _LIST.search(text) is not None
