"""Review of an article that is another by now: what became of each quote, and whether its briefs may go out."""

from collections.abc import Iterator
from pathlib import Path

from bot.commands.reviewing import Reviewing
from bot.content.drafts import Change
from bot.domain.models import Quote
from bot.domain.reanchor import Reanchored, reanchor
from bot.domain.source import Source
from bot.render.progress import clip

_SAYS = {"stands": "stands", "moved": "moved", "gone": "is gone"}
_EXPLAINED = (
    "c puts every quote where it stands in the newer text. k lets the briefs go out as they are, on the text that they were drafted "
    "from. Either way it is noted who decided; until then none of them can be published."
)


def review_change(desk: Reviewing, article: Path, old: Source, new: Source | None, sha256: str) -> bool:
    """Show what became of each quote in the newer text, and let the editor decide; say whether they cleared it.

    Where they take the newer text, what moved is anchored there, what is gone is taken out, and the article's record has the
    newer `sha256`.
    """
    console, page = desk.console, desk.console.page
    console.say("", page.rule("The article was changed since it was drafted"))
    drafts = [file.path for file in desk.files.drafts([article.parent])]
    found = {draft: _moved(desk, draft, old, new) for draft in drafts if new}
    for draft, moved in found.items():
        console.say(f"  {draft.stem}", *_fates(desk, moved))
    if new is None:
        console.say(
            page.lines(
                "Nobody kept the newer text: draft the article again to see what became of its quotes."
            )
        )
    takes = new is not None and all(found.values()) and desk.files.is_all_drafts(article)
    choices = {"c": "take the newer text"} if takes else {}
    match console.choose({**choices, "k": "keep the text as drafted", "l": "later"}, _EXPLAINED):
        case "c" if new and _agreed(desk, found):
            for draft, moved in found.items():
                if moved:
                    desk.files.write(*_changes(draft, moved))
            desk.files.write(
                Change(article, ("sha256",), sha256), Change(article, ("characters",), len(new.text))
            )
            return True
        case "k":
            return True
        case _:
            return False


def _moved(desk: Reviewing, draft: Path, old: Source, new: Source | None) -> Reanchored | None:
    brief = desk.files.look(draft, None).brief
    return reanchor(brief, old, new) if brief and new else None


def _fates(desk: Reviewing, moved: Reanchored | None) -> Iterator[str]:
    if moved is None:
        yield "    its file is not in the brief format; correct it first"
        return
    for quote, fate in zip(moved.brief.quotes, moved.quotes, strict=True):
        yield f"    {_SAYS[fate]:<8} {clip(f'“{quote.exact}”', desk.console.page.width - 13)}"
    if gone := moved.evidence.count("gone"):
        yield f"    {gone} of {len(moved.evidence)} sentences that the summary draws on are gone or changed"


def _agreed(desk: Reviewing, found: dict[Path, Reanchored | None]) -> bool:
    gone = sum(moved.quotes.count("gone") for moved in found.values() if moved)
    some = f"{gone} quotes are" if gone > 1 else "1 quote is"
    return not gone or desk.console.confirm(f"{some} gone and will be taken out of the drafts. Go on?")


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
