"""Names in an English text: runs of capitals, with the titles before them and the roles around them."""

from collections.abc import Iterator
from typing import Final

import regex

from bot.extract.cues import Cues
from bot.extract.names import Found, Named
from bot.extract.segment import Document

_WORD: Final = r"\p{Lu}[\p{L}\p{M}]*(?:['’](?!s\b)\p{L}+)?(?:-\p{L}+)*"
_AFTER_TITLE: Final = (
    r"(?<=\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Capt|Rev|St|Cmdr|Supt|Insp|Det|Adm|Maj))"
)
_RUN: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.]){_WORD}(?:(?: (?:(?:of|for|and|de|van|von|der|del|al|bin|the) (?=\p{{Lu}}))*|{_AFTER_TITLE}\. | & ){_WORD})*"
)
_PART: Final = regex.compile(r"[\p{L}\p{M}'’-]+|&")
_APPOSED: Final = regex.compile(r"\s*,\s(?:\d+, )?(?:(?:a|an|the|his|her|who is)\s)?(?!who)([^,.;“]{3,90})")
_HEAD_END: Final = regex.compile(r"\s(?:of|for|at|in|on|to|with|from|who|whose|which|that|and)\s")
_BEFORE: Final = regex.compile(r"([\p{L}'’-]+ )?([\p{L}'’-]+),? $")
_SHORTENED: Final = regex.compile(r"\p{Lu}[bcdfghjklmnpqrstvwxz]{2,4}")  # a title without a vowel: Cllr
_AGED: Final = regex.compile(r", (?:\d{1,3}|an? [\p{L}-]+ of \p{L}+),")  # Rashida, 26, ...
_GERUND: Final = regex.compile(r"\p{Lu}\p{Ll}{3,}ing")
_LIKELY_FEMALE: Final = ("a", "ie", "ine", "elle", "ette", "een", "lyn", "een", "ind", "ild")
SHORT: Final = 2
_LONGEST: Final = 3  # words of a name without a title


def discover(document: Document) -> Iterator[Found]:
    """Give each name of a person or organisation outside quotations."""
    for paragraph in document.paragraphs:
        for run in _RUN.finditer(document.text, paragraph.start, paragraph.end):
            if paragraph.holding(run.start()) is None:
                yield from _names(document, run)


def unknown(document: Document, start: int, end: int) -> Iterator[int]:
    """Give where capitals stand that are no small word at a sentence's beginning."""
    for run in _RUN.finditer(document.text, start, end):
        known = document.cues.words("function", "starter", "role", "sirname", "place")
        if any(part.casefold() not in known for part in run[0].split()):
            yield run.start()


def _names(document: Document, run: regex.Match[str]) -> Iterator[Found]:
    cues = document.cues
    parts = list(_PART.finditer(run[0]))
    while parts and parts[0][0].casefold() in cues.words("function"):
        parts = parts[1:]
    if len(parts) > 1 and opens_clause(document, run.start() + parts[0].start(), parts[0][0]):
        parts = parts[1:]
    person, rest = _person_first(cues, parts)
    yield from _person(document, run, person)
    if any(part[0].casefold() in cues.words("organisation") for part in rest):
        yield from _organisation(run, rest)
        return
    for chunk in _chunks(rest):
        yield from _person(document, run, chunk)


Parts = list[regex.Match[str]]


def _person_first(cues: Cues, parts: Parts) -> tuple[Parts, Parts]:
    """Part a person from the organisation that a run names too: Ana Roe of Weller College, Superintendent of Police Ana Roe."""
    special = [i for i, part in enumerate(parts) if part[0].casefold() in cues.words("organisation")]
    roles = [i for i, part in enumerate(parts) if part[0].casefold() in cues.words("role", "sirname")]
    joint = next(
        (i for i, part in enumerate(parts) if part[0] in ("of", "for", "and", "the", "&")), len(parts)
    )
    if not special:
        return [], parts
    if roles and max(roles) < special[0] and len(parts) > special[-1] + SHORT:
        return [parts[roles[-1]], *parts[special[-1] + 1 :]], []
    if roles and max(roles) > special[-1] and len(parts) > max(roles) + 1:
        return parts[special[-1] + 1 :], []
    untitled = SHORT <= joint <= _LONGEST and not roles
    titled = any(i < joint - 1 for i in roles)
    if joint < special[0] and (untitled or titled) and parts[joint][0] == "of":
        return parts[:joint], parts[joint + 1 :]
    return [], parts


def _chunks(parts: list[regex.Match[str]]) -> Iterator[list[regex.Match[str]]]:
    """Cut a run where a small word joins two names."""
    chunk: list[regex.Match[str]] = []
    for part in parts:
        if part[0] in ("of", "for", "and", "the", "&"):
            yield chunk
            chunk = []
        else:
            chunk.append(part)
    yield chunk


def _organisation(run: regex.Match[str], parts: list[regex.Match[str]]) -> Iterator[Found]:
    start, end = parts[0].start(), parts[-1].end()
    full = run[0][start:end]
    if len(full.split()) > 1 or full.casefold() not in ("court", "news", "times"):
        yield Found(run.start() + start, run.start() + end, Named(full, organisation=True))


def _person(document: Document, run: regex.Match[str], parts: list[regex.Match[str]]) -> Iterator[Found]:
    cues = document.cues
    role = max(
        (i for i, part in enumerate(parts) if part[0].casefold() in cues.words("role", "sirname")), default=-1
    )
    capital = [i for i, part in enumerate(parts) if part[0].isupper() and len(part[0]) > 1]
    if capital and capital[0] > max(role, 0) and len(parts) > 1:  # Julian Frayne KC
        parts = parts[: capital[0]]
    role = max(role, *(i for i in capital if i + SHORT < len(parts)), -1)  # local MLA Vimla Tanwar
    if role < 0 and len(parts) > 1 and _SHORTENED.fullmatch(parts[0][0]):
        role = 0
    if role >= 0 and _is_vessel(document, run.start() + parts[0].start(), parts[0][0]):
        return
    titles, name = parts[: role + 1], parts[role + 1 :]
    if not name or (not titles and not _is_untitled(document, run.start() + name[0].start(), name)):
        return
    if any(part[0].isupper() and len(part[0]) > SHORT for part in name):  # a dateline or an agency
        return
    start, end = run.start() + name[0].start(), run.start() + name[-1].end()
    before = document.text[max(0, start - 30) : start].split()[-1:]
    known = name[0][0] in cues.words("men", "women")
    apposed = frozenset() if known else cues.words("firm") - cues.words("role")
    if before and (before[0] in cues.words("organisation", "firm") or before[0].removesuffix(",") in apposed):
        # the ferry company Norvik Lines; her employer, Coastline Cleaning
        yield Found(start, end, Named(document.text[start:end], organisation=True))
        return
    named = Named(document.text[start:end].removesuffix("'s").removesuffix("’s"))
    named.roles = {part[0].casefold() for part in titles} | _roles_around(document, run.start(), end)
    for sex, row in (("m", "male"), ("f", "female")):
        if named.roles & cues.words(row):
            named.sex = sex
    if len(name) > 1:
        named.likely = _likely(cues, name[0][0])
    yield Found(start, end, named)


def _likely(cues: Cues, first: str) -> str:
    """Give the sex that a first name tells: by the lists, or else by its look."""
    if first in cues.words("men"):
        return "m"
    return "f" if first in cues.words("women") or first.casefold().endswith(_LIKELY_FEMALE) else ""


def _is_untitled(document: Document, start: int, name: list[regex.Match[str]]) -> bool:
    """Say whether a run is a person's without any title: two words that are no place, or one that a role stands before."""
    if len(name) >= SHORT:
        return name[-1][0].casefold() not in document.cues.words("place")
    if _AGED.match(document.text, start + len(name[0][0])):
        return name[0][0].casefold() not in document.cues.words("place", "function", "starter")
    before = _BEFORE.search(document.text[max(0, start - 60) : start])
    return before is not None and before[2].casefold() in document.cues.words("role", "male", "female")


def opens_clause(document: Document, start: int, word: str) -> bool:
    """Say whether a word is a participle that a sentence opens with, whose object follows: Discharging Roe, the judge said."""
    before = document.text[max(0, start - 2) : start]
    opens = before == "" or before.endswith("\n") or before[0] in ".?!”’"
    return opens and _GERUND.fullmatch(word) is not None


def _is_vessel(document: Document, start: int, title: str) -> bool:
    """Say whether a title of courtesy is a vessel's: the carrier Lady Brisa."""
    before, cues = document.text[max(0, start - 30) : start].split()[-1:], document.cues
    polite = cues.words("sirname") & cues.words("male", "female")
    return bool(before) and before[0] in cues.words("vessel") and title.casefold() in polite


def _roles_around(document: Document, start: int, end: int) -> set[str]:
    text, roles = document.text, document.cues.words("role", "male", "female")
    before = _BEFORE.search(text[max(0, start - 60) : start])
    beside = before is not None and before[2].islower() and not before[0].endswith(", ")  # banker Lucy Arden
    words = {before[2].casefold()} & roles if before and not beside else set()
    if before and beside:
        words = {before[2]} - document.cues.words("say", "preposition", "describe")
    if apposed := _APPOSED.match(text, end):
        said = _HEAD_END.split(apposed[1].casefold())[0].split()
        if roles & set(said[:5]) or apposed[0].lstrip(", ").startswith(("a ", "an ", "the ")):
            words |= set(said[:5])
    return words - document.cues.words("function")
