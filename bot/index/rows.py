"""A brief as the engine keeps it: names to find it by, and its contents in few bytes to look at it closely."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import get_args
from zlib import crc32

from bot.domain.contents import Contents, Reader
from bot.domain.holdings import Table
from bot.domain.models import Brief

TELLING = 0.85  # the weight of a word in the title or among the keywords, of most in a summary too little
_FINEST = 255  # steps in which weights are kept
_WIDTH = 4  # bytes of a count and of a name's hash
_HASHES: Mapping[Table, int] = {table: crc32(f"{table} ".encode()) for table in get_args(Table)}


@dataclass(frozen=True)
class Row:
    """What is written for a brief; `texts` are names by field, with blanks between them, and `version` is of its very content."""

    key: str
    topic: str
    published: int
    version: int
    texts: Mapping[str, str]
    packed: bytes
    brief: bytes


def row(brief: Brief, reader: Reader) -> Row:
    """Give what is to be written for a brief."""
    contents = reader.read(brief)
    texts = {
        "keys": " ".join(contents.keys),
        "pairs": " ".join(contents.pairs),
        "concepts": " ".join(contents.concepts),
        "words": " ".join(contents.words),
        "spelt": " ".join(contents.spellings),
        "telling": " ".join(
            f"{table}:{name}"
            for table, weights in (("keys", contents.keys), ("concepts", contents.concepts))
            for name, weight in weights.items()
            if weight >= TELLING
        ),
        "languages": " ".join(f"{language}:{key}" for key, language in contents.languages),
    }
    published = int(brief.published.timestamp())
    content = brief.model_dump_json().encode()
    return Row(brief.id, brief.topic, published, version_of(content), texts, _pack(contents), content)


def version_of(content: bytes) -> int:
    """Give a number, of 64 bits, that goes with a brief's content and hardly ever with another's."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big")


class Packed:
    """The contents of a brief: the hashes of its names in order, their weights, and the subjects of its titles."""

    def __init__(self, packed: bytes) -> None:
        count = int.from_bytes(packed[:_WIDTH], "little")
        end = _WIDTH + count * _WIDTH
        self._hashes = array("I", packed[_WIDTH:end])
        self._weights = packed[end : end + count]
        self._rest = packed[end + count :]

    def weight(self, name: int) -> float:
        """Give the weight of a name by its hash; 0 where the brief does not hold it."""
        at = bisect_left(self._hashes, name)
        found = at < len(self._hashes) and self._hashes[at] == name
        return self._weights[at] / _FINEST if found else 0.0

    def likeness(self, names: Iterable[tuple[int, float]]) -> float:
        """Give the best weight of several names, by their hashes, each times its sureness."""
        hashes, weights, count = self._hashes, self._weights, len(self._weights)
        best = 0.0
        for name, sureness in names:
            at = bisect_left(hashes, name)
            if at < count and hashes[at] == name and weights[at] * sureness > best:
                best = weights[at] * sureness
        return best / _FINEST

    def subjects(self) -> list[frozenset[str]]:
        """Give the subjects of the topic's name and of each title."""
        return [frozenset(found.split()) for found in self._rest.decode().split("\n")]


def hash_of(table: Table, name: str) -> int:
    """Give the hash by which a name is found in packed contents."""
    return crc32(name.encode(), _HASHES[table])


def _pack(contents: Contents) -> bytes:
    tables: dict[Table, Mapping[str, float]] = {
        "keys": contents.keys,
        "pairs": contents.pairs,
        "concepts": contents.concepts,
        "words": dict.fromkeys(contents.words, 1.0),
    }
    weights = {
        crc32(name.encode(), _HASHES[table]): round(weight * _FINEST)
        for table, found in tables.items()
        for name, weight in found.items()
    }
    order = array("I", sorted(weights))
    subjects = "\n".join(" ".join(sorted(found)) for found in (contents.topic, *contents.titles))
    return b"".join(
        (
            len(order).to_bytes(_WIDTH, "little"),
            order.tobytes(),
            bytes(weights[name] for name in order),
            subjects.encode(),
        )
    )
