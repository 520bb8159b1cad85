"""What was corrected and retracted, for everybody: in the chat, a page at a time, and in a terminal."""

import json
from collections.abc import Sequence
from dataclasses import replace

from wcwidth import wrap

from bot.domain.corrections import Correction
from bot.domain.models import LANGUAGES, Language
from bot.render.actions import ShowCorrections, encode
from bot.render.brief import change, heading, text
from bot.render.briefing import title_button
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.progress import clean
from bot.render.split import fit, shorten
from bot.render.words import say

PAGE = 5
_NOTE = 600  # UTF-16 units; the brief itself has the note whole
_INDENT = "  "


def corrections(
    listed: Sequence[Correction], language: Language, offset: int = 0, *, older: bool = False
) -> Message:
    """Give a page of them; `offset` counts versions of briefs, and `older` says that another page follows."""
    if not listed:
        none = text(say(language, "corrections.none"))
        return Message((heading(say(language, "corrections.heading")), none), _turn(language, offset))
    blocks = [heading(say(language, "corrections.heading"), say(language, "corrections.lead"))]
    blocks += [_block(each, language) for each in listed]
    open_briefs = {each.brief.id: each.brief for each in listed if each.brief.status == "published"}
    rows = tuple((title_button(brief, language),) for brief in open_briefs.values())
    return fit(Message(tuple(blocks), (*rows, *_turn(language, offset, older=older))))


def _block(each: Correction, language: Language) -> Block:
    """Give a brief's title, and under it what was done when, and what was wrong."""
    kind, *note = change(each.entry, language).runs
    told = (Run(shorten(run.text, _NOTE)) for run in note)
    return Block(
        (Run(each.brief.title.get(language), "bold"), Run("\n"), replace(kind, style="italic"), *told)
    )


def _turn(language: Language, offset: int, *, older: bool = False) -> tuple[Row, ...]:
    pages = (("newer", offset - PAGE, offset > 0), ("older", offset + PAGE, older))
    row = tuple(
        Button(say(language, f"corrections.{name}"), encode(ShowCorrections(language, max(0, at))))
        for name, at, there in pages
        if there
    )
    return (row,) if row else ()


def corrections_lines(listed: Sequence[Correction], width: int) -> str:
    """Give them for a terminal, the notes in both languages."""
    return "\n\n".join("\n".join(_lines(each, width)) for each in listed)


def _lines(each: Correction, width: int) -> list[str]:
    entry, brief = each.entry, each.brief
    lines = [f"{entry.date:%Y-%m-%d %H:%M} UTC  {entry.kind}  {brief.id}"]
    lines += _wrapped(brief.title.en, width)
    for language in LANGUAGES if entry.note else ():
        lines += _wrapped(entry.note.get(language) if entry.note else "", width)
    return lines


def _wrapped(words: str, width: int) -> list[str]:
    return wrap(clean(words), width, initial_indent=_INDENT, subsequent_indent=_INDENT)


def corrections_json(listed: Sequence[Correction]) -> str:
    """Give them as a JSON list, newest first."""
    rows = [
        {
            "brief": each.brief.id,
            "title": each.brief.title.model_dump(),
            "status": each.brief.status,
            **each.entry.model_dump(mode="json"),
        }
        for each in listed
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)
