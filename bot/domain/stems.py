"""The forms under which a word may be met: as written, and without the endings of Bengali, Banglish and English.

An ending is never certain (`ইরানের` has one, `ডিসেম্বর` has not), so a word keeps all its plausible forms, the most
literal first, and two words meet where any of their forms do.
"""

from functools import lru_cache

from bot.domain.romanise import fold, shape
from bot.domain.text import graphemes, is_bengali

Shaped = tuple[tuple[str, str], ...]  # what a word may be written as, with its shapes

# Longest first: a shorter one is often the end of a longer one.
_EMPHASIS = ("ই", "ও")
_CASES = (
    "গুলোকে", "গুলিকে", "গুলোতে", "গুলিতে", "গুলোর", "গুলির", "য়েদের", "দেরকে", "েদের", "েরাই", "গুলো", "গুলি", "গুলা", "টিতে",
    "টিকে", "টাকে", "টায়", "দের", "টির", "টার", "য়েরা", "য়ের", "েতে", "েরা", "য়ে", "কে", "তে", "ের", "রা", "টি", "টা", "র", "ে", "য়",
)  # fmt: skip
_VERBS = (
    "িয়েছিলেন", "িয়েছিল", "িয়েছেন", "িয়েছে", "েছিলেন", "েছিলাম", "চ্ছিলেন", "চ্ছিল", "েছিল", "চ্ছেন", "েছেন", "চ্ছে", "ানোর", "ালেন", "াবেন", "ানো",
    "েছে", "েছি", "লেন", "লাম", "বেন", "তেন", "ছেন", "িয়ে", "ালো", "াতে", "াবে", "বার", "লো", "বে", "ছে", "তে", "লে", "ার", "েন", "ে", "া",
)  # fmt: skip
_FINITE = (
    "বেন", "বে", "লেন", "ছেন", "ছে", "ছিলেন", "ছিল", "ছিলো", "লাম", "তেন", "লো", "নল", "মল", "রল", "লল", "টল", "ড়ল", "য়নি", "েনি",
)  # fmt: skip
_FINITE_TYPED = (
    "be", "ben", "len", "lo", "lam", "che", "chen", "chhe", "chhen", "chilo", "chilen", "silo", "silen", "tese", "tase", "tesen",
    "ise", "isen", "ese", "esen", "ece", "ecen",
)  # fmt: skip
_SHORTEST_FINITE = 4  # letters and marks
_ADJECTIVES = ("ভাবে", "ীয়", "িক", "বাসী", "ি", "ী")
_BANGLISH = (
    "gulor", "gulir", "gulote", "gulo", "guli", "derke", "eder", "der", "ra", "er", "ke", "te", "tir", "tar", "ti", "ta", "yer",
    "cchen", "cche", "chen", "che", "chhe", "ben", "len", "be", "lo", "le", "e", "r", "y", "i", "o",
)  # fmt: skip
_ENGLISH_AGAIN = ("s", "e", "er", "r")
_ENGLISH = ("ations", "ation", "ings", "ing", "ers", "er", "ied", "ies", "ed", "es", "ly", "ment", "s", "e")

_INFLECTED = ("s", "es", "ed", "d", "ing", "ly")  # of what is English for sure; `shorte` is শর্তে

STEMMED = 0.95  # how far a word without its ending stands for the word as written
_SHORTEST = 3  # letters that must stay for a Latin stem to say anything
_SHORTEST_BENGALI = 2  # graphemes, which hold a consonant each


@lru_cache(maxsize=65_536)
def variants(word: str, *, banglish: bool = True) -> tuple[str, ...]:
    """Give a normalised word as it stands and without its endings, the least stripped first.

    Latin letters may be Banglish in a question; in an English text they are not, and Bengali endings stay on.
    """
    found = _bengali(word) if is_bengali(word) else _latin(word, banglish=banglish)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@lru_cache(maxsize=65_536)
def forms(word: str, *, banglish: bool = True) -> tuple[str, ...]:
    """Give the folded keys of a word's variants; never empty."""
    return tuple(dict.fromkeys(fold(variant) for variant in variants(word, banglish=banglish)))


@lru_cache(maxsize=65_536)
def inflected_from(word: str) -> tuple[str, ...]:
    """Give what a Bengali or English word may be inflected from; Latin letters are not taken for Banglish."""
    return tuple(_bengali(word)[1:] if is_bengali(word) else _without(word, _INFLECTED, _SHORTEST))


def unstressed(word: str) -> str:
    """Give a Bengali word without the ই or ও that stresses it (করলেই, হলেও)."""
    return next((word.removesuffix(mark) for mark in _EMPHASIS if word.endswith(mark)), word)


def is_finite(word: str) -> bool:
    """Say whether a word has the ending of a Bengali verb with its person and time (হানবে, জিতেছেন, korechilo)."""
    return len(word) >= _SHORTEST_FINITE and word.endswith(_FINITE_TYPED if word.isascii() else _FINITE)


@lru_cache(maxsize=65_536)
def shapes(word: str) -> frozenset[str]:
    """Give the shapes of a word's variants."""
    return frozenset(sound for _, sound in _shaped(word))


@lru_cache(maxsize=65_536)
def _shaped(word: str) -> Shaped:
    return tuple((variant, shape(variant)) for variant in variants(word))


@lru_cache(maxsize=65_536)
def joined(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give several words written together; the last, and the first of two, also without its endings."""
    heads, tails = halves(parts)
    return tuple(head + tail for head, _ in heads for tail, _ in tails)


def halves(parts: tuple[str, ...]) -> tuple[Shaped, Shaped]:
    """Give of several words what all but the last, and the last, may be written as, each with its shape."""
    *before, last = parts
    if len(before) == 1:
        return _shaped(before[0]), _shaped(last)
    head = "".join(before)
    return ((head, shape(head)),), _shaped(last)


def _without(word: str, endings: tuple[str, ...], shortest: int) -> list[str]:
    """Give `word` without each of `endings` that leaves `shortest` graphemes, the longest ending first."""
    if not word.endswith(endings):  # at once, and most have none
        return []
    bare = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return [stem for stem in bare if (len(stem) if stem.isascii() else len(graphemes(stem))) >= shortest]


def _bengali(word: str) -> list[str]:
    bases = [word, *_without(word, _EMPHASIS, _SHORTEST_BENGALI)]
    stems = [stem for base in bases for stem in _without(base, _CASES, _SHORTEST_BENGALI)]
    stems += [stem for base in stems for stem in _without(base, _CASES, _SHORTEST_BENGALI)]
    roots = [
        root
        for base in (*bases, *stems)
        for endings in (_ADJECTIVES, _VERBS)
        for root in _without(base, endings, _SHORTEST_BENGALI)
    ]
    return [*bases, *stems, *roots]


def _banglish(word: str) -> list[str]:
    """Give stems of a word that may be Bengali: an ending with a vowel has taken the place of a last o (juddho, juddher)."""
    stems = _without(word, _BANGLISH, _SHORTEST)
    heard = [stem + "o" for stem in stems if stem[-1] not in "aeiouy" and word[len(stem)] == "e"]
    return [*stems, *heard]


def _latin(word: str, *, banglish: bool) -> list[str]:
    stems = _without(word, _ENGLISH, _SHORTEST) + (_banglish(word) if banglish else [])
    again = [root for stem in stems for root in _without(stem, _ENGLISH_AGAIN, _SHORTEST)]
    plural = [word[:-3] + "y"] if word.endswith(("ies", "ied")) else []
    return [word, *plural, *stems, *again]
