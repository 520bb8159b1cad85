"""What the buttons of a brief show in its place."""

from collections.abc import Callable, Mapping

from bot.domain.models import Article, Brief, Language, Library, Quote
from bot.domain.related import related
from bot.render.actions import ShowBrief, View
from bot.render.brief import (
    TOLD_CHANGES,
    brief_button,
    card,
    change,
    heading,
    other_language,
    quote_block,
    quote_card,
    text,
    view_button,
)
from bot.render.message import Block, Message, Row, Run
from bot.render.words import say, say_date, say_number


def show(library: Library, action: ShowBrief) -> Message | None:
    """Give the view of a brief that an action asks for; None where readers know no such brief."""
    brief = library.briefs.get(action.brief)
    if brief is None or brief.status == "draft":
        return None
    if brief.status == "retracted":
        return _retraction(brief, action.language)
    last = max(0, len(brief.shown_quotes) - 1)
    return _VIEWS[action.view](library, brief, action.language, min(action.quote, last))


def _quotes(library: Library, brief: Brief, language: Language, quote: int) -> Message:
    blocks = tuple(quote_block(library, each, language) for each in brief.shown_quotes)
    title = heading(say(language, "quotes.heading"), brief.title.get(language))
    return Message(
        (title, *(blocks or (text(say(language, "quotes.none")),))),
        _buttons(brief, language, quote, "quotes"),
    )


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


def _related(library: Library, brief: Brief, language: Language, quote: int) -> Message:
    kin = related(library, brief)
    title = heading(say(language, "related.heading"), brief.title.get(language))
    blocks = (title,) if kin else (title, text(say(language, "related.none")))
    choices = tuple((brief_button(other, language),) for other in kin)
    return Message(blocks, (*choices, *_buttons(brief, language, quote, "related")))


def _source(library: Library, brief: Brief, language: Language, quote: int) -> Message:
    article = library.sources.get(brief.id)
    blocks = [heading(say(language, "source.heading"), brief.title.get(language))]
    blocks += _citation(article, language) if article else [text(say(language, "brief.no_source"))]
    if told := [entry for entry in brief.history if entry.kind in TOLD_CHANGES]:
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
    "related": _related,
    "source": _source,
}
