"""What a button or a card does, as the few bytes that Telegram carries for it and hands back.

`c0:b:iran-diplomacy` shows, in Bengali (b; e is English), the brief with its first quote. Telegram allows 64 bytes and an
id has at most 56, which leaves a number four digits: in base 36 they count to more than a million.
"""

from dataclasses import dataclass
from typing import Literal

import regex

from bot.domain.models import Language

View = Literal["card", "quote", "quotes", "context", "related", "source"]
Page = Literal["start", "topics", "latest", "help"]
Choice = Literal["bn", "en", "auto"]
Managing = Literal["day", "week", "stop", "on"]


@dataclass(frozen=True)
class ShowBrief:
    """Show a view of a brief; `quote` counts its shown quotes from 0."""

    brief: str
    language: Language
    view: View = "card"
    quote: int = 0


@dataclass(frozen=True)
class ShowTopic:
    """Show the briefs of a topic; `offset` counts them from the newest on."""

    topic: str
    language: Language
    offset: int = 0


@dataclass(frozen=True)
class ShowPage:
    """Show a page of the menu; `offset` counts briefs on the latest page, topics on theirs."""

    page: Page
    language: Language
    offset: int = 0


@dataclass(frozen=True)
class ChooseLanguage:
    """Set the chat's language, or leave it to what its reader writes."""

    choice: Choice


@dataclass(frozen=True)
class ShowBriefing:
    """Show a page of the briefing that the message is; `offset` counts its briefs."""

    language: Language
    offset: int = 0


@dataclass(frozen=True)
class ShowReason:
    """Say why the chat got the message, and how to change that."""

    language: Language


@dataclass(frozen=True)
class ShowCorrections:
    """Show what was corrected and retracted; `offset` counts versions of briefs from the newest on."""

    language: Language
    offset: int = 0


@dataclass(frozen=True)
class ManageWish:
    """Pause, end or renew what the chat wants."""

    step: Managing
    language: Language


Action = (
    ShowBrief
    | ShowTopic
    | ShowPage
    | ChooseLanguage
    | ShowBriefing
    | ShowReason
    | ShowCorrections
    | ManageWish
)

_VIEWS: dict[str, View] = {
    "c": "card",
    "w": "quote",
    "q": "quotes",
    "x": "context",
    "r": "related",
    "s": "source",
}
_PAGES: dict[str, Page] = {"S": "start", "T": "topics", "L": "latest", "H": "help"}
_LANGUAGES: dict[str, Language] = {"b": "bn", "e": "en"}
_CHOICES: dict[str, Choice] = {"b": "bn", "e": "en", "a": "auto"}
_STEPS: tuple[Managing, ...] = ("day", "week", "stop", "on")
_VIEW_LETTERS = {view: letter for letter, view in _VIEWS.items()}
_PAGE_LETTERS = {page: letter for letter, page in _PAGES.items()}
_FORM = regex.compile(r"([a-zA-Z])([0-9a-z]{0,4}):([a-z]):?([A-Za-z0-9_-]{0,56})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HIGHEST = 36**4 - 1


def encode(action: Action) -> str:  # noqa: PLR0911 - one return an action
    """Give the bytes that stand for an action, as ASCII text of at most 64."""
    match action:
        case ShowBrief(brief, language, view, quote):
            return f"{_VIEW_LETTERS[view]}{_written(quote)}:{language[0]}:{brief}"
        case ShowTopic(topic, language, offset):
            return f"t{_written(offset)}:{language[0]}:{topic}"
        case ShowPage(page, language, offset):
            return f"{_PAGE_LETTERS[page]}{_written(offset)}:{language[0]}"
        case ChooseLanguage(choice):
            return f"l:{choice[0]}"
        case ShowBriefing(language, offset):
            return f"B{_written(offset)}:{language[0]}"
        case ShowReason(language):
            return f"W:{language[0]}"
        case ShowCorrections(language, offset):
            return f"C{_written(offset)}:{language[0]}"
        case ManageWish(step, language):
            return f"M{_STEPS.index(step)}:{language[0]}"


def decode(data: str) -> Action | None:
    """Give the action that `data` stands for; None for what `encode` never gave."""
    if (form := _FORM.fullmatch(data)) is None:
        return None
    letter, number, tongue, key = form.groups()
    if letter == "l":
        return ChooseLanguage(_CHOICES[tongue]) if tongue in _CHOICES and not key else None
    if (language := _LANGUAGES.get(tongue)) is None:
        return None
    at = int(number or "0", 36)
    return _about_briefs(letter, at, language, key) if key else _without_key(letter, at, language)


def _about_briefs(letter: str, number: int, language: Language, key: str) -> Action | None:
    if letter == "t":
        return ShowTopic(key, language, number)
    if letter in _VIEWS:
        return ShowBrief(key, language, _VIEWS[letter], number)
    return None


def _without_key(letter: str, number: int, language: Language) -> Action | None:
    if letter in _PAGES:
        return ShowPage(_PAGES[letter], language, number)
    if letter == "B":
        return ShowBriefing(language, number)
    if letter == "W":
        return ShowReason(language)
    if letter == "C":
        return ShowCorrections(language, number)
    if letter == "M" and number < len(_STEPS):
        return ManageWish(_STEPS[number], language)
    return None


def _written(number: int) -> str:
    """Give a number in base 36; one that does not fit as the highest that does."""
    rest, last = divmod(min(number, _HIGHEST), 36)
    return (_written(rest) if rest else "") + _DIGITS[last]
