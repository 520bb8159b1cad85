"""Inline mode: briefs and quotes to pick while typing, in any chat."""

from datetime import timedelta

from telegram import InlineQueryResultsButton, Update
from telegram.constants import InlineQueryLimit

from bot.domain.answer import language_of
from bot.domain.search import Index
from bot.handlers.reader import Context, now, preferred
from bot.render.actions import ShowBrief, decode
from bot.render.inline import inline_cards
from bot.render.shown import Shown
from bot.render.words import say
from bot.services.ask import search
from bot.services.copies import remember_inline
from bot.services.desk import Desk
from bot.transport.messages import inline_result

# Telegram keeps results for this long without asking again; a corrected brief should not be offered uncorrected.
_CACHE = timedelta(seconds=60)
_PAGE = InlineQueryLimit.RESULTS


async def chosen(desk: Desk, update: Update, context: Context) -> None:  # noqa: ARG001 - every handler gets it
    """Remember what was chosen and sent, so that a correction reaches it; Telegram tells it where @BotFather has been asked to."""
    result = update.chosen_inline_result
    if result is None or result.inline_message_id is None:
        return
    view = decode(result.result_id)
    if isinstance(view, ShowBrief):
        await remember_inline(desk, Shown(view), view.language, result.inline_message_id, now())


async def offer(desk: Desk, update: Update, context: Context) -> None:  # noqa: ARG001 - every handler gets it
    """Offer the latest briefs, or those that fit what is typed so far, a page at a time."""
    query = update.inline_query
    if query is None:
        return
    asked = language_of(desk.index, query.query) if query.query.strip() else None
    language = asked or await preferred(desk, update) or "en"
    hits = await search(desk, Index.complete, query.query)
    cards = list(inline_cards(desk.library, [hit.brief for hit in hits], language))
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    page = cards[offset : offset + _PAGE]
    await query.answer(
        [inline_result(card) for card in page],
        cache_time=_CACHE,
        # Who asks decides the language only where the words leave it open.
        is_personal=asked is None,
        next_offset=str(offset + _PAGE) if offset + _PAGE < len(cards) else "",
        button=None
        if page
        else InlineQueryResultsButton(say(language, "inline.open_bot"), start_parameter="inline"),
    )
