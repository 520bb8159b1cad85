"""Everything that is no brief: the menu's pages, and the answers that offer a choice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.models import Bilingual, Brief, Language, Library, Topic
from bot.domain.search import Index
from bot.render.actions import Choice, ChooseLanguage, Page, ShowPage, ShowTopic, encode
from bot.render.brief import brief_button, briefings_button, heading, text
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.words import say

T = TypeVar("T")

COMMANDS = (
    "latest", "topics", "subscribe", "subscriptions", "unsubscribe", "language", "help", "corrections",
    "privacy", "export", "delete", "start",
)  # fmt: skip
EDITORS_COMMANDS = ("drafts", "push", "status")
_PAGE_SIZE = 8  # buttons that a phone shows without scrolling


def line(language: Language, key: str, **values: str) -> Message:
    """Give one of the catalogue's sentences as a message."""
    return Message((text(say(language, key, **values)),))


def start(index: Index, language: Language) -> Message:
    """Greet, and offer the newest brief of up to three topics to try."""
    other: Language = "en" if language == "bn" else "bn"
    newest: dict[str, Brief] = {}
    for brief in index.holdings.newest():
        newest.setdefault(brief.topic, brief)
    samples = tuple((brief_button(brief, language),) for brief in list(newest.values())[:3])
    blocks = [heading(say(language, "start.heading")), text(say(language, "start.body"))]
    if samples:
        blocks.append(text(say(language, "start.try")))
    switch = Button(say(language, f"button.language_{other}"), encode(ShowPage("start", other)))
    last = (switch, _page_button(language, "help"))
    return Message(tuple(blocks), (*samples, (briefings_button(language),), last))


def help_page(language: Language, username: str) -> Message:
    """Say how to ask, in private, in groups and inline, and list the commands."""
    commands = "\n".join(f"/{name} – {say(language, f'command.{name}')}" for name in COMMANDS)
    blocks = (
        heading(say(language, "help.heading")),
        text(say(language, "help.body")),
        text(say(language, "help.groups", username=username)),
        Block((Run(say(language, "help.commands"), "bold"), Run(f"\n{commands}"))),
    )
    return Message(blocks, ((_page_button(language, "topics"), _page_button(language, "latest")),))


def topics(index: Index, language: Language, offset: int = 0) -> Message:
    """Offer the topics that have a published brief, a page at a time."""
    rows = _topic_rows(index, language, offset)
    blocks = [heading(say(language, "topics.heading"))]
    if not rows:
        blocks.append(text(say(language, "topics.empty")))
    return Message(tuple(blocks), (*rows, (_page_button(language, "latest"),)))


def topic(index: Index, key: str, language: Language, offset: int = 0) -> Message | None:
    """Offer the briefs of a topic, the newest first, a page at a time; None where it has none."""
    briefs = index.holdings.in_topic(key)
    if not briefs:
        return None
    title = heading(topic_name(index.library, key, language))
    rows = _paged(ShowTopic(key, language, offset), briefs, lambda brief: brief_button(brief, language))
    return Message((title, text(say(language, "topic.lead"))), (*rows, (_page_button(language, "topics"),)))


def latest(index: Index, language: Language, offset: int = 0) -> Message:
    """Offer the briefs from the newest on, a page at a time; of very many, the newest."""
    briefs = index.holdings.newest()
    lead = say(language, "latest.lead" if briefs else "topics.empty")
    rows = _paged(ShowPage("latest", language, offset), briefs, lambda brief: brief_button(brief, language))
    blocks = (heading(say(language, "latest.heading")), text(lead))
    return Message(blocks, (*rows, (_page_button(language, "topics"),)))


def suggest(briefs: Sequence[Brief], language: Language) -> Message:
    """Offer guesses, and say that they are guesses."""
    rows = tuple((brief_button(brief, language),) for brief in briefs)
    blocks = (heading(say(language, "suggest.heading")), text(say(language, "suggest.lead")))
    return Message(blocks, (*rows, (_page_button(language, "topics"),)))


def nothing(index: Index, language: Language) -> Message:
    """Say that there is nothing on it, and offer the topics; all of them by a button where they are many."""
    keys = topics_in_use(index)
    rows: tuple[Row, ...] = tuple((_topic_button(index.library, key, language),) for key in keys[:_PAGE_SIZE])
    if not keys:
        rows = ((_page_button(language, "help"),),)
    elif len(keys) > _PAGE_SIZE:
        rows = (*rows, (_page_button(language, "topics"),))
    lead = say(language, "none.lead" if keys else "topics.empty")
    return Message((heading(say(language, "none.heading")), text(lead)), rows)


def language_page(language: Language, chosen: Language | None) -> Message:
    """Offer the languages; the one in force is marked."""
    current = chosen or "auto"

    def choice(key: Choice) -> Button:
        mark = "✓ " if key == current else ""
        return Button(f"{mark}{say(language, f'button.language_{key}')}", encode(ChooseLanguage(key)))

    blocks = (heading(say(language, "language.heading")), text(say(language, "language.body")))
    return Message(blocks, ((choice("bn"), choice("en")), (choice("auto"),)))


def topic_name(library: Library, key: str, language: Language) -> str:
    """Give a topic's name; of one that no file describes, the id as words."""
    plain = key.replace("-", " ")
    return library.topics.get(key, Topic(name=Bilingual(bn=plain, en=plain))).name.get(language)


def page(index: Index, action: ShowPage, username: str) -> Message:
    """Give the page of the menu that an action asks for."""
    match action.page:
        case "start":
            return start(index, action.language)
        case "help":
            return help_page(action.language, username)
        case "topics":
            return topics(index, action.language, action.offset)
        case "latest":
            return latest(index, action.language, action.offset)


def topics_in_use(index: Index) -> list[str]:
    """Give the topics that have a brief: as `topics.toml` orders them, then those that it lacks."""
    used, named = index.holdings.topics(), index.library.topics
    return [key for key in named if key in used] + sorted(used - named.keys())


def _topic_rows(index: Index, language: Language, offset: int) -> tuple[Row, ...]:
    return _paged(
        ShowPage("topics", language, offset),
        topics_in_use(index),
        lambda key: _topic_button(index.library, key, language),
        ("previous", "next"),
    )


def _topic_button(library: Library, key: str, language: Language) -> Button:
    return Button(topic_name(library, key, language), encode(ShowTopic(key, language)))


def _page_button(language: Language, page: Page) -> Button:
    return Button(say(language, f"button.{page}"), encode(ShowPage(page, language)))


def _paged(
    action: ShowTopic | ShowPage,
    every: Sequence[T],
    button: Callable[[T], Button],
    words: tuple[str, str] = ("newer", "older"),
) -> tuple[Row, ...]:
    """Give the buttons of the page that holds the action's offset, one a row, and those that turn it."""
    offset = min(action.offset, max(0, len(every) - 1)) // _PAGE_SIZE * _PAGE_SIZE
    neighbours = zip(words, (offset - _PAGE_SIZE, offset + _PAGE_SIZE), strict=True)
    turn = tuple(
        Button(say(action.language, f"button.{word}"), encode(replace(action, offset=at)))
        for word, at in neighbours
        if 0 <= at < len(every)
    )
    rows: tuple[Row, ...] = tuple((button(each),) for each in every[offset : offset + _PAGE_SIZE])
    return (*rows, turn) if turn else rows
