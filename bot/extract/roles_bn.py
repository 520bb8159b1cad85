"""Roles that no list has: what an article calls somebody right before the name, it may call the same one alone later on."""

from collections.abc import Sequence
from typing import Final

import regex

from bot.extract.forms_bn import NO_NAME
from bot.extract.names import Named
from bot.extract.segment import Document
from bot.extract.words_bn import is_everyday

_NO_NOUN: Final = ("র", "ে", "য়", "কে", "ই", "ও", "িক")  # other cases, and adjectives
_LETTER: Final = r"[\p{L}\p{M}]"
_LONGEST: Final = 40  # letters of a noun
_BEFORE: Final = regex.compile(r"(?<!\S)([\p{L}\p{M}]{4,})\s$")


def learned(document: Document, named: Sequence[Named]) -> regex.Pattern[str] | None:
    """Give what finds the nouns that stand before names, and of each one named remember it as a role."""
    nouns: list[str] = []
    for each in named:
        at = document.text.find(each.full)
        before = _BEFORE.search(document.text, max(0, at - _LONGEST), at) if not each.organisation else None
        if before and _may_be_role(document, before[1]):
            nouns.append(before[1])
            each.roles.add(before[1])
    if not nouns:
        return None
    alone = "|".join(map(regex.escape, nouns))
    return regex.compile(rf"(?<!{_LETTER})(?:{alone})(?!{_LETTER})")


def stands_alone(document: Document, found: regex.Match[str]) -> bool:
    """Say whether such a noun speaks of somebody by itself: it has a verb of saying, or is pointed at."""
    behind = found.end() + 1
    said = document.cues.pattern("say").match(document.text, behind)
    return said is not None or document.text.endswith(("এই ", "ওই ", "সেই "), 0, found.start())


def _may_be_role(document: Document, word: str) -> bool:
    """Say whether a word may be a noun that no list has."""
    known = document.cues.words(
        "role", "title", "given", "surname", "organisation", "unnamed", "function", "work", "light", "degree"
    )
    return (
        word not in known
        and not word.endswith(_NO_NOUN)
        and not NO_NAME.match(word)
        and not is_everyday(word)
        and document.cues.pattern("say").fullmatch(word) is None
    )
