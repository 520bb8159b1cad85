"""Numbers in a text, Bengali or English, in digits or in words: have a quote and its translation the same ones?"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
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
_VARIANTS = "দু 2 এগার 11 তের 13 পনের 15 ষোল 16 সতের 17 আঠার 18 কুড়ি 20 অর্ধশত 50 দেড় 1.5 আড়াই 2.5"
# These can be the counterpart of a number and ask for none: most have another meaning besides.
_LOOSE = (
    "one 1 first 1 এক 1 প্রথমে 1 প্রথমেই 1 প্রথমত 1 second 2 সেকেন্ড 2 both 2 pair 2 couple 2 উভয় 2 জোড়া 2 "
    "quarter 4 তৃতীয়াংশ 3 চতুর্থাংশ 4 নয় 9"
)
_FRACTIONS = "সাড়ে 0.5 সোয়া 0.25 পৌনে -0.25"  # they stand before the number: সাড়ে তিন is 3.5
_MAGNITUDES = (
    "hundred 1e2 thousand 1e3 হাজার 1e3 সহস্র 1e3 lakh 1e5 লাখ 1e5 million 1e6 মিলিয়ন 1e6 "
    "crore 1e7 কোটি 1e7 billion 1e9 বিলিয়ন 1e9 trillion 1e12 ট্রিলিয়ন 1e12"
)
_LOOSE_MAGNITUDES = "শত 1e2 শ 1e2 শো 1e2 লক্ষ 1e5"  # with no number before them: লক্ষ is also "notice"
_SUFFIXES = "k 1e3 m 1e6 mn 1e6 bn 1e9 tn 1e12"
_RANGE = ("to", "থেকে", "-", "–")
_SPOKEN = (
    (regex.compile(r"(?<=\p{Nd})\s+দশমিক\s+(?=\p{Nd})"), "."),
    (regex.compile(r"(\S+) and a half\b"), normalize("NFC", r"সাড়ে \1")),
)


def _pairs(words: str) -> dict[str, Decimal]:
    parts = normalize("NFC", words).split()
    return {word: Decimal(value) for word, value in zip(parts[::2], parts[1::2], strict=True)}


def _counting(words: str, first: int = 0, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * n) for n, word in enumerate(normalize("NFC", words).split())}


def _any_of(words: dict[str, Decimal]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SCALES = _pairs(_MAGNITUDES + " " + _LOOSE_MAGNITUDES + " " + _SUFFIXES)
_SURE_SCALES = _pairs(_MAGNITUDES)
_TEN_WORDS = _counting(_TENS, 20, 10)
_ADDED, _LOOSE_WORDS = _pairs(_FRACTIONS), _pairs(_LOOSE)
_WORDS = _counting(_BENGALI) | _counting(_ENGLISH) | _TEN_WORDS | _pairs(_VARIANTS) | _LOOSE_WORDS
_WORDS |= _counting(_ORDINALS[0], 1) | _counting(_ORDINALS[1], 1)
_LETTER = r"[\p{L}\p{M}]"
_TOKEN = regex.compile(
    r"(?P<digits>\p{Nd}{1,3}(?:,\p{Nd}{2,3})+(?:\.\p{Nd}+)?|\p{Nd}+(?:\.\p{Nd}+)?)"
    rf"(?:(?P<suffix>{_any_of(_pairs(_SUFFIXES))})(?!{_LETTER}))?(?P<year>\s*সাল)?"
    rf"|(?<!{_LETTER})(?:(?P<fraction>{_any_of(_ADDED)})"
    rf"|(?P<magnitude>{_any_of(_pairs(_MAGNITUDES + ' ' + _LOOSE_MAGNITUDES))})"
    r"(?P<plural>s)?(?:াধিক|(?:টি|টা|জন|ের|র)?[ইও]?)"
    rf"|(?P<word>{_any_of(_WORDS)})(?P<scale>শত|শো|শ)?"
    rf"(?:াধিক|(?P<classifier>টি|টা|টে|টো|জন|খানা|খানি|গুণ|বার){_LETTER}{{0,4}}|ের|র|ই|ও)?)(?!{_LETTER})"
)


class _Part(NamedTuple):
    """One of the addends of a number, and the magnitude that it was multiplied by."""

    value: Decimal
    scale: Decimal = Decimal(1)


@dataclass
class _Number:
    """A number as a text writes it: parts of falling magnitude, ১২ লাখ and ৫০ হাজার."""

    parts: list[_Part] = field(default_factory=list)
    loose: bool = False
    ends_range: bool = False

    @property
    def value(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal())

    def multiply(self, scale: Decimal) -> None:
        """Multiply the parts below a magnitude by it; twice the same one, as হাজার হাজার, is no certain number."""
        below = Decimal()
        self.loose = bool(self.parts) and self.parts[-1].scale >= scale
        while self.parts and self.parts[-1].scale < scale:
            below += self.parts.pop().value
        if not self.loose:
            self.parts.append(_Part(below * scale, scale))

    def takes(self, token: regex.Match[str], number: "_Number", gap: str) -> bool:
        """Say whether the number that follows is a part of this one: পঁচিশ of একশ পঁচিশ, five of twenty-five."""
        last, value = self.parts[-1], number.value
        if last.scale == 1:
            tens = last.value in _TEN_WORDS.values() and 0 < value < 10  # noqa: PLR2004 - a digit
            return tens and token[0].isalpha() and token[0].isascii() and gap in (" ", "-")
        if value >= last.scale or token["year"] or (number.loose and not token[0].isascii()):
            return False
        return gap.strip() == "" or (gap == " and " and last.scale == _SCALES["hundred"])


def unmatched_numbers(quote: str, translation: str) -> tuple[list[str], list[str]]:
    """Give the numbers that stand only in the quote, and those that stand only in its translation.

    A number word can stand for digits; `লাখ`, `million` and their like multiply the number before them.
    """
    quoted, translated = _numbers(quote), _numbers(translation)
    return _without_counterpart(quoted, translated), _without_counterpart(translated, quoted)


def _without_counterpart(ours: list[_Number], theirs: list[_Number]) -> list[str]:
    firm = Counter(number.value for number in ours if not number.loose)
    missing = firm - Counter(number.value for number in theirs)
    return [f"{value:f}" for value in sorted(missing.elements())]


def _numbers(text: str) -> list[_Number]:
    """Give the numbers of a text in their order."""
    text = normalize("NFC", text).casefold()
    for pattern, written in _SPOKEN:
        text = pattern.sub(written, text)
    numbers: list[_Number] = []
    added, end = Decimal(), 0
    for token in _TOKEN.finditer(text):
        gap, end = text[end : token.start()], token.end()
        added = added if gap.isspace() else Decimal()
        if token["fraction"]:
            added = _ADDED[token["fraction"]]
            continue
        if token["magnitude"] and numbers and not added and gap.strip(" -") == "":
            numbers[-1].multiply(_SCALES[token["magnitude"]])
        else:
            _append(numbers, token, added, gap)
        added = Decimal()
    _scale_ranges(numbers)
    return numbers


def _append(numbers: list[_Number], token: regex.Match[str], added: Decimal, gap: str) -> None:
    """Put a number behind the others, or make it a part of the last one."""
    number = _parse(token, added)
    if numbers and not token["magnitude"] and numbers[-1].takes(token, number, gap):
        last = numbers[-1]
        tens = [last.parts.pop()] if last.parts[-1].scale == 1 else []
        last.parts.append(_Part(sum((part.value for part in tens), number.value)))
        last.loose = False
    else:
        number.ends_range = gap.strip(" $") in _RANGE
        numbers.append(number)


def _parse(token: regex.Match[str], added: Decimal) -> _Number:
    """Give what one token stands for, with a fraction that stood before it."""
    if token["magnitude"]:
        number = _Number([_Part(1 + added)])
        number.multiply(_SCALES[token["magnitude"]])
        number.loose = bool(token["plural"]) or (not added and token["magnitude"] not in _SURE_SCALES)
        return number
    if token["digits"]:
        digits = token["digits"].replace(",", "")
        folded = "".join(str(decimal(char)) if char.isdecimal() else char for char in digits)
        number = _Number([_Part(Decimal(folded) + added)])
    else:
        value = _WORDS[token["word"]] + added
        # A classifier shows that নয় is nine, not "is not"; but একটি is as often an article as a number.
        sure = added or (token["classifier"] and value > 1)
        number = _Number([_Part(value)], loose=token["word"] in _LOOSE_WORDS and not sure)
    if scale := token["suffix"] or token["scale"]:
        number.multiply(_SCALES[scale])
    return number


def _scale_ranges(numbers: list[_Number]) -> None:
    """Give the beginning of a range the magnitude of its end: ৩০ থেকে ৪০ হাজার."""
    for first, last in pairwise(numbers):
        scale = last.parts[-1].scale
        if last.ends_range and first.parts[-1].scale == 1 and first.value * scale < last.value:
            first.multiply(scale)
