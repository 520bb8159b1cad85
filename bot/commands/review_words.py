"""Review of a draft's topic, title and summary, beside the sentences that they come from."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.commands.review_topic import ask_topic, topic_name
from bot.commands.reviewing import NAMES, Reviewing
from bot.content.drafts import Change, Settled
from bot.domain.editorial import MAX_SUMMARY_WORDS
from bot.domain.models import Language, Span
from bot.domain.reanchor import surroundings
from bot.domain.review import FIELDS, Form, Step, flaws, is_open, length
from bot.render.desk_terminal import evidence

_EXPLAINED = {
    "title": "The title is one line, in an editor's own words.",
    "summary": f"A summary has at most {MAX_SUMMARY_WORDS} words and says nothing that the article does not say. What stands "
    "in quotation marks in it must be one of the brief's quotes, to the letter.",
    "choices": "a takes title and summary as they are; t and s change them; o changes the topic; l leaves them open; d gives the "
    "draft up.",
}


_CHOICES = {"a": "accept", "t": "title", "s": "summary", "o": "topic", "l": "later", "d": "drop the draft"}


class WordsReview:
    """A draft's title and summary in one language; each answer says whether the editor is done with them."""

    def __init__(self, desk: Reviewing, draft: Path, step: Step) -> None:
        self._desk, self._draft, self._step = desk, draft, step
        self._console, self._page = desk.console, desk.console.page
        self._language: Language = "en" if step.name == "en" else "bn"
        self._answers: Mapping[str, Callable[[], bool]] = {
            "a": self._accept,
            "t": lambda: self._write("title"),
            "s": lambda: self._write("summary"),
            "o": self._topic,
            "l": lambda: True,
            "d": self._drop,
        }

    @property
    def _form(self) -> Form:
        return self._desk.look(self._draft)

    def ask(self) -> None:
        """Go through them until the editor has decided; what is not there yet is asked for at once."""
        form = self._form
        own = self._language == form.language
        self._console.say("", self._page.rule(f"Title and summary in {NAMES[self._language]}", form.id))
        if own:
            self._show_evidence(form)
        else:
            self._show(form, form.language)
        lacking = [field for field in FIELDS if not form.text(field, self._language)]
        for field in lacking:
            self._write(field)
        if lacking and not is_open(self._form, self._step):
            return
        while True:
            self._show(self._form, self._language)
            if self._answers[self._console.choose(_CHOICES, _EXPLAINED["choices"])]():
                return

    def _accept(self) -> bool:
        form = self._form
        if found := flaws(form, self._step):
            self._console.say(*map(self._page.flaw, found))
        elif not all(form.text(field, self._language) for field in FIELDS):
            self._console.say("  Something is not written yet: t or s writes it.")
        else:
            self._desk.files.write(*([Settled(self._draft)] if self._language == form.language else []))
            return True
        return False

    def _topic(self) -> bool:
        ask_topic(self._desk, self._draft)
        return False

    def _drop(self) -> bool:
        self._desk.drop()
        return False

    def _write(self, field: str) -> bool:
        """Take a title or summary, hold it to the rules at once, and ask again while it breaks one; it is kept all the same."""
        limit = f" (at most {MAX_SUMMARY_WORDS} words)" if field == "summary" else ""
        while True:
            before = " ".join(self._form.text(field, self._language).split())
            prompt = f"{field.capitalize()} in {NAMES[self._language]}{limit}"
            typed = self._console.ask(prompt, _EXPLAINED[field], before)
            if not typed:
                return False
            self._desk.files.write(Change(self._draft, (field, self._language), typed))
            form = self._form
            if field == "summary":
                self._console.say(f"  {length(form, self._language)} of {MAX_SUMMARY_WORDS} words")
            found = [flaw for flaw in flaws(form, self._step) if flaw.location[0] == field]
            self._console.say(*map(self._page.flaw, found))
            if not found:
                return False

    def _show_evidence(self, form: Form) -> None:
        """Show the sentences that the summary draws on, where it is not these sentences themselves."""
        drawn = evidence(self._desk.source, form.brief.evidence if form.brief else ())
        if drawn and drawn == form.text("summary", form.language):
            self._console.say(self._page.lines("The summary is the article's own sentences, word for word."))
        elif drawn:
            self._console.say(self._page.lines("From the article:"), self._page.barred(drawn))

    def _show(self, form: Form, language: Language) -> None:
        page, topic = self._page, str(form.table.get("topic", ""))
        self._console.say(
            page.field("Topic", topic_name(form, topic) if topic in form.topics else "open"),
            page.field("Title", form.text("title", language) or "open"),
            page.field("Summary", form.text("summary", language) or "open"),
            page.field("", f"{length(form, language)} of {MAX_SUMMARY_WORDS} words"),
            *map(page.flaw, flaws(form, Step("words", language))),
        )


def ask_passage(desk: Reviewing, draft: Path) -> None:
    """Let the editor show a sentence of the article where a brief has no quote."""
    console, page, form = desk.console, desk.console.page, desk.look(draft)
    console.say("", page.rule("No quote: show a passage of the article"))
    brief, source = form.brief, desk.source
    if brief is None or source is None or not brief.evidence:
        console.say(
            page.lines(
                "Nobody kept the article's text: add a [[quotes]] with its anchors to the file, or drop the draft."
            )
        )
    spans = brief.evidence if brief and source else ()
    for number, (start, end) in enumerate(spans, 1):
        console.say(page.lines(evidence(source, [(start, end)]), "      ", f"  {number:>2}  "))
    explained = "A passage is shown as the article's own words, not as anybody's speech. Empty leaves it open; d drops the draft."
    while typed := console.ask("Number of a sentence, or d to drop the draft", explained):
        if typed.casefold() == "d":
            desk.drop()
            continue
        if typed.isdecimal() and 0 < int(typed) <= len(spans) and source:
            _add_passage(desk, draft, spans[int(typed) - 1])
            return
        console.say(f"  “{typed}” is none of them: give a number from 1 to {len(spans)}.")


def _add_passage(desk: Reviewing, draft: Path, span: Span) -> None:
    if source := desk.source:
        start, end = span[0], span[0] + len(source.text[slice(*span)].rstrip().rstrip("।."))
        prefix, suffix = surroundings(start, end, source)
        table = {
            "kind": "passage", "exact": source.text[start:end], "prefix": prefix, "suffix": suffix, "start": start, "end": end,
        }  # fmt: skip
        desk.files.write(Change(draft, ("quotes", 0), table))
