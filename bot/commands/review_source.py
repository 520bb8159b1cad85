"""Review of an article that is another by now: what became of each quote, and whether its briefs may go out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from bot.commands.reviewing import Reviewing
from bot.content.drafts import Change
from bot.domain.models import Quote
from bot.domain.reanchor import Reanchored, reanchor
from bot.domain.source import Source
from bot.render.progress import clip

_EXPLAINED = (
    "c puts every quote where it stands in the newer text. k lets the briefs go out as they are, on the text that they were drafted "
    "from. Either way it is noted who decided; until then none of them can be published."
)


class ChangedArticle:
    """An article's drafts, and what became of them in its newer text, where that could be had."""

    def __init__(self, desk: Reviewing, article: Path, old: Source, new: Source | None) -> None:
        self._desk, self._article, self._new = desk, article, new
        drafts = [file.path for file in desk.files.drafts([article.parent])]
        briefs = {draft: desk.files.look(draft, None).brief for draft in drafts}
        self._moved = {
            draft: reanchor(brief, old, new) if brief and new else None for draft, brief in briefs.items()
        }

    def ask(self) -> Literal["take", "keep", "later"]:
        """Show what became of each quote, and let the editor decide."""
        console, page = self._desk.console, self._desk.console.page
        console.say("", page.rule("The article was changed since it was drafted"))
        for draft, moved in self._moved.items() if self._new else ():
            console.say(f"  {draft.stem}", *self._fates(moved))
        if self._new is None:
            console.say(
                page.lines(
                    "Its newer text cannot be read now, so that nobody can say what became of its quotes."
                )
            )
        takes = all(self._moved.values()) and self._desk.files.is_all_drafts(self._article)
        choices = {"c": "take the newer text"} if takes else {}
        match console.choose({**choices, "k": "keep the text as drafted", "l": "later"}, _EXPLAINED):
            case "c":
                return "take" if self._agreed() else "later"
            case "k":
                return "keep"
            case _:
                return "later"

    def apply(self, sha256: str) -> None:
        """Anchor what moved in the newer text, take out what is gone, and name that text in the article's record."""
        for draft, moved in self._moved.items():
            if moved:
                self._desk.look(draft)
                self._desk.files.write(*_changes(draft, moved))
        if self._new:
            self._desk.files.look_at_article(self._article)
            length = Change(self._article, ("characters",), len(self._new.text))
            self._desk.files.write(Change(self._article, ("sha256",), sha256), length)

    def _fates(self, moved: Reanchored | None) -> Iterator[str]:
        if moved is None:
            yield "    its file is not in the brief format; correct it first"
            return
        for quote, fate in zip(moved.brief.quotes, moved.quotes, strict=True):
            said = clip(f"“{quote.exact}”", self._desk.console.page.width - 13)
            yield f"    {'is gone' if fate == 'gone' else fate:<8} {said}"
        if gone := moved.evidence.count("gone"):
            yield f"    {gone} of {len(moved.evidence)} sentences that the summary draws on are gone or changed"

    def _agreed(self) -> bool:
        gone = sum(moved.quotes.count("gone") for moved in self._moved.values() if moved)
        some = f"{gone} quotes are" if gone > 1 else "1 quote is"
        return not gone or self._desk.console.confirm(f"{some} gone and will be taken out. Go on?")


def _changes(path: Path, moved: Reanchored) -> Iterator[Change]:
    """Give the changes of a file, the last quote first, so that the others keep their places while some go."""
    for place in reversed(range(len(moved.quotes))):
        if moved.quotes[place] == "gone":
            yield Change(path, ("quotes", place), None)
        elif moved.quotes[place] == "moved":
            yield from _anchors(path, place, moved.brief.quotes[place])
    evidence = [
        span for span, fate in zip(moved.brief.evidence, moved.evidence, strict=True) if fate != "gone"
    ]
    yield Change(path, ("evidence",), [list(span) for span in evidence])


def _anchors(path: Path, place: int, quote: Quote) -> Iterator[Change]:
    for field in ("prefix", "suffix", "start", "end"):
        yield Change(path, ("quotes", place, field), getattr(quote, field))
    if quote.segments:
        yield Change(path, ("quotes", place, "segments"), [list(span) for span in quote.segments])
