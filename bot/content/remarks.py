"""The comments that the drafter leaves in its files: what it proposes, and how sure it is. An editor's decision ends them."""

from collections.abc import Mapping

import regex

from bot.content.lines import statements
from bot.domain.editorial import Location

_HEADER = regex.compile(r"(\s*\[+[^\]\n]*\]+)[^\S\n]*#[^\S\n]*([^\n]*)")
_LEAD = regex.compile(r"\A((?:#[^\n]*\n|\s*\n)*?)(# (?:Drafted from the article|Open:|Proposed:)[^\n]*)\n")


def remarks(text: str) -> Mapping[Location, str]:
    """Give the comment behind each header of a file, and as `()` what the drafter wrote above everything."""
    lines = text.split("\n")
    found: dict[Location, str] = {}
    for each in statements(text):
        if each.is_header and (comment := _HEADER.match(lines[each.first - 1])):
            found[each.location] = comment[2].strip()
    if lead := _LEAD.search(text):
        found[()] = lead[2].strip("# ")
    return found


def above(text: str) -> list[str]:
    """Give the comment above everything in a file, a text a line."""
    lines = text.split("\n")
    first = next((each.first for each in statements(text)), len(lines))
    return [line.lstrip("# ").rstrip() for line in lines[: first - 1] if line.startswith("#")]


def without_remark(text: str, where: Location) -> str:
    """Give a file's text without the comment behind a header, or (`()`) without what the drafter wrote above everything."""
    if not where:
        return _LEAD.sub(r"\1", text)
    lines = text.split("\n")
    for each in statements(text):
        if each.is_header and each.location == where:
            lines[each.first - 1] = _HEADER.sub(r"\1", lines[each.first - 1], count=1)
    return "\n".join(lines)
