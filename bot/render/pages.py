"""Everything that is no brief: the menu's pages, and the answers that offer a choice."""

from collections.abc import Sequence

from bot.domain.models import Bilingual, Brief, Language, Library, Topic
from bot.render.actions import Choice, ChooseLanguage, Page, ShowPage, ShowTopic, encode
from bot.render.brief import brief_button, heading, text
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.words import say

COMMANDS = ("latest", "topics", "language", "help", "privacy", "start")
_PAGE_SIZE = 8  # buttons that a phone shows without scrolling


def line(language: Language, key: str, **values: str) -> Message:
    """Give one of the catalogue's sentences as a message."""
    return Message((text(say(language, key, **values)),))


def start(library: Library, language: Language) -> Message:
    """Greet, and offer the newest brief of up to three topics to try."""
    other: Language = "en" if language == "bn" else "bn"
    newest: dict[str, Brief] = {}
    for brief in library.published().briefs.values():
        newest.setdefault(brief.topic, brief)
    samples = tuple((brief_button(brief, language),) for brief in list(newest.values())[:3])
    blocks = [heading(say(language, "start.heading")), text(say(language, "start.body"))]
    if samples:
        blocks.append(text(say(language, "start.try")))
    switch = Button(say(language, f"button.language_{other}"), encode(ShowPage("start", other)))
    return Message(tuple(blocks), (*samples, (switch, _page(language, "help"))))


def help_page(language: Language, username: str) -> Message:
    """Say how to ask, in private, in groups and inline, and list the commands."""
    commands = "\n".join(f"/{name} – {say(language, f'command.{name}')}" for name in COMMANDS)
    blocks = (
        heading(say(language, "help.heading")),
        text(say(language, "help.body")),
        text(say(language, "help.groups", username=username)),
        Block((Run(say(language, "help.commands"), "bold"), Run(f"\n{commands}"))),
    )
    return Message(blocks, ((_page(language, "topics"), _page(language, "latest")),))


def topics(library: Library, language: Language) -> Message:
    """Offer every topic that has a published brief."""
    rows = topic_rows(library, language)
    blocks = [heading(say(language, "topics.heading"))]
    if not rows:
        blocks.append(text(say(language, "topics.empty")))
    return Message(tuple(blocks), (*rows, (_page(language, "latest"),)))


def topic(library: Library, key: str, language: Language) -> Message | None:
    """Offer the briefs of a topic; None where it has none."""
    briefs = list(library.published().in_topic(key))
    if not briefs:
        return None
    return briefs_of_topic(library, key, briefs, language)


def briefs_of_topic(library: Library, key: str, briefs: Sequence[Brief], language: Language) -> Message:
    """Offer these briefs of a topic, in this order."""
    title = heading(topic_name(library, key, language))
    rows = tuple((brief_button(brief, language),) for brief in briefs[:_PAGE_SIZE])
    return Message((title, text(say(language, "topic.lead"))), (*rows, (_page(language, "topics"),)))


def latest(library: Library, language: Language, offset: int = 0) -> Message:
    """Offer the briefs from the newest on, a page at a time."""
    briefs = list(library.published().briefs.values())
    offset = min(offset, max(0, len(briefs) - 1)) // _PAGE_SIZE * _PAGE_SIZE
    shown = briefs[offset : offset + _PAGE_SIZE]
    blocks = [heading(say(language, "latest.heading"))]
    blocks.append(text(say(language, "latest.lead" if shown else "topics.empty")))
    turn = []
    if offset:
        turn.append(_page(language, "latest", offset - _PAGE_SIZE, "newer"))
    if offset + _PAGE_SIZE < len(briefs):
        turn.append(_page(language, "latest", offset + _PAGE_SIZE, "older"))
    rows: tuple[Row, ...] = tuple((brief_button(brief, language),) for brief in shown)
    return Message(tuple(blocks), (*rows, *((tuple(turn),) if turn else ()), (_page(language, "topics"),)))


def suggest(briefs: Sequence[Brief], language: Language) -> Message:
    """Offer guesses, and say that they are guesses."""
    rows = tuple((brief_button(brief, language),) for brief in briefs)
    blocks = (heading(say(language, "suggest.heading")), text(say(language, "suggest.lead")))
    return Message(blocks, (*rows, (_page(language, "topics"),)))


def nothing(library: Library, language: Language) -> Message:
    """Say that there is nothing on it, and offer the topics."""
    blocks = (heading(say(language, "none.heading")), text(say(language, "none.lead")))
    return Message(blocks, topic_rows(library, language))


def language_page(language: Language, chosen: Language | None) -> Message:
    """Offer the languages; the one in force is marked."""
    current = chosen or "auto"

    def choice(key: Choice) -> Button:
        mark = "✓ " if key == current else ""
        return Button(f"{mark}{say(language, f'button.language_{key}')}", encode(ChooseLanguage(key)))

    blocks = (heading(say(language, "language.heading")), text(say(language, "language.body")))
    return Message(blocks, ((choice("bn"), choice("en")), (choice("auto"),)))


def privacy(language: Language) -> Message:
    """Say all that is kept about a reader."""
    return Message((heading(say(language, "privacy.heading")), text(say(language, "privacy.body"))))


def topic_name(library: Library, key: str, language: Language) -> str:
    """Give a topic's name; of one that no file describes, the id as words."""
    plain = key.replace("-", " ")
    return library.topics.get(key, Topic(name=Bilingual(bn=plain, en=plain))).name.get(language)


def topic_rows(library: Library, language: Language) -> tuple[Row, ...]:
    """Give a button for every topic that has a published brief."""
    used = dict.fromkeys(brief.topic for brief in library.published().briefs.values())
    ordered = [key for key in library.topics if key in used] + [
        key for key in used if key not in library.topics
    ]
    return tuple(
        (Button(topic_name(library, key, language), encode(ShowTopic(key, language))),) for key in ordered
    )


def _page(language: Language, page: Page, offset: int = 0, word: str | None = None) -> Button:
    return Button(say(language, f"button.{word or page}"), encode(ShowPage(page, language, offset)))


def page(library: Library, action: ShowPage, username: str) -> Message:
    """Give the page of the menu that an action asks for."""
    match action.page:
        case "start":
            return start(library, action.language)
        case "help":
            return help_page(action.language, username)
        case "topics":
            return topics(library, action.language)
        case "latest":
            return latest(library, action.language, action.offset)
