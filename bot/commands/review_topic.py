"""Review of a draft's topic: one that there is, or a new one."""

from pathlib import Path

from bot.commands.reviewing import Reviewing, new_record, record_changes
from bot.content.drafts import Change
from bot.domain.models import LANGUAGES
from bot.domain.naming import find_by_name
from bot.domain.review import Form


def ask_topic(desk: Reviewing, draft: Path) -> None:
    """Let the editor choose a topic or write a new one."""
    form = desk.look(draft)
    console, keys = desk.console, list(form.topics)
    console.say("", console.page.rule("Topic"))
    for number, key in enumerate(keys, 1):
        console.say(console.page.lines(topic_name(form, key), "      ", f"  {number:>2}  "))
    while True:
        typed = console.ask(
            "Number or name, or n for a new one", "Readers choose briefs by topic, and subscribe to it."
        )
        if not typed:
            return
        if typed.casefold() == "n":
            key, names = new_record(desk, "Its name", keys, {})
            if names:
                new = record_changes(desk.files.topics, key, {"name": names})
                desk.files.write(*new, Change(draft, ("topic",), key))
            return
        found = (
            [keys[int(typed) - 1]]
            if typed.isdecimal() and 0 < int(typed) <= len(keys)
            else _search(form, typed)
        )
        if len(found) == 1:
            desk.files.write(Change(draft, ("topic",), found[0]))
            console.say(console.page.lines(f"Topic: {topic_name(form, found[0])}"))
            return
        like = ", ".join(str(keys.index(key) + 1) for key in found)
        rest = f"it may be {like}" if found else "no topic is called so"
        console.say(console.page.lines(f"“{typed}”: {rest}; give the number of one, or n."))


def topic_name(form: Form, topic: str) -> str:
    """Give a topic's name in both languages."""
    name = form.topics[topic].get("name", {})
    return " · ".join(str(name[language]) for language in LANGUAGES if name.get(language)) or topic


def _search(form: Form, typed: str) -> list[str]:
    return find_by_name(
        typed,
        {
            key: (*table.get("name", {}).values(), *table.get("aliases", ()))
            for key, table in form.topics.items()
        },
    )
