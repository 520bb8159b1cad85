"""The bot's HTTP server: the webhook, `/health` and `/metrics`."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.errors import SettingsError
from bot.handlers.application import AnyApplication
from bot.server.front import Front
from bot.server.health import Health
from bot.server.metrics import TYPE, Metrics
from bot.server.webhook import Webhook
from bot.store.engine import Store

LARGEST_BODY = 1024 * 1024  # bytes; Telegram's longest updates are a tenth of that
_STOP = 5.0  # seconds for updates that are being handled


class Site:
    """Listens from `start` to `stop`."""

    def __init__(
        self,
        front: Front,
        application: AnyApplication,
        store: Store,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._front, self._store, self._metrics, self._now = front, store, metrics, now
        self._health = Health(application.bot, store)
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_get("/health", self._answer_health)
        app.router.add_get("/metrics", self._answer_metrics)
        if front.webhook:
            webhook = Webhook(application, store.received, front.secret, now)
            app.router.add_post(urlsplit(front.webhook).path or "/", webhook.take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP)

    async def start(self) -> None:
        """Listen.

        Raises:
            SettingsError: The address is taken, or none of this machine's.
        """
        await self._runner.setup()
        host, port = self._front.host, self._front.port
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SettingsError(
                f"BARTA_LISTEN: {host}:{port} cannot be listened at ({error.strerror}); name another."
            ) from None

    async def stop(self) -> None:
        """Take nothing more, and finish what is being handled."""
        await self._runner.cleanup()

    async def _answer_health(self, _: web.Request) -> web.Response:
        troubles = await self._health.troubles()
        status = HTTPStatus.SERVICE_UNAVAILABLE if troubles else HTTPStatus.OK
        return web.json_response({"ok": not troubles, "troubles": list(troubles)}, status=status)

    async def _answer_metrics(self, _: web.Request) -> web.Response:
        page = await self._metrics.page(self._store, self._now())
        return web.Response(body=page, headers={"Content-Type": TYPE})
