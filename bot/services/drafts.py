"""Drafts: put them out when nothing is open, at once or when their embargo ends."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.wording import explain
from bot.domain.draft import Draft, NewDraft, OpenPoint
from bot.domain.editorial import Flaw, Location
from bot.domain.models import Article, Brief, HistoryEntry, Library, Person, Topic
from bot.domain.rules import brief_flaws, citation_flaw
from bot.domain.source import Source
from bot.domain.surroundings import Surroundings
from bot.store.engine import Store

R = TypeVar("R", bound=BaseModel)

# published, scheduled: done. changed: it is another than the editor saw. decided: somebody was faster. open: see `points_of`.
Decision = Literal["published", "scheduled", "changed", "decided", "open"]

_CHANGED = OpenPoint(
    "source",
    "the article has changed since it was drafted",
    "check the quotes against it, and clear it with `barta review`",
)


async def publish_draft(store: Store, key: str, stamp: int, now: datetime, who: str) -> Decision:
    """Put a draft out as an editor saw it, or schedule it where it is under an embargo; say what became of it."""
    draft = await store.drafts.get(key)
    if draft is None or draft.stamp != stamp or draft.state not in ("open", "ready", "held", "scheduled"):
        return "changed" if draft and draft.state in ("open", "ready") else "decided"
    brief, around, points = await _finished(store, draft, now)
    if points or brief is None:
        return "open"
    if brief.embargo and brief.embargo > now:
        done = await store.drafts.schedule(key, stamp, brief.embargo, now, who)
        return "scheduled" if done else "decided"
    return "published" if await store.drafts.publish(key, stamp, brief, around, now, who) else "decided"


async def points_of(store: Store, draft: Draft, now: datetime) -> tuple[OpenPoint, ...]:
    """Give all that keeps a draft from being published: what its files leave open, what its quotes are not, what its article became."""
    return (await _finished(store, draft, now))[2]


async def schedule_file(store: Store, library: Library, key: str, now: datetime, who: str) -> None:
    """Let a brief of a file go out when its embargo ends. A bot that starts (`who` is "") leaves what an editor holds."""
    brief, draft = library.briefs[key], await store.drafts.get(key)
    if draft and not who and draft.state == "held":
        return
    if draft and draft.state == "scheduled" and (await _finished(store, draft, now))[0] == brief:
        return
    content, around = (
        record.model_dump(mode="json", exclude_defaults=True)
        for record in (brief, Surroundings.of(library, key))
    )
    await store.drafts.save([NewDraft(key, content, around, ())], now, who)
    draft = await store.drafts.get(key)
    if draft and brief.embargo:
        await store.drafts.schedule(key, draft.stamp, brief.embargo, now, who)


async def release_due(store: Store, now: datetime) -> None:
    """Put out what waited for its embargo, in the name of who scheduled it; what cannot go out is held, and editors are told why."""
    for draft in await store.drafts.due(now):
        if await publish_draft(store, draft.id, draft.stamp, now, draft.changed_by) == "open":
            points = await points_of(store, draft, now)
            if await store.drafts.hold(draft.id, draft.stamp, now, "Barta"):
                lines = (f"{draft.id}: {point.what}; {point.mend}" for point in points)
                await store.notices.add("embargo", "\n".join(lines), now)


async def _finished(
    store: Store, draft: Draft, now: datetime
) -> tuple[Brief | None, Library, tuple[OpenPoint, ...]]:
    """Give the brief that a draft would be out as, what stands around it, and what keeps it from that."""
    points = list(draft.open)
    brief = _read(Brief, _as_published(draft.content, now), "a brief", (), points)
    around = _around(draft.around, points)
    if brief is None or around is None:
        return None, Library(), tuple(dict.fromkeys(points))
    if draft.content.get("status") == "draft":
        brief = _dated(brief, draft.due, now)
    source = await store.sources.get(around.article.sha256) if around.article else None
    text = Source(source.text) if source else None
    if around.article and source is None:
        drafted = await store.sources.drafted([around.article.id])
        if flaw := citation_flaw(around.article, (), drafted):
            points.append(_point(flaw._replace(location=("article", *flaw.location))))
    topics = {brief.topic} if around.topic else None
    points += map(_point, brief_flaws(brief, around.article, around.people, topics, text))
    if brief.id != draft.id:
        points.append(OpenPoint("id", f'the id "{brief.id}" is not {draft.id}', f'write id = "{draft.id}"'))
    if source and source.blocks:
        points.append(_CHANGED)
    return brief, around.library(brief), tuple(dict.fromkeys(points))


def _as_published(content: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """Give a draft's table with the status of what is out, whose times come later."""
    if content.get("status") != "draft":
        return content
    entry = {"date": now.isoformat(), "kind": "published"}
    return {**content, "status": "published", "published": now.isoformat(), "history": [entry]}


def _dated(brief: Brief, due: datetime | None, now: datetime) -> Brief:
    """Give a brief with the time at which it goes out: the end of its embargo where that is to come, or was waited for."""
    ends = due or (brief.embargo if brief.embargo and brief.embargo > now else None)
    at = ends or now.astimezone(UTC).replace(microsecond=0)
    history = (HistoryEntry(date=at, kind="published"),)
    return brief.model_copy(update={"published": at, "history": history})


def _around(tables: Mapping[str, Any], points: list[OpenPoint]) -> Surroundings | None:
    """Give what stands around a draft; where something is wrong in it, None, and that among the points."""
    before = len(points)
    article = tables.get("article")
    read = _read(Article, article, "an article", ("article",), points) if article else None
    people = {
        key: person
        for key, table in (tables.get("people") or {}).items()
        if (person := _read(Person, table, "a person", ("people", key), points))
    }
    topic = _read(Topic, tables["topic"], "a topic", ("topic",), points) if tables.get("topic") else None
    if len(points) > before:
        return None
    return Surroundings(article=read, people=people, topic=topic)


def _read(record: type[R], table: object, kind: str, where: Location, points: list[OpenPoint]) -> R | None:
    """Give a table as a record; where that cannot be, None, and why among the points."""
    try:
        return record.model_validate_json(json.dumps(table))
    except ValidationError as error:
        flaws = explain(error, kind, record, keyed=False)
        points.extend(_point(flaw._replace(location=(*where, *flaw.location))) for flaw in flaws)
        return None


def _point(flaw: Flaw) -> OpenPoint:
    return OpenPoint(".".join(map(str, flaw.location)), flaw.what, flaw.mend)
