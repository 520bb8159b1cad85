"""Keep: put briefs before the readers."""

from dataclasses import replace

from bot.domain.models import Brief, newest_first
from bot.services.desk import Desk


async def put(desk: Desk, brief: Brief) -> None:
    """Show readers a brief in all places from now on; a retracted one only as such, a draft nowhere."""
    desk.index.put(brief)
    briefs = sorted({**desk.library.briefs, brief.id: brief}.values(), key=newest_first)
    desk.library = replace(desk.library, briefs={each.id: each for each in briefs})
