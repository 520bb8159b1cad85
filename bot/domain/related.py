"""Which briefs a reader of one may want next."""

from bot.domain.models import Brief, Library, Span


def related(library: Library, brief: Brief, limit: int = 4) -> tuple[Brief, ...]:
    """Give up to `limit` published briefs that share most with this one, best first, then newest.

    A shared topic counts most, then each stretch of the same article that both draw on, then each shared speaker.
    """
    scored = [
        (_kinship(library, brief, other), other)
        for other in library.briefs.values()
        if other.id != brief.id and other.status == "published"
    ]
    kin = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(other for _, other in kin[:limit])


def _kinship(library: Library, brief: Brief, other: Brief) -> float:
    article = library.sources.get(brief.id)
    same_article = article is not None and article == library.sources.get(other.id)
    shared_spans = sum(_overlap(a, b) for a in brief.evidence for b in other.evidence) if same_article else 0
    return 3 * (brief.topic == other.topic) + 2 * shared_spans + len(_speakers(brief) & _speakers(other))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _speakers(brief: Brief) -> set[str]:
    return {quote.speaker for quote in brief.shown_quotes if quote.speaker}
