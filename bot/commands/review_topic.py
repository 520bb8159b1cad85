"""Review of a draft's topic: one that there is, or a new one."""

from pathlib import Path

from bot.commands.reviewing import Reviewing, new_record, record_changes
from bot.content.drafts import Change
from bot.domain.models import LANGUAGES
from bot.domain.naming import find_by_name
from bot.domain.review import Form

_CHOICES = {"n": "a new one", "d": "drop the draft"}
_EXPLAINED = (
    "Readers choose briefs by topic, and subscribe to it. A few letters of its name are enough. n writes a new one; d gives the "
    "draft up."
)


def ask_topic(desk: Reviewing, draft: Path) -> None:
    """Let the editor choose a topic, write a new one, or give the draft up; the article's last topic is proposed."""
    form = desk.look(draft)
    console, keys = desk.console, list(form.topics)
    console.say("", console.page.rule("Topic"))
    for number, key in enumerate(keys, 1):
        console.say(console.page.lines(topic_name(form, key), "      ", f"  {number:>2}  "))
    given = desk.topic if desk.topic in keys and form.table.get("topic") not in keys else ""
    hint = f" (empty: {keys.index(given) + 1})" if given else ""
    while True:
        typed = console.ask(f"Number or name{hint}", _EXPLAINED, choices=_CHOICES)
        if not typed and not given:
            return
        if typed.casefold() == "d":
            desk.drop()
            continue
        if typed.casefold() == "n":
            key, names = new_record(desk, "Its name", keys, {})
            if names:
                new = record_changes(desk.files.topics, key, {"name": names})
                desk.files.write(*new, Change(draft, ("topic",), key))
                desk.topic = key
            return
        found = (
            [given]
            if not typed
            else [keys[int(typed) - 1]]
            if typed.isdecimal() and 0 < int(typed) <= len(keys)
            else _search(form, typed)
        )
        if len(found) == 1:
            desk.files.write(Change(draft, ("topic",), found[0]))
            desk.topic = found[0]
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
