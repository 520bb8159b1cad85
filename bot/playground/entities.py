"""Telegram's HTML: markup in, plain text and entities out, refused with Telegram's words.

The parser follows what Telegram documents and answers: a closed list of tags, `&lt; &gt; &amp; &quot;` and numbers as the
only character references, tags closed in order. Offsets of entities are in UTF-16 code units; those in error messages in
bytes of UTF-8.
"""

from dataclasses import dataclass

import regex

from bot.playground.detect import utf16
from bot.playground.links import LinkError, checked_link
from bot.playground.nesting import settle
from bot.playground.refusal import Json

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\n\r\x0b\x0c\x00"
REFERENCE = regex.compile(r"&(?:#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}))|(lt|gt|amp|quot));?")
TAG_NAME = regex.compile(rf"[^>{SPACE}]*")
ATTRIBUTE_NAME = regex.compile(rf"[^>=/\"'{SPACE}]*")
SPACES = regex.compile(rf"[{SPACE}]*")
TOKEN = regex.compile(r"[A-Za-z0-9.-]*")
# Which attribute of a tag counts, and what its value must begin with.
ARGUMENTS = {
    "a": ("href", ""),
    "code": ("class", "language-"),
    "span": ("class", "tg-"),
    "tg-emoji": ("emoji-id", ""),
}
USER_LINK = regex.compile(r"tg://user/?\?id=(\d{1,18})")
LAST_CODE_POINT, SURROGATES = 0x10FFFF, range(0xD800, 0xE000)


class EntityError(ValueError):
    """Markup that Telegram cannot parse; the message is Telegram's."""


@dataclass
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    piece: int


def _resolve(match: "regex.Match[str]") -> str:
    """Give the character of a reference, or the reference itself where it names none."""
    if match[3]:
        return NAMED[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    # As in Telegram, a number that is no character stays as it was written.
    return chr(number) if 0 < number <= LAST_CODE_POINT and number not in SURROGATES else match[0]


def unescape(text: str) -> str:
    """Resolve the character references that Telegram knows; others stay as they are."""
    return REFERENCE.sub(_resolve, text) if "&" in text else text


class _Parser:
    """One pass over a text with markup."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        source = self.source
        while (begin := source.find("<", self.at)) >= 0:
            self._words(source[self.at : begin])
            if source.startswith("</", begin):
                self._end(begin)
            else:
                self._start(begin)
        self._words(source[self.at :])
        if self.open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), settle(self.entities)

    def _words(self, raw: str) -> None:
        if raw:
            words = unescape(raw)
            self.pieces.append(words)
            self.offset += utf16(words)

    def _fail(self, words: str, begin: int, rest: str = "") -> EntityError:
        return EntityError(f"{words} at byte offset {len(self.source[:begin].encode())}{rest}")

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip(self, pattern: "regex.Pattern[str]") -> str:
        match = pattern.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def _start(self, begin: int) -> None:
        self.at = begin + 1
        tag = self._skip(TAG_NAME).lower()
        if not self._peek():
            raise self._fail("Unclosed start tag", begin)
        if tag not in STYLES:
            raise self._fail(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        self._skip(SPACES)
        while self._peek() != ">":
            argument = self._attribute(tag, begin) or argument
            self._skip(SPACES)
        if tag == "span" and argument != "spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read an attribute; give its value where it counts for this tag."""
        name = self._skip(ATTRIBUTE_NAME).lower()
        if not name:
            if not self._peek():
                raise self._fail(f'Unclosed start tag "{tag}"', begin)
            raise self._fail(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip(SPACES)
        if self._peek() != "=":
            return "expandable" if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        self._skip(SPACES)
        value = self._value(tag, begin)
        if (tag, name) == ("blockquote", "expandable"):
            return "expandable"
        wanted, prefix = ARGUMENTS.get(tag, ("", ""))
        return value.removeprefix(prefix) if name == wanted and value.startswith(prefix) else ""

    def _value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if quote in {'"', "'"}:
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                raise self._fail(f'Unclosed start tag "{tag}"', begin)
            raw, self.at = self.source[self.at + 1 : end], end + 1
            return unescape(raw)
        token_at = self.at
        token = self._skip(TOKEN).lower()
        if not self._peek():
            raise self._fail(f'Unclosed start tag "{tag}"', begin)
        if self._peek() not in SPACE + ">":
            raise self._fail("Unexpected end of name token", token_at)
        return token

    def _end(self, begin: int) -> None:
        if not self.open:
            raise self._fail("Unexpected end tag", begin)
        self.at = begin + 2
        name = self._skip(TAG_NAME).lower()
        self._skip(SPACES)
        if self._peek() != ">":
            raise self._fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise self._fail("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity: Json = {
            "type": STYLES[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            entity |= _link(opened.argument or "".join(self.pieces[opened.piece :]))
        elif opened.tag == "tg-emoji":
            if (
                not opened.argument.isascii()
                or not opened.argument.isdigit()
                or int(opened.argument) >= 1 << 63
            ):
                raise EntityError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.argument == "expandable":
            entity["type"] = "expandable_blockquote"
        if entity["type"]:
            self.entities.append(entity)


def _link(url: str) -> Json:
    """Give what a link adds to its entity; a type "" where Telegram shows plain text instead."""
    if user := USER_LINK.fullmatch(url):
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": ""}}
    try:
        return {"url": checked_link(url)}
    except LinkError:
        return {"type": ""}


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Give the plain text and the entities of Telegram's HTML; EntityError says what cannot be parsed."""
    if "<" not in source:
        return unescape(source), []
    return _Parser(source).parse()
