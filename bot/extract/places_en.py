"""Where an English text speaks of somebody without a name, and in which forms it writes a name."""

from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from bot.extract.cues import Cues
from bot.extract.names import Mention, Named
from bot.extract.names_en import SHORT, opens_clause
from bot.extract.segment import Document

_PRONOUNS: Final = {"he": "he", "she": "she", "it": "it", "they": "they"}
_DETERMINER: Final = r"\b(an?|one|another|the|his|her|their|its|this|that(?! (?:the|his|her|its|their|an?)\b))\s(?:(?!(?:an?|the|his|her|its|their)\b)[\p{L}'’.-]+\s){0,3}?"
_MODIFIER: Final = regex.compile(r"\s([\p{L}-]+)\s\p{Lu}")
_PASSED: Final = ("organisation", "generic", "firm")  # in the daily Le Lac, by the Oruz news agency
_ARTICLES: Final = frozenset(["the", "a", "an", "his", "her"])
_POSSESSIVE: Final = regex.compile(r"['’]s?\b|['’](?=\s)")


def places(document: Document, start: int, end: int) -> Iterator[Mention]:
    """Give the pronouns, roles and descriptions in a stretch of the text."""
    cues, text = document.cues, document.text
    for sort in _PRONOUNS:
        for found in cues.pattern(sort).finditer(text, start, end):
            possessive = found[0].casefold() in (
                "his",
                "her",
                "its",
                "their",
                "him",
                "them",
                "himself",
                "herself",
            )
            if found[0].casefold() in (sort, *(("her",) if sort == "she" else ()), "his", "its", "their"):
                yield Mention(*found.span(), "pronoun", None, possessive)
    for found in _introduction(cues).finditer(text, start, end):
        yield Mention(*found.span(), "described", described(document, found[0]), oblique=False)
    for found in _noun_pattern(cues).finditer(text, start, end):
        oblique = is_oblique(document, found.start(), found.end())
        if found[1] and found[1].casefold() in cues.words("described"):
            yield Mention(*found.span(), "described", described(document, found[0]), oblique)
        else:
            yield Mention(*found.span(), "role", None, oblique)


def described(document: Document, phrase: str) -> Named:
    """Give somebody without a name, of the sex that the words say."""
    said = set(phrase.casefold().split())
    sexes = (sex for sex, row in (("m", "male"), ("f", "female")) if said & document.cues.words(row))
    noun = phrase.casefold().split()[-1].removesuffix("টি")
    people = document.cues.words("role") if document.language == "en" else ()  # a guard is a man, no army
    organisation = noun in document.cues.words("organisation") and noun not in people
    return Named(phrase, organisation, described=True, sex=next(sexes, ""))


@cache
def _introduction(cues: Cues) -> regex.Pattern[str]:
    """Give what finds somebody whom a sentence begins with, of whatever trade: An importer, seeking anonymity, admitted."""
    said = "|".join(sorted(map(regex.escape, cues.words("say")), key=len, reverse=True))
    return regex.compile(
        rf"(?<=(?:^|\n|[.?!”’] ))(?:An?|One|Another) (?:[\p{{Ll}}-]+ ){{0,2}}?[\p{{Ll}}-]+(?=,? whose? |, \p{{Ll}}+ing |(?<=er|or|ist|an|ant|ee) \p{{Ll}}+ing |,? (?:{said})\b)"
    )


@cache
def _noun_pattern(cues: Cues) -> regex.Pattern[str]:
    nouns = sorted(cues.words("role", "male", "female", "organisation"), key=len, reverse=True)
    noun = rf"(?:{'|'.join(map(regex.escape, nouns))})s?\b"
    return regex.compile(  # one council official: an official, no council
        rf"{_DETERMINER}{noun}(?: {noun})?|\bthe \d+-year-old\b", regex.IGNORECASE
    )


def is_oblique(document: Document, start: int, end: int) -> bool:
    """Say whether what stands here is no subject: after a preposition, or with a possessive ending."""
    before = document.text[max(0, start - 60) : start].split()
    roles = document.cues.words("role", "sirname")
    while (
        before
        and before[-1].casefold().strip(".") in document.cues.words("role", "sirname", *_PASSED) | _ARTICLES
    ):
        before.pop()
        if (
            len(before) > 1 and before[-1] == "of" and before[-2].casefold() in roles
        ):  # Superintendent of Police
            del before[-2:]
    if before and opens_clause(document, start - len(before[-1]) - 1, before[-1]):
        return True
    after_preposition = bool(before) and before[-1].casefold() in document.cues.words("preposition")
    modifier = _MODIFIER.match(document.text, end)
    if modifier and modifier[1].casefold() in document.cues.words(
        "role"
    ):  # Athletic Brae manager Peter Hallgarten
        return True
    return after_preposition or bool(_POSSESSIVE.match(document.text, end))


def pattern(named: Named) -> str:
    """Give a regular expression for what names somebody: the whole name or, of a person, a word of it."""
    escaped = [regex.escape(named.full)]
    if not named.organisation:
        escaped += [regex.escape(word) for word in reversed(named.full.split()) if len(word) > SHORT]
    return "|".join(escaped)
