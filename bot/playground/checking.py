"""Holding values to the types of `spec` and `objects`, and Telegram's words for what does not fit."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bot.playground.objects import OBJECTS, UNIONS
from bot.playground.refusal import Json, bad_request

# How Telegram begins to speak of a fault inside these objects; elsewhere it names the field alone.
PREFIXES = {
    "InlineKeyboardButton": "can't parse inline keyboard button: ",
    "KeyboardButton": "can't parse keyboard button: ",
    "MessageEntity": "can't parse MessageEntity: ",
    "InlineQueryResult": "can't parse inline query result: ",
    "BotCommand": "can't parse BotCommand: ",
    "BotCommandScope": "can't parse BotCommandScope: ",
    "MenuButton": "can't parse MenuButton: ",
}
MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
TYPE_NAMES = {"int": "Number", "float": "Number", "str": "String", "bool": "Boolean"}
LONGEST_NUMBER = 19


Check = Callable[[Any, str], Any]


class MisfitError(ValueError):
    """A value that does not fit its type; the message is Telegram's."""


@cache
def fields_of(line: str) -> Mapping[str, tuple[str, bool]]:
    """Give the type, and whether it is required, of each name in a line of the tables."""
    parts = [word.split(":") for word in line.split()]
    return {name.rstrip("!"): (kind, name.endswith("!")) for name, kind in parts}


def parse_json(text: str | bytes, words: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Parse JSON; refused with `words`."""
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=_whole)
    except (ValueError, RecursionError):
        raise bad_request(words) from None


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER + 1:
        raise ValueError(digits)
    return int(digits)


def check(kind: str, value: object, name: str) -> object:
    """Give `value` checked against a type of the tables; MisfitError says what is wrong."""
    if kind.startswith("["):
        if not isinstance(value, list):
            raise MisfitError(f'Field "{name}" must be of type Array')
        return [check(kind[1:-1], each, name) for each in value]
    if kind in PLAIN:
        return PLAIN[kind](value, name)
    try:
        return _object(kind, value, name)
    except MisfitError as misfit:
        if kind in PREFIXES and ": " not in str(misfit):
            raise MisfitError(f"{PREFIXES[kind]}{misfit}") from None
        raise


def _object(kind: str, value: object, name: str) -> object:
    if not isinstance(value, dict):
        raise MisfitError(
            "Object expected as reply markup"
            if kind == "ReplyMarkup"
            else f'Field "{name}" must be of type Object'
        )
    if kind == "ReplyMarkup":
        # Telegram takes an object without a keyboard, say {}, for no markup at all.
        kind = next((known for key, known in MARKUPS.items() if key in value), "")
        if not kind:
            return {}
    elif kind in UNIONS:
        kind = _member(kind, value)
    if kind not in OBJECTS:
        return value
    fields = fields_of(OBJECTS[kind])
    for key in value:
        if key not in fields:
            raise MisfitError(f'Unknown field "{key}" in {kind}')
    checked = {key: check(fields[key][0], each, key) for key, each in value.items() if each is not None}
    for key, (_, required) in fields.items():
        if required and key not in checked:
            raise MisfitError(f'Can\'t find field "{key}"')
    return checked


@cache
def _members(union: str) -> dict[str, tuple[str, ...]]:
    """Give the members of a union by what their `type` says."""
    kinds: dict[str, tuple[str, ...]] = {}
    for name in UNIONS[union].split():
        words = name.removeprefix(union)
        tag = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in words)[1:]
        tag = tag.removeprefix("cached_")
        kinds[tag] = (*kinds.get(tag, ()), name)
    return kinds


def _member(union: str, value: Json) -> str:
    """Tell which member of a union an object is: by its type, or by its fields where it has no type."""
    if union == "InputMessageContent":
        for name in UNIONS[union].split():
            if name in OBJECTS and all(
                key in value for key, (_, needed) in fields_of(OBJECTS[name]).items() if needed
            ):
                return name
        raise MisfitError('Can\'t find field "message_text"')
    if "type" not in value:
        raise MisfitError('Can\'t find field "type"')
    names = _members(union).get(value["type"], ()) if isinstance(value["type"], str) else ()
    if not names:
        raise MisfitError(f'Type "{value["type"]}" is unsupported')
    cached = [name for name in names if "Cached" in name]
    is_cached = any(key.endswith("_file_id") for key in value)
    return cached[0] if cached and (is_cached or len(names) == 1) else names[-1]


def string(value: object, name: str) -> str:
    """Give `value` where it is a text that UTF-8 can hold."""
    if not isinstance(value, str):
        raise MisfitError(f'Field "{name}" must be of type String')
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise MisfitError("Strings must be encoded in UTF-8") from None
    return value


def _typed(value: object, name: str, kind: str, *types: type) -> Any:  # noqa: ANN401 - the caller names the type
    if (isinstance(value, bool) and bool not in types) or not isinstance(value, types):
        raise MisfitError(f'Field "{name}" must be of type {TYPE_NAMES[kind]}')
    return value


def _chat(value: object, name: str) -> int | str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else string(value, name)
    sign_less = text.removeprefix("-")
    if sign_less.isascii() and sign_less.isdigit() and len(sign_less) <= LONGEST_NUMBER:
        return int(text)
    if text.startswith("@"):
        return text
    raise MisfitError("Chat not found")


PLAIN: Mapping[str, Check] = {
    "int": lambda value, name: _typed(value, name, "int", int),
    "float": lambda value, name: _typed(value, name, "float", int, float),
    "bool": lambda value, name: _typed(value, name, "bool", bool),
    "str": string,
    "chat": _chat,
}
