"""Reading a call's parameters by `spec` and `objects`, and refusing what does not fit.

Telegram ignores a parameter or field that it does not know; here it is refused, so that a misspelt one is found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.checking import LONGEST_NUMBER, MisfitError, check, fields_of, parse_json, string
from bot.playground.refusal import Json, bad_request
from bot.playground.spec import METHODS

MISSING = {
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    filename: str
    content: bytes = field(repr=False)


def read_parameters(method: str, given: Mapping[str, object]) -> Json:
    """Give the parameters of a call, parsed; refused where one is unknown, missing or of the wrong type."""
    fields = fields_of(METHODS[method])
    for name in given:
        if name not in fields and not isinstance(given[name], Upload):
            raise bad_request(f'unknown parameter "{name}" of {method}')
    params: Json = {}
    for name, value in given.items():
        if name in fields and value is not None and not (value == "" and fields[name][0] != "str"):
            params[name] = _read(name, fields[name][0], value, given)
    missing = [name for name, (_, required) in fields.items() if required and name not in params]
    if missing:
        name = min(missing, key=lambda each: list(MISSING).index(each) if each in MISSING else len(MISSING))
        raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    return params


def _read(name: str, kind: str, value: object, given: Mapping[str, object]) -> object:
    """Parse one parameter, which arrives as text in a form and as itself in JSON."""
    if isinstance(value, Upload) and kind not in {"file", "upload"}:
        raise bad_request(f'parameter "{name}" must not be a file')
    try:
        if kind in {"file", "upload"}:
            return _file(value, given)
        if isinstance(value, str) and kind not in {"str", "chat"}:
            value = _from_text(name, kind, value)
        return check(kind, value, name)
    except MisfitError as misfit:
        words = str(misfit)
        raise bad_request(words[0].lower() + words[1:]) from None


def _file(value: object, given: Mapping[str, object]) -> object:
    if isinstance(value, str) and value.startswith("attach://"):
        value = given.get(value.removeprefix("attach://"))
    if isinstance(value, str):
        return string(value, "file")
    if not isinstance(value, Upload):
        raise bad_request("wrong file identifier/HTTP URL specified")
    return value


def _from_text(name: str, kind: str, text: str) -> object:
    if kind == "bool":
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        return known.get(text.lower(), text)
    if kind == "int":
        sign_less = text.removeprefix("-")
        whole = sign_less.isascii() and sign_less.isdigit() and len(sign_less) <= LONGEST_NUMBER
        return int(text) if whole else text
    return parse_json(text, f"can't parse {name} JSON object")
