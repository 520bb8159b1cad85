"""The entities that Telegram finds by itself in a plain text: commands, mentions, hashtags, addresses."""

import regex

from bot.playground.refusal import Json

ENDINGS = "com|org|net|info|news|io|me|dev|app|gov|edu|in|bd|uk|co|ru|de"
FOUND = regex.compile(
    rf"""
    (?P<url>      (?<![\p{{L}}\p{{M}}\p{{N}}@]) (?: https?://[^\s<>"']+ | (?:[\p{{L}}\p{{M}}\p{{N}}-]+\.)+(?:{ENDINGS})\b (?:/[^\s<>"']*)? ) ) |
    (?P<email>    (?<![\p{{L}}\p{{M}}\p{{N}}.]) [A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+ ) |
    (?P<mention>  (?<![\p{{L}}\p{{M}}\p{{N}}_@]) @[A-Za-z0-9_]{{3,32}} (?![A-Za-z0-9_]) ) |
    (?P<hashtag>  (?<![\p{{L}}\p{{M}}\p{{N}}_#&]) \#(?=[\p{{N}}_]*[\p{{L}}]) [\p{{L}}\p{{M}}\p{{N}}_]{{1,256}} ) |
    (?P<cashtag>  (?<![\p{{L}}\p{{M}}\p{{N}}_$]) \$[A-Z]{{1,8}} (?![\p{{L}}\p{{N}}_]) ) |
    (?P<bot_command> (?<![\p{{L}}\p{{M}}\p{{N}}_/<>]) /[A-Za-z0-9_]{{1,64}}(?:@[A-Za-z0-9_]{{3,32}})? (?![A-Za-z0-9_/]) )
    """,
    regex.VERBOSE,
)
MARKS = regex.compile(r"[@#$/.]")
CLOSING = ".,:;!?()[]{}'\"।"


def utf16(text: str) -> int:
    """Give the length of `text` in UTF-16 code units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def detect(text: str) -> list[Json]:
    """Give the entities of a plain text, offsets and lengths in UTF-16 code units."""
    if not MARKS.search(text):
        return []
    found = []
    for match in FOUND.finditer(text):
        words = match.group().rstrip(CLOSING) if match.lastgroup == "url" else match.group()
        found.append(
            {"type": match.lastgroup, "offset": utf16(text[: match.start()]), "length": utf16(words)}
        )
    return found


def add_detected(text: str, entities: list[Json]) -> list[Json]:
    """Give `entities` with those that Telegram finds, save where code, links or mentions stand already."""
    taken = [(each["offset"], each["offset"] + each["length"]) for each in entities if each["type"] in OPAQUE]
    free = [each for each in detect(text) if not any(_overlap(each, span) for span in taken)]
    return (
        sorted([*entities, *free], key=lambda each: (each["offset"], -each["length"])) if free else entities
    )


OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def _overlap(entity: Json, span: tuple[int, int]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return bool(start < span[1] and span[0] < end)
