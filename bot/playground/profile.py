"""What the bot tells about itself: commands, name, descriptions, menu button."""

from dataclasses import dataclass, field
from typing import Literal

from bot.playground.refusal import Json

TextField = Literal["name", "description", "short_description"]
CommandKey = tuple[str, int | str, int, str]


@dataclass
class Profile:
    """The bot's commands by scope and language, its texts by language, its menu buttons by chat (0: everywhere)."""

    first_name: str
    commands: dict[CommandKey, list[Json]] = field(default_factory=dict)
    texts: dict[tuple[TextField, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def text(self, name: TextField, language: str) -> str:
        """Give a text in `language`, or the one for every language."""
        default = self.texts.get((name, ""), self.first_name if name == "name" else "")
        return self.texts.get((name, language)) or default

    def commands_for(self, chat_id: int, *, private: bool, language: str) -> list[Json]:
        """Give the commands that a person sees in a chat, as clients choose them: narrowest scope, own language first."""
        scopes: list[tuple[str, int | str, int]] = [
            ("chat", chat_id, 0),
            ("all_private_chats" if private else "all_group_chats", 0, 0),
            ("default", 0, 0),
        ]
        for scope in scopes:
            for tongue in (language, ""):
                if found := self.commands.get((*scope, tongue)):
                    return found
        return []
