"""What an editor is asked about an article and about those whom it names, before its drafts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.domain.models import LANGUAGES, Language

Table = Mapping[str, Any]
Field = Literal["publisher", "credit", "published", "url", "person"]

_ARTICLE: Final[tuple[Field, ...]] = ("publisher", "credit", "published", "url")


@dataclass(frozen=True)
class ArticleStep:
    """A point of an article: a field, with the language of its credit, or a person by id."""

    field: Field
    name: str = ""


@dataclass(frozen=True)
class ArticleForm:
    """An article's record, the people proposed with it, and the drafts that draw on it, as their files are now.

    `remarks` is what the drafter says of the record, and `fresh` that it says it still, so that nobody has gone through it.
    """

    table: Table
    people: Mapping[str, Table]
    drafts: Sequence[Table]
    remarks: Sequence[str]
    fresh: bool

    @property
    def language(self) -> Language:
        """The article's language."""
        return "en" if self.table.get("language") == "en" else "bn"

    def said_by(self, person: str) -> list[str]:
        """Give the quotes that somebody speaks or relays."""
        return [
            quote.get("exact", "")
            for draft in self.drafts
            for quote in draft.get("quotes", ())
            if person in (quote.get("speaker"), quote.get("relayed_by"))
        ]


def article_steps(form: ArticleForm) -> Iterator[ArticleStep]:
    """Give every step in order; the credit in the article's own language first."""
    languages = sorted(LANGUAGES, key=lambda language: language != form.language)
    for field in _ARTICLE:
        if field == "credit":
            yield from (ArticleStep(field, language) for language in languages)
        else:
            yield ArticleStep(field)
    yield from (ArticleStep("person", person) for person in form.people)


def is_open(form: ArticleForm, step: ArticleStep) -> bool:
    """Say whether an editor still has to decide on a step: it is missing, or proposed and may be wrong."""
    match step.field:
        case "credit":
            return not text_of(form.table, "credit", step.name)
        case "published":
            proposed = form.fresh and form.table.get("published_inferred") is True
            return "published" not in form.table or proposed
        case "url":
            return form.fresh and not form.table.get("url")
        case "person":
            return any(missing(form.people[step.name])) if step.name in form.people else False
        case "publisher":
            return not form.table.get("publisher")


def missing(person: Table) -> Iterator[tuple[str, Language]]:
    """Give what a person's record lacks: a name in each language, and a role in both or none."""
    for language in LANGUAGES:
        if not text_of(person, "name", language):
            yield "name", language
    roles = [language for language in LANGUAGES if text_of(person, "role", language)]
    if len(roles) == 1:
        yield "role", next(language for language in LANGUAGES if language not in roles)


def text_of(table: Table, field: str, language: str) -> str:
    """Give a text in a language, "" where it is open."""
    texts = table.get(field)
    text = texts.get(language) if isinstance(texts, Mapping) else None
    return text if isinstance(text, str) else ""
