"""Proof: does what a brief quotes stand in the text that is kept of its article?"""

from collections.abc import Collection, Iterator

from bot.domain.anchors import is_proven
from bot.domain.editorial import name_quote
from bot.domain.models import Library
from bot.domain.rules import citation_flaw
from bot.domain.source import Source
from bot.store.engine import Store


async def unproven(store: Store, library: Library, keys: Collection[str]) -> dict[str, str]:
    """Say of each of some briefs of a library why it is not to go out: what it quotes is not in its article, or that changed.

    Where no text is kept, nothing can be said.
    """
    articles = {key: library.sources[key] for key in keys if key in library.sources}
    kept = await store.sources.some({article.sha256 for article in articles.values()})
    drafted = await store.sources.drafted({article.id for article in articles.values()})
    texts = {sum_of_bytes: Source(source.text) for sum_of_bytes, source in kept.items()}

    def reasons(key: str) -> Iterator[str]:
        article, quotes = articles[key], library.briefs[key].quotes
        if flaw := citation_flaw(article, kept, drafted):
            yield flaw.what
        elif article.sha256 in kept:
            if kept[article.sha256].blocks:
                yield "its article has changed since it was drafted"
            for index, quote in enumerate(quotes):
                if not is_proven(quote, texts[article.sha256]):
                    yield f"{name_quote(index)} is not what stands in the article, to the letter"

    found = {key: "; ".join(reasons(key)) for key in articles}
    return {key: why for key, why in found.items() if why}
