"""Buttons that Telegram would refuse."""

import regex

from bot.playground.detect import utf16
from bot.playground.links import LinkError, checked_link
from bot.playground.refusal import Json, bad_request

ACTIONS = (
    *(
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
    ),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
)
LONGEST_DATA = 64
LONGEST_COPY = 256
MOST_IN_ROW = 8
MOST_BUTTONS = 100
STYLES = frozenset({"danger", "success", "primary"})
START_PARAMETER = regex.compile(r"[A-Za-z0-9_-]{1,64}")


def check_markup(markup: Json | None) -> Json | None:
    """Give the markup as Telegram would keep it, None where it is none; refused where a button is wrong."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        return markup
    rows = [[_checked(button) for button in row] for row in markup["inline_keyboard"] if row]
    if not rows:
        return None
    if max(map(len, rows)) > MOST_IN_ROW or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows}


def _checked(button: Json) -> Json:
    actions = [name for name in ACTIONS if name in button]
    if len(actions) > 1:
        # Telegram takes the first and drops the rest; a bot that gives two has made a mistake.
        raise bad_request(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    if not actions or (button[actions[0]] in ("", False) and actions[0] in {"url", "callback_data", "pay"}):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("can't parse inline keyboard button: Unsupported button style specified")
    return button | _check_action(actions[0], button[actions[0]])


def _check_action(name: str, value: object) -> Json:
    """Hold a button's action to its rules; give what Telegram changes in it."""
    if name == "callback_data" and not 1 <= len(str(value).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "url":
        return {"url": _button_link(str(value), "inline keyboard button URL")}
    if name == "web_app" and isinstance(value, dict) and not value["url"].startswith("https://"):
        words = "Only HTTPS links are allowed"
        raise bad_request(f"inline keyboard button Web App URL '{value['url']}' is invalid: {words}")
    if name == "copy_text" and isinstance(value, dict) and not 1 <= utf16(value["text"]) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if name in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {}


def _button_link(url: str, what: str) -> str:
    try:
        return checked_link(url)
    except LinkError as error:
        raise bad_request(f"{what} '{url}' is invalid: {error}") from None
