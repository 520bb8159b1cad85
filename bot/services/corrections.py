"""Corrections: what was corrected and retracted, of all briefs, as the store has it."""

from bot.domain.corrections import Correction, new_corrections
from bot.domain.models import Brief
from bot.store.versions import Version, Versions


async def corrections(versions: Versions, limit: int, offset: int = 0) -> tuple[tuple[Correction, ...], bool]:
    """Give those of so many versions of briefs, newest first, and whether there are older ones; `offset` counts versions."""
    found = await versions.corrections(limit + 1, offset)
    now = await versions.latest({each.id for each in found[:limit]})
    listed = [
        Correction(now[each.id].brief if each.id in now else each.brief, entry)
        for each in found[:limit]
        for entry in new_corrections(await _before(versions, each), each.brief)
    ]
    return tuple(listed), len(found) > limit


async def _before(versions: Versions, of: Version) -> Brief | None:
    return await versions.content(of.id, of.version - 1) if of.version > 1 else None
