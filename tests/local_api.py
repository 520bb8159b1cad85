"""A bare client of the local Bot API, without any library between."""

from typing import Any

import aiohttp

from bot.playground import Playground
from bot.playground.world import World


class LocalApi:
    """Calls methods of a playground's Bot API over HTTP."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.world: World = playground.world
        self.session = session

    def url(self, method: str) -> str:
        """Give the address of a method."""
        return f"{self.playground.url}/bot{self.playground.token}/{method}"

    async def raw(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - any JSON
        """Post JSON; give the status and the body."""
        async with self.session.post(self.url(method), json=params) as response:
            return response.status, await response.json()

    async def call(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - any JSON
        """Give the result of a call that succeeds."""
        status, body = await self.raw(method, **params)
        assert status == 200, body
        assert body["ok"] is True
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:  # noqa: ANN401 - any JSON
        """Give the description of a call that is refused; its status and error_code agree."""
        status, body = await self.raw(method, **params)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return str(body["description"])
