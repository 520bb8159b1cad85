"""Review of a quote: its words in their place, who said them, what kind of words they are, their translation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.commands.review_people import ask_person, described
from bot.commands.reviewing import NAMES, Reviewing
from bot.content.drafts import Change, Settled
from bot.domain.models import Span
from bot.domain.review import Step, Table, flaws, is_open, proposal, with_quote
from bot.render.desk_terminal import in_context

_KINDS = {"f": "full", "p": "fragment", "t": "term", "w": "title", "a": "passage"}
_MEANT = {
    "f": "full: a whole clause or sentence",
    "p": "part of one, at least four words",
    "t": "term: at most three words",
    "w": "title of a work, not speech",
    "a": "the article's own words",
}
_EXPLAINED = (
    "a: speaker and kind are right. s: another speaker. r: who passed the words on. k: another kind. t: the translation, which "
    "readers see labelled as one. h: keep it from readers, and say why. x: take it out of the brief. l: leave it open."
)
_TRANSLATING = "Translate what was said, every number as it is. Readers see that it is a translation. Empty leaves it open."


class QuoteReview:
    """One quote in an editor's hands; each answer says whether the editor is done with it."""

    def __init__(self, desk: Reviewing, draft: Path, step: Step) -> None:
        self._desk, self._draft, self._step = desk, draft, step
        self._console, self._page = desk.console, desk.console.page
        self._form, self._place = desk.look(draft), 0
        self._answers: Mapping[str, Callable[[], bool]] = {
            "a": self._accept,
            "s": lambda: self._change_person("speaker", "Speaker"),
            "r": lambda: self._change_person("relayed_by", "Relayed by"),
            "k": self._change_kind,
            "t": self._translate,
            "h": self._hold,
            "x": self._remove,
            "l": lambda: True,
        }

    def ask(self) -> None:
        """Go through the quote until the editor has decided."""
        shown = False
        while self._look():
            if not shown:
                self._console.say("", self._page.rule(self._title(), self._form.id), self._context())
                shown = True
                if self._lacks_translation_alone():
                    self._console.say(*self._facts())
                    self._translate()
                    if not is_open(self._desk.look(self._draft), self._step):
                        return
            self._console.say(*self._facts())
            if self._answers[self._console.choose(self._choices(), _EXPLAINED)]():
                return

    def _title(self) -> str:
        return f"Quote {self._place + 1} of {len(self._form.quotes)}"

    def _lacks_translation_alone(self) -> bool:
        """Say whether the editor has decided on all else before."""
        found = flaws(self._form, self._step)
        translated = self._form.other in self._quote.get("translation", {})
        left = [flaw for flaw in found if "translation" not in flaw.location]
        return bool(found) and not left and not translated and proposal(self._form, self._place) is None

    def _look(self) -> bool:
        """Read the files anew; say whether the quote is there still."""
        self._form = self._desk.look(self._draft)
        place = self._form.index(self._step)
        self._place = place or 0
        return place is not None

    @property
    def _quote(self) -> Table:
        return self._form.quotes[self._place]

    def _write(
        self, value: object, *where: str, settled: bool = False, more: Iterable[Change | Settled] = ()
    ) -> None:
        here = ("quotes", self._place)
        done = [Settled(self._draft, here)] if settled else []
        changes = [Change(self._draft, (*here, *where), value)] if where else []
        self._desk.files.write(*more, *changes, *done)

    def _choices(self) -> dict[str, str]:
        speech = {"s": "speaker", "r": "relayed by"} if self._quote.get("kind") != "passage" else {}
        hold = "off hold" if self._quote.get("hold") else "hold"
        return {
            "a": "accept",
            **speech,
            "k": "kind",
            "t": "translation",
            "h": hold,
            "x": "remove",
            "l": "later",
        }

    def _accept(self) -> bool:
        """Settle the quote, and ask for its translation where it has none."""
        found = flaws(self._form, self._step)
        if wrong := [flaw for flaw in found if "translation" not in flaw.location]:
            self._console.say(*map(self._page.flaw, wrong))
            return False
        self._write(None, settled=True)
        if found:
            self._translate()
        return True

    def _change_person(self, field: str, who: str) -> bool:
        chosen = ask_person(self._desk, self._draft, self._form, who)
        if chosen is not None:
            self._write(chosen[0] or None, field, settled=field == "speaker", more=chosen[1])
        return False

    def _change_kind(self) -> bool:
        explained = "The kind says how much of a sentence was said in these words."
        key = self._console.choose({**_MEANT, "l": "as it is"}, explained)
        if key not in _KINDS:
            return False
        gone = [name for name in ("speaker", "relayed_by") if name in self._quote and key == "a"]
        table = {name: value for name, value in self._quote.items() if name not in gone} | {
            "kind": _KINDS[key]
        }
        after = flaws(with_quote(self._form, self._place, table), self._step)
        if wrong := [flaw for flaw in after if "start" in flaw.location]:
            self._console.say(*map(self._page.flaw, wrong))
            return False
        here = ("quotes", self._place)
        self._write(_KINDS[key], "kind", more=[Change(self._draft, (*here, name), None) for name in gone])
        return False

    def _translate(self) -> bool:
        """Take a translation and hold its numbers to the quote's at once; it is kept, and asked for again while they differ."""
        while self._look():
            language = self._form.other
            before = str(self._quote.get("translation", {}).get(language, ""))
            typed = self._console.ask(f"Translation into {NAMES[language]}", _TRANSLATING, before)
            if not typed:
                break
            self._write(typed, "translation", language)
            found = flaws(self._desk.look(self._draft), self._step)
            wrong = [flaw for flaw in found if "translation" in flaw.location]
            self._console.say(*map(self._page.flaw, wrong))
            if not wrong:
                break
        return False

    def _hold(self) -> bool:
        """Keep the quote from readers, for a reason, or let them have it again."""
        if self._quote.get("hold"):
            self._write(None, "hold")
            return False
        why = self._console.ask(
            "Why", "The reason stays in the file, for editors. Empty: it is not put on hold."
        )
        if why:
            self._write(why, "hold", settled=True)
        return bool(why)

    def _remove(self) -> bool:
        if self._console.confirm("Take it out of the brief?"):
            self._desk.files.write(Change(self._draft, ("quotes", self._place), None))
        return False

    def _context(self) -> str:
        quote = self._quote
        around = (str(quote.get("prefix", "")), str(quote.get("exact", "")), str(quote.get("suffix", "")))
        spans: list[Span] = [(start, end) for start, end in quote.get("segments", ())]
        return in_context(self._page, self._desk.source, spans or [(quote["start"], quote["end"])], around)

    def _facts(self) -> Iterator[str]:
        """Give what the file says of the quote, and what is wrong with it."""
        page, quote, other = self._page, self._quote, self._form.other
        translation = quote.get("translation", {}).get(other)
        if quote.get("kind") != "passage":
            speaker = quote.get("speaker")
            yield page.field("Speaker", described(self._form, speaker) if speaker else "nobody is named")
            if proposed := proposal(self._form, self._place):
                by = f", by: {proposed.support}" if proposed.support else ""
                yield page.field("", f"{proposed.sure} % sure{by}")
        if relayed := quote.get("relayed_by"):
            yield page.field("Told by", described(self._form, relayed))
        yield page.field("Kind", str(quote.get("kind", "open")))
        yield page.field(NAMES[other], str(translation or "open"))
        if hold := quote.get("hold"):
            yield page.field("On hold", str(hold))
        for flaw in flaws(self._form, self._step):
            if translation or "translation" not in flaw.location:
                yield page.flaw(flaw)
