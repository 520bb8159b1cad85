"""How near romanised Bengali is to how the words are said, beside general romanisers.

The gold is the pronunciation lexicon that Google had transcribed by native speakers (CC BY 4.0), as PyPI's
`bengali-romanizer` carries it. Its phonemes are put into the letters that Banglish uses: breath is an h, no letter has
a mark. A word that is said in more than one way may be written in any of them.
"""

import gzip
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from statistics import fmean, quantiles
from unicodedata import normalize

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.bench.extras import needed
from bot.domain.romanise import romanise
from bot.domain.text import is_bengali

Romaniser = Callable[[str], str]
Lexicon = Mapping[str, frozenset[str]]

# Phonemes whose sign in the lexicon is not what people type; æ is an a in ব্যাংক and an e in এক, mostly the former.
_LETTERS = {
    "O": "o", "E": "a", "N": "ng", "c": "ch", "ch": "chh", "T": "t", "Th": "th", "D": "d", "Dh": "dh",
    "i^": "i", "u^": "u", "e^": "y", "o^": "o",
}  # fmt: skip
_WORST = 15
_PERCENTILES = (1, 5, 10, 50)


@dataclass(frozen=True)
class Result:
    """One romaniser's similarities to the gold, 0..100, a word each."""

    name: str
    similarities: tuple[float, ...]


@dataclass(frozen=True)
class Difference:
    """What is written where the gold has something else, in how many words, and one of them."""

    written: str
    gold: str
    count: int
    example: str


def read_lexicon() -> Lexicon:
    """Give the lexicon's words that have Bengali letters, each with how it is said, in Latin letters.

    Raises:
        BartaError: The package with the lexicon is not installed.
    """
    needed("bengali_romanizer")
    packed = files("bengali_romanizer").joinpath("data", "lexicon.tsv.gz").read_bytes()
    said: dict[str, set[str]] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, phonemes, *_ = normalize("NFC", line).split("\t")
            if is_bengali(word):
                said.setdefault(word, set()).add(spelt(phonemes))
    return {word: frozenset(readings) for word, readings in said.items()}


def spelt(phonemes: str) -> str:
    """Give a transcription (`b a N . l a`) in the letters of Banglish (`bangla`)."""
    return "".join(_LETTERS.get(phoneme, phoneme) for phoneme in phonemes.replace(".", " ").split())


def romanisers() -> dict[str, Romaniser]:
    """Give Barta's romanising and that of each peer which is installed."""
    found: dict[str, Romaniser] = {"Barta": romanise}
    for name, adapt in _PEERS.items():
        try:
            found[name] = adapt()
        except ImportError:
            continue
    return found


def _anyascii() -> Romaniser:
    anyascii: Romaniser = import_module("anyascii").anyascii
    return lambda word: anyascii(word).lower()


def _uroman() -> Romaniser:
    uroman = import_module("uroman").Uroman()
    return lambda word: str(uroman.romanize_string(word, lcode="ben"))


_PEERS: Mapping[str, Callable[[], Romaniser]] = {"anyascii": _anyascii, "uroman": _uroman}


def measure(name: str, romaniser: Romaniser, lexicon: Lexicon) -> Result:
    """Compare what a romaniser writes with the nearest way to say each word."""
    return Result(
        name,
        tuple(
            max(fuzz.ratio(romaniser(word), reading) for reading in readings)
            for word, readings in lexicon.items()
        ),
    )


def table(results: Iterable[Result]) -> str:
    """Give each romaniser's mean, percentiles of its words, and the share that it writes as they are said."""
    heads = "".join(f"{f'p{percentile}':>7}" for percentile in _PERCENTILES)
    return "\n".join([f"{'':10}{'mean':>7}{heads}{'the same':>10}", *map(_row, results)])


def _row(result: Result) -> str:
    cuts = quantiles(result.similarities, n=100)
    shares = "".join(f"{cuts[percentile - 1]:7.1f}" for percentile in _PERCENTILES)
    same = fmean(similarity == 100 for similarity in result.similarities)  # noqa: PLR2004 - all of it
    return f"{result.name:10}{fmean(result.similarities):7.2f}{shares}{same:10.1%}"


def worst(romaniser: Romaniser, lexicon: Lexicon) -> Sequence[Difference]:
    """Give the kinds of difference that most words have, most frequent first."""
    seen: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for word, readings in lexicon.items():
        written = romaniser(word)
        gold = max(sorted(readings), key=lambda reading: fuzz.ratio(written, reading))
        for kind in _differences(written, gold):
            seen[kind] += 1
            examples.setdefault(kind, f"{word}: {written}, said {gold}")
    return [Difference(*kind, count, examples[kind]) for kind, count in seen.most_common(_WORST)]


def _differences(written: str, gold: str) -> Iterable[tuple[str, str]]:
    """Give what is replaced by what, a removal and an insertion at one place taken together."""
    here = there = ""
    for step in Indel.opcodes(written, gold):
        if step.tag == "equal":
            if here or there:
                yield here, there
            here = there = ""
        else:
            here += written[step.src_start : step.src_end]
            there += gold[step.dest_start : step.dest_end]
    if here or there:
        yield here, there


def differences_table(differences: Iterable[Difference]) -> str:
    """Give the kinds of difference as lines."""
    rows = [
        f"{each.written or '-':10}{each.gold or '-':10}{each.count:>7}  {each.example}"
        for each in differences
    ]
    return "\n".join([f"{'written':10}{'said':10}{'words':>7}  for example", *rows])
