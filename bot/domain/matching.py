"""Which briefs hold a unit of a question, how surely, and through which word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from bot.domain.analysis import Unit
from bot.domain.holdings import Sought, View
from bot.domain.lexicon import BEARER, GENERAL, Lexicon, is_name

LIKE = 0.8  # how surely a word must be spelt to be no other's name
SOUNDS_ALIKE = 0.6  # another word with the same key, where some brief has the very word
COMPOSED = 0.9  # a phrase met by its words, not as a phrase

# What an unmatched unit weighs, beside 1 for the rarest word of the library: a word that the lexicon knows
# and no brief holds is another subject; an unknown one may be a slip or a verb.
FOREIGN, UNKNOWN = 1.0, 0.75
LEAST_WEIGHT = 0.06  # of a word that is in every brief
GENERAL_WEIGHT = 0.35  # of a word that could be in any, however few of these briefs have it


@dataclass(frozen=True)
class Held:
    """How well one brief holds a unit, by which key or concept, and how surely that is the word that was meant; 0..1.

    A word in passing and one that may be misspelt are both held less, but only the second may be another word.
    """

    likeness: float
    by: str
    spelt: float = 1.0


@dataclass(frozen=True)
class Match:
    """A unit, the concepts that it names or was meant for, what it weighs, and the briefs (by number) that hold it.

    A general one could be in any news, and says little about which.
    """

    unit: Unit
    concepts: Mapping[str, float]
    weight: float
    known: bool
    held: Mapping[int, Held]
    named: bool  # it is somebody, a place or an institution
    general: bool


def match_all(sought: Sequence[Sought], view: View, lexicon: Lexicon, size: int) -> tuple[Match, ...]:
    """Give where each unit of a question is held, of `size` briefs.

    A bare number is only held where what stands beside it is, and a strange word beside what bears a name is another's name.
    """
    found = [match(one, view, lexicon, size) for one in sought]
    for at, each in enumerate(found):
        if each.unit.text.isdecimal():
            beside = set().union(*(found[near].held for near in (at - 1, at + 1) if 0 <= near < len(found)))
            held = {number: one for number, one in each.held.items() if number in beside}
            found[at] = replace(each, held=held)
        elif _is_strange(each, lexicon) and any(map(_bears_name, found[max(0, at - 1) : at + 2])):
            found[at] = replace(each, known=True, weight=FOREIGN)
    return tuple(found)


def _is_strange(each: Match, lexicon: Lexicon) -> bool:
    """Say whether nobody knows a word, and nothing is much like it."""
    first, *more = each.unit.tokens
    if each.known or more or first.finite or lexicon.is_common(first.word):
        return False
    return all(held.spelt < LIKE for held in each.held.values())


def _bears_name(each: Match) -> bool:
    """Say whether a unit is of what has a name of its own."""
    return any(concept.startswith(BEARER) for concept in each.concepts)


def match(sought: Sought, view: View, lexicon: Lexicon, size: int) -> Match:
    """Give where a unit is held, of the briefs in view, and what it weighs beside `size` of them."""
    held = _held(sought, view)
    spread = view.spread(sought, {number: found.likeness for number, found in held.items()})
    weight = _weight(spread, size, known=sought.known or sought.begun)
    general = _is_general(sought, held, lexicon)
    if general and not sought.begun:
        weight *= GENERAL_WEIGHT
    named = is_name(sought.concepts)
    return Match(sought.unit, sought.concepts, weight, sought.known, held, named, general)


def _is_general(sought: Sought, held: Mapping[int, Held], lexicon: Lexicon) -> bool:
    """Say whether a unit could be in any news: by all that it names, as a verb, or as a word of every day that some brief has."""
    if sought.concepts:
        return all(concept.startswith(GENERAL) for concept in sought.concepts)
    if sought.unit.tokens[0].finite:
        return True
    return bool(held) and lexicon.is_common(sought.unit.tokens[0].word)


def _weight(spread: float, size: int, *, known: bool) -> float:
    """Give a unit's share of information, 0..1: the fewer briefs hold it, the more it tells."""
    if not spread:
        return FOREIGN if known else UNKNOWN
    return max(LEAST_WEIGHT, log((size + 1) / (min(spread, size) + 0.5)) / log((size + 1) / 0.5))


def _held(sought: Sought, view: View) -> dict[int, Held]:
    """Give the briefs in view that hold what is sought."""
    held: dict[int, Held] = {}
    written = {number for word in sought.written or () for number in view.weights("words", word)}
    for found in sought.direct:
        weights = view.weights(found.table, found.name)
        if found.very:
            weights = {number: weight for number, weight in weights.items() if number in written}
        _merge(held, weights, found.sureness, found.by)
    for number in held.keys() - written if sought.written is not None else ():
        held[number] = Held(held[number].likeness * SOUNDS_ALIKE, held[number].by, SOUNDS_ALIKE)
    parts = [_held(part, view) for part in sought.parts]
    for number in {number for part in parts for number in part}:
        each = [part[number] for part in parts if number in part]
        mean = sum(one.likeness for one in each) / len(parts)
        _merge(held, {number: mean}, COMPOSED, sought.unit.text, min(one.spelt for one in each))
    for found in sought.meant:
        _merge(held, view.weights(found.table, found.name), found.sureness, found.by, found.spelt)
    return held


def _merge(
    held: dict[int, Held], weights: Mapping[int, float], sureness: float, by: str, spelt: float = 1.0
) -> None:
    for number, weight in weights.items():
        likeness = weight * sureness
        if number not in held or held[number].likeness < likeness:
            held[number] = Held(likeness, by, spelt)
