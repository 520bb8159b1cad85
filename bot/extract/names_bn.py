"""Names in a Bengali text, which has no capitals: what follows a role or title, ends in a family name, or leads a verb of saying."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from bot.domain.text import words
from bot.extract.forms_bn import NO_NAME, ROLE, SHORTEST, VERB_END, without_case, without_suffix
from bot.extract.names import Found, Named
from bot.extract.segment import Document, Paragraph

_TOKEN: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*\.?")
_ASIDE: Final = regex.compile(r" \([^()\n]*\) ")
_ENDINGS: Final = ("য়ের", "ের", "কে", "র", "ও", "ই")
_CASES: Final = ("ের", "কে", "তে", "ে", "য়", "রা")
_LONGEST, _USUAL, _SHORTEST_GIVEN = 4, 2, 5


@cache
def _everyday() -> frozenset[str]:
    rows = files("bot.domain").joinpath("common.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in words(row.split("\t")[1]))


def discover(document: Document) -> Iterator[Found]:
    """Give each name of a person or organisation outside quotations."""
    for paragraph in document.paragraphs:
        reader = _Reader(document, paragraph)
        yield from reader.people()
        yield from reader.organisations()


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


class _Reader:
    """One paragraph's words outside its quotations, and the names among them."""

    def __init__(self, document: Document, paragraph: Paragraph) -> None:
        self._text, self._cues = document.text, document.cues
        asides = list(_ASIDE.finditer(document.text, paragraph.start, paragraph.end))
        self._tokens = [
            token
            for token in _TOKEN.finditer(document.text, paragraph.start, paragraph.end)
            if paragraph.holding(token.start()) is None
            and not any(aside.start() < token.start() < aside.end() for aside in asides)
        ]
        said = self._cues.pattern("say").finditer(document.text, paragraph.start, paragraph.end)
        self._verbs = {start for found in said for start in range(*found.span())}

    def people(self) -> Iterator[Found]:
        roles, titles = self._cues.words("role"), self._cues.words("title")
        at = 0
        while at < len(self._tokens):
            word = self._tokens[at][0]
            begins = at + 1 if word in roles or ROLE.fullmatch(word) else at
            by_title = word in titles and word not in ("এ", "কে", "এম")
            if by_title or (begins > at and self._follows(at + 1)):
                found = self._run(begins, sure=True)
                if len(found) == 1 and begins > at and self._bare(found[0]) in self._cues.words("surname"):
                    found, begins = (at, *found), at  # শিল্পী আক্তার
            else:
                found = self._run(at, sure=False)
            if found:
                yield self._named(found, at, begins)
                at = found[-1] + 1
            else:
                at += 1

    def _run(self, at: int, *, sure: bool) -> Sequence[int]:
        """Give the tokens of a name that begins at one: sure after a role, else only with a family name or before a verb."""
        run: list[int] = [at] if sure and self._is_foreign(at) else []
        at += len(run)
        while at < len(self._tokens) and len(run) < _LONGEST and (not run or self._follows(at)):
            if not self._is_name(at):
                break
            run.append(at)
            at += 1
            if self._inflected(run[-1]):
                break
        surnames = [
            i for i, place in enumerate(run) if i and self._bare(place) in self._cues.words("surname")
        ]
        if surnames:
            run = run[: surnames[-1] + 1]
        elif len(run) > _USUAL and (self._inflected(run[-1]) or not self._ends_before_verb(run[-1])):
            run = run[:_USUAL]
        least = sum(self._tokens[place][0] in self._cues.words("title") for place in run) + 1
        if sure:
            first = self._bare(run[0]) if run else ""
            alone = len(run) == 1 and first not in self._cues.words("surname") and not self._is_given(first)
            verb = alone and (VERB_END.match(self._tokens[run[0]][0]) or self._inflected(run[0]))
            return run if len(run) >= least and not verb else ()
        lead = 2 + (len(run) > _USUAL and self._bare(run[-2]) in self._cues.words("surname"))
        if run and self._tokens[run[0]][0] not in self._cues.words("title"):
            run = run[-lead:]
        if run and self._is_given(self._bare(run[0])):
            return run if surnames else self._called(run)
        told = surnames or self._leads_verb(run[-1:]) or self._after_verb(run) or self._is_animate(run)
        return run if told and len(run) > 1 else ()

    def _is_animate(self, run: Sequence[int]) -> bool:
        """Say whether a run is the object of a verb as only people are, and named again: বেনিডেক ফাজেকাসকে … ফাজেকাস."""
        word = self._tokens[run[-1]][0] if run else ""
        bare = word.removesuffix("কে")
        again = regex.compile(rf"(?<![\p{{L}}\p{{M}}]){regex.escape(bare)}(?:র|ের|এর)?(?![\p{{L}}\p{{M}}])")
        return bare != word and len(bare) > SHORTEST and again.search(self._text) is not None

    def _called(self, run: Sequence[int]) -> Sequence[int]:
        """Give a first name, with the word behind it only where the article names it for the first time."""
        first = self._bare(run[0])
        begins = regex.search(rf"(?<![\p{{L}}\p{{M}}]){regex.escape(first)}", self._text)
        new = begins is not None and begins.start() == self._tokens[run[0]].start()
        return run if new and not self._inflected(run[0]) else run[:1]

    def _is_given(self, word: str) -> bool:
        """Say whether a word is a first name, by the list or by how it ends: জান্নাতুল, রাশেদুজ্জামান, বিমলেন্দু."""
        ends = len(word) > _SHORTEST_GIVEN and word.endswith(tuple(self._cues.words("given-ends")))
        return word in self._cues.words("given") or (ends and self._is_plain(word))

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
        if word.endswith(".") or token.start() in self._verbs or len(word) < _USUAL:
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
        return (
            word not in taken
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
        return said or (ends == "।" and VERB_END.match(before[0]) is not None)

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
        for ending in _ENDINGS:
            if ending == "র" and not self._follows(at + 1):
                continue
            if word.endswith(ending) and word.removesuffix(ending) in self._cues.words("surname", "given"):
                return word.removesuffix(ending)
        return without_case(word, modifies=self._follows(at + 1), stands=self._stands(word[:-1]))

    def _stands(self, word: str) -> bool:
        return (
            regex.search(rf"(?<![\p{{L}}\p{{M}}]){regex.escape(word)}(?![\p{{L}}\p{{M}}])", self._text)
            is not None
        )

    def _named(self, run: Sequence[int], at: int, begins: int) -> Found:
        degrees = self._cues.words("degree")
        while len(run) > 1 and self._tokens[run[0]][0] in degrees:
            run = run[1:]
        parts = [self._tokens[place][0] for place in run[:-1]] + [self._bare(run[-1])]
        before = [
            self._tokens[place][0] for place in range(max(0, at - 2), begins) if self._follows(place + 1)
        ]
        before = [
            word
            for word in before
            if word not in self._cues.words("function", "unnamed") and not VERB_END.match(word)
        ]
        return Found(
            self._tokens[run[0]].start(),
            self._tokens[run[-1]].end(),
            Named(" ".join(parts), roles=set(before)),
        )

    def organisations(self) -> Iterator[Found]:
        for at, token in enumerate(self._tokens):
            last = token[0] if token[0] in self._cues.words("organisation") else without_suffix(token[0])
            if last not in self._cues.words("organisation"):
                continue
            first = at
            while first and at - first < _LONGEST - 1 and self._follows(first) and self._belongs(first - 1):
                first -= 1
            if first < at or token[0] in self._cues.words("alone"):
                names = [self._tokens[place][0] for place in range(first, at)]
                yield Found(
                    self._tokens[first].start(),
                    token.end(),
                    Named(" ".join([*names, last]), organisation=True),
                )

    def _belongs(self, at: int) -> bool:
        """Say whether a word can be part of an organisation's name: no verb, no case ending, no small word."""
        word, token = self._tokens[at][0], self._tokens[at]
        verb = (
            token.start() in self._verbs or NO_NAME.match(word) or word.endswith(("ে", "ের", "।", "কে", "য়"))
        )
        if word in self._cues.words("role"):
            return self._follows_organisation(at)
        other = self._cues.words("function", "light", "given", "surname", "title")
        return not verb and word not in other and not word.endswith("ার")

    def _follows_organisation(self, at: int) -> bool:
        """Say whether the next word is that for an organisation: শিক্ষক সমিতি, but not অধ্যাপক রওশন আরা."""
        following = self._tokens[at + 1][0] if self._follows(at + 1) else ""
        return without_suffix(following) in self._cues.words("organisation") or following in self._cues.words(
            "organisation"
        )
