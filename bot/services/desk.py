"""What every service works on."""

from dataclasses import dataclass

from bot.domain.models import Library
from bot.domain.search import Index
from bot.store.engine import Store


@dataclass(frozen=True)
class Desk:
    """The briefs, the index over them, and what is remembered of readers."""

    library: Library
    index: Index
    store: Store
