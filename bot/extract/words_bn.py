"""The words of a Bengali paragraph that are not quoted, and what their forms tell of names."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex

from bot.domain.text import words
from bot.extract.forms_bn import NO_NAME, POLITE, ROLE, VERB_END, without_case, without_suffix
from bot.extract.segment import Document, Paragraph

_TOKEN: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*\.?")
_ASIDE: Final = regex.compile(r" \([^()\n]*\) ")
_ENDINGS: Final = ("য়ের", "ের", "কে", "র", "ও", "ই")
_CASES: Final = ("ের", "কে", "তে", "ে", "য়", "রা")
_SHORTEST, _SHORTEST_GIVEN = 2, 5  # letters of a name, and of one that only its ending tells


@cache
def _everyday() -> frozenset[str]:
    rows = files("bot.domain").joinpath("common.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in words(row.split("\t")[1]))


@cache
def _parts(roles: frozenset[str], but: frozenset[str]) -> frozenset[str]:
    """Give the words of roles of several words: প্রধান নির্বাহী, সিভিল সার্জন."""
    return frozenset(word for role in roles if " " in role for word in role.split()) - but


@lru_cache(maxsize=1)  # each paragraph of an article asks
def _said(text: str) -> frozenset[str]:
    return frozenset(regex.findall(r"[\p{L}\p{M}]+", text))


def is_everyday(word: str) -> bool:
    """Say whether a word is one of everyday language."""
    return any(each in _everyday() for each in words(word))


def outside_quotes(document: Document, paragraph: Paragraph) -> Sequence[regex.Match[str]]:
    """Give the words of a paragraph that are neither quoted nor in brackets."""
    asides = list(_ASIDE.finditer(document.text, paragraph.start, paragraph.end))
    return [
        token
        for token in _TOKEN.finditer(document.text, paragraph.start, paragraph.end)
        if paragraph.holding(token.start()) is None
        and not any(aside.start() < token.start() < aside.end() for aside in asides)
    ]


def unknown(document: Document, start: int, end: int) -> Iterator[int]:
    """Give where words stand that no list has, and that have no ending but a name's."""
    known = document.cues.words(
        "function", "unnamed", "role", "organisation", "nominal", "light", "he", "they", "it", "title"
    )
    said = [
        found.span() for found in document.cues.pattern("say", "describe").finditer(document.text, start, end)
    ]
    for token in _TOKEN.finditer(document.text, start, end):
        word = token[0]
        plain = (
            word not in known
            and not ROLE.fullmatch(word)
            and not NO_NAME.match(word)
            and word not in _everyday()
        )
        if plain and not word.endswith(_CASES) and not any(a <= token.start() < b for a, b in said):
            yield token.start()


class Words:
    """One paragraph's words outside its quotations."""

    def __init__(self, document: Document, paragraph: Paragraph, animate: frozenset[str]) -> None:
        self._animate = animate
        self._text, self._cues = document.text, document.cues
        self._tokens = outside_quotes(document, paragraph)
        said = self._cues.pattern("say").finditer(document.text, paragraph.start, paragraph.end)
        self._verbs = {start for found in said for start in range(*found.span())}

    def _is_given(self, word: str) -> bool:
        """Say whether a word is a first name, by the list or by how it ends: জান্নাতুল, রাশেদুজ্জামান, বিমলেন্দু."""
        ends = len(word) > _SHORTEST_GIVEN and word.endswith(tuple(self._cues.words("given-ends")))
        return word in self._cues.words("given") or word in self._animate or (ends and self._is_plain(word))

    def _is_foreign(self, at: int) -> bool:
        """Say whether a word that looks like another form (হোর্হে, গ্রেটা) begins the name of two that a role leads to."""
        if at + 1 >= len(self._tokens) or self._is_name(at) or not self._follows(at + 1):
            return False
        word, following = self._tokens[at][0], self._tokens[at + 1]
        odd = NO_NAME.match(word) and not regex.search("[০-৯]|(?:টি|েছেন|েছে|ভাবে|দের|কে)", word)
        ends = self._text[following.end() : following.end() + 1] == "," or self._leads_verb([at + 1])
        return (
            bool(odd)
            and ends
            and self._is_name(at + 1)
            and word not in self._cues.words("function", "unnamed")
        )

    def _is_name(self, at: int) -> bool:
        token = self._tokens[at]
        word = token[0]
        if word in self._cues.words("title") and (word.endswith(".") or not self._is_plain(word)):
            return True
        if word.endswith(".") or token.start() in self._verbs or len(word) < _SHORTEST:
            return False
        if word in self._cues.words("surname") or self._is_given(word):
            return True
        if VERB_END.match(word) and (not self._follows(at + 1) or not self._follows(at)):
            return False
        before_surname = self._follows(at + 1) and self._bare(at + 1) in self._cues.words("surname")
        return self._is_plain(word, everyday=before_surname)

    def _is_plain(self, word: str, *, everyday: bool = False) -> bool:
        taken = self._cues.words(
            "function",
            "unnamed",
            "role",
            "organisation",
            "work",
            "sound",
            "light",
            "nominal",
            "he",
            "they",
            "it",
        )
        bare = words(word)
        names = self._cues.words("given", "surname", "title")
        return (
            word not in taken
            and word not in _parts(self._cues.words("role"), names)
            and regex.sub("^(?:উপ|সহ)", "", word) not in self._cues.words("role")
            and without_suffix(word) not in self._cues.words("organisation")
            and not ROLE.fullmatch(word)
            and not NO_NAME.match(word)
            and (everyday or not (bare and bare[0] in _everyday()))
        )

    def _follows(self, at: int) -> bool:
        """Say whether only a blank stands before a token, or what is in brackets."""
        if at >= len(self._tokens):
            return False
        between = self._text[self._tokens[at - 1].end() : self._tokens[at].start()]
        return between == " " or _ASIDE.fullmatch(between) is not None

    def _ends_before_verb(self, at: int) -> bool:
        following = self._tokens[at + 1].start() if self._follows(at + 1) else None
        return (
            following is None
            or following in self._verbs
            or self._tokens[at + 1][0] in self._cues.words("function")
        )

    def _after_verb(self, run: Sequence[int]) -> bool:
        """Say whether a verb stands before a run that ends its sentence: বলেন কালাম বেপারী।, অভিনয় করছেন তটিনী শেখর।."""
        if not run or not run[0] or not self._follows(run[0]):
            return False
        before = self._tokens[run[0] - 1]
        ends = self._text[self._tokens[run[-1]].end() :][:1]
        said = before.start() in self._verbs and ends in ("।", ",", "\n", "")
        acts = VERB_END.match(before[0]) or POLITE.fullmatch(before[0])
        return said or (ends == "।" and acts is not None)

    def _leads_verb(self, last: Sequence[int]) -> bool:
        return any(self._follows(at + 1) and self._tokens[at + 1].start() in self._verbs for at in last)

    def _inflected(self, at: int) -> bool:
        return self._bare(at) != self._tokens[at][0]

    def _bare(self, at: int) -> str:
        """Give a token without the ending of a case; র alone is one where the word also stands without it."""
        word = self._tokens[at][0]
        if word in self._cues.words("surname", "given") or (
            self._leads_verb([at]) and not word.endswith("কে")
        ):
            return word
        if self._follows(at + 1) and self._tokens[at + 1][0] in self._cues.words("surname"):
            return word
        if word.endswith("র") and self._owns(at):
            return without_suffix(word)
        for ending in _ENDINGS:
            if ending == "র" and not self._follows(at + 1):
                continue
            if word.endswith(ending) and word.removesuffix(ending) in self._cues.words("surname", "given"):
                return word.removesuffix(ending)
        return without_case(word, modifies=self._follows(at + 1), stands=self._stands(word[:-1]))

    def _owns(self, at: int) -> bool:
        """Say whether a noun of saying that is no part of a verb follows: মাইতির হুঁশিয়ারি."""
        following = self._tokens[at + 1] if self._follows(at + 1) else None
        nouns = self._cues.words("nominal")
        return following is not None and following[0] in nouns and following.start() not in self._verbs

    def _stands(self, word: str) -> bool:
        return word in _said(self._text)
