"""Bengali words that no list has as names, and that do what only people do: take a polite verb, or কে, or say something.

A polite verb (এসেছেন) has a person as its subject, and only what is animate is an object in কে.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

import regex

from bot.extract.forms_bn import NO_NAME, ROLE
from bot.extract.segment import Document
from bot.extract.words_bn import is_everyday, outside_quotes

_POLITE: Final = regex.compile(r".+(?:ছেন|লেন|ছিলেন|াননি|েননি)|ছিলেন|আছেন|রয়েছেন|বলেন|জানান|থাকেন|আসেন|করেন")
_STAYING: Final = regex.compile(
    r"ছিলেন|আছেন|রয়েছেন|থাকেন|(?:এসে|গিয়ে|গে|বসে|দাঁড়িয়ে|ফিরে|থেকে|উঠে|নেমে|পৌঁছে|হয়ে)(?:ছেন|ছিলেন)|এলেন|গেলেন|আসেন|যান|বসেন|দাঁড়ান"
)  # verbs without an object: what follows is their subject
_CASES: Final = ("ের", "তে", "ে", "য়", "রা", "দের", "টি", "টা", "ও", "ই")
_BEHIND: Final = frozenset(
    "থেকে নিয়ে সম্পর্কে জুড়ে ছেড়ে পর্যন্ত জেলা উপজেলা সফরে হয়ে করে দিয়ে ঘিরে".split()
)  # what makes the word before no subject
_SHORTEST: Final = 3  # letters
_ENOUGH: Final = 2  # signs that a word names somebody


def animate(document: Document) -> frozenset[str]:
    """Give the single words of an article that name somebody by what they do in at least two places of different make, or by a role and a second sign."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for word, sign in _signs(document):
        signs[word][sign] += 1
    also = document.cues.words("wordname")
    return frozenset(word for word, seen in signs.items() if _is_enough(word, seen, also=word in also))


def _is_enough(word: str, seen: Counter[str], *, also: bool) -> bool:
    if also:  # a first name and a word
        return "role" in seen and len(seen) > 1
    if is_everyday(word):  # হৃদয়, which is a word too
        return "role" in seen and bool({"behind", "object"} & set(seen))
    acts = {"first", "says", "behind"} & set(seen)
    return "behind" in seen or (bool(acts) and sum(seen.values()) >= _ENOUGH)


def _signs(document: Document) -> Iterator[tuple[str, str]]:
    """Give each word that may be a name with what tells so: `first`, `behind` its verb, `object`, `says`, or by a `role`."""
    said = document.cues.pattern("say")
    for sentence in document.sentences:
        tokens = [
            token
            for paragraph in document.paragraphs
            if paragraph.start <= sentence.start <= paragraph.end
            for token in outside_quotes(document, paragraph)
            if sentence.start <= token.start() < sentence.end
        ]
        verbs = {found.start() for found in said.finditer(document.text, sentence.start, sentence.end)}
        for place, token in enumerate(tokens):
            word = token[0]
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if word.endswith("কে") and _may_name(document, word.removesuffix("কে")):
                yield word.removesuffix("কে"), "object"
            also = word in document.cues.words("wordname")
            if not also and (not _may_name(document, word) or word.endswith(_CASES)):
                continue
            if following and following.start() in verbs and _touch(document, token, following):
                yield word, "says"
            elif place == 0 and following and following[0] not in _BEHIND and _POLITE.fullmatch(tokens[-1][0]):
                yield word, "first"
            before = tokens[place - 1] if place else None
            if before is None or not _touch(document, before, token):
                continue
            if _is_role(document, before[0]):
                yield word, "role"
            if following is None and _ends(document, token) and _leads(document, tokens, place):
                yield word, "behind"


def _leads(document: Document, tokens: list[regex.Match[str]], place: int) -> bool:
    """Say whether a polite verb stands before a word, at most what tells of a person between: রয়েছেন নবাগত দেবমাল্য."""
    between = tokens[place - 1]
    if place > 1 and between[0] in document.cues.words("unnamed") and _touch(document, tokens[place - 2], between):
        between = tokens[place - 2]
    return _STAYING.fullmatch(between[0]) is not None


def _touch(document: Document, one: regex.Match[str], other: regex.Match[str]) -> bool:
    return document.text[one.end() : other.start()] == " "


def _ends(document: Document, token: regex.Match[str]) -> bool:
    return document.text[token.end() : token.end() + 1] in "।\n"


def _is_role(document: Document, word: str) -> bool:
    return word in document.cues.words("role") or ROLE.fullmatch(word) is not None


def _may_name(document: Document, word: str) -> bool:
    """Say whether a word is neither a small word nor one that tells what somebody or something is."""
    taken = document.cues.words(
        "function", "unnamed", "role", "organisation", "work", "sound", "light", "nominal", "turn", "surname",
        "he", "they", "it", "someone", "described", "generic", "alone", "title", "given",
    )  # fmt: skip
    return (
        len(word) >= _SHORTEST and word not in taken and not ROLE.fullmatch(word) and not NO_NAME.match(word)
    )
