"""Roles that no list has: what an article calls somebody before the name, it may call the same one alone later on."""

from collections.abc import Sequence
from typing import Final

import regex

from bot.extract.forms_bn import NO_NAME, SHORTEST
from bot.extract.names import Named
from bot.extract.segment import Document
from bot.extract.words_bn import is_everyday

_NO_NOUN: Final = ("র", "ে", "য়", "কে", "ই", "ও", "ীয়", "িক")  # other cases, and adjectives
_LETTER: Final = r"[\p{L}\p{M}]"


def learned(document: Document, named: Sequence[Named]) -> regex.Pattern[str] | None:
    """Give what finds the roles that stand before names in this article, where they are the subject of a verb of saying or pointed at."""
    known = document.cues.words("role", "title", "given", "surname", "organisation", "unnamed", "function", "work")
    heads = {
        word
        for each in named
        if not each.organisation
        for word in each.roles
        if word not in known and len(word) > SHORTEST and not word.endswith(_NO_NOUN)
    }
    nouns = [word for word in sorted(heads) if not NO_NAME.match(word) and not is_everyday(word)]
    nouns = [word for word in nouns if _leads_a_name(document, word, named)]
    if not nouns:
        return None
    said = document.cues.pattern("say").pattern
    alone = "|".join(map(regex.escape, nouns))
    return regex.compile(
        rf"(?<!{_LETTER})(?:(?:{alone})(?=\s{said})|(?<=(?:এই|ওই|সেই)\s)(?:{alone})(?!{_LETTER}))"
    )


def _leads_a_name(document: Document, word: str, named: Sequence[Named]) -> bool:
    """Say whether a word stands right before a name."""
    return any(f"{word} {each.full}" in document.text for each in named if word in each.roles)
