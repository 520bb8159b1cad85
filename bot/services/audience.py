"""Whom a push concerns."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.briefing import mentioned
from bot.domain.delivery import Push
from bot.domain.models import Brief
from bot.domain.postings import Postings
from bot.domain.search import Index
from bot.services.desk import Desk


@dataclass(frozen=True)
class Audience:
    """Those who follow a topic, and whose keyword filter, if they have one, is among `filters`."""

    topic: str
    filters: Collection[str]


async def audience(desk: Desk, push: Push) -> Audience | None:
    """Give whom a push of a brief concerns; None where the brief is not there any more."""
    brief = desk.index.published(push.brief or "")
    if brief is None:
        return None
    used = await desk.store.subscriptions.keyword_filters()
    return Audience(brief.topic, await asyncio.to_thread(_finding, desk.index, used, brief))


async def is_told(desk: Desk, push: Push) -> bool:
    """Say whether readers are told of the change that a push carries; a mended misprint is only edited in."""
    return await desk.store.versions.is_told(push.brief or "", push.version or 0)


def _finding(index: Index, filters: Collection[str], brief: Brief) -> frozenset[str]:
    """Give the filters that find a brief."""
    alone = Postings(replace(index.library, briefs={brief.id: brief}), index.lexicon)
    return frozenset(words for words in filters if mentioned(index, words, alone))
