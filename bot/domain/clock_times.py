"""Times of day as people write them: 7:30, 7 pm, সকাল ৭টা, সন্ধ্যা সাড়ে ৬টা, ৭ঃ৩০, rat 10ta."""

from collections.abc import Iterator
from datetime import time
from unicodedata import normalize

import regex

_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
_HOURS = "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো"
_LATIN_HOURS = "ek dui tin char pach choy sat at noy dosh egaro baro"
_OTHER_HOURS = {
    "দু": 2,
    "ন": 9,
    "ন'": 9,
    "ন’": 9,
    "এগার": 11,
    "বার": 12,
    "panch": 5,
    "saat": 7,
    "shat": 7,
    "aat": 8,
    "dos": 10,
}
# A part of the day, and the hours of a twelve-hour clock that belong to its second half.
_PARTS: dict[str, tuple[str, range]] = {
    "dawn": ("ভোর bhor vor", range(0)),
    "morning": ("সকাল shokal sokal sakal morning", range(0)),
    "noon": ("দুপুর dupur বেলা", range(1, 6)),
    "afternoon": ("বিকেল বিকাল bikel bikal afternoon", range(1, 7)),
    "evening": ("সন্ধ্যা সন্ধ্যে সন্ধা সন্ধে shondha sondha sondhya evening", range(4, 12)),
    "night": ("রাত raat rat night", range(6, 12)),
}
_HALVES = {"দেড়": (1, 30), "আড়াই": (2, 30)}
_MINUTES = {"সাড়ে": 30, "সোয়া": 15, "পৌনে": -15, "sare": 30, "share": 30, "poune": -15}
_NAMED = {"noon": time(12), "midnight": time(0), "মধ্যরাত": time(0), "মাঝরাত": time(0)}
_NOON = 12


def _nfc(text: str) -> str:
    return normalize("NFC", text)


_PART_OF = {_nfc(word): name for name, (written, _) in _PARTS.items() for word in written.split()}
_HOUR_OF = {
    **{
        _nfc(word): hour for written in (_HOURS, _LATIN_HOURS) for hour, word in enumerate(written.split(), 1)
    },
    **_OTHER_HOURS,
}
_HALF_OF = {_nfc(word): at for word, at in _HALVES.items()}
_MINUTES_OF = {_nfc(word): minutes for word, minutes in _MINUTES.items()}


def _any(words: dict[str, object]) -> str:
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


_TIME = regex.compile(
    rf"""
    (?:in\sthe\s)?(?:(?P<part>{_any(dict(_PART_OF))})(?:ে|ের)?\s*)?
    (?:
        (?P<half>{_any(dict(_HALF_OF))})\s*টা(?:য়)?
      | (?:(?P<shift>{_any(dict(_MINUTES_OF))})\s*)?
        (?: (?P<hour>(?<!\d)\d{{1,2}}(?!\d))(?:[:.](?P<minute>\d{{2}}))? | (?P<word>{_any(dict(_HOUR_OF))})(?=\s*(?:টা|ta)) )
        (?:\s*(?:টার|টায়|টা|tar|tay|ta)(?:\s*(?P<bare>\d{{2}})(?!\s*(?:[\d:.]|টা|মি|ta|[ap]\.?\s?m|mi)))?)?
        (?:\s*(?P<later>\d{{1,2}})\s*(?:মিনিটে|মিনিট|minutes?|min))?
        (?:\s*(?:(?P<half_day>[ap])\.?\s?m\.?|o['’]?clock))?
    )
    (?:\s*(?:in\sthe|at)\s(?P<part_after>{_any(dict(_PART_OF))}))?
    | (?P<named>{_any(dict(_NAMED))})
    """.replace("য়", _nfc("য়")),
    regex.VERBOSE,
)
_BETWEEN = regex.compile(r"(?:[\s,;.&+।]|\b(?:and|at|every|day|daily|o)\b|ও|এবং|আর|প্রতিদিন|রোজ)*")
_SPAN = regex.compile(r"\s*(?:-|–|—|থেকে|হতে|হইতে|\bto\b|\buntil\b|\btill\b|\btheke\b)\s*")
_AROUND_SPAN = regex.compile(r"^\s*(?:from\s)?|\s*(?:পর্যন্ত|porjonto)\s*$")
_BETWEEN_SPAN = regex.compile(r"^\s*between\s(.+)\sand\s")


def read_times(text: str) -> tuple[time, ...]:
    """Give the times of day that a text names, earliest first; none where it says anything else."""
    text = _plain(text)
    at, found = 0, set()
    for match in _TIME.finditer(text):
        moment = _time(match)
        if moment is None or not _BETWEEN.fullmatch(text, at, match.start()):
            return ()
        found.add(moment)
        at = match.end()
    return tuple(sorted(found)) if _BETWEEN.fullmatch(text, at) else ()


def read_span(text: str) -> tuple[time, time] | None:
    """Give the two times between which a text says something lies; None where it says anything else."""
    parts = _SPAN.split(_AROUND_SPAN.sub("", _BETWEEN_SPAN.sub(r"\1 to ", _plain(text))))
    ends = [read_times(part) for part in parts]
    if [len(each) for each in ends] != [1, 1] or ends[0] == ends[1]:
        return None
    return ends[0][0], ends[1][0]


def half_hours(first: int, last: int) -> Iterator[time]:
    """Give the full and half hours from one hour of the day up to another, which is left out."""
    for hour in range(first, last):
        yield time(hour)
        yield time(hour, 30)


def _plain(text: str) -> str:
    return _nfc(text).translate(_DIGITS).replace("ঃ", ":").casefold().strip()


def _time(match: regex.Match[str]) -> time | None:
    if match["named"]:
        return _NAMED[match["named"]]
    hour, minute = _HALF_OF.get(match["half"]) or _clock(match)
    hour += _later(hour, match["part"] or match["part_after"], match["half_day"])
    minutes = hour * 60 + minute
    if minute not in range(-15, 60) or minutes not in range(24 * 60):
        return None
    return time(*divmod(minutes, 60))


def _clock(match: regex.Match[str]) -> tuple[int, int]:
    hour = int(match["hour"]) if match["hour"] else _HOUR_OF[match["word"]]
    minute = int(match["minute"] or match["bare"] or match["later"] or 0)
    return hour, minute + _MINUTES_OF.get(match["shift"], 0)


def _later(hour: int, part: str | None, half_day: str | None) -> int:
    """Give the hours that a part of the day adds to an hour of a twelve-hour clock."""
    if hour > _NOON or (part is None and half_day is None):
        return 0
    if half_day:
        return (0 if hour == _NOON else _NOON) if half_day == "p" else (-_NOON if hour == _NOON else 0)
    name = _PART_OF[part or ""]
    if hour == _NOON:
        return -_NOON if name == "night" else 0
    return _NOON if hour in _PARTS[name][1] else 0
