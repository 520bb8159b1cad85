"""What every service works on."""

from dataclasses import dataclass

from bot.domain.models import Library
from bot.domain.search import Index
from bot.semantic import Reranker
from bot.store.engine import Store


@dataclass(frozen=True)
class Desk:
    """The briefs, the index over them, what is remembered of readers, and who judges close calls, if anybody does."""

    library: Library
    index: Index
    store: Store
    reranker: Reranker | None = None
