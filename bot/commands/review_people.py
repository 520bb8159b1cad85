"""Who spoke: found by a few letters of the name among those who are known and those whom the article names, or new."""

from collections.abc import Iterable
from pathlib import Path

from bot.commands.reviewing import NAMES, Reviewing, new_record, record_changes
from bot.content.drafts import Change, Settled
from bot.domain.models import LANGUAGES, Language
from bot.domain.naming import find_by_name
from bot.domain.review import Form
from bot.domain.text import is_bengali

_EXPLAINED = "Type a few letters of the name, in either script, and choose by number. n: somebody new. -: nobody is named. Empty leaves it."

Chosen = tuple[str, list[Change | Settled]]


def ask_person(desk: Reviewing, draft: Path, form: Form, who: str) -> Chosen | None:
    """Give somebody's id ("" for nobody) and what has to be written for them to be known; None leaves it as it is."""
    console = desk.console
    found: list[str] = []
    while typed := console.ask(f"{who}: name or number, n new, - nobody", _EXPLAINED):
        if typed == "-":
            return "", []
        if typed.casefold() == "n":
            return _new(desk, draft, form, {})
        if typed.isdecimal() and 0 < int(typed) <= len(found):
            key = found[int(typed) - 1]
            return (key, []) if key in form.people else _new(desk, draft, form, _given(key))
        if typed.isdecimal():
            console.say("  Type a name first, and then the number of one who is listed.")
            continue
        found = search(form, typed, desk.named)
        for number, key in enumerate(found, 1):
            console.say(console.page.lines(described(form, key), "      ", f"  {number:>2}  "))
        if not found:
            console.say(f"  Nobody is called “{typed}”: try another spelling, or n for somebody new.")
    return None


def search(form: Form, typed: str, named: Iterable[str]) -> list[str]:
    """Give the ids of those whose name is like what was typed, and the names of others in the article."""
    spellings: dict[str, tuple[str, ...]] = {
        key: (*map(str, table.get("name", {}).values()), *map(str, table.get("aliases", ())))
        for key, table in form.people.items()
    }
    known = {name for names in spellings.values() for name in names}
    return find_by_name(typed, spellings | {name: (name,) for name in named if name not in known})


def described(form: Form, key: str) -> str:
    """Give somebody's names and role, or that the article names them and nobody knows them yet."""
    if key not in form.people:
        return f"{key} (named in the article, new)"
    table = form.people[key]
    names = [str(name) for language in LANGUAGES if (name := table.get("name", {}).get(language))]
    role = table.get("role", {})
    roles = [str(role.get("en") or role.get("bn"))] if role else []
    return ", ".join([" · ".join(names) or key, *roles])


def _new(desk: Reviewing, draft: Path, form: Form, given: dict[Language, str]) -> Chosen | None:
    key, names = new_record(desk, "Name", form.people, given)
    if not names:
        return None
    table = {"name": names}
    if roles := ask_role(desk):
        table["role"] = roles
    return key, record_changes(desk.files.people_of(draft), key, table)


def ask_role(desk: Reviewing) -> dict[str, str]:
    """Ask for somebody's role in both languages; nothing where they have none."""
    roles: dict[str, str] = {}
    for language in LANGUAGES:
        explained = (
            "What they are when they speak: minister, Kremlin adviser. Readers see it beside the name."
        )
        role = desk.console.ask(f"Role in {NAMES[language]} (empty: none)", explained)
        if not role and not roles:
            return {}
        if role:
            roles[language] = role
    return roles


def _given(name: str) -> dict[Language, str]:
    return {"bn" if is_bengali(name) else "en": name}
