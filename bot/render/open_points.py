"""What is still open in a draft, in words for those who settle it."""

from collections import Counter
from collections.abc import Iterable

from bot.domain.draft import OpenPoint
from bot.domain.models import LANGUAGES, Language
from bot.render.words import catalogue, say, say_number

_FIELDS = frozenset({"title", "summary", "why"})


def open_points(points: Iterable[OpenPoint], language: Language) -> list[str]:
    """Give a phrase for each thing that is open, those of the same kind counted as one, in the order in which they were found."""
    # Two things that are wrong with one quote's words are one.
    found = dict.fromkeys(each for point in points for each in _kinds(point))
    counts = Counter((kind, tongue) for kind, tongue, _ in found)
    return [_phrase(kind, tongue, count, language) for (kind, tongue), count in counts.items()]


def _kinds(point: OpenPoint) -> list[tuple[str, str, str]]:
    """Give the kinds of things that are open: of each the language that it is open in, and which of several it is."""
    parts = point.where.split(".")
    tongues = [parts[-1]] if parts[-1] in LANGUAGES else list(LANGUAGES)
    match parts[0]:
        case field if field in _FIELDS:
            return [(field, tongue, field) for tongue in tongues]
        case "quotes" if len(parts) > 1 and parts[2:3] == ["translation"]:
            return [("translation", tongue, parts[1]) for tongue in tongues[:1]]
        case "quotes" if len(parts) > 1:
            kind = "speaker" if parts[2:3] in (["speaker"], ["relayed_by"]) else "wording"
            return [(kind, "", parts[1])]
        case "article" | "people" | "source" | "topic" | "evidence" as kind:
            return [(kind, "", parts[1] if kind == "people" and len(parts) > 1 else kind)]
    return [("other", "", point.where)]


def _phrase(kind: str, tongue: str, count: int, language: Language) -> str:
    values = {"tongue": say(language, f"drafts.in_{tongue}")} if tongue else {}
    one = f"drafts.open_{kind}_one"
    if count == 1 and one in catalogue(language):
        return say(language, one, **values)
    return say(language, f"drafts.open_{kind}", count=say_number(language, count), **values)
