"""What is measured, for Prometheus: counted where it happens, or asked of the store when somebody looks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from telegram import Update

from bot.delivery.limiter import LANES, Lane, Limiter
from bot.delivery.limits import Limits
from bot.domain.delivery import Delivery
from bot.services.deliver import Composed
from bot.store.engine import Store
from bot.store.shared import Rates
from bot.transport.deliver import Posted

logger = logging.getLogger(__name__)

TYPE = CONTENT_TYPE_LATEST
_WAITS = (0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)  # seconds


class Metrics:
    """One process's counts; what is read from the store is the same in all that share it."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._updates = Counter("barta_updates", "Updates handled", ["kind"], registry=registry)
        self._replies = Counter("barta_replies", "Replies and edits for readers", registry=registry)
        self._sends = Counter(
            "barta_sends", "Deliveries by what became of their call", ["outcome"], registry=registry
        )
        self._waits = Histogram(
            "barta_wait_seconds", "Wait for the limiter", ["lane"], registry=registry, buckets=_WAITS
        )
        self._backlog = Gauge("barta_backlog", "Deliveries not done", ["due"], registry=registry)
        self._hold = Gauge("barta_hold_seconds", "How long Telegram asked to wait", registry=registry)
        self._subscriptions = Gauge("barta_subscriptions", "Active subscriptions", registry=registry)
        self._store = Gauge("barta_store_up", "Whether the store answers", registry=registry)
        for lane in LANES:
            self._waits.labels(lane)

    async def update(self, update: object, _: object) -> None:
        """Count an update."""
        kinds = (kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None)
        self._updates.labels(next(kinds, "unknown")).inc()

    def waited(self, lane: Lane, seconds: float) -> None:
        """Count a wait for the limiter; a reply's goes before the reply."""
        self._waits.labels(lane).observe(seconds)
        if lane == "reply":
            self._replies.inc()

    def counting(
        self, post: Callable[[Delivery, Composed], Awaitable[Posted]]
    ) -> Callable[[Delivery, Composed], Awaitable[Posted]]:
        """Give a way of posting whose outcomes are counted."""

        async def counted(delivery: Delivery, composed: Composed) -> Posted:
            posted = await post(delivery, composed)
            self._sends.labels(posted.kind.replace(" ", "_")).inc()
            return posted

        return counted

    async def page(self, store: Store, now: datetime) -> bytes:
        """Give all as Prometheus reads it; where the store does not answer, without what it knows."""
        try:
            (due, later), held, count = await asyncio.gather(
                store.reports.waiting(now), store.rates.held_until(now), store.subscriptions.count()
            )
        except Exception as error:  # noqa: BLE001 - whatever the store raises
            logger.warning("The store was not measured: %s", error)
            self._show(0, nan, nan, nan, nan)
        else:
            self._show(1, due, later, max(0.0, (held - now).total_seconds()) if held else 0.0, count)
        return generate_latest(self._registry)

    def _show(self, up: float, due: float, later: float, hold: float, subscriptions: float) -> None:
        self._store.set(up)
        self._backlog.labels("now").set(due)
        self._backlog.labels("later").set(later)
        self._hold.set(hold)
        self._subscriptions.set(subscriptions)


class MeasuredLimiter(Limiter):
    """A limiter whose waits are counted."""

    def __init__(self, metrics: Metrics, rates: Rates, now: Callable[[], datetime], limits: Limits) -> None:
        super().__init__(rates, now, limits)
        self._metrics = metrics

    async def slot(self, chat: int, lane: Lane) -> None:
        """Wait until a message may be sent."""
        began = asyncio.get_running_loop().time()
        await super().slot(chat, lane)
        self._metrics.waited(lane, asyncio.get_running_loop().time() - began)
