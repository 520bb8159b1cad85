"""Updates by webhook: each is handled before it is acknowledged, and none twice, whichever process it comes to."""

import hmac
import json
import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Update

from bot.handlers.application import AnyApplication
from bot.store.received import Received

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Webhook:
    """Takes updates from whoever knows the secret."""

    def __init__(
        self, application: AnyApplication, received: Received, secret: str, now: Callable[[], datetime]
    ) -> None:
        self._application, self._received, self._now = application, received, now
        self._secret = secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """Handle an update. What is answered with 503 Telegram posts again."""
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        fields = _object(await request.read())  # which answers 413 by itself
        number = fields.get("update_id")
        if not isinstance(number, int) or isinstance(number, bool):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        done = await self._once(number, fields)
        return web.Response(status=HTTPStatus.OK if done else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _once(self, number: int, fields: dict[str, Any]) -> bool:
        """Handle an update unless that was done; say whether it is done, which it is not while another process is at it."""
        try:
            ours = await self._received.begin(number, self._now())
        except Exception as error:  # noqa: BLE001 - whatever the store raises: an answer given twice is better than none
            logger.warning("It is not known whether update %d was handled before: %s", number, error)
            ours = True
        if not ours:
            return ours is None
        try:
            await self._handle(number, fields)
        except BaseException:
            await self._note(self._received.give_back, number)
            raise
        await self._note(self._received.finish, number)
        return True

    async def _handle(self, number: int, fields: dict[str, Any]) -> None:
        try:
            update = Update.de_json(fields, self._application.bot)
        except Exception:
            logger.exception("Update %d cannot be read", number)  # posted again, it would be no better
            return
        work = self._application.process_update(update)
        await self._application.update_processor.process_update(update, work)

    async def _note(self, note: Callable[[int], Any], number: int) -> None:
        try:
            await note(number)
        except Exception as error:  # noqa: BLE001 - whatever the store raises: Telegram is answered all the same
            logger.warning("What became of update %d was not noted: %s", number, error)


def _object(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
