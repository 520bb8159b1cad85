"""Where a Bengali text speaks of somebody without a name, and in which forms it writes a name."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from bot.extract.forms_bn import NAME_IN_R, ROLES, SHORTEST, without_suffix
from bot.extract.names import Mention, Named
from bot.extract.segment import Document

_DETERMINING: Final = regex.compile(
    r"(?<=(?<![\p{L}\p{M}])সে) (?:কথা|সময়|জন্য|ক্ষেত্র|দিন|রাত|বছর|বিষয়|প্রশ্ন|হিসাব|অনুযায়ী|সব|সম্পর্কে)"
)
_ENDING: Final = "(?:বাবু|দেবী)?(?:রা|য়ের|ের|র|কে|দের|এর)?[ওই]?"
_CASE: Final = regex.compile(r"(?:র|কে)(?:ও|ই)?$")
_OFFICER: Final = regex.compile(r" (?:কর্মকর্তা|কর্মী|কর্মচারী|কমিশনার|পরিদর্শক|পরিচালক|ব্যবস্থাপক)(?![\p{L}\p{M}])")
_CLASSIFIER: Final = "(?:টি|টির|টিকে)?"


def places(document: Document, start: int, end: int) -> Iterator[Mention]:
    """Give the pronouns, roles and descriptions in a stretch of the text."""
    cues, text = document.cues, document.text
    for found in cues.pattern("he", "they", "it").finditer(text, start, end):
        if not _DETERMINING.match(text, found.end()):
            yield Mention(*found.span(), "pronoun", None, found[0].endswith(("র", "ের")))
    for found in cues.pattern("someone").finditer(text, start, end):
        yield Mention(*found.span(), "described", Named(found[0], described=True), oblique=False)
    described = "|".join(cues.words("described"))
    for found in _nouns(document).finditer(text, start, end):
        if found[0] in cues.words("organisation") and _OFFICER.match(text, found.end()):
            continue  # ব্যাংক কর্মকর্তা
        oblique = is_oblique(document, found.start(), found.end())
        lead = regex.search(
            rf"(?<![\p{{L}}\p{{M}}])(?:{described})\s(?:[\p{{L}}\p{{M}}]+(?<!তে|[^ী]য়|ে)\s){{0,2}}$",
            text[max(start, found.start() - 40) : found.start()],
        )
        if lead:
            span = (found.start() - len(lead[0]), found.end())
            yield Mention(*span, "described", Named(text[span[0] : span[1]], described=True), oblique)
        else:
            yield Mention(*found.span(), "role", None, oblique)


@lru_cache(maxsize=64)
def _noun_pattern(nouns: frozenset[str]) -> regex.Pattern[str]:
    found = "|".join(
        sorted((regex.escape(noun) for noun in nouns if len(noun) > SHORTEST), key=len, reverse=True)
    )
    short = "|".join(regex.escape(noun) for noun in nouns if len(noun) <= SHORTEST)  # মা, but not মাটি
    ending = f"{_CLASSIFIER}(?:রা|েরা|দের)?(?:য়ের|ের|র|কে)?(?:ও|ই)?"
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?:{found}){ending}|(?:{short or '(?!)'})(?:র|য়ের|কে|ও|ই)?)(?![\p{{L}}\p{{M}}\p{{N}}])"
    )


def _nouns(document: Document) -> regex.Pattern[str]:
    suffixed = frozenset(word for word in ROLES.findall(document.text))
    return _noun_pattern(document.cues.words("role", "organisation") | suffixed)


def is_oblique(document: Document, start: int, end: int) -> bool:
    """Say whether what stands here is no subject: it has the ending of another case, or a postposition follows."""
    word = document.text[start:end].split()[-1]
    after = document.text[end : end + 12].split()[:1]
    whole = word in document.cues.words("role", "organisation")
    ending = not whole and _CASE.search(word) and (without_suffix(word) != word or not NAME_IN_R.search(word))
    return bool(ending) or after in (["নিয়ে"], ["থেকে"], ["সম্পর্কে"])


def pattern(named: Named) -> str:
    """Give a regular expression for what names somebody, in every case: the whole name or, of a person, a word of it."""
    escaped = [regex.escape(named.full)]
    if not named.organisation:
        escaped += [regex.escape(word) for word in reversed(named.full.split()) if len(word) > SHORTEST]
    return f"(?:{'|'.join(escaped)}){_ENDING}"
