"""What the validation of a file found, in an editor's words."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.editorial import LANGUAGE_NAMES, Flaw, Location
from bot.domain.models import Bilingual, HistoryEntry, Keywords, Quote, Translation

_RECORDS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "quotes": ("a quote", Quote),
    "history": ("a history entry", HistoryEntry),
    "keywords": ("keywords", Keywords),
    "translation": ("a translation", Translation),
}
_ITEMS = {
    "quotes": "quote",
    "history": "history entry",
    "evidence": "evidence span",
    "segments": "segment",
    "aliases": "alias",
    "bn": "keyword",
    "en": "keyword",
}


def explain(error: ValidationError, kind: str, record: type[BaseModel], *, keyed: bool) -> Iterator[Flaw]:
    """Give each error of a record of this kind ("a brief"); `keyed`: of a table of such records, by id."""
    for detail in error.errors(include_url=False):
        location = detail["loc"]
        owner, rest = (str(location[0]), location[1:]) if keyed and location else ("", location)
        if detail["type"] == "extra_forbidden":
            what, mend = _unknown(rest, kind, record)
        elif detail["type"] == "missing":
            what, mend = _missing(rest, owner)
        else:
            what, mend = _wrong(detail, rest, owner)
        yield Flaw(location, what, mend)


def place(location: Location, owner: str = "") -> str:
    """Name a field as an editor would: `"summary.en"`, `"start" of quote 2`, `evidence span 3`."""
    fields: list[str] = []
    for part in location:
        if isinstance(part, str):
            fields.append(part)
        elif fields:
            item = f"{_ITEMS.get(fields[-1], fields[-1])} {part + 1}"
            owner, fields = f"{item} of {owner}" if owner else item, []
    if not fields:
        return owner or "the file"
    return f'"{".".join(fields)}"' + (f" of {owner}" if owner else "")


def _unknown(location: Location, kind: str, record: type[BaseModel]) -> tuple[str, str]:
    for part in location[:-1]:
        if isinstance(part, str):
            kind, record = _RECORDS.get(part, ("a text in two languages", Bilingual))
    name, fields = str(location[-1]), list(record.model_fields)
    close = get_close_matches(name, fields, n=1)
    mend = f'did you mean "{close[0]}"?' if close else f"take it out; the fields are {', '.join(fields)}"
    return f'"{name}" is not a field of {kind}', mend


def _missing(location: Location, owner: str) -> tuple[str, str]:
    last, parent = location[-1], location[:-1]
    if isinstance(last, int):
        return f"{place(parent)} has one number", "write it as [start, end]"
    if last in LANGUAGE_NAMES:
        return (
            f"{place(parent, owner)} has no {LANGUAGE_NAMES[last]} text",
            f'add {last} = "…" beside the other language',
        )
    return f"{place(location, owner)} is missing", "add it"


def _wrong(detail: ErrorDetails, location: Location, owner: str) -> tuple[str, str]:
    if location[-1:] == ("[key]",):
        return f'"{owner}" is no id', "write letters a to z, digits, - and _ only, at most 56"
    what, mend = _WRONG.get(detail["type"], _otherwise)(detail, location)
    return f"{place(location, owner)} {what}", mend


def _otherwise(_detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return "is not what the format has here", "compare it with the same field of another brief"


def _literal(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    choices = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
    value = detail["input"]
    close = (
        get_close_matches(value, choices.replace(" or ", ", ").split(", "), n=1)
        if isinstance(value, str)
        else []
    )
    return f"is {_short(value)}", f'did you mean "{close[0]}"?' if close else f"write one of {choices}"


def _pattern(detail: ErrorDetails, location: Location) -> tuple[str, str]:
    forms = {
        "sha256": "write the 64 digits and letters a to f that `sha256sum` gives for the source",
        "wikidata": "write the letter Q and the number, as in Q42, or take it out",
    }
    form = forms.get(str(location[-1]), "write letters a to z, digits, - and _ only")
    return f"is {_short(detail['input'])}", form


def _text(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return f"is {_short(detail['input'])}, not text", 'write it in quote marks: "…"'


def _number(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return (
        f"is {_short(detail['input'])}, not a place in the text",
        "write a whole number from 0, without quote marks",
    )


def _instant(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return (
        f"is {_short(detail['input'])}, not a time",
        "write it without quote marks, as 2025-07-03T18:00:00Z",
    )


def _hidden(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return f"holds {detail['msg']}, a character that nobody sees", "take it out"


def _address(detail: ErrorDetails, _location: Location) -> tuple[str, str]:
    return f"is {_short(detail['input'])}, not a web address", "write it from https:// on, or take it out"


def _fixed(what: str, mend: str) -> Callable[[ErrorDetails, Location], tuple[str, str]]:
    return lambda _detail, _location: (what, mend)


_table = _fixed("is not a table", "write its fields under a header of its own, as in another brief")
_list = _fixed("is not a list", "write it in square brackets: […]")
_WRONG: Mapping[str, Callable[[ErrorDetails, Location], tuple[str, str]]] = {
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "string_type": _text,
    "string_too_short": _fixed("is empty", "write it, or take the field out where it is optional"),
    "string_too_long": _fixed("is too long", "shorten it to 56 letters"),
    "int_type": _number,
    "greater_than": _number,
    "greater_than_equal": _number,
    "less_than_equal": _number,
    "hidden_character": _hidden,
    "web_address": _address,
    "moment": _fixed("is beyond the calendar in UTC", "write a time of these years"),
    "line_break": _fixed("has a line break or a tab", "write it on one line"),
    "too_long": _fixed("has more than two numbers", "write it as [start, end]"),
    "tuple_type": _list,
    "bool_type": _fixed("is neither true nor false", "write true or false, without quote marks"),
    "datetime_type": _instant,
    "timezone_aware": _fixed("has no time zone", "put a Z (UTC) after it, as in 2025-07-03T18:00:00Z"),
    "date_type": _fixed("is not a date", "write it without quote marks, as 2025-07-03"),
    "model_type": _table,
    "dict_type": _table,
}


def _short(value: object) -> str:
    """Show a value in at most 40 characters."""
    if isinstance(value, int) and abs(value) > 10**39:  # Python refuses to write out one of 4,300 digits
        return "a number of more than 39 digits"
    text = f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, tuple) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - the docstring says it
