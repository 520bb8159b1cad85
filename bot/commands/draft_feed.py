"""The new entries of a feed, each drafted as the article that it links to."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

import click

from bot.commands.drafting import Drafting
from bot.domain.errors import ArticleError
from bot.extract.feed import Entry, Feed
from bot.extract.fetch import Page
from bot.extract.source_file import SourceText, article_of

Outcome = Literal["drafted", "not drafted", "not fetched"]


async def draft_feed(drafting: Drafting, feed: Feed, origin: str, limit: int) -> bool:
    """Draft at most `limit` of a feed's entries that were not looked at before; say whether each could be fetched.

    An entry is looked at once, whatever its page is; one whose page could not be fetched stays new. After as many of those
    as `limit` it is enough too.

    Raises:
        ContentError: The drafts cannot be written; the entry stays new.
        StoreError: The same.
    """
    key = sha256(origin.encode()).hexdigest()
    seen = await drafting.store.sources.seen_entries(key)
    new = [entry for entry in feed.entries if entry.key not in seen]
    done: Counter[Outcome] = Counter()
    for entry in new:
        if limit in (done["drafted"], done["not fetched"]):
            break
        outcome = await _draft(drafting, feed, entry)
        done[outcome] += 1
        if outcome != "not fetched":
            await drafting.store.sources.see_entries(key, [entry.key], datetime.now(UTC))
    counts = [f"{count} {outcome}" for outcome, count in sorted(done.items())]
    left = len(new) - done.total()
    more = [f"{left} left for the next time"] if left else []
    click.echo(
        f"{feed.title or origin}: {len(new)} of {len(feed.entries)} entries are new; "
        + ", ".join(counts + more or ["nothing to do"])
    )
    return not done["not fetched"]


async def _draft(drafting: Drafting, feed: Feed, entry: Entry) -> Outcome:
    """Draft the article of one entry, and print what became of it."""
    name = f"“{entry.title}”" if entry.title else entry.link
    if not entry.link:
        click.echo(f"{name} was not drafted: it links to no page.")
        return "not drafted"
    try:
        page = await drafting.get(entry.link)
    except ArticleError as error:
        click.echo(f"{name} stays new: {error}")
        return "not fetched"
    try:
        click.echo(f"{name} {entry.link}")
        return "drafted" if await drafting.draft(_article(page, feed, entry)) else "not drafted"
    except ArticleError as error:
        click.echo(f"{name} was not drafted: {error}")
        return "not drafted"


def _article(page: Page, feed: Feed, entry: Entry) -> SourceText:
    """Give an entry's article; what the feed states counts before what its page does."""
    article = article_of(page)
    facts = article.facts
    by = "the feed and the page" if facts.stated_by else "the feed"
    stated = replace(
        facts,
        title=facts.title or entry.title,
        publisher=feed.title or facts.publisher,
        published=entry.published or facts.published,
        stated_by=by,
    )
    return replace(article, facts=stated)
