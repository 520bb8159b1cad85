"""What the bot tells about itself through the local Bot API."""

from typing import Any

import pytest

from tests.local_api import LocalApi

COMMANDS = [{"command": "start", "description": "শুরু"}]


async def test_the_bot_is_who_the_playground_says(api: LocalApi) -> None:
    me = await api.call("getMe")
    assert (me["username"], me["is_bot"], me["can_read_all_group_messages"]) == ("barta_bot", True, False)


async def test_commands_are_kept_by_scope_and_language(api: LocalApi) -> None:
    scope = {"type": "all_private_chats"}
    await api.call("setMyCommands", commands=COMMANDS, scope=scope, language_code="bn")
    assert await api.call("getMyCommands", scope=scope, language_code="bn") == COMMANDS
    assert await api.call("getMyCommands") == []
    profile = api.world.profile
    assert profile.commands_for(1, private=True, language="bn") == COMMANDS
    assert profile.commands_for(1, private=True, language="en") == []
    await api.call("deleteMyCommands", scope=scope, language_code="bn")
    assert await api.call("getMyCommands", scope=scope, language_code="bn") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "শুরু", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "start", "description": "ক" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": COMMANDS * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": COMMANDS, "language_code": "bengali"}, "invalid language code specified"),
        (
            {"commands": COMMANDS, "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Can't find field \"chat_id\"",
        ),
        (
            {"commands": COMMANDS, "scope": {"type": "moon"}},
            'can\'t parse BotCommandScope: Type "moon" is unsupported',
        ),
        ({"commands": [{"command": "start"}]}, "can't parse BotCommand: Can't find field \"description\""),
    ],
)
async def test_wrong_commands_are_refused(api: LocalApi, params: dict[str, Any], words: str) -> None:
    assert await api.refusal("setMyCommands", **params) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "name", "longest", "words"),
    [
        ("MyName", "name", 64, "BOT_TITLE_INVALID"),
        ("MyDescription", "description", 512, "DESCRIPTION_TOO_LONG"),
        ("MyShortDescription", "short_description", 120, "ABOUT_TOO_LONG"),
    ],
)
async def test_texts_are_kept_by_language(
    api: LocalApi, method: str, name: str, longest: int, words: str
) -> None:
    await api.call(f"set{method}", **{name: "সাধারণ"})
    await api.call(f"set{method}", **{name: "ক" * longest}, language_code="bn")
    assert (await api.call(f"get{method}", language_code="bn"))[name] == "ক" * longest
    assert (await api.call(f"get{method}", language_code="en"))[name] == "সাধারণ"
    assert await api.refusal(f"set{method}", **{name: "ক" * (longest + 1)}) == f"Bad Request: {words}"
    await api.call(f"set{method}", **{name: ""}, language_code="bn")
    assert (await api.call(f"get{method}", language_code="bn"))[name] == "সাধারণ"


async def test_the_menu_button_is_kept_by_chat(api: LocalApi) -> None:
    anna = api.world.person("Anna")
    await anna.start()
    assert await api.call("getChatMenuButton") == {"type": "commands"}
    button = {"type": "web_app", "text": "খবর", "web_app": {"url": "https://example.com/"}}
    await api.call("setChatMenuButton", chat_id=anna.id, menu_button=button)
    assert await api.call("getChatMenuButton", chat_id=anna.id) == button
    insecure = button | {"web_app": {"url": "http://example.com/"}}
    words = (
        "Bad Request: menu button Web App URL 'http://example.com/' is invalid: Only HTTPS links are allowed"
    )
    assert await api.refusal("setChatMenuButton", menu_button=insecure) == words


async def test_the_bot_closes_and_logs_out(api: LocalApi) -> None:
    assert await api.call("close") is True
    assert await api.call("logOut") is True
