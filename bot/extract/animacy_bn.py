"""Bengali words that no list has as names, and that do what only people do: take a polite verb, or কে, or say something.

A polite verb (এসেছেন) has a person as its subject, and what is an object in কে is most often a person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

import regex

from bot.extract.forms_bn import NO_NAME, POLITE, ROLE
from bot.extract.segment import Document, Paragraph
from bot.extract.words_bn import is_everyday, outside_quotes

_POLITE: Final = regex.compile(r".+(?:ছেন|লেন|াননি|েননি)|বলেন|জানান|থাকেন|আসেন|করেন")
_STAYING: Final = regex.compile(
    r"ছিলেন|আছেন|রয়েছেন|থাকেন|(?:এসে|গিয়ে|গে|বসে|দাঁড়িয়ে|ফিরে|থেকে|উঠে|নেমে|পৌঁছে|হয়ে)(?:ছেন|ছিলেন)|এলেন|গেলেন|আসেন|যান|বসেন|দাঁড়ান"
)  # verbs without an object: what follows is their subject
_CASES: Final = ("ের", "তে", "ে", "য়", "রা", "দের", "টি", "টা", "ও", "ই")
_BEHIND: Final = frozenset(
    ["থেকে", "নিয়ে", "সম্পর্কে", "জুড়ে", "ছেড়ে", "পর্যন্ত", "জেলা", "উপজেলা", "সফরে", "হয়ে", "করে", "দিয়ে", "ঘিরে"]
)  # what makes the word before no subject
_SHORTEST: Final = 3  # letters
_BETWEEN: Final = 3  # words from a verb to the subject behind it
_ENOUGH: Final = 2  # signs that a word names somebody
_Words = list[regex.Match[str]]


def animate(document: Document) -> frozenset[str]:
    """Give the words of an article that name somebody: what stays behind its verb, or acts once and shows another sign."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in document.paragraphs:
        said = document.cues.pattern("say").finditer(document.text, paragraph.start, paragraph.end)
        verbs = {found.start() for found in said}
        for words in _sentences(document, paragraph):
            for place in range(len(words)):
                for word, sign in _Word(document, verbs, words, place).signs():
                    signs[word][sign] += 1
    also = document.cues.words("wordname")
    return frozenset(word for word, seen in signs.items() if _is_enough(word, seen, also=word in also))


def _is_enough(word: str, seen: Counter[str], *, also: bool) -> bool:
    if also:  # a first name and a word
        return "role" in seen and len(seen) > 1
    if is_everyday(word):
        return "role" in seen and bool({"behind", "object"} & set(seen))
    acts = {"first", "says", "behind"} & set(seen)
    # things too are objects now and then: দামকে
    return "behind" in seen or (bool(acts) and sum(seen.values()) >= _ENOUGH + ("object" in seen))


def _sentences(document: Document, paragraph: Paragraph) -> Iterator[_Words]:
    """Give the words of each sentence that are not quoted."""
    tokens = outside_quotes(document, paragraph)
    for sentence in document.split(paragraph):
        found = [token for token in tokens if sentence.start <= token.start() < sentence.end]
        if found:
            yield found


class _Word:
    """A word in its sentence."""

    def __init__(self, document: Document, verbs: set[int], words: _Words, place: int) -> None:
        self._text, self._cues, self._verbs = document.text, document.cues, verbs
        self._words, self._place = words, place

    def signs(self) -> Iterator[tuple[str, str]]:
        """Give what tells that it is a name: `first` before a polite verb, `behind` it, `last` behind a verb of saying, before one (`says`), an `object`, or led to by a `role`."""
        word, after = self._words[self._place][0], self._place + 1
        if word.endswith("কে") and self._may_name(word.removesuffix("কে")):
            yield word.removesuffix("কে"), "object"
        led = self._place > 0 and self._touch(self._place) and self._is_role(self._words[self._place - 1][0])
        if led and word.endswith("র"):
            owners = {word.removesuffix("র"), word.removesuffix("ের")}
            yield from ((bare, "role") for bare in owners if bare != word and self._may_name(bare))
        is_upright = self._may_name(word) and not word.endswith(_CASES)
        if not is_upright and word not in self._cues.words("wordname"):
            return
        if led:
            yield word, "role"
        if after == len(self._words):
            yield from ((word, sign) for sign in self._at_end())
        elif self._words[after].start() in self._verbs and self._touch(after):
            yield word, "says"
        elif (
            not self._place and self._words[after][0] not in _BEHIND and _POLITE.fullmatch(self._words[-1][0])
        ):
            yield word, "first"

    def _at_end(self) -> Iterator[str]:
        end = self._words[self._place].end()
        if self._text[end : end + 1] not in ("।", "\n"):
            return
        if any(token.start() in self._verbs for token in self._words[: self._place]):
            yield "last"
        if self._place and self._touch(self._place) and self._stays():
            yield "behind"

    def _stays(self) -> bool:
        """Say whether such a verb stands before it, at most what tells of a person between: রয়েছেন নবাগত দেবমাল্য."""
        for before in range(self._place - 1, max(self._place - 1 - _BETWEEN, 0), -1):
            word = self._words[before][0]
            if not self._touch(before + 1):
                return False
            if _STAYING.fullmatch(word) or POLITE.fullmatch(word):
                return True
            if word.endswith(_CASES) or word in self._cues.words("function"):
                return False
        return False

    def _touch(self, place: int) -> bool:
        return self._text[self._words[place - 1].end() : self._words[place].start()] == " "

    def _is_role(self, word: str) -> bool:
        return word in self._cues.words("role") or ROLE.fullmatch(word) is not None

    def _may_name(self, word: str) -> bool:
        """Say whether a word is neither a small word nor one that tells what somebody or something is."""
        taken = self._cues.words(
            "function", "unnamed", "role", "organisation", "work", "sound", "light", "nominal", "turn", "surname",
            "he", "they", "it", "someone", "described", "generic", "alone", "title", "given",
        )  # fmt: skip
        odd = word in taken or ROLE.fullmatch(word) or NO_NAME.match(word)
        return len(word) >= _SHORTEST and not odd
