"""Methods about the bot itself: who it is, its commands, texts and menu button."""

from collections.abc import Callable

import regex

from bot.playground.detect import utf16
from bot.playground.methods.targets import find_chat
from bot.playground.profile import CommandKey, TextField
from bot.playground.refusal import Json, bad_request
from bot.playground.world import World

COMMAND = regex.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = regex.compile(r"([a-z]{2})?")
MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
# The longest of each text, and what Telegram says of a longer one.
TEXTS: dict[TextField, tuple[int, str]] = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "DESCRIPTION_TOO_LONG"),
    "short_description": (120, "ABOUT_TOO_LONG"),
}


def get_me(world: World, _params: Json) -> Json:
    """Give the bot's User."""
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def log_out(world: World, _params: Json) -> bool:
    """Leave the server: here nothing is kept of it."""
    world.updates.end_poll()
    return True


def close(world: World, _params: Json) -> bool:
    """Close the bot: an open poll ends."""
    world.updates.end_poll()
    return True


def _language(params: Json) -> str:
    language: str = params.get("language_code", "")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _commands_key(world: World, params: Json) -> CommandKey:
    scope = params.get("scope") or {"type": "default"}
    chat_id = scope.get("chat_id", 0)
    if chat_id:
        chat_id = find_chat(world, chat_id).id
    return (scope["type"], chat_id, scope.get("user_id", 0), _language(params))


def set_my_commands(world: World, params: Json) -> bool:
    """Set the commands of a scope and language."""
    commands = params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    cleaned = []
    for command in commands:
        name, description = command["command"].removeprefix("/"), command["description"].strip()
        if not COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(description) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        cleaned.append({"command": name, "description": description})
    world.profile.commands[_commands_key(world, params)] = cleaned
    world.tell("commands")
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    """Give the commands of a scope and language, as they were set for just these."""
    return world.profile.commands.get(_commands_key(world, params), [])


def delete_my_commands(world: World, params: Json) -> bool:
    """Delete the commands of a scope and language."""
    world.profile.commands.pop(_commands_key(world, params), None)
    world.tell("commands")
    return True


def text_setter(name: TextField) -> Callable[[World, Json], bool]:
    """Give the method that sets a text of the bot."""
    longest, words = TEXTS[name]

    def set_text(world: World, params: Json) -> bool:
        text, key = params.get(name, ""), (name, _language(params))
        if utf16(text) > longest:
            raise bad_request(words)
        if text:
            world.profile.texts[key] = text
        else:
            world.profile.texts.pop(key, None)
        return True

    return set_text


def text_getter(name: TextField) -> Callable[[World, Json], Json]:
    """Give the method that tells a text of the bot."""

    def get_text(world: World, params: Json) -> Json:
        return {name: world.profile.text(name, _language(params))}

    return get_text


def set_chat_menu_button(world: World, params: Json) -> bool:
    """Set the menu button of a private chat, or of all."""
    button = params.get("menu_button", {"type": "default"})
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        url = button["web_app"]["url"]
        raise bad_request(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    world.profile.menu_buttons[_menu_chat(world, params)] = button
    return True


def get_chat_menu_button(world: World, params: Json) -> Json:
    """Give the menu button of a private chat, or that of all."""
    buttons, chat_id = world.profile.menu_buttons, _menu_chat(world, params)
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


def _menu_chat(world: World, params: Json) -> int:
    chat_id: int = params.get("chat_id", 0)
    if chat_id and find_chat(world, chat_id).type != "private":
        raise bad_request("chat not found")
    return chat_id
