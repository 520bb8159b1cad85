"""Review of an article's record, and of those whom it names first."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.commands.review_newcomers import NewcomerReview
from bot.commands.reviewing import NAMES, Reviewing, walk
from bot.content.drafts import Change, Settled
from bot.domain.models import Language, Url
from bot.domain.review_article import ArticleForm, ArticleStep, article_steps, is_open, missing, text_of
from bot.domain.text import is_bengali
from bot.render.desk_terminal import sentence_around

_URL: TypeAdapter[str] = TypeAdapter(Url)


def review_article(desk: Reviewing, article: Path) -> None:
    """Go through what is open in an article's record, and through its new people."""
    record = _ArticleReview(desk, article)
    walk(desk.console, record.look, article_steps, is_open, record.ask, [])
    form = record.look()
    record.settle(form)
    if not any(lacking for person in form.people.values() for lacking in missing(person)):
        desk.files.write(Settled(article.with_name("people.toml")))


class _ArticleReview:
    def __init__(self, desk: Reviewing, article: Path) -> None:
        self._desk, self._article = desk, article
        self._console, self._page = desk.console, desk.console.page
        self._begun = False

    def look(self) -> ArticleForm:
        """Give the article as its files are now."""
        return self._desk.files.look_at_article(self._article)

    def settle(self, form: ArticleForm) -> None:
        """Take the drafter's remark away once the editor has gone through the record."""
        if form.fresh:
            self._desk.files.write(Settled(self._article))

    def ask(self, form: ArticleForm, step: ArticleStep) -> None:
        """Ask about one point."""
        if step.field == "person":
            self.settle(form)
            NewcomerReview(self._desk, self._article, step.name).ask()
            return
        if not self._begun:
            self._begun = True
            characters = f"{form.table.get('characters', 0):,} characters"
            self._console.say("", self._page.rule("The article", characters), *self._opening())
            self._console.say(*map(self._page.lines, form.remarks))
        match step.field:
            case "publisher":
                self._text(
                    "Publisher", "Who published the article first: a newspaper, an agency.", form.table
                )
            case "credit":
                self._credit(form, "en" if step.name == "en" else "bn")
            case "published":
                self._date(form.table)
            case "url":
                self._url(str(form.table.get("url", "")))

    def _opening(self) -> Iterator[str]:
        """Give the article's first paragraph, where its text is kept."""
        if source := self._desk.source:
            yield self._page.barred(sentence_around(source, source.text.partition("\n")[0]))

    def _text(self, prompt: str, explained: str, table: Mapping[str, Any]) -> None:
        if typed := self._console.ask(prompt, explained, str(table.get("publisher", ""))):
            self._write(typed, "publisher")

    def _credit(self, form: ArticleForm, language: Language) -> None:
        """Ask how readers see the source named; the publisher as it is written where it is in that language's letters."""
        publisher, before = str(form.table.get("publisher", "")), text_of(form.table, "credit", language)
        given = publisher if publisher and is_bengali(publisher) == (language == "bn") and not before else ""
        hint = f" (empty: {given})" if given else ""
        explained = "How readers see the source named under each brief, as in: AP (Bengali translation)."
        if typed := self._console.ask(f"Credit in {NAMES[language]}{hint}", explained, before) or given:
            self._write(typed, "credit", language)

    def _date(self, table: Mapping[str, Any]) -> None:
        """Ask for the day; one that is inferred stays so where nothing is typed, and one that an editor gave stays."""
        given, inferred = str(table.get("published", "")), table.get("published_inferred") is True
        explained = "The day on which it was published."
        explained += (
            " Left empty, the date stays and readers are told that it is inferred." if inferred else ""
        )
        hint, before = (f" (empty: {given}, inferred)", "") if inferred else ("", given)
        while True:
            typed = self._console.ask(f"Published on{hint}", explained, before)
            if not typed:
                return
            try:
                day = date.fromisoformat(typed)
            except ValueError:
                self._console.say(f"  “{typed}” is no date: write it as 2026-03-31.")
                continue
            self._desk.files.write(
                Change(self._article, ("published",), day),
                Change(self._article, ("published_inferred",), None),
            )
            return

    def _url(self, before: str) -> None:
        prompt = "Address" if before else "Address (empty: none)"
        while typed := self._console.ask(prompt, "Where readers find the article, from https:// on.", before):
            try:
                _URL.validate_python(typed)
            except ValidationError:
                self._console.say("  That is no web address: write it from https:// on, or leave it empty.")
                continue
            self._write(typed, "url")
            return

    def _write(self, value: object, *where: str) -> None:
        self._desk.files.write(Change(self._article, where, value))
