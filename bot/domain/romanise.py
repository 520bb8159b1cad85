"""Bengali in Latin letters, and the keys in which Bengali, Banglish and English spellings of a word meet.

Readers spell Banglish as they hear it and names as English papers do, so neither side is right. `romanise` writes Bengali
as most people would type it; `fold` takes from any Latin spelling what people disagree on; `skeleton` keeps the consonants.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_CONSONANTS = {
    "ক": "k", "খ": "kh", "গ": "g", "ঘ": "gh", "ঙ": "ng", "চ": "ch", "ছ": "chh", "জ": "j", "ঝ": "jh", "ঞ": "n",
    "ট": "t", "ঠ": "th", "ড": "d", "ঢ": "dh", "ণ": "n", "ত": "t", "থ": "th", "দ": "d", "ধ": "dh", "ন": "n",
    "প": "p", "ফ": "f", "ব": "b", "ভ": "bh", "ম": "m", "য": "j", "র": "r", "ল": "l", "শ": "sh", "ষ": "sh",
    "স": "s", "হ": "h", "ৰ": "r", "ৱ": "w",
}  # fmt: skip
_VOWELS = {
    "অ": "o", "আ": "a", "ই": "i", "ঈ": "i", "উ": "u", "ঊ": "u", "ঋ": "ri", "এ": "e", "ঐ": "oi", "ও": "o", "ঔ": "ou",
    "ৠ": "ri", "ঌ": "li", "ৡ": "li",
}  # fmt: skip
_SIGNS = {
    "া": "a", "ি": "i", "ী": "i", "ু": "u", "ূ": "u", "ৃ": "ri", "ে": "e", "ৈ": "oi", "ো": "o", "ৌ": "ou",
    "ৄ": "ri", "ৢ": "li", "ৣ": "li", "ৗ": "ou",
}  # fmt: skip
_OTHERS = {"ং": "ng", "ঃ": "", "ৎ": "t", "ঁ": ""}
_HASANTA, _NUKTA = "্", "়"
# য়, ড় and ঢ় are two characters each in NFC: letter and dot.
_NUKTA_WHOLE = {"য" + _NUKTA: "\u09df", "ড" + _NUKTA: "\u09dc", "ঢ" + _NUKTA: "\u09dd"}
_NUKTA_SOUNDS = dict(zip(_NUKTA_WHOLE.values(), ("y", "r", "rh"), strict=True))

_BREATHLESS = str.maketrans("খঘছঝঠঢথধফভ", "কগচজটডতদপব")


def _doubled(found: re.Match[str]) -> str:
    """Give a consonant twice, of which only the second has breath (মধ্য is moddho)."""
    return f"{found[1].translate(_BREATHLESS)}{_HASANTA}{found[1]}"


# Clusters whose sound is not that of their letters, each with a part that is in all of them. A written w (ওয়) is the
# English w of names and the glide of দেওয়া.
_CLUSTERS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("ক্ষ", re.compile("^ক্ষ"), "খ"),
    ("ক্ষ", re.compile("ক্ষ"), "ক্খ"),
    ("জ্ঞ", re.compile("জ্ঞ"), "গ্গ"),
    ("র্য", re.compile("(?<=.)(?<!্)র্য"), "র্জ"),
    # Inside a word ya-phola and ba-phola double a single consonant, and are silent after a cluster.
    ("্য", re.compile("(?<=.)(?<!্)([কখগঘচছজঝটঠডঢণতথদধনপফবভমরলশষসহ])্য"), _doubled),
    ("্ব", re.compile("(?<=.)(?<!্)([কগজতথদধশষস])্ব"), _doubled),
    ("্ব", re.compile("(?<=.্[কগজতথদধনশষস])্ব"), ""),
    ("্য", re.compile("(?<=.্[ক-হ])্য"), ""),
    ("্ব", re.compile("(?<!্)([কগজতথদধনশষসহ])্ব"), r"\1"),
    ("্যা", re.compile("্যা"), "া"),
    ("্য", re.compile("^([কখগঘচজটডতদনপবভমরলশসহ])্য"), r"\1"),
    ("য়া", re.compile("[ওো]য়া"), "ৱা"),
    ("য়ে", re.compile("[ওো]য়ে"), "ৱে"),
)
# A word's last consonant stays bare when an ending follows (লিমিটেডকে).
_ENDINGS = tuple(
    ending + more
    for ending, mores in (
        ("টা", ("", "র", "কে")),
        ("টি", ("", "র", "কে")),
        ("গুলো", ("", "র", "কে", "তে")),
        ("গুলি", ("", "র", "কে", "তে")),
        ("দের", ("", "কে")),
        *((ending, ("",)) for ending in ("কে", "তে", "সহ", "ভাবে")),
    )
    for more in mores
)
_BARE_LAST = re.compile(
    f"(?<=[অআইঈউঊএঐওঔািীুূৃেৈোৌ])([কখগঘচছজঝটঠডঢণতথদধনপফবভমরলশষসহ])(?=(?:{'|'.join(_ENDINGS)})$)"
)


@lru_cache(maxsize=65_536)
def romanise(word: str) -> str:
    """Give a Bengali word in Latin letters as most people would type it; other letters stay as they are."""
    if word.isascii():
        return word
    for part, cluster, sound in _CLUSTERS:
        if part in word:
            word = cluster.sub(sound, word)
    if word.endswith(_ENDINGS):
        word = _BARE_LAST.sub(rf"\1{_HASANTA}", word)
    for letter, whole in _NUKTA_WHOLE.items():
        word = word.replace(letter, whole)
    return "".join(map(_sound, ("", *word), word, (*word[1:], "")))


@lru_cache(maxsize=65_536)
def _sound(before: str, letter: str, following: str) -> str:
    """Give the sound of a letter between two others, with the vowel that is heard and not written, where there is one."""
    if letter in _CONSONANTS:
        return _consonant(before, letter, following)
    if letter in _NUKTA_SOUNDS:
        bare = letter == _NUKTA_WHOLE["য়"] or following in _SIGNS or following in (_HASANTA, "")
        return _NUKTA_SOUNDS[letter] + ("" if bare else "o")
    if letter in (_HASANTA, _NUKTA):
        return ""
    return _VOWELS.get(letter) or _SIGNS.get(letter) or _OTHERS.get(letter, letter)


def _consonant(before: str, letter: str, following: str) -> str:
    if letter == "য" and before == _HASANTA:
        # ya-phola doubles the consonant before it
        return ("y" + ("o" if not following else "")) if following not in _SIGNS else "y"
    sound = _CONSONANTS[letter]
    if following in _SIGNS or following in (_HASANTA, _NUKTA):
        return sound
    if not following:
        # A word's last consonant is bare (পুতিন), unless it closes a cluster (যুদ্ধ) or is the word's only other sound.
        return sound + ("o" if before == _HASANTA else "")
    return sound if following in "ৎংঃ" and letter == "ঙ" else sound + "o"


_TWICE = re.compile(r"(.)\1+")

# What spellings disagree on, in the order in which it is taken away; a rule is tried only where its first column is in the
# word, which most words spare most rules. One without a pattern takes that itself away.
_FOLDS: tuple[tuple[str, re.Pattern[str] | None, str], ...] = tuple(
    (part, re.compile(pattern) if pattern else None, replacement)
    for part, pattern, replacement in (
        ("ion", r"[ts]ion", "son"),  # station, স্টেশন
        ("ck", None, "k"),
        ("sch", None, "s"),
        ("ch", r"c*ch+", "C"),  # চ, ছ and both doubled; a bare c is a k or an s
        ("c", r"c(?=[eiy])", "s"),
        ("c", None, "k"),
        ("q", None, "k"),
        ("C", None, "c"),
        ("x", None, "ks"),
        ("h", r"ksh|kkh", "k"),
        ("ph", None, "f"),
        ("h", r"([bdgjkrst])h+", r"\1"),  # breath is heard, and seldom typed
        ("v", None, "b"),
        ("z", None, "j"),
        ("y", r"gy|jny", "g"),
        ("w", r"(?<=[bcdfgjklmnprst])w(?=[aeiou])", ""),  # swadhin, shadhin
        ("y", r"(?<=[bcdfgjklmnprst])y(?=[aeiou])", ""),  # bidyut, biddut
        ("y", r"(?<=[aeiou])y(?=[aeio])", ""),  # ইসরায়েল, Israel; বায়ু keeps its own
        ("y", None, "i"),
        ("eu", r"^eu", "u"),
        ("iu", r"^iu", "u"),  # ইউক্রেন, Ukraine
        ("oo", None, "u"),
        ("ou", None, "u"),
        ("ie", None, "i"),
        ("ee", None, "i"),
        ("ea", None, "i"),
        ("ei", None, "e"),
        ("ai", None, "e"),
        ("au", None, "o"),
        ("ngk", r"ng(?=k)", "n"),
        ("", _TWICE.pattern, r"\1"),
        ("o", r"(?<=[bcdfgjklmnprst])o$", ""),  # moddho, moddh
        ("h", r"(?<=[aeiou])h$", ""),
    )
)
LEAST_LETTERS, LEAST_CONSONANTS = 4, 2  # of a key; shorter ones are the sound of too many words
_VOWEL = re.compile(r"[aeiou]+")
_INITIAL = {"a": "a", "o": "a", "e": "i", "i": "i", "u": "u"}


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Give the key of a word in any of the scripts: how it sounds, without what spellings disagree on."""
    key = romanise(word)
    for part, pattern, replacement in _FOLDS:
        if part in key:
            key = pattern.sub(replacement, key) if pattern else key.replace(part, replacement)
    return key


def typed_together(parts: Iterable[str]) -> str:
    """Give the key of words typed together in Latin letters, where each keeps its own sound (কর বিল is korbil, করবিল korobil)."""
    return fold("".join(map(romanise, parts)))


@lru_cache(maxsize=65_536)
def is_telling(key: str) -> bool:
    """Say whether a folded key holds enough of a word to know it by its sound."""
    return len(key) >= LEAST_LETTERS and len(_VOWEL.sub("", key)) >= LEAST_CONSONANTS


@lru_cache(maxsize=65_536)
def skeleton(key: str) -> str:
    """Give the consonants of a folded key, after its first vowel where it begins with one."""
    bare = _VOWEL.sub("", key)
    return _INITIAL.get(key[:1], "") + bare


# `fold` swaps letters of one group only, doubles apart, and the letters that it may drop are left out.
_GROUPS = str.maketrans("cgjqstxzvf", "kkkkkkkkbp", "aeiouywh")
_DROPPED_N = re.compile(r"[jz]h*ny")


@lru_cache(maxsize=65_536)
def shape(word: str) -> str:
    """Give what all words of one key have in common; that of words written together is theirs written together.

    It costs less than a key, so that most words written together need none.
    """
    sound = romanise(word)
    if "ny" in sound:
        sound = _DROPPED_N.sub("j", sound)
    return _TWICE.sub(r"\1", sound.translate(_GROUPS))


def shape_together(head: str, tail: str) -> str:
    """Give the shape of two words written together from theirs."""
    return head + tail[1:] if head[-1:] == tail[:1] else head + tail
