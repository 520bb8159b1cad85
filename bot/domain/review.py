"""What an editor is asked about a draft, in which order, and what is wrong with each part of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, Literal

import regex
from pydantic import ValidationError

from bot.domain.anchors import anchor_flaws
from bot.domain.editorial import (
    Flaw,
    Location,
    count_words,
    name_quote,
    quote_flaws,
    speaker_flaws,
    translation_flaws,
    word_flaws,
)
from bot.domain.models import LANGUAGES, Brief, Language
from bot.domain.source import Source

Table = Mapping[str, Any]
Part = Literal["file", "topic", "words", "passage", "quote"]

FIELDS: Final = ("title", "summary")
_OPEN: Final = "…"  # stands where nothing is written yet
_SURE: Final = regex.compile(r"(?:open: who speaks\?\s*)?(.*?)\s*\(sure (\d+)%\)", regex.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """A part of a draft that an editor decides on: words in a language, a quote by its words and place."""

    part: Part
    name: str = ""
    at: int = 0


@dataclass(frozen=True)
class Form:
    """A draft as its files are now; `remarks` are what the drafter said of its proposals, by where."""

    id: str
    table: Table
    article: Table
    people: Mapping[str, Table]
    topics: Mapping[str, Table]
    remarks: Mapping[Location, str]
    source: Source | None = None

    @property
    def language(self) -> Language:
        """The article's language."""
        return "en" if self.article.get("language") == "en" else "bn"

    @property
    def other(self) -> Language:
        """The language that the article is not in."""
        return "bn" if self.language == "en" else "en"

    @property
    def quotes(self) -> Sequence[Table]:
        """The tables of the quotes."""
        return tuple(self.table.get("quotes", ()))

    @cached_property
    def brief(self) -> Brief | None:
        """The draft as a brief, with an ellipsis for each text that is open; None where its file is not in the format."""
        texts = {
            field: {language: self.text(field, language) or _OPEN for language in LANGUAGES}
            for field in FIELDS
        }
        topic = self.table.get("topic") or "open"
        fields = {"published": datetime(2000, 1, 1, tzinfo=UTC), **self.table, **texts, "topic": topic}
        try:
            return Brief.model_validate(fields)
        except ValidationError:
            return None

    def text(self, field: str, language: Language) -> str:
        """Give the title or summary in a language, "" where it is open."""
        texts = self.table.get(field)
        text = texts.get(language) if isinstance(texts, Mapping) else None
        return text if isinstance(text, str) else ""

    def index(self, step: Step) -> int | None:
        """Give the place of a step's quote in the file; None where it is not there any more."""
        return next((place for place, each in enumerate(self.steps_of_quotes) if each == step), None)

    @cached_property
    def steps_of_quotes(self) -> tuple[Step, ...]:
        """A step for each quote, in the file's order."""
        return tuple(
            Step("quote", str(quote.get("exact", place)), int(quote.get("start", place)))
            for place, quote in enumerate(self.quotes)
        )


@dataclass(frozen=True)
class Proposal:
    """How sure the drafter is of who speaks, in per cent, and the words that tell it."""

    support: str
    sure: int


def steps(form: Form) -> Iterator[Step]:
    """Give every step of a draft in the order in which editors go through them."""
    if form.brief is None:
        yield Step("file")
        return
    yield Step("topic")
    yield Step("words", form.language)
    yield from form.steps_of_quotes if form.quotes else (Step("passage"),)
    yield Step("words", form.other)


def open_steps(form: Form) -> Iterator[Step]:
    """Give the steps that an editor still has to decide on."""
    return (step for step in steps(form) if is_open(form, step))


def is_open(form: Form, step: Step) -> bool:
    """Say whether something of a step is open: missing, wrong, or proposed by the drafter and not decided."""
    match step.part:
        case "words":
            language: Language = "en" if step.name == "en" else "bn"
            missing = not all(form.text(field, language) for field in FIELDS)
            proposed = language == form.language and () in form.remarks
            return missing or proposed or bool(flaws(form, step))
        case "quote":
            place = form.index(step)
            return place is not None and (proposal(form, place) is not None or bool(flaws(form, step)))
        case _:
            return bool(flaws(form, step))


def flaws(form: Form, step: Step) -> list[Flaw]:
    """Give what the rules of the format find in a step; what is merely not written yet is none of it."""
    if step.part == "topic":
        return [*_topic_flaws(form)]
    if (brief := form.brief) is None:
        return [Flaw((), "the file is not in the brief format", "correct it as `barta check` says")]
    found = [*anchor_flaws(brief, form.source, form.article.get("characters"))]
    match step.part:
        case "words":
            written = [flaw for flaw in (*word_flaws(brief), *found) if flaw.location[1:] == (step.name,)]
            return [flaw for flaw in written if form.text(str(flaw.location[0]), _language(step.name))]
        case "passage":
            return [*quote_flaws(brief)]
        case "quote":
            found += [*speaker_flaws(brief, form.people), *translation_flaws(brief, form.language)]
            found += _unattributed(brief)
            return [flaw for flaw in found if flaw.location[:2] == ("quotes", form.index(step))]
        case _:
            return []


def proposal(form: Form, place: int) -> Proposal | None:
    """Give how sure the drafter is of a quote's speaker; None where an editor has decided."""
    said = _SURE.fullmatch(form.remarks.get(("quotes", place), ""))
    return Proposal(said[1].removeprefix("nobody is named"), int(said[2])) if said else None


def length(form: Form, language: Language) -> int:
    """Give how many words the summary has."""
    return count_words(form.text("summary", language))


def with_quote(form: Form, place: int, quote: Table) -> Form:
    """Give a form in which a quote is another, to hold it to the rules before anything is written."""
    quotes = (*form.quotes[:place], quote, *form.quotes[place + 1 :])
    return replace(form, table={**form.table, "quotes": quotes})


def _unattributed(brief: Brief) -> Iterator[Flaw]:
    for place, quote in enumerate(brief.quotes):
        if quote.kind in ("full", "fragment") and not quote.speaker and not quote.hold:
            what = f"{name_quote(place)} has no speaker"
            yield Flaw(("quotes", place, "speaker"), what, "name who spoke, or put it on hold")


def _topic_flaws(form: Form) -> Iterator[Flaw]:
    topic = form.table.get("topic")
    if topic not in form.topics:
        what = f'"{topic}" is no topic yet' if topic else "the topic is open"
        yield Flaw(("topic",), what, "choose one, or write a new one")


def _language(name: str) -> Language:
    return "en" if name == "en" else "bn"
