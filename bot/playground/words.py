"""A message's text as the bot gives it: parsed, trimmed, measured."""

import regex

from bot.playground.detect import add_detected, utf16
from bot.playground.entities import EntityError, parse_html
from bot.playground.links import LinkError, checked_link
from bot.playground.nesting import settle
from bot.playground.refusal import Json, RefusedError, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
EDGES = " \t\n\r\x0b\x0c\x00"
INVISIBLE = regex.compile(r"[\s\u00ad\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2800\u3164\ufeff]*")
CONTROL = {code: " " for code in range(32) if code not in {10, 13}} | {13: None}
KINDS = frozenset(
    {
        *(
            "mention",
            "hashtag",
            "cashtag",
            "bot_command",
            "url",
            "email",
            "phone_number",
            "bold",
            "italic",
            "underline",
        ),
        *(
            "strikethrough",
            "spoiler",
            "blockquote",
            "expandable_blockquote",
            "code",
            "pre",
            "text_link",
            "text_mention",
        ),
        *("custom_emoji", "date_time"),
    }
)
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}

Words = tuple[str, list[Json]]


def message_words(params: Json, text_name: str = "text", entities_name: str = "entities") -> Words:
    """Give the text and entities of a message; refused where empty."""
    raw = params.get(text_name, "")
    if not raw:
        raise bad_request("message text is empty")
    text, entities = _parsed(raw, params.get("parse_mode"), params.get(entities_name))
    if INVISIBLE.fullmatch(text):
        raise bad_request("text must be non-empty")
    return text, add_detected(text, entities)


def caption_words(params: Json) -> Words:
    """Give the caption and its entities, "" where there is none; refused where too long."""
    text, entities = _parsed(
        params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities")
    )
    if utf16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, add_detected(text, entities)


def check_length(text: str, words: str) -> None:
    """Refuse a text over the limit, in the words that the method uses for it."""
    if len(text) > TEXT_LIMIT or utf16(text) > TEXT_LIMIT:
        raise bad_request(words)


def _parsed(raw: str, parse_mode: str | None, given: list[Json] | None) -> Words:
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        try:
            text, entities = parse_html(raw)
        except EntityError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    else:
        text, entities = raw, [_checked(raw, entity) for entity in given or ()]
    return _trim(text, settle(entities))


def _checked(text: str, entity: Json) -> Json:
    """Hold an entity that the bot gave itself to Telegram's rules."""
    kind, start, length = entity["type"], entity["offset"], entity["length"]
    if kind not in KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if kind in NEEDS and NEEDS[kind] not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{NEEDS[kind]}\"")
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if length <= 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if start > utf16(text):
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + length > utf16(text):
        end = start + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    if kind == "text_link":
        entity = entity | {"url": entity_link(entity["url"])}
    return entity


def entity_link(url: str) -> str:
    """Give the address of a text_link, or refuse it."""
    try:
        return checked_link(url)
    except LinkError as error:
        raise _bad_entity_link(url, error) from None


def _bad_entity_link(url: str, error: LinkError) -> RefusedError:
    return bad_request(f"entity URL '{url}' is invalid: {error}")


def _trim(text: str, entities: list[Json]) -> Words:
    """Take white space from both ends and clip the entities to what is left."""
    text, entities = _without_control(text, entities)
    shift = utf16(text[: len(text) - len(text.lstrip(EDGES))])
    trimmed = text.strip(EDGES)
    if trimmed == text or not entities:
        return trimmed, entities
    end = utf16(trimmed)
    clipped = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            clipped.append(entity | {"offset": start, "length": stop - start})
    return trimmed, clipped


def _without_control(text: str, entities: list[Json]) -> Words:
    """Turn control characters into spaces, as Telegram does; a carriage return goes."""
    if text.isprintable() or (text.isascii() and text.replace("\n", "").isprintable()):
        return text, entities
    if "\r" in text and entities:
        entities = [_without_returns(text, entity) for entity in entities]
    return text.translate(CONTROL), [each for each in entities if each["length"] > 0]


def _without_returns(text: str, entity: Json) -> Json:
    raw = text.encode("utf-16-le")
    start, stop = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])

    def returns(part: bytes) -> int:
        return part.decode("utf-16-le", "replace").count("\r")

    inside = returns(raw[start:stop])
    return entity | {"offset": entity["offset"] - returns(raw[:start]), "length": entity["length"] - inside}
