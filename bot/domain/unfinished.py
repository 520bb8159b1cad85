"""A draft as its readers would see it now, however much of it is still open."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.domain.draft import Draft
from bot.domain.models import (
    LANGUAGES,
    Article,
    Bilingual,
    Brief,
    Language,
    Library,
    Person,
    Quote,
    Record,
    Topic,
    without_hidden,
)

R = TypeVar("R", bound=Record)
Table = Mapping[str, Any]

_NOTHING = "…"  # stands where neither language has a text


def as_it_stands(draft: Draft) -> Library:
    """Give the library around a draft, the draft as its one brief: what is missing in one language is taken from the other.

    What cannot be read, a quote or a person, is left out.
    """
    content, around = draft.content, draft.around
    brief = Brief.model_construct(
        id=draft.id,
        topic=str(content.get("topic", "")),
        status="draft",
        published=draft.changed_at,
        title=_both(content.get("title")),
        summary=_both(content.get("summary")),
        why=_both(content["why"]) if _texts(content.get("why")) else None,
        quotes=quotes_of(draft),
        history=(),
    )
    article = _article(draft.around.get("article"))
    people = {
        key: person
        for key, table in _table(around.get("people")).items()
        if (person := _named(table, Person))
    }
    topic = _named(_table(around.get("topic")), Topic)
    return Library(
        {draft.id: brief},
        {draft.id: article} if article else {},
        people,
        {brief.topic: topic} if topic else {},
    )


def written_in(draft: Draft, language: Language) -> bool:
    """Say whether a draft has a title and a summary in a language."""
    return all(language in _texts(draft.content.get(field)) for field in ("title", "summary"))


def language_to_show(draft: Draft, wanted: Language) -> Language:
    """Give the language to show a draft in: the wanted one, unless only the other is written."""
    other: Language = "en" if wanted == "bn" else "bn"
    return other if written_in(draft, other) and not written_in(draft, wanted) else wanted


def quotes_of(draft: Draft) -> tuple[Quote, ...]:
    """Give those of a draft's quotes that can be read."""
    tables = draft.content.get("quotes")
    read = (_read(Quote, table) for table in tables) if isinstance(tables, list | tuple) else ()
    return tuple(quote for quote in read if quote)


def title_of(draft: Draft, language: Language) -> str:
    """Give a draft's title in a language, or else in the other."""
    return _both(draft.content.get("title")).get(language)


def in_order(draft: Draft) -> tuple[str, int, str]:
    """Give a draft's place among others: those of one article as it tells them."""
    spans = draft.content.get("evidence")
    starts = [span[0] for span in spans if span] if isinstance(spans, list | tuple) else []
    return article_id(draft), min((start for start in starts if isinstance(start, int)), default=0), draft.id


def article_id(draft: Draft) -> str:
    """Give the id of the article that a draft draws on, "" where nothing says it."""
    return str(_table(draft.around.get("article")).get("id", ""))


def article_sha256(draft: Draft) -> str:
    """Give the fingerprint of the article that a draft draws on, "" where nothing says it."""
    return str(_table(draft.around.get("article")).get("sha256", ""))


def article_name(draft: Draft, language: Language) -> str:
    """Give what editors know the article by: its credit or publisher, or else where it stands; "" where nothing says it."""
    table = _table(draft.around.get("article"))
    credit, url = _texts(table.get("credit")), str(table.get("url", ""))
    host = (urlsplit(url).hostname or "") if url.startswith("http") else ""
    return credit.get(language) or str(table.get("publisher") or host or table.get("id", "")).strip()


def embargo_of(draft: Draft) -> datetime | None:
    """Give the end of a draft's embargo; None where it has none."""
    value = draft.content.get("embargo")
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo else None


def _both(value: object) -> Bilingual:
    texts = _texts(value)
    either = next(iter(texts.values()), _NOTHING)
    return Bilingual.model_construct(bn=texts.get("bn", either), en=texts.get("en", either))


def _texts(value: object) -> dict[str, str]:
    table = _table(value)
    return {
        language: without_hidden(text)
        for language in LANGUAGES
        if isinstance(text := table.get(language), str) and text.strip()
    }


def _named(table: object, model: type[R]) -> R | None:
    """Give a person or topic whose name is known in one language at least."""
    fields = dict(_table(table))
    for field in ("name", "role"):
        if texts := _texts(fields.get(field)):
            either = next(iter(texts.values()))
            fields[field] = {language: texts.get(language, either) for language in LANGUAGES}
        else:
            fields.pop(field, None)
    return _read(model, fields)


def _article(table: object) -> Article | None:
    fields = dict(_table(table))
    name = str(fields.get("publisher") or "").strip()
    credit = _texts(fields.get("credit"))
    either = next(iter(credit.values()), name)
    if not either:
        return None
    fields["credit"] = {language: credit.get(language, either) for language in LANGUAGES}
    return _read(Article, {**fields, "publisher": name or either})


def _read(model: type[R], table: object) -> R | None:
    # As JSON: its lists may stand for tuples and its texts for times.
    try:
        return model.model_validate_json(json.dumps(table, default=_plain))
    except (ValidationError, TypeError, ValueError):
        return None


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _table(value: object) -> Table:
    return value if isinstance(value, Mapping) else {}
