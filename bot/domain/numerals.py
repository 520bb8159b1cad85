"""Numbers in a text, Bengali or English, in digits or in words: have a quote and its translation the same ones?"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from unicodedata import decimal, normalize

import regex

# The words from nought on; Bengali has one of its own for each number below a hundred.
_BENGALI = """
শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ
বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ উনত্রিশ
ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ
চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ
পঞ্চাশ একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট
ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর
সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি
আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টআশি উননব্বই
নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই
"""
_ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_ORDINALS = (
    "প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VARIANTS = "দু 2 এগার 11 তের 13 পনের 15 ষোল 16 সতের 17 আঠার 18 কুড়ি 20"
# These can be the counterpart of a number and ask for none: most have another meaning besides.
_LOOSE = "one 1 first 1 এক 1 প্রথমে 1 প্রথমেই 1 প্রথমত 1 নয় 9 both 2 pair 2 couple 2 উভয় 2 জোড়া 2 সেকেন্ড 2 quarter 4 তৃতীয়াংশ 3 চতুর্থাংশ 4"
_MAGNITUDES = (
    "hundred 1e2 শত 1e2 শ 1e2 শো 1e2 thousand 1e3 হাজার 1e3 lakh 1e5 লাখ 1e5 লক্ষ 1e5 million 1e6 মিলিয়ন 1e6 "
    "crore 1e7 কোটি 1e7 billion 1e9 বিলিয়ন 1e9 trillion 1e12 ট্রিলিয়ন 1e12"
)

_TOKEN = regex.compile(
    r"(?P<digits>\p{Nd}{1,3}(?:,\p{Nd}{2,3})+(?:\.\p{Nd}+)?|\p{Nd}+(?:\.\p{Nd}+)?)|[\p{L}\p{M}]+"
)
_SPOKEN_POINT = regex.compile(r"(?<=\p{Nd})\s+দশমিক\s+(?=\p{Nd})")


def _pairs(words: str) -> dict[str, Decimal]:
    parts = normalize("NFC", words).split()
    return {word: Decimal(value) for word, value in zip(parts[::2], parts[1::2], strict=True)}


def _counting(words: str, first: int = 0, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * n) for n, word in enumerate(normalize("NFC", words).split())}


_SCALES = _pairs(_MAGNITUDES)
_LOOSE_WORDS = _pairs(_LOOSE)
_WORDS = (
    _counting(_BENGALI) | _counting(_ENGLISH) | _counting(_TENS, 20, 10) | _pairs(_VARIANTS) | _LOOSE_WORDS
)
_WORDS |= _counting(_ORDINALS[0], 1) | _counting(_ORDINALS[1], 1)
_COUNTED = regex.compile(
    rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?P<scale>শত|শো|শ)?"
    r"(?:(?P<classifier>টি|টা|টে|টো|জন|খানা|খানি|গুণ|বার)[\p{L}\p{M}]{0,4}|ের|র|ই|ও)?"
)


class _Number(NamedTuple):
    value: Decimal
    loose: bool


def unmatched_numbers(quote: str, translation: str) -> tuple[list[str], list[str]]:
    """Give the numbers that stand only in the quote, and those that stand only in its translation.

    A number word can stand for digits; `লাখ`, `million` and their like multiply the number before them.
    """
    quoted, translated = list(_numbers(quote)), list(_numbers(translation))
    return _without_counterpart(quoted, translated), _without_counterpart(translated, quoted)


def _without_counterpart(ours: list[_Number], theirs: list[_Number]) -> list[str]:
    firm = Counter(number.value for number in ours if not number.loose)
    missing = firm - Counter(number.value for number in theirs)
    return [f"{value:f}" for value in sorted(missing.elements())]


def _numbers(text: str) -> Iterator[_Number]:
    """Give the numbers of a text in their order."""
    last: _Number | None = None
    for token in _TOKEN.finditer(_SPOKEN_POINT.sub(".", normalize("NFC", text).casefold())):
        number = _parse_digits(token["digits"]) if token["digits"] else _parse_word(token[0])
        if last and (scale := _parse_scale(token[0])):
            last = _Number(last.value * scale, last.loose)
        elif last and number and _joins(last, number, token[0]):
            last = _Number(last.value + number.value, loose=False)
        else:
            if last:
                yield last
            last = number
    if last:
        yield last


def _parse_digits(digits: str) -> _Number:
    folded = "".join(str(decimal(char)) if char.isdecimal() else char for char in digits.replace(",", ""))
    return _Number(Decimal(folded), loose=False)


def _parse_word(token: str) -> _Number | None:
    """Give the number that a word stands for, with a classifier or a case ending on it or without."""
    found = _COUNTED.fullmatch(token)
    if not found:
        return None
    value = _WORDS[found["word"]] * (_SCALES[found["scale"]] if found["scale"] else 1)
    # A classifier shows that নয় is nine, not "is not"; but একটি is as often an article as a number.
    return _Number(value, loose=found["word"] in _LOOSE_WORDS and not (found["classifier"] and value > 1))


def _parse_scale(token: str) -> Decimal | None:
    """Give what a magnitude multiplies by."""
    return _SCALES.get(token) or _SCALES.get(token.removesuffix("ের")) or _SCALES.get(token.removesuffix("র"))


def _joins(last: _Number, number: _Number, token: str) -> bool:
    """Say whether an English ten and the unit after it are one number."""
    return token.isascii() and last.value in _counting(_TENS, 20, 10).values() and 0 < number.value < 10  # noqa: PLR2004 - a digit
