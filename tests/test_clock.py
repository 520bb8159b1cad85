"""The clock that the bot is given is the one that its dialogues go by."""

from datetime import UTC, datetime

import pytest

from bot.app import running
from bot.delivery.limits import NO_LIMITS
from bot.playground.server import Playground
from bot.services.desk import Desk


@pytest.mark.parametrize(("hour", "following"), [(0, "আজ সকাল ৮টায়"), (6, "আজ রাত ৮টায়")])
async def test_the_next_briefing_is_reckoned_from_the_bots_clock(
    playground: Playground, desk: Desk, hour: int, following: str
) -> None:
    """Dhaka is six hours ahead; no one moment of a real clock has both answers."""
    given = datetime(2027, 1, 1, hour, tzinfo=UTC)
    anu = playground.world.person("অনু", language_code="bn")
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS, now=lambda: given):
        await anu.send("/subscribe")
        assert following in (await anu.chat.next_message()).text
