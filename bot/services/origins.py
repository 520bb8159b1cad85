"""Articles are read again before their briefs go out: one that has changed since keeps them back until an editor clears it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.domain.errors import ArticleError
from bot.domain.models import Library
from bot.domain.reanchor import Fate, reanchor
from bot.domain.shingles import is_changed
from bot.domain.source import Source
from bot.store.engine import Store
from bot.store.sources import StoredSource

# An address or the path of a file in; the sha256 of its bytes and the article's text out.
Reader = Callable[[str], Awaitable[tuple[str, str]]]


@dataclass(frozen=True)
class Reread:
    """What became of an article: `text` is what stands at its origin now where that is another, `trouble` why it could not be read."""

    source: StoredSource
    text: str | None = None
    trouble: str = ""

    @property
    def blocks(self) -> bool:
        """Whether its briefs wait for an editor's word."""
        return self.source.blocks

    def fates(self, library: Library) -> dict[str, tuple[Fate, ...]]:
        """Give what became of the quotes of each brief that draws on it, by the brief's id."""
        old, new = Source(self.source.text), Source(self.text or "")
        return {
            key: reanchor(brief, old, new).quotes
            for key, brief in library.briefs.items()
            if key in library.sources and library.sources[key].sha256 == self.source.sha256
        }


async def read_again(
    store: Store, source: StoredSource, read: Reader, now: datetime, who: str, *, mark: bool
) -> Reread:
    """Read an article where it came from; with `mark`, note in the store that it has changed, or is again what it was."""
    try:
        sum_of_bytes, text = await read(source.origin)
    except ArticleError as error:
        return Reread(source, trouble=str(error))
    except OSError as error:
        return Reread(source, trouble=error.strerror or str(error))
    if text != source.text and not is_changed(source.origin, source.text, text):
        return Reread(source, trouble="another article stands there now")
    if text == source.text:
        changed_to = source.sha256
    else:
        # A page's bytes may be others at each visit, with the same article in them.
        changed_to = sha256(text.encode()).hexdigest()
        if source.changed_to in (sum_of_bytes, changed_to):
            changed_to = source.changed_to
    if mark:
        await store.sources.mark_changed(source.sha256, changed_to, now, who)
        source = await store.sources.get(source.sha256) or source
    return Reread(source, None if text == source.text else text)
