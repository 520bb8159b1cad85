"""What a button of the subscription dialogue does, as the few bytes that Telegram carries for it.

`=t1z:+0730` adds half past seven to the times of the subscription 71 (base 36). A value says what is to be, not that it is
to change, so that two who press at once agree; only `=g0:` names no subscription: it asks for one.
"""

from dataclasses import dataclass
from hashlib import blake2s
from typing import Literal

import regex

Verb = Literal[
    "get", "list", "share", "show", "time", "day", "days", "topic", "zone", "quiet", "silent", "nothing", "keywords",
    "language", "pause", "stop", "start", "kept",
]  # fmt: skip
_LETTERS: dict[Verb, str] = {
    "get": "g", "list": "l", "share": "c", "show": "o", "time": "t", "day": "d", "days": "w", "topic": "b", "zone": "z",
    "quiet": "q", "silent": "s", "nothing": "n", "keywords": "k", "language": "x", "pause": "p", "stop": "e", "start": "r",
    "kept": "v",
}  # fmt: skip
_VERBS = {letter: verb for verb, letter in _LETTERS.items()}
_FORM = regex.compile(r"=([a-z])(0|[1-9a-z][0-9a-z]{0,12}):([A-Za-z0-9_+/-]{0,48})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HIGHEST = 2**63 - 1  # that a database counts to
PREFIX = "="


@dataclass(frozen=True)
class Step:
    """A step in the dialogue about a subscription; `value` is at most 48 of `A-Z a-z 0-9 _ + / -`."""

    subscription: int
    verb: Verb
    value: str = ""


def encode_step(step: Step) -> str:
    """Give the bytes that stand for a step, as ASCII text of at most 64."""
    return f"{PREFIX}{_LETTERS[step.verb]}{_base_36(step.subscription)}:{step.value}"


def decode_step(data: str) -> Step | None:
    """Give the step that `data` stands for; None for what `encode_step` never gave."""
    form = _FORM.fullmatch(data)
    verb = _VERBS.get(form[1]) if form else None
    if form is None or verb is None or (number := int(form[2], 36)) > _HIGHEST:
        return None
    return Step(number, verb, form[3])


def mark_of(topic: str) -> str:
    """Give a short name for a topic, whose id may be too long for a button."""
    return blake2s(topic.encode(), digest_size=6).hexdigest()


def _base_36(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_base_36(rest) if rest else "") + _DIGITS[last]
