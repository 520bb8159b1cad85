"""Shows editors what happens to drafts and files, in their private chats with the bot."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from bot.delivery.alarm import Alarm
from bot.delivery.trouble import Trouble
from bot.domain.models import Language
from bot.domain.showing import Showing
from bot.render.message import Message
from bot.render.notices import notice_message
from bot.services.desk import Desk
from bot.services.editors import composed, due_to, language_of
from bot.transport.editors import EditorChats

logger = logging.getLogger(__name__)

_POLL = 2.0  # seconds; other processes may have changed a draft
_TRIES = 2  # of a message that may have arrived; editors find all drafts by /drafts
_NOWHERE = 0  # the number of a message that is not there

Went = Literal["on", "later", "away"]


class EditorNews:
    """One works at a time, whatever the number of processes; after one dies, the next may send one message once more."""

    def __init__(self, desk: Desk, chats: EditorChats) -> None:
        self._desk, self._chats = desk, chats
        self._alarm = Alarm()
        self._trouble = Trouble(logger, "Editors cannot be told of drafts", first=0.2, longest=5.0)
        self._done: object = None
        self._menus: dict[int, Language] = {}
        self._ambiguous: Counter[tuple[int, Showing]] = Counter()

    def wake(self) -> None:
        """Look now: a draft has changed."""
        self._alarm.ring()

    async def run(self) -> None:
        """Show editors what is new, until cancelled."""
        self._done = None
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001 - whatever the store raises: it is tried again, and nothing is lost
                self._trouble.happened(error)
                await asyncio.sleep(self._trouble.pause)
            else:
                self._trouble.over()
                await self._alarm.wait(_POLL)

    async def tick(self) -> None:
        """Bring every editor's chat up to date; nothing is looked at where nothing happened since the last time."""
        store = self._desk.store
        editors = await store.editors.reachable()
        newest = (await store.draft_messages.newest(), dict(editors))
        if newest == self._done:
            return
        await self._menus_of(editors)
        went = await asyncio.gather(*(self._tell(editor) for editor in editors))
        self._done = newest if all(each == "on" for each in went) else None

    async def _menus_of(self, editors: Mapping[int, str]) -> None:
        for former in await self._desk.store.draft_messages.former_editors():
            if await self._chats.clear_menu(former):
                self._menus.pop(former, None)
                await self._desk.store.draft_messages.forget(former)
        for former in self._menus.keys() - editors.keys():
            if await self._chats.clear_menu(former):
                del self._menus[former]
        for editor in editors:
            language = await language_of(self._desk, editor)
            if self._menus.get(editor) != language and await self._chats.set_menu(editor, language):
                self._menus[editor] = language

    async def _tell(self, editor: int) -> Went:
        for notice in await self._desk.store.notices.untold(editor):
            message = notice_message(notice.kind, notice.text, await language_of(self._desk, editor))
            went, _ = await self._send(editor, message, Showing(None, (f"/{notice.number}",)))
            if went != "on":
                return went
            await self._desk.store.notices.told(editor, notice.number)
        for wanted in await due_to(self._desk, editor):
            if (found := await composed(self._desk, editor, wanted)) is None:
                continue
            message, stamps = found
            went, at = await self._send(editor, message, wanted)
            if went != "on":
                return went
            await self._desk.store.draft_messages.set_shown(editor, at, stamps)
        return "on"

    async def _send(self, editor: int, message: Message, wanted: Showing) -> tuple[Went, int]:
        """Make one call; say whether to go on, and where the message stands."""
        posted = await self._chats.show(editor, message, wanted.message)
        at = posted.message or wanted.message or _NOWHERE
        if posted.kind == "sent" or (posted.kind == "gone" and posted.what == "message"):
            return "on", at
        if posted.kind == "gone":
            logger.info("Editor %d cannot be reached until they write: %s", editor, posted.why)
            await self._desk.store.editors.set_reachable(editor, reachable=False)
            return "away", at
        if posted.kind == "refused":
            logger.warning("A message to editor %d was refused: %s", editor, posted.why)
            return "on", at
        if posted.kind == "ambiguous":
            self._ambiguous[editor, wanted] += 1
            if self._ambiguous[editor, wanted] >= _TRIES:
                return "on", at
        return "later", at
