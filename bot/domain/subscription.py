"""What a chat, or a forum topic in it, wants and when."""

from dataclasses import dataclass, field
from datetime import datetime, time

from bot.domain.models import Language
from bot.domain.schedule import Schedule

MORNING, EVENING = time(8), time(20)
DHAKA = "Asia/Dhaka"
BEGUN = "begun"  # why it has not started: its reader was not heard out yet
NOWHERE = "UTC"


@dataclass(frozen=True)
class Subscription:
    """A chat's wish; `id` is 0 until it is stored.

    topics: those it follows, empty for all. keywords: only briefs that this finds, empty for all.
    quiet: local times between which nothing comes by itself. says_nothing: whether it is told that there is nothing new.
    paused_until: nothing is due before. active: false when the chat cannot be reached, or its reader unsubscribed; `ended` says why.
    cursor: up to which recorded version (their running number) the chat has been told. manager: who set it up.
    """

    chat: int
    thread: int | None
    language: Language
    schedule: Schedule
    topics: frozenset[str] = frozenset()
    keywords: str = ""
    quiet: tuple[time, time] | None = None
    silent: bool = False
    says_nothing: bool = False
    paused_until: datetime | None = None
    active: bool = True
    ended: str = ""
    cursor: int | None = None
    manager: int | None = None
    title: str = ""
    id: int = field(default=0, compare=False)

    @property
    def is_begun(self) -> bool:
        """Whether it waits for its time zone."""
        return not self.active and self.ended == BEGUN and self.schedule.zone == NOWHERE


def default_schedule(zone: str = DHAKA) -> Schedule:
    """Give the schedule that is proposed to a new subscriber."""
    return Schedule(zone, (MORNING, EVENING))
