"""What every service works on."""

from dataclasses import dataclass, field

from bot.domain.models import Library
from bot.domain.search import Index
from bot.services.news import News
from bot.store.engine import Store


@dataclass
class Desk:
    """The briefs as they are now, the index over them, and what is remembered of readers.

    `news` is how far they have come; `services.publish` changes them all.
    """

    library: Library
    index: Index
    store: Store
    news: News = field(default_factory=News)
