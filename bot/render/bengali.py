"""Bengali grammar of times and names: সকাল সাড়ে ৭টায়, ঢাকার."""

from datetime import time

import regex

_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
# The hours at which the parts of a day begin; before the first it is night.
_PARTS = {20: "রাত", 18: "সন্ধ্যা", 15: "বিকেল", 12: "দুপুর", 6: "সকাল", 4: "ভোর", 0: "রাত"}
_HALVES = {1: "দেড়টা", 2: "আড়াইটা"}
_HALF = 30
_LIKE_VOWELS = tuple("ািীুূেোৌওএআ")
_BENGALI = regex.compile(r"[\p{Bengali}--\p{N}]", regex.V1)
_GLIDE = tuple("ইঈউংৈ")


def clock(at: time) -> str:
    """Give a time of day as people say it: সকাল ৮টা, সন্ধ্যা সাড়ে ৬টা, দুপুর দেড়টা, রাত ৮টা ১০ মিনিট."""
    part = next(name for begin, name in _PARTS.items() if at.hour >= begin)
    hour = at.hour % 12 or 12
    if at.minute == _HALF:
        said = _HALVES.get(hour) or f"সাড়ে {hour}টা"
    else:
        said = f"{hour}টা {at.minute} মিনিট" if at.minute else f"{hour}টা"
    return f"{part} {said}".translate(_DIGITS)


def locative(moment: str) -> str:
    """Give "at" a time that `clock` gave: সকাল ৮টায়, রাত ৮টা ১০ মিনিটে."""
    return f"{moment}ে" if moment.endswith("মিনিট") else f"{moment}য়"


def genitive(name: str) -> str:
    """Give a name's genitive: ঢাকার, লন্ডনের, দুবাইয়ের, UTC-এর."""
    if not _BENGALI.match(name[-1]):
        return f"{name}-এর"
    if name.endswith(_LIKE_VOWELS):
        return f"{name}র"
    return f"{name}য়ের" if name.endswith(_GLIDE) else f"{name}ের"
