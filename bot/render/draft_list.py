"""Many drafts in one message: their titles, how each stands, and a button with a number for each."""

from collections.abc import Sequence

from bot.domain.draft import Draft
from bot.domain.models import Language
from bot.domain.unfinished import article_id, title_of
from bot.render.brief import heading, text
from bot.render.draft_buttons import DraftAction
from bot.render.drafts import article_line, button_data
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.open_points import open_points
from bot.render.split import fit, shorten
from bot.render.words import say, say_number

LISTED = 20  # drafts that one list shows, whose titles a message holds

_TITLE = 80  # UTF-16 units: two lines on a phone
_IN_A_ROW = 5  # buttons with a number, which a thumb can tell apart
_BREAK = "\n"


def list_message(
    drafts: Sequence[Draft], language: Language, offset: int = 0, *, waiting: bool = False
) -> Message:
    """List drafts, a page of them from `offset` on, with a button for each; `waiting`: all that wait, not those of one article."""
    first = offset // LISTED * LISTED if offset < len(drafts) else 0
    page = drafts[first : first + LISTED]
    if not page:
        return Message((text(say(language, "drafts.none")),))
    count = say_number(language, len(drafts))
    one_article = len({article_id(draft) for draft in drafts}) == 1
    if waiting:
        kind = "waiting" if len(drafts) > 1 else "waiting_one"
    else:
        kind = "list" if one_article else "several"
    head = heading(say(language, f"drafts.{kind}", count=count))
    lines: list[Run] = []
    for number, draft in enumerate(page, first + 1):
        title = shorten(title_of(draft, language), _TITLE)
        lines.append(Run(f"{_BREAK if lines else ''}{say_number(language, number)}. {title} "))
        lines.append(Run(f"· {_state(draft, language)}", "italic"))
    names = article_line(drafts[0], language) if one_article else ()
    blocks = (head, *names, Block(tuple(lines)), text(say(language, "drafts.choose")))
    numbers = [
        Button(say_number(language, number), button_data(draft, "show", language))
        for number, draft in enumerate(page, first + 1)
    ]
    rows = tuple(tuple(numbers[at : at + _IN_A_ROW]) for at in range(0, len(numbers), _IN_A_ROW))
    return fit(Message(blocks, (*rows, _turn(drafts, language, first)) if len(drafts) > LISTED else rows))


def _state(draft: Draft, language: Language) -> str:
    count = len(open_points(draft.open, language))
    return say(language, f"drafts.state_{draft.state}", count=say_number(language, count))


def _turn(drafts: Sequence[Draft], language: Language, first: int) -> Row:
    pages = (("previous", first - LISTED), ("next", first + LISTED))
    return tuple(
        Button(
            say(language, f"button.{word}"),
            DraftAction("list", drafts[at].id, at // LISTED, language).encode(),
        )
        for word, at in pages
        if 0 <= at < len(drafts)
    )
