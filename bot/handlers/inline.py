"""Inline mode: briefs and quotes to pick while typing, in any chat."""

from datetime import timedelta

from telegram import InlineQueryResultsButton, Update
from telegram.constants import InlineQueryLimit

from bot.domain.answer import language_of
from bot.domain.models import Language
from bot.domain.search import Index
from bot.handlers.reader import Context, preferred
from bot.render.actions import ShowBrief, decode
from bot.render.inline import InlineCard, inline_cards
from bot.render.shown import Shown
from bot.render.words import say
from bot.services.copies import copy_of, remember_inline
from bot.services.desk import Desk, consult
from bot.transport.messages import inline_result

# Telegram keeps results for this long without asking again; a corrected brief should not be offered uncorrected.
_CACHE = timedelta(seconds=60)
_PAGE = InlineQueryLimit.RESULTS


def _cards(index: Index, typed: str, language: Language) -> list[InlineCard]:
    return list(inline_cards(index.library, [hit.brief for hit in index.complete(typed)], language))


async def chosen(desk: Desk, update: Update, context: Context) -> None:  # noqa: ARG001 - every handler gets it
    """Remember what was chosen and sent, so that a correction reaches it; Telegram tells it where @BotFather has been asked to."""
    result = update.chosen_inline_result
    if result is None or result.inline_message_id is None:
        return
    view = decode(result.result_id)
    if isinstance(view, ShowBrief):
        # Telegram kept the result for a while: in which version is not known.
        copy = copy_of({}, Shown(view), view.language, inline=result.inline_message_id)
        await remember_inline(desk, copy, desk.now())


async def offer(desk: Desk, update: Update, context: Context) -> None:  # noqa: ARG001 - every handler gets it
    """Offer the latest briefs, or those that fit what is typed so far, a page at a time."""
    query = update.inline_query
    if query is None:
        return
    asked = await consult(desk, language_of, query.query) if query.query.strip() else None
    language = asked or await preferred(desk, update) or "en"
    cards = await consult(desk, _cards, query.query, language)
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
