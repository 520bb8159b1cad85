"""What the buttons of a brief show in its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.models import Article, Brief, Language, Library, Quote
from bot.domain.related import related
from bot.domain.search import Index
from bot.render.actions import ShowBrief, View
from bot.render.brief import (
    brief_button,
    card,
    change,
    heading,
    last_change,
    other_language,
    quote_block,
    quote_card,
    text,
    told_changes,
    view_button,
)
from bot.render.message import Block, Message, Row, Run
from bot.render.split import GAP, LIMIT, fit, length, split
from bot.render.words import say, say_date, say_number

_CHANGES = 10  # the latest, which one message holds


def show(index: Index, action: ShowBrief) -> Message | None:
    """Give the view of a brief that an action asks for, as one message; None where readers know no such brief."""
    brief = index.brief(action.brief)
    if brief is None:
        return None
    if brief.status == "retracted":
        return fit(_retraction(brief, action.language))
    quote = min(action.quote, max(0, len(brief.shown_quotes) - 1))
    if action.view == "related":
        shown = _related(index, brief, action.language, quote)
    else:
        shown = _VIEWS[action.view](index.library, brief, action.language, quote)
    if action.view in ("quotes", "context", "related"):  # the others say it themselves
        shown = replace(shown, blocks=(*shown.blocks, *last_change(brief, action.language)))
    return fit(shown)


def _quotes(library: Library, brief: Brief, language: Language, quote: int) -> Message:
    """Show as many whole quotes as one message holds, that with the index `quote` among them."""
    title = heading(say(language, "quotes.heading"), brief.title.get(language))
    buttons = _buttons(brief, language, quote, "quotes")
    if not brief.shown_quotes:
        return Message((title, text(say(language, "quotes.none"))), buttons)
    blocks = [quote_block(library, each, language) for each in brief.shown_quotes]
    first, end = _page_with(quote, blocks, max(LIMIT - length(title.text) - GAP, LIMIT // 2))
    turn: Row = ()
    if first > 0:
        turn = (view_button(brief, language, "quotes", first - 1, "previous_quotes"),)
    if end < len(blocks):
        turn = (*turn, view_button(brief, language, "quotes", end, "next_quotes"))
    return Message((title, *blocks[first:end]), (turn, *buttons) if turn else buttons)


def _page_with(index: int, blocks: Sequence[Block], room: int) -> tuple[int, int]:
    """Give where the page that holds a block begins and ends; only a block that is longer than a page is cut."""
    end = 0
    for page in split(Message(tuple(fit(Message((block,)), room).blocks[0] for block in blocks)), room):
        first, end = end, end + len(page.blocks)
        if index < end:
            return first, end
    raise IndexError(index)


def _context(library: Library, brief: Brief, language: Language, index: int) -> Message:
    if not brief.shown_quotes:
        return _quotes(library, brief, language, 0)
    quote, count = brief.shown_quotes[index], len(brief.shown_quotes)
    title = [Run(say(language, "context.heading"), "bold")]
    if count > 1:
        of = {"number": say_number(language, index + 1), "count": say_number(language, count)}
        title.append(Run(f" ({say(language, 'context.position', **of)})"))
    before, after = surroundings(quote, library.sources.get(brief.id))
    words = Block((Run(before), Run(quote.exact, "underline"), Run(after)), "quote")
    note = Block((Run(say(language, "context.note"), "italic"),))
    buttons = _buttons(brief, language, index, "context")
    if count > 1:
        following = view_button(brief, language, "context", (index + 1) % count, "next_quote")
        buttons = ((following,), *buttons)
    return Message((Block(tuple(title)), words, note), buttons)


def surroundings(quote: Quote, article: Article | None) -> tuple[str, str]:
    """Give the source's words before and after a quote, whole words only, with an ellipsis where more follows."""
    before, after = quote.prefix, quote.suffix
    if quote.start > len(before):
        before = f"…{before.partition(' ')[2] if ' ' in before else before}"
    if article is None or quote.end + len(after) < article.characters:
        after = f"{after.rpartition(' ')[0] if ' ' in after else after}…"
    return before, after


def _related(index: Index, brief: Brief, language: Language, quote: int) -> Message:
    # Of very many briefs, the newest of the topic and of all: the nearest kin share it.
    others = (*index.holdings.in_topic(brief.topic), *index.holdings.newest())
    kin = related(index.library.sources, brief, others)
    title = heading(say(language, "related.heading"), brief.title.get(language))
    blocks = (title,) if kin else (title, text(say(language, "related.none")))
    choices = tuple((brief_button(other, language),) for other in kin)
    return Message(blocks, (*choices, *_buttons(brief, language, quote, "related")))


def _source(library: Library, brief: Brief, language: Language, quote: int) -> Message:
    article = library.sources.get(brief.id)
    blocks = [heading(say(language, "source.heading"), brief.title.get(language))]
    blocks += _citation(article, language) if article else [text(say(language, "brief.no_source"))]
    if told := told_changes(brief)[-_CHANGES:]:
        blocks.append(heading(say(language, "source.history")))
        blocks += [change(entry, language) for entry in told]
    return Message(tuple(blocks), _buttons(brief, language, quote, "source"))


def _citation(article: Article, language: Language) -> list[Block]:
    dated = "source.date_inferred" if article.published_inferred else "source.date"
    link = (
        Run(say(language, "source.link"), link=article.url)
        if article.url
        else Run(say(language, "source.no_link"))
    )
    return [
        text(say(language, "source.credit", credit=article.credit.get(language))),
        text(say(language, dated, date=say_date(language, article.published))),
        Block((link,)),
        text(say(language, "source.verbatim")),
    ]


def _retraction(brief: Brief, language: Language) -> Message:
    entry = next((entry for entry in reversed(brief.history) if entry.kind == "retraction"), None)
    what = change(entry, language) if entry else text(say(language, "brief.gone"))
    return Message((heading(brief.title.get(language)), what))


def _buttons(brief: Brief, language: Language, quote: int, view: View) -> tuple[Row, ...]:
    return (
        (other_language(brief, language, view, quote), view_button(brief, language, "card", quote, "back")),
    )


_VIEWS: Mapping[View, Callable[[Library, Brief, Language, int], Message]] = {
    "card": card,
    "quote": quote_card,
    "quotes": _quotes,
    "context": _context,
    "source": _source,
}
