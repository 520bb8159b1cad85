"""Begin: what a bot shows that starts, from its folder of briefs and from the store."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.content.contents import Contents
from bot.domain.editorial import Fault
from bot.domain.errors import ContentError
from bot.domain.models import Brief, Library, Topic
from bot.services.news import News
from bot.services.publish import gather
from bot.store.engine import Store

logger = logging.getLogger(__name__)

_MOST_TOLD = 20  # faults in one notice


async def begin(store: Store, contents: Contents, now: datetime) -> tuple[Library, News]:
    """Give what a bot shows that starts with a folder, and how far the store had come before that was put together.

    Faults do not stop a bot that has anything to show or to edit: they are logged, and editors are told.

    Raises:
        ContentError: There is nothing, in the folder or in the store.
    """
    library, faults = contents.library(), contents.faults
    news = News()
    news.begin(await store.versions.recorded())
    shown = await gather(store, _usable(library, faults), now)
    if not (shown.briefs or contents.briefs or contents.drafts):
        nothing = Fault(str(contents.folder), None, "there is no brief here", "name a folder of briefs")
        raise ContentError("\n".join(map(str, faults or [nothing])))
    if faults:
        lines = [str(fault) for fault in faults]
        for line in lines:
            logger.error("%s", line)
        more = [f"… {len(lines) - _MOST_TOLD} more: barta check"] if len(lines) > _MOST_TOLD else []
        await store.notices.add("fault", "\n".join((*lines[:_MOST_TOLD], *more)), now)
    return shown, news


def _usable(library: Library, faults: Sequence[Fault]) -> Library:
    """Leave out the briefs whose people, topic or article cannot be read: the store may have them with all that."""
    broken = {Path(fault.file).name for fault in faults}

    def is_usable(brief: Brief) -> bool:
        named = {name for quote in brief.quotes for name in (quote.speaker, quote.relayed_by) if name}
        return not (
            ("people.toml" in broken and not named <= library.people.keys())
            or ("topics.toml" in broken and library.topics[brief.topic] == Topic.nameless(brief.topic))
            or ("article.toml" in broken and brief.id not in library.sources)
        )

    return replace(library, briefs={key: brief for key, brief in library.briefs.items() if is_usable(brief)})
