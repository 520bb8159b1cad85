"""Which briefs a reader of one may want next."""

from collections.abc import Iterable, Mapping

from bot.domain.models import Article, Brief, Span, newest_first


def related(
    sources: Mapping[str, Article], brief: Brief, others: Iterable[Brief], limit: int = 4
) -> tuple[Brief, ...]:
    """Give up to `limit` of other briefs that share most with this one, best first, then newest.

    A shared topic counts most, then each stretch of the same article that both draw on, then each shared speaker.
    `sources` has the article of a brief by the brief's id.
    """
    each = {other.id: other for other in sorted(others, key=newest_first) if other.id != brief.id}
    scored = [(_kinship(sources, brief, other), other) for other in each.values()]
    kin = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(other for _, other in kin[:limit])


def _kinship(sources: Mapping[str, Article], brief: Brief, other: Brief) -> float:
    article = sources.get(brief.id)
    same_article = article is not None and article == sources.get(other.id)
    shared_spans = sum(_overlap(a, b) for a in brief.evidence for b in other.evidence) if same_article else 0
    return 3 * (brief.topic == other.topic) + 2 * shared_spans + len(_speakers(brief) & _speakers(other))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _speakers(brief: Brief) -> set[str]:
    return {quote.speaker for quote in brief.shown_quotes if quote.speaker}
