"""Names in a Bengali text, which has no capitals: what follows a role or title, ends in a family name, or leads a verb of saying."""

from collections.abc import Iterator, Sequence

import regex

from bot.extract.animacy_bn import animate
from bot.extract.forms_bn import NO_NAME, ROLE, SHORTEST, VERB_END, without_suffix
from bot.extract.names import Found, Named
from bot.extract.segment import Document
from bot.extract.words_bn import Words

_LONGEST, _USUAL = 4, 2


def discover(document: Document) -> Iterator[Found]:
    """Give each name of a person or organisation outside quotations."""
    acting = animate(document)
    for paragraph in document.paragraphs:
        reader = _Reader(document, paragraph, acting)
        yield from reader.people()
        yield from reader.organisations()


class _Reader(Words):
    """One paragraph's names."""

    def people(self) -> Iterator[Found]:
        roles, titles = self._cues.words("role"), self._cues.words("title")
        at = 0
        while at < len(self._tokens):
            word = self._tokens[at][0]
            begins = at + 1 if word in roles or ROLE.fullmatch(word) else at
            by_title = word in titles and word not in ("এ", "কে", "এম")
            if by_title or (begins > at and self._follows(at + 1)):
                found = self._run(begins, sure=True)
                if (
                    len(found) == 1
                    and self._may_begin(word)
                    and self._bare(found[0]) in self._cues.words("surname")
                ):
                    found, begins = (at, *found), at  # শিল্পী আক্তার
            else:
                found = () if self._modifies(at) else self._run(at, sure=False)
            if found:
                yield self._named(found, at, begins)
                at = found[-1] + 1
            else:
                at += 1

    def _may_begin(self, word: str) -> bool:
        """Say whether a role may be a first name too: শিল্পী, but not কলেজছাত্র."""
        return word in self._cues.words("role") and not ROLE.fullmatch(word)

    def _modifies(self, at: int) -> bool:
        """Say whether what could be a first name tells of the role behind it, which leads to a name: মৌসুমি ব্যবসায়ী তোফায়েল পাঠান."""
        if not (self._follows(at + 1) and self._follows(at + 2)) or self._inflected(at):
            return False
        role = self._tokens[at + 1][0]
        is_role = role in self._cues.words("role") or ROLE.fullmatch(role) is not None
        return is_role and bool(self._run(at + 2, sure=True))

    def _run(self, at: int, *, sure: bool) -> Sequence[int]:
        """Give the tokens of a name that begins at one: sure after a role, else only with a family name or before a verb."""
        run = self._taken(at, sure=sure)
        surnames = [
            i for i, place in enumerate(run) if i and self._bare(place) in self._cues.words("surname")
        ]
        if surnames:
            run = run[: surnames[-1] + 1]
        elif len(run) > _USUAL and (self._inflected(run[-1]) or not self._ends_before_verb(run[-1])):
            run = run[:_USUAL]
        if sure:
            return self._led(run, full=bool(surnames))
        lead = 2 + (len(run) > _USUAL and self._bare(run[-2]) in self._cues.words("surname"))
        if run and self._tokens[run[0]][0] not in self._cues.words("title"):
            run = run[-lead:]
        if run and self._is_given(self._bare(run[0])):
            if self._bare(run[0]) in self._animate and not surnames:
                return run[:1]
            return run if surnames else self._called(run)
        told = surnames or self._leads_verb(run[-1:]) or self._after_verb(run) or self._is_animate(run)
        return run if told and len(run) > 1 else ()

    def _taken(self, at: int, *, sure: bool) -> list[int]:
        """Give the tokens from one on that can be a name's, until one with the ending of a case."""
        run: list[int] = [at] if sure and self._is_foreign(at) else []
        at += len(run)
        while at < len(self._tokens) and len(run) < _LONGEST and (not run or self._follows(at)):
            if not self._is_name(at) or (self._is_doubtful(at) and not self._may_end(run, at)):
                break
            run.append(at)
            at += 1
            if self._inflected(run[-1]) and not (sure and len(run) == 1 and self._goes_on(at)):
                break
        return run

    def _led(self, run: Sequence[int], *, full: bool) -> Sequence[int]:
        """Give a name that a role leads to: more than titles, and not a verb or an inflected word alone."""
        titles = sum(self._tokens[place][0] in self._cues.words("title") for place in run)
        first = self._bare(run[0]) if run else ""
        alone = len(run) == 1 and first not in self._cues.words("surname") and not self._is_given(first)
        verb = alone and (VERB_END.match(self._tokens[run[0]][0]) or self._inflected(run[0]))
        if len(run) <= titles or verb:
            return ()
        return run if full or titles else self._called(run)

    def _is_doubtful(self, at: int) -> bool:
        """Say whether a family name is a common word too: রায়, সরকার."""
        doubtful = self._cues.words("doubtful")
        return self._tokens[at][0] in doubtful or without_suffix(self._tokens[at][0]) in doubtful

    def _may_end(self, run: Sequence[int], at: int) -> bool:
        """Say whether such a word ends a name: behind a first name, a title or a family name that is sure, or before a verb."""
        if not run or self._is_doubtful(run[-1]):
            return False
        word = self._bare(run[-1])
        office = self._tokens[at][0] in self._cues.words("organisation")
        leads = not office and (self._leads_verb([at]) or self._owns(at))
        return leads or self._is_given(word) or word in self._cues.words("surname", "title")

    def _goes_on(self, at: int) -> bool:
        """Say whether a word in ার before another is a first name as it stands: ওলিভার কাস্টনারের, but রিজওয়ানার কথা."""
        word = self._tokens[at - 1][0]
        whole = word.endswith("ার") and not self._is_given(word[:-1])
        return whole and at < len(self._tokens) and self._follows(at) and self._is_name(at)

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
