"""Publish: record what readers get from now on, and put it before them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.history import unexplained_change
from bot.domain.models import Brief
from bot.services.desk import Desk
from bot.services.keep import put

logger = logging.getLogger(__name__)

_LOOK = timedelta(seconds=1)


async def publish(desk: Desk, briefs: Iterable[Brief], now: datetime) -> list[str]:
    """Record briefs that are new or changed and show them from now on; give the ids of those.

    A change of what readers have opens a push that carries it to their copies, in the same transaction; whoever makes
    deliveries finds it. What changed without a history entry is not recorded, so that `barta check` finds it until it is
    explained.
    """
    await catch_up(desk, now)
    explained = {brief.id: brief for brief in briefs if brief.status != "draft"}
    for key, before in (await desk.store.versions.published()).items():
        if key not in explained or (flaw := unexplained_change(before, explained[key])) is None:
            continue
        logger.warning("Brief %s: %s; %s", key, flaw.what, flaw.mend)
        if len(explained.pop(key).history) < len(before.history):  # an older file than another process has
            await put(desk, before)
    recorded = await desk.store.versions.record(explained.values(), now)
    await _take_in(desk)
    return recorded


async def catch_up(desk: Desk, now: datetime, brief: str = "", version: int = 0) -> None:
    """Take in what other processes recorded, if that was not looked for within a second, or a version is needed that is not there."""
    news = desk.news
    fresh = news.looked is not None and timedelta() <= now - news.looked < _LOOK
    if fresh and news.version(brief) >= version:
        return
    if news.latest < 0:
        news.begin(await desk.store.versions.recorded())
    else:
        await _take_in(desk)
    news.looked = now


async def _take_in(desk: Desk) -> None:
    async with desk.news.changing:
        new = await desk.store.versions.since(desk.news.latest)
        for brief in {each.id: each.brief for each in new}.values():
            if desk.index.brief(brief.id) != brief:
                await put(desk, brief)
        desk.news.add(new)
