"""What editors are shown in their chats: drafts as they are now, and what happened to files."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.draft import Draft
from bot.domain.models import LANGUAGES, Language
from bot.domain.showing import Showing, outdated, showing, unseen
from bot.domain.unfinished import in_order
from bot.render.draft_list import list_message
from bot.render.drafts import WAITING, draft_message
from bot.render.message import Message
from bot.services.desk import Desk
from bot.services.memory import chosen_language


@dataclass(frozen=True)
class Listed:
    """The drafts that one message lists; `all_that_wait`: whatever article they draw on."""

    drafts: Sequence[Draft]
    all_that_wait: bool = False


async def due_to(desk: Desk, editor: int) -> list[Showing]:
    """Give the messages that an editor should get: those to be edited, then the new ones, the drafts that changed first first."""
    shown = await desk.store.draft_messages.shown(editor)
    waiting = await desk.store.drafts.all(*WAITING)
    return [*outdated(shown, await desk.store.draft_messages.stamps(editor)), *unseen(shown, waiting)]


async def composed(desk: Desk, editor: int, wanted: Showing) -> tuple[Message, dict[str, int]] | None:
    """Give a message as it should be now, and the stamps of its drafts; None where none of them is there."""
    drafts = await drafts_of(desk, wanted.drafts)
    if not drafts:
        return None
    language = await language_of(desk, editor, drafts[0])
    opened = wanted.opened if len(drafts) > 1 else drafts[0].id
    message = list_message(drafts, language)
    for draft in drafts:
        if draft.id == opened:
            message = draft_message(draft, language, editor, desk.now(), drafts)
    return message, wanted.stamps({draft.id: draft.stamp for draft in drafts})


async def listed_with(desk: Desk, editor: int, message: int) -> Listed:
    """Give the drafts that a message of an editor's lists; all that wait where it is not known to show any, as `/drafts` does."""
    known = showing(await desk.store.draft_messages.shown(editor), message).drafts
    if known:
        return Listed(await drafts_of(desk, known))
    return Listed(await all_that_wait(desk), all_that_wait=True)


async def all_that_wait(desk: Desk) -> list[Draft]:
    """Give the drafts that are not out yet, in order."""
    return sorted(await desk.store.drafts.all(*WAITING), key=in_order)


async def remember_view(
    desk: Desk, editor: int, message: int, listed: Sequence[Draft], draft: Draft | None
) -> None:
    """Remember which of the listed drafts a message shows now, None for their list, so that it is kept up to date."""
    known = showing(await desk.store.draft_messages.shown(editor), message).drafts
    if known:
        alone = draft.id if draft and len(known) > 1 else ""
        now = {each.id: each.stamp for each in (*listed, *((draft,) if draft else ()))}
        await desk.store.draft_messages.set_shown(editor, message, Showing(message, known, alone).stamps(now))


async def who_is(desk: Desk, editor: int, name: str) -> str:
    """Give how an editor signs what they do: the name that they were added with, else theirs in Telegram, and their number."""
    known = (await desk.store.editors.all()).get(editor) or name
    return f"{' '.join(known.split())} ({editor})"


async def drafts_of(desk: Desk, keys: Sequence[str]) -> list[Draft]:
    """Give the drafts of some ids that are there, in order."""
    found = [await desk.store.drafts.get(key) for key in keys]
    return sorted((draft for draft in found if draft), key=in_order)


async def language_of(desk: Desk, editor: int, draft: Draft | None = None) -> Language:
    """Give the language that an editor chose; else that of the article that a draft draws on, else English."""
    if chosen := await chosen_language(desk, editor):
        return chosen
    article = draft.around.get("article") if draft else None
    language = article.get("language") if isinstance(article, dict) else None
    return next((each for each in LANGUAGES if each == language), "en")
