"""Ask: from a message to what is to be said, with what went before in mind."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.answer import FIRST_CHOICE, Answer, answer, language_of
from bot.domain.followup import Kind, follow, read_followup
from bot.domain.intent import Intent, read_intent
from bot.domain.models import Brief, Language
from bot.domain.search import Index
from bot.services.desk import Desk, consult
from bot.services.memory import last_brief


@dataclass(frozen=True)
class Further:
    """More about the brief that the chat saw last; of none where it saw none lately."""

    brief: Brief | None
    kind: Kind
    language: Language


@dataclass(frozen=True)
class Wish:
    """What a message wants that names no subject."""

    intent: Intent
    language: Language


async def ask(
    desk: Desk, text: str, chat: int, thread: int | None, preferred: Language | None, now: datetime
) -> Answer | Further | Wish:
    """Answer a message, or say what it wants of the brief that the chat, or a forum topic in it, saw last."""
    if intent := read_intent(text):
        return Wish(intent, await _language(desk, text, preferred))
    wanted = read_followup(text)
    last = await last_brief(desk, chat, thread, now) if wanted else None
    match wanted.kind if wanted else None:
        case "bn" | "en" as language:
            return Further(last, language, language) if last else Wish("latest", language)
        case None | "question":
            pass
        case kind:
            return Further(last, kind, await _language(desk, text, preferred))
    if wanted and last:
        return await consult(desk, follow, last, wanted.rest, preferred)
    why = await consult(desk, Index.explain, text)
    if desk.reranker:
        why = await desk.reranker.judge_in_time(desk.index, text, why)
    return await consult(desk, answer, text, preferred, why)


async def _language(desk: Desk, text: str, preferred: Language | None) -> Language:
    written = await consult(desk, language_of, text)
    return written or preferred or FIRST_CHOICE
