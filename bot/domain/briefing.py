"""What a briefing tells a chat of: what is new, updated or corrected since the one before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Literal

import regex

from bot.domain.holdings import Holdings
from bot.domain.lexicon import Lexicon
from bot.domain.matching import Match
from bot.domain.models import Brief, HistoryEntry, Library, newest_first
from bot.domain.search import Index
from bot.domain.subscription import Subscription

Kind = Literal["new", "update", "correction"]

FIRST = 5  # briefs in a chat's first briefing, which would else tell of all there ever were
_ALTERNATIVES = regex.compile(r"[,;،\n]")
_HELD = 0.5  # how well a brief holds a word that it mentions, if only in passing; below that it may be another word


@dataclass(frozen=True)
class Recorded:
    """How far a brief has come: its latest version, and the running numbers of its first version, its last, and the last that readers are told of, which a misprint's mending is not."""

    version: int
    first: int
    last: int
    told: int


@dataclass(frozen=True)
class Item:
    """A brief in a briefing, and why it is there; `known` counts its history's entries that are no news to the chat."""

    brief: Brief
    version: int
    kind: Kind
    known: int


def whats_new(
    library: Library,
    recorded: Mapping[str, Recorded],
    wish: Subscription,
    matches: Callable[[str], frozenset[str]],
    told: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Item, ...]:
    """Give what a chat was not told yet of what it follows; in its first briefing, the newest five.

    `matches` gives the ids of the briefs that a keyword filter finds, `told` the running numbers up to which the chat was
    told of single briefs outside its briefings. A retracted brief is no news; a mended misprint is none either.

    Corrections come first, since who relied on what we said should not have to turn a page to learn that it was wrong;
    then what is new and what was updated, by when that happened.
    """
    wanted = matches(wish.keywords) if wish.keywords else None
    followed = (
        brief
        for brief in _candidates(library, recorded, wish.cursor)
        if brief.status == "published"
        and (not wish.topics or brief.topic in wish.topics)
        and (wanted is None or brief.id in wanted)
    )
    items = (
        _item(brief, recorded[brief.id], max(wish.cursor or 0, told.get(brief.id, 0))) for brief in followed
    )
    news = (item for item in items if item)
    return tuple(sorted(islice(news, FIRST) if wish.cursor is None else news, key=_place))


def mentioned(index: Index, words: str, among: Holdings | None = None) -> frozenset[str]:
    """Give the ids of the briefs, of all or of some, that mention what a keyword filter names, in whatever script and spelling.

    Commas part alternatives; of each, a brief has to mention everything but words that could be in any news. Of very many
    briefs, those are found that mention it most.
    """
    held = among or index.holdings
    return frozenset(key for part in _ALTERNATIVES.split(words) for key in _mentioned(index, part, held))


def changes(brief: Brief, known: int = 0) -> tuple[HistoryEntry, ...]:
    """Give the entries of a brief's history after the first `known` that its readers are told of, oldest first."""
    return tuple(
        entry for entry in brief.history[known:] if entry.kind in ("update", "correction", "retraction")
    )


def _candidates(library: Library, recorded: Mapping[str, Recorded], cursor: int | None) -> Iterator[Brief]:
    """Give the briefs that may be news, newest first where it is the first briefing."""
    if cursor is None:
        yield from (brief for key, brief in library.briefs.items() if key in recorded)
        return
    for key, how_far in recorded.items():
        if how_far.told > cursor and (brief := library.briefs.get(key)):
            yield brief


def _item(brief: Brief, recorded: Recorded, cursor: int) -> Item | None:
    if recorded.told <= cursor:
        return None
    if recorded.first > cursor:
        return Item(brief, recorded.version, "new", len(brief.history))
    at = max(
        (at for at, entry in enumerate(brief.history) if entry.kind in ("update", "correction")), default=None
    )
    if at is None:
        return Item(brief, recorded.version, "update", len(brief.history))
    kind: Kind = "correction" if brief.history[at].kind == "correction" else "update"
    return Item(brief, recorded.version, kind, at)


def _place(item: Item) -> tuple[bool, float, tuple[float, int, str]]:
    told = changes(item.brief)
    when = told[-1].date if told else item.brief.published
    return item.kind != "correction", -when.timestamp(), newest_first(item.brief)


def _mentioned(index: Index, words: str, among: Holdings) -> set[str]:
    matches, view = index.meet(words, among)
    telling = [match for match in matches if not _is_general(match, index.lexicon)] or matches
    if not telling:
        return set()
    held = ({number for number, how in match.held.items() if how.likeness >= _HELD} for match in telling)
    return {view.brief(number).id for number in set.intersection(*held)}


def _is_general(match: Match, lexicon: Lexicon) -> bool:
    return match.general or (not match.concepts and lexicon.is_common(match.unit.tokens[0].word))
