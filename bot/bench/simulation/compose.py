"""What a simulated delivery says: the running numbers of the news that it tells, so that it can be seen who was told what.

It follows `bot.services.deliver`, of which the words are left out.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Copy, Delivery
from bot.render.message import Block, Message, Run
from bot.services.deliver import Composed, Later, Nothing
from bot.store.ledger import Ledger

BUSY = timedelta(seconds=2)
DELAY = timedelta(seconds=15)


@dataclass
class News:
    """What was published: (brief, version) by running number; the chats that put off what is no briefing."""

    versions: list[tuple[str, int]] = field(default_factory=list)
    delaying: set[tuple[int, int | None]] = field(default_factory=set)

    def latest(self, brief: str) -> int:
        """Give the latest version of a brief."""
        return max(version for key, version in self.versions if key == brief)

    def add(self, brief: str | None = None) -> tuple[str, int]:
        """Publish a new brief, or a new version of one."""
        version = (brief, self.latest(brief) + 1) if brief else (f"b{len(self.versions) + 1}", 1)
        self.versions.append(version)
        return version


@dataclass(frozen=True)
class Told:
    """What a message says."""

    delivery: int
    kind: str
    numbers: tuple[int, ...]
    briefs: tuple[tuple[str, int], ...]


async def compose(
    news: News, ledger: Ledger, delivery: Delivery, now: datetime
) -> Composed | Later | Nothing:
    """Put a delivery together."""
    push = delivery.push
    if delivery.copy:
        return _edit(news, delivery, delivery.copy)
    wish = delivery.subscription
    if wish is None or not wish.active or (wish.paused_until and wish.paused_until > now):
        return Nothing("the chat does not want it now")
    if push.kind != "scheduled":
        put_off = (delivery.chat, delivery.thread) in news.delaying and not push.urgent
        if put_off and now < push.due + DELAY:
            return Later(push.due + DELAY)
        brief = push.brief or ""
        shown = ((brief, news.latest(brief)),) if push.kind == "brief" else ()
        return _composed(delivery, push.kind, (), shown, None)
    around = await ledger.around(delivery)
    if around.superseded:
        return Nothing("a later briefing brings it all")
    if around.busy:
        return Later(now + BUSY)
    latest = len(news.versions)
    numbers = tuple(range((around.cursor or 0) + 1, latest + 1))
    if not numbers:
        return Nothing("nothing new")
    briefs = tuple(
        {
            brief: (brief, news.latest(brief)) for brief, _ in (news.versions[at - 1] for at in numbers)
        }.values()
    )
    return _composed(delivery, "scheduled", numbers, briefs, latest)


def _edit(news: News, delivery: Delivery, copy: Copy) -> Composed | Nothing:
    briefs = tuple((brief, news.latest(brief)) for brief, _ in copy.briefs)
    if briefs == copy.briefs:
        return Nothing("the message shows it already")
    return _composed(delivery, "edit", (), briefs, None)


def _composed(
    delivery: Delivery,
    kind: str,
    numbers: tuple[int, ...],
    briefs: tuple[tuple[str, int], ...],
    cursor: int | None,
) -> Composed:
    told = ",".join(map(str, numbers))
    shown = ",".join(f"{brief}:{version}" for brief, version in briefs)
    message = Message((Block((Run(f"সংবাদ|{delivery.id}|{kind}|{told}|{shown}"),)),))
    copy = Copy(0, None, 0, "", "bn", "{}", briefs) if briefs else None
    return Composed(message, copy and replace(copy, thread=delivery.thread), cursor)


def read(text: str) -> Told | None:
    """Give what a message says; None where it is an answer to somebody."""
    if not text.startswith("সংবাদ|"):
        return None
    _, delivery, kind, numbers, shown = text.split("|")
    briefs = tuple(
        (brief, int(version)) for brief, version in (each.split(":") for each in shown.split(",") if each)
    )
    return Told(int(delivery), kind, tuple(map(int, filter(None, numbers.split(",")))), briefs)
