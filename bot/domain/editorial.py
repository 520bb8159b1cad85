"""What an editor is told: faults and their mends, and the rules that a brief's own words obey."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from bot.domain.marks import quotations
from bot.domain.models import LANGUAGES, Bilingual, Brief, Language, Quote, without_hidden
from bot.domain.numerals import unmatched_numbers

Location = tuple[str | int, ...]

MAX_SUMMARY_WORDS = 60
LANGUAGE_NAMES = {"bn": "Bengali", "en": "English"}
# Hyphens, apostrophes, the joiners of Bengali, full stops and the marks inside a number keep a word together.
_WORD = regex.compile(
    r"(?:[\p{L}\p{M}\p{N}\u200C\u200D]|(?<=\S)[-‐‑'’ʼ.](?=\p{L}|\p{N})|(?<=\p{N})[,:](?=\p{N}))+"
)
_CLOSING = " ,.।"  # a quote's last mark may belong to the sentence that it stood in


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file of briefs; its text is `file:line: what; mend`, safe to print whatever stands in the file."""

    file: str
    line: int | None
    what: str
    mend: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return without_hidden(f"{place}: {self.what}; {self.mend}")


class Flaw(NamedTuple):
    """Something wrong at a field of a record: the field's path, what is wrong, the mend."""

    location: Location
    what: str
    mend: str


def count_words(text: str) -> int:
    """Give how many words a text has, as the limit of a summary counts them."""
    return len(_WORD.findall(text))


def name_quote(index: int) -> str:
    """Name a quote by its place in the file, from 1."""
    return f"quote {index + 1}"


def word_flaws(brief: Brief) -> Iterator[Flaw]:
    """Give what is wrong with the title, the summary and `why`: their length, and what they quote."""
    for field, text in (("title", brief.title), ("summary", brief.summary), ("why", brief.why)):
        if text is not None:
            for language in LANGUAGES:
                yield from _text_flaws(brief, field, text, language)


def _text_flaws(brief: Brief, field: str, text: Bilingual, language: Language) -> Iterator[Flaw]:
    words = count_words(text.get(language))
    name = f"the {LANGUAGE_NAMES[language]} {field}"
    if not words:
        yield Flaw((field, language), f"{name} has no words", "write it")
    if field == "summary" and words > MAX_SUMMARY_WORDS:
        yield Flaw((field, language), f"{name} has {words} words", f"cut it to {MAX_SUMMARY_WORDS}")
    allowed = set(_quotable(brief))
    for quoted in quotations(text.get(language)):
        if quoted.words.strip(_CLOSING) not in allowed:
            what = f"{name} puts “{quoted.words}” in quotation marks, which is none of the brief's quotes"
            yield Flaw((field, language), what, "quote one of them to the letter, or take the marks away")


def _quotable(brief: Brief) -> Iterator[str]:
    """Give the words that may stand in quotation marks: shown quotes and their translations, never a passage."""
    for quote in brief.shown_quotes:
        if quote.kind != "passage":
            for text in (quote.exact, quote.translation.bn, quote.translation.en):
                yield (text or "").strip(_CLOSING)


def speaker_flaws(brief: Brief, people: Collection[str]) -> Iterator[Flaw]:
    """Give what is wrong with who is said to speak."""
    for index, quote in enumerate(brief.quotes):
        for field, person in (("speaker", quote.speaker), ("relayed_by", quote.relayed_by)):
            location, name = ("quotes", index, field), name_quote(index)
            if person is None:
                continue
            if quote.kind == "passage":
                what = f'{name} is a passage, the article\'s own words, and has "{field}"'
                yield Flaw(location, what, f"take {field} out, or write another kind")
            elif person not in people:
                yield Flaw(
                    location, f'"{person}" is not in people.toml', "add the person there, or correct the id"
                )
        if quote.relayed_by and quote.relayed_by == quote.speaker:
            what = f"{name_quote(index)} is relayed by its own speaker"
            yield Flaw(("quotes", index, "relayed_by"), what, "take relayed_by out")


def translation_flaws(brief: Brief, source: Language) -> Iterator[Flaw]:
    """Give what is wrong with the translations of quotes from a source in this language."""
    for index, quote in enumerate(brief.quotes):
        for language in LANGUAGES:
            location = ("quotes", index, "translation", language)
            yield from _translation_flaws(quote, location, name_quote(index), language, source)


def _translation_flaws(
    quote: Quote, location: Location, name: str, language: Language, source: Language
) -> Iterator[Flaw]:
    text = quote.translation.get(language)
    if language == source:
        if text is not None:
            what = f"{name} has a translation into {LANGUAGE_NAMES[language]}, the source's own language"
            yield Flaw(location, what, "take it out")
    elif text is None and quote.hold is not None:
        return  # nobody sees it
    elif text is None:
        what = f"{name} has no {LANGUAGE_NAMES[language]} translation"
        yield Flaw(location, what, f'add translation.{language} = "…"')
    else:
        lost, added = unmatched_numbers(quote.exact, text)
        numbers = [f"{number} stands only in the quote" for number in lost]
        numbers += [f"{number} stands only in the translation" for number in added]
        if numbers:
            what = f"the numbers of {name} and of its translation differ: {', '.join(numbers)}"
            yield Flaw(location, what, "translate every number as it is")


def quote_flaws(brief: Brief) -> Iterator[Flaw]:
    """Say where a brief has nothing to show in the article's words."""
    if not brief.quotes:
        yield Flaw((), "the brief has no quote or passage", "add a [[quotes]] with its anchors")
