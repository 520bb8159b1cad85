"""What is still open in a draft, in words for those who settle it."""

from collections import Counter
from collections.abc import Iterable

from bot.domain.draft import OpenPoint
from bot.domain.models import Language
from bot.render.split import shorten
from bot.render.words import catalogue, say, say_number

_FIELDS = frozenset({"title", "summary", "why"})
_LANGUAGES = frozenset({"bn", "en"})
_ONE, _LONGEST = 1, 120  # UTF-16 units


def open_points(points: Iterable[OpenPoint], language: Language) -> list[str]:
    """Give a phrase for each thing that is open, those of the same kind counted as one, in the order in which they were found."""
    counts: Counter[tuple[str, str]] = Counter()
    of_quotes: set[tuple[str, str, str]] = set()
    for point in points:
        kind, detail, item = _kind(point)
        if (kind, detail, item) not in of_quotes:  # two things that are wrong with one quote's words are one
            counts[kind, detail] += 1
        if item:
            of_quotes.add((kind, detail, item))
    return [_phrase(kind, detail, count, language) for (kind, detail), count in counts.items()]


def _kind(point: OpenPoint) -> tuple[str, str, str]:
    """Give the kind of thing that is open, a detail that its phrase names, and which of several it is."""
    parts = point.where.split(".")
    tongue = parts[-1] if parts[-1] in _LANGUAGES else ""
    match parts[0]:
        case field if field in _FIELDS and tongue:
            return field, tongue, ""
        case "quotes" if len(parts) > 1:
            return _of_quote(parts[2:], tongue), tongue if "translation" in parts else "", parts[1]
        case "article" | "people" | "source" | "topic" | "evidence" as kind:
            return kind, "", parts[1] if kind == "people" and len(parts) > 1 else ""
    return "other", point.what, ""


def _of_quote(field: list[str], tongue: str) -> str:
    name = field[0] if field else ""
    if name in ("speaker", "relayed_by"):
        return "speaker"
    return "translation" if name == "translation" and tongue else "wording"


def _phrase(kind: str, detail: str, count: int, language: Language) -> str:
    if kind == "other":
        return shorten(detail, _LONGEST)
    values = {"tongue": say(language, f"drafts.in_{detail}")} if detail else {}
    one = f"drafts.open_{kind}_one"
    if count == _ONE and one in catalogue(language):
        return say(language, one, **values)
    return say(language, f"drafts.open_{kind}", count=say_number(language, count), **values)
