"""Publish: record what readers get from now on, and put it before them, here and wherever else the bot runs."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.history import unexplained_change
from bot.domain.models import Brief, Library, Topic, newest_first
from bot.domain.search import Index
from bot.services.desk import Desk
from bot.services.drafts import schedule_file
from bot.services.keep import put
from bot.services.proof import unproven
from bot.store.engine import Store
from bot.store.versions import Version

logger = logging.getLogger(__name__)

_LOOK = timedelta(seconds=1)
_MOST_TOLD = 20  # briefs in one notice


async def publish(desk: Desk, library: Library, now: datetime, by: str = "") -> list[str]:
    """Record the briefs of a library that are new or changed and show them from now on; give the ids of those.

    A change of what readers have opens a push that carries it to their copies, in the same transaction; whoever makes
    deliveries finds it. What changed without a history entry is not recorded, so that `barta check` finds it until it is
    explained; nor is what quotes other words than its kept article has. A brief under an embargo is recorded when that ends, a draft
    when an editor publishes it.
    """
    await catch_up(desk, now)
    recorded, ours, _ = await _record(desk.store, library, now, by)
    await take_in(desk)
    await _show(desk, ours.values())
    return recorded


async def gather(store: Store, library: Library, now: datetime) -> Library:
    """Record what a folder has, as `publish` does, and give what a bot shows that starts with it: what is out, by the store.

    A brief is the folder's where it is there, not older than the store's version and not a draft, and else the store's.
    """
    _, ours, out = await _record(store, library, now, "")
    newer, all_out = _together(ours.values()), await beside(store, out, now)
    briefs = {**all_out.briefs, **{key: each.brief for key, each in ours.items()}}
    return Library(
        {brief.id: brief for brief in sorted(briefs.values(), key=newest_first)},
        {**all_out.sources, **newer.sources},
        {**all_out.people, **newer.people},
        {**all_out.topics, **newer.topics},
    )


async def beside(store: Store, library: Library, now: datetime) -> Library:
    """Give what a folder would show, and of the store what is out and not in the folder; nothing is recorded."""
    out = await _out(store, library, now)
    others = await store.versions.others(out.briefs.keys())
    briefs = (*out.briefs.values(), *(each.brief for each in others.values()))
    ordered = {brief.id: brief for brief in sorted(briefs, key=newest_first)}
    return replace(completed(out, others.values()), briefs=ordered)


async def catch_up(desk: Desk, now: datetime, brief: str = "", version: int = 0) -> None:
    """Take in what other processes recorded, if that was not looked for within a second, or a version is needed that is not there."""
    news = desk.news
    fresh = news.looked is not None and timedelta() <= now - news.looked < _LOOK
    if fresh and news.version(brief) >= version:
        return
    if news.latest < 0:
        news.begin(await desk.store.versions.recorded())
    else:
        await take_in(desk)
    news.looked = now


async def take_in(desk: Desk) -> None:
    """Show what was recorded since the last time, here or by others; where nothing was, that costs one look at a number."""
    async with desk.news.changing:
        new = await desk.store.versions.since(desk.news.latest)
        await _show(desk, {each.id: each for each in new}.values())
        desk.news.add(new)


async def _show(desk: Desk, versions: Iterable[Version]) -> None:
    others = [each for each in versions if not _is_shown(desk.index, each)]
    if others:
        await put(desk, *(each.brief for each in others), around=_together(others))


def _is_shown(index: Index, version: Version) -> bool:
    library, around = index.library, version.around
    return index.brief(version.id) == version.brief and all(
        known.get(key) == record
        for known, new in (
            (library.sources, around.sources),
            (library.people, around.people),
            (library.topics, around.topics),
        )
        for key, record in new.items()
    )


def _together(versions: Iterable[Version]) -> Library:
    """Give what stands around some versions as one library, the last of them first."""
    around = [each.around for each in versions]
    return Library(
        {},
        {key: article for each in around for key, article in each.sources.items()},
        {key: person for each in around for key, person in each.people.items()},
        {key: topic for each in around for key, topic in each.topics.items()},
    )


async def _record(
    store: Store, library: Library, now: datetime, by: str
) -> tuple[list[str], dict[str, Version], Library]:
    """Record what is new.

    Give the ids of that, the store's versions of briefs that are older in the library, and the library without what is not out.
    """
    out, there = await _compared(store, library, now)
    for key, brief in library.briefs.items():
        if brief.status != "draft" and key not in out.briefs:
            await schedule_file(store, library, key, now, by)
    refused = await _refused(store, out, there, now)
    new = {
        key: out.briefs[key]
        for key, before in there.items()
        if key not in refused and _is_explained(before, out.briefs[key])
    }
    recorded = await store.versions.record(replace(out, briefs=new), now, by) if new else []
    ours = await store.versions.differing(out, [key for key, before in there.items() if before])
    shown = {key: brief for key, brief in out.briefs.items() if key not in refused or there[key]}
    return recorded, {key: each for key, each in ours.items() if each}, replace(out, briefs=shown)


async def _refused(store: Store, library: Library, keys: Collection[str], now: datetime) -> Collection[str]:
    """Give what is not proven by the kept articles, and tell editors."""
    found = await unproven(store, library, keys)
    lines = [f"{key}: {why}" for key, why in sorted(found.items())]
    for line in lines:
        logger.error("Not published: %s", line)
    if lines:
        more = [f"… {len(lines) - _MOST_TOLD} more: barta check"] if len(lines) > _MOST_TOLD else []
        await store.notices.add("unproven", "\n".join((*lines[:_MOST_TOLD], *more)), now)
    return found.keys()


async def _compared(
    store: Store, library: Library, now: datetime
) -> tuple[Library, dict[str, Version | None]]:
    """Give what is out of a library, and the latest version of each brief of it that is new or another in the store."""
    out = await _out(store, library, now)
    there = await store.versions.differing(out, out.briefs.keys())
    return completed(out, there.values()), there


async def _out(store: Store, library: Library, now: datetime) -> Library:
    """Give a library without what is not out: drafts, and what is under an embargo."""
    waiting = [key for key, brief in library.briefs.items() if brief.is_embargoed(now)]
    there = await store.versions.latest(waiting) if waiting else {}
    hidden = {key for key in waiting if key not in there}
    return replace(
        library,
        briefs={
            key: brief
            for key, brief in library.briefs.items()
            if brief.status != "draft" and key not in hidden
        },
    )


def completed(library: Library, versions: Iterable[Version | None]) -> Library:
    """Give a library with what it lacks of what stood around some versions: nobody takes away a name by losing a file."""
    sources, people, topics = dict(library.sources), dict(library.people), dict(library.topics)
    for around in (each.around for each in versions if each):
        for key, article in around.sources.items():
            sources.setdefault(key, article)
        for key, person in around.people.items():
            people.setdefault(key, person)
        for key, topic in around.topics.items():
            if topics.get(key, Topic.nameless(key)) == Topic.nameless(key):
                topics[key] = topic
    return Library(library.briefs, sources, people, topics)


def _is_explained(before: Version | None, brief: Brief) -> bool:
    flaw = unexplained_change(before.brief, brief) if before else None
    if flaw:
        logger.warning("Brief %s: %s; %s", brief.id, flaw.what, flaw.mend)
    return flaw is None
