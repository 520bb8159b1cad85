"""What an article is about, in its own sentences: groups of paragraphs, their keywords, and extractive summaries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Final

from bot.domain.stems import variants
from bot.domain.text import words
from bot.extract.prose import asides
from bot.extract.segment import Document, Sentence

LONGEST_SUMMARY: Final = 60  # words: the format's rule 5
_PARAGRAPHS: Final = 3  # in a group, about
_KEYWORDS: Final = 5
_SHORTEST: Final = 3  # letters of a word that says something
_REPORTING: Final = 0.7  # what a sentence that opens with somebody's words or a pronoun is worth in a summary


@dataclass(frozen=True)
class Group:
    """Paragraphs on one subject, with their sentences and the words that are theirs more than the article's."""

    paragraphs: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    keywords: tuple[str, ...]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return variants(word, banglish=False)[-1]


def content(document: Document, sentence: Sentence) -> list[str]:
    """Give the stems of the words of a sentence that say something."""
    small = document.cues.words("function", "he", "she", "it", "they", "preposition", "light")
    said = words(document.text[sentence.start : sentence.end])
    return [_stem(word) for word in said if len(word) >= _SHORTEST and word not in small]


def groups(document: Document) -> tuple[Group, ...]:
    """Give the paragraphs in groups of neighbours that share most words, in order; captions and asides are in none."""
    parts: list[list[Sentence]] = []
    outside = asides(document)
    for sentence in document.sentences:
        if sentence.paragraph in outside:
            continue
        if parts and parts[-1][-1].paragraph == sentence.paragraph:
            parts[-1].append(sentence)
        else:
            parts.append([sentence])
    bags = [Counter(stem for each in part for stem in content(document, each)) for part in parts]
    weight = _weights(bags)
    wanted = max(1, round(len(parts) / _PARAGRAPHS))
    while len(parts) > wanted:
        at = max(
            range(len(parts) - 1),
            key=lambda i: _likeness(bags[i], bags[i + 1], weight) / (len(parts[i]) + len(parts[i + 1])),
        )
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
        bags[at : at + 2] = [bags[at] + bags[at + 1]]
    return tuple(_group(document, part, bag, weight) for part, bag in zip(parts, bags, strict=True))


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    """Give how telling each stem is: less the more paragraphs have it."""
    held = Counter(stem for bag in bags for stem in bag)
    return {stem: log(1 + len(bags) / count) for stem, count in held.items()}


def _likeness(one: Counter[str], other: Counter[str], weight: dict[str, float]) -> float:
    shared = sum(weight[stem] for stem in one.keys() & other.keys())
    return shared / sqrt((1 + len(one)) * (1 + len(other))) + 1e-6


def _group(document: Document, part: list[Sentence], bag: Counter[str], weight: dict[str, float]) -> Group:
    said = document.cues.pattern("say", "describe", "light")
    dull = {
        _stem(word)
        for each in part
        for found in said.findall(document.text[each.start : each.end])
        for word in words(found)
    }
    dull |= {_stem(word) for word in document.cues.words("unnamed")}  # have, were, হয়েছে
    telling = [stem for stem in bag.keys() - dull if not stem.isdecimal()]
    best = sorted(telling, key=lambda stem: (-bag[stem] * weight[stem], stem))[:_KEYWORDS]
    written: dict[str, str] = {}
    for sentence in part:
        for word in words(document.text[sentence.start : sentence.end]):
            written.setdefault(_stem(word), word)
    paragraphs = tuple(dict.fromkeys(each.paragraph for each in part))
    return Group(paragraphs, tuple(part), tuple(written[stem] for stem in best))


def summary(
    document: Document, sentences: Sequence[Sentence], most: int = LONGEST_SUMMARY
) -> tuple[Sentence, ...]:
    """Give the sentences that say most of what `sentences` say, in their order, `most` words together at most.

    None where each of them is longer.
    """
    bags = [content(document, each) for each in sentences]
    frequent = Counter(stem for bag in bags for stem in set(bag))
    chosen: list[int] = []
    left, told = most, set[str]()
    while True:
        fitting = [
            i for i in range(len(sentences)) if i not in chosen and _length(document, sentences[i]) <= left
        ]
        if not fitting:
            return tuple(sentences[i] for i in sorted(chosen))
        worth = {
            i: _worth(document, sentences[i], i, (stem for stem in bags[i] if stem not in told), frequent)
            for i in fitting
        }
        best = max(fitting, key=lambda i: worth[i])
        chosen.append(best)
        told |= set(bags[best])
        left -= _length(document, sentences[best])


def _length(document: Document, sentence: Sentence) -> int:
    return len(document.text[sentence.start : sentence.end].split())


def _worth(
    document: Document, sentence: Sentence, place: int, stems: Iterable[str], frequent: Counter[str]
) -> float:
    """Give what a sentence adds: words that others have too, sooner rather than later, told by the article itself."""
    adds = sum(frequent[stem] for stem in set(stems)) / sqrt(1 + _length(document, sentence))
    opening = words(document.text[sentence.start : sentence.start + 12])[:1]
    leaning = document.text[sentence.start] in "“‘\"'«" or (
        bool(opening) and opening[0] in document.cues.words("he", "she", "it", "they")
    )
    return adds * (1 + 2 / (1 + place)) * (_REPORTING if leaning else 1)
