"""A draft's quotes where they stand in the article, for editors: its text is for them alone."""

from collections.abc import Mapping, Sequence
from typing import Literal

from bot.domain.anchors import pieces
from bot.domain.draft import Draft, Guess
from bot.domain.models import Language, Library, Quote
from bot.domain.unfinished import as_it_stands, quotes_of, title_of
from bot.render.brief import attribution, heading, text
from bot.render.draft_buttons import DraftAction
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.split import GAP, LIMIT, fit, length, shorten
from bot.render.words import say, say_number

_ROOM = 500  # UTF-16 units, for all that is no quote
_PAGE = LIMIT - _ROOM
_AROUND = 1000  # code points of a very long paragraph before a quote, and after it
_TITLE, _NAME = 110, 60


def context(
    draft: Draft, source: str | None, guesses: Mapping[int, Guess], language: Language, page: int
) -> Message:
    """Give a page of a draft's quotes, each in its paragraph of the source; `guesses` by where the quotes begin."""
    library, quotes = as_it_stands(draft), quotes_of(draft)
    units = [
        _unit(library, quote, number, source, guesses.get(quote.start), language)
        for number, quote in enumerate(quotes, 1)
    ]
    pages = _pages(units)
    at = min(page, len(pages) - 1)
    head = say(language, "drafts.context")
    if len(pages) > 1:
        of = {"number": say_number(language, at + 1), "count": say_number(language, len(pages))}
        head += f" ({say(language, 'drafts.context_position', **of)})"
    blocks = [heading(head, shorten(title_of(draft, language), _TITLE))]
    if not quotes:
        blocks.append(text(say(language, "drafts.context_none")))
    elif source is None:
        blocks.append(text(say(language, "drafts.no_source")))
    back = Button(say(language, "drafts.button_draft"), _data(draft, "show", draft.stamp, language))
    rows = (_turn(draft, language, at, len(pages)), (back,))
    return fit(Message((*blocks, *pages[at]), tuple(row for row in rows if row)))


def _unit(
    library: Library, quote: Quote, number: int, source: str | None, guess: Guess | None, language: Language
) -> tuple[Block, ...]:
    """Give a quote's two blocks: who says it, and its paragraph with its words in bold."""
    said = _said_by(library, quote, language)
    lines = [f"{say_number(language, number)}. {said}"]
    if guess and quote.kind != "passage":
        lines.append(_guessed(library, quote, guess, language))
    if quote.hold:
        lines.append(say(language, "drafts.state_held"))
    around = Block(_around(quote), "quote")
    if source is not None:
        if all(source[start:end] == piece for (start, end), piece in pieces(quote)):
            around = Block(_in_paragraph(quote, source), "quote")
        else:
            lines.append(say(language, "drafts.not_there"))
    return heading(lines[0], "\n".join(lines[1:])), fit(Message((around,)), _PAGE - _ROOM).blocks[0]


def _guessed(library: Library, quote: Quote, guess: Guess, language: Language) -> str:
    """Say how sure Barta is of the speaker, and whom it means where that is not whom the draft names."""
    percent, named = say_number(language, round(100 * guess.sure)), library.people.get(quote.speaker or "")
    if named and guess.speaker in (named.name.bn, named.name.en, *named.aliases):
        return say(language, "drafts.sure", percent=percent)
    return say(language, "drafts.found", who=shorten(guess.speaker, _NAME), percent=percent)


def _said_by(library: Library, quote: Quote, language: Language) -> str:
    if quote.kind == "passage":
        return say(language, "drafts.passage")
    if quote.speaker is None and quote.kind in ("full", "fragment"):
        return say(language, "drafts.who_open")
    return attribution(library, quote, language)


def _in_paragraph(quote: Quote, source: str) -> tuple[Run, ...]:
    """Give the source's lines from a quote's beginning to its end, its words in bold."""
    spans = [span for span, _ in pieces(quote)]
    first, last = spans[0][0], spans[-1][1]
    begin = source.rfind("\n", 0, first) + 1
    end = source.find("\n", last)
    end = len(source) if end < 0 else end
    before, after = "", ""
    if first - begin > _AROUND:
        begin, before = source.find(" ", first - _AROUND, first) + 1 or first, "…"
    if end - last > _AROUND:
        end, after = max(source.rfind(" ", last, last + _AROUND), last), "…"
    runs, at = [Run(before)], begin
    for start, stop in spans:
        runs += [Run(source[at:start]), Run(source[start:stop], "bold")]
        at = stop
    return tuple(run for run in (*runs, Run(source[at:end]), Run(after)) if run.text)


def _around(quote: Quote) -> tuple[Run, ...]:
    return (Run(f"…{quote.prefix}"), Run(quote.exact, "bold"), Run(f"{quote.suffix}…"))


def _pages(units: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Give as many quotes a page as one message holds; none is parted from who says it."""
    pages: list[tuple[Block, ...]] = [()]
    used = 0
    for unit in units:
        size = sum(length(block.text) + GAP for block in unit)
        if pages[-1] and used + size > _PAGE:
            pages.append(())
            used = 0
        pages[-1] += unit
        used += size
    return pages


def _turn(draft: Draft, language: Language, at: int, count: int) -> Row:
    return tuple(
        Button(say(language, f"button.{word}"), _data(draft, "context", other, language))
        for word, other in (("previous_quotes", at - 1), ("next_quotes", at + 1))
        if 0 <= other < count
    )


def _data(draft: Draft, verb: Literal["show", "context"], number: int, language: Language) -> str:
    return DraftAction(verb, draft.id, number, language).encode()
