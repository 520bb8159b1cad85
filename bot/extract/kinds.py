"""What sort of quotation one is: speech of its own, a part of it, a term, or the title of a work."""

from typing import Final, Literal

import regex

from bot.extract.marks import Marked
from bot.extract.segment import Document, Sentence

Kind = Literal["full", "fragment", "term", "title"]
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*")
_ENDED: Final = regex.compile(r"[,.?!।॥…—–-][”’\"')]*\s*$")
_SPEECH_END: Final = regex.compile(r"[.?!।॥…][”’\"')]*\s*$")
_SMALL: Final = frozenset(
    ["a", "an", "the", "of", "and", "or", "for", "in", "on", "to", "at", "by", "from", "with", "our"]
)
_TERM: Final = 3  # words, at most
_NEAR: Final = 34


def kind_of(document: Document, quotation: Marked, sentence: Sentence, *, reported: bool, led: bool) -> Kind:
    """Give a quotation's kind; `reported` says that a reporting clause follows it, `led` that one leads to it."""
    inner = document.text[quotation.start : quotation.end]
    before = document.text[sentence.start : quotation.start - 1].strip(" (“‘\"'")
    after = document.text[quotation.end + 1 : sentence.end]
    if _stands_alone(document, inner, before, after, reported=reported, led=led):
        return "full"
    if _is_title(document, inner, before, after):
        return "title"
    return "term" if len(_WORD.findall(inner)) <= _TERM else "fragment"


def _stands_alone(
    document: Document, inner: str, before: str, after: str, *, reported: bool, led: bool
) -> bool:
    """Say whether the words are speech of their own and not a part of the reporter's sentence."""
    parted = not before or before.endswith((",", ":", "—", "–", ".", "।", "?", "!", "-"))
    if not before and reported:
        return True
    if document.language == "bn":
        return _stands_alone_bn(document, inner, before, after, parted=parted, led=led)
    lower = inner[:1].islower()
    if not before:
        return bool(_ENDED.search(inner)) or not after.strip(" .,")
    if parted:
        return not lower or (led and bool(_SPEECH_END.search(inner)))
    return not lower and bool(_SPEECH_END.search(inner)) and led and len(_WORD.findall(inner)) > 1


def _stands_alone_bn(
    document: Document, inner: str, before: str, after: str, *, parted: bool, led: bool
) -> bool:
    rest = after.strip(" ।.,”’\"'")
    if not before:
        return bool(_ENDED.search(inner)) or not rest
    if _SPEECH_END.search(inner) and (parted or led):
        return True
    that = document.cues.pattern("that").search(before[-6:])
    return (parted or that is not None) and not rest


def _is_title(document: Document, inner: str, before: str, after: str) -> bool:
    cues = document.cues
    capital = [word[0].isupper() or word[0].isdigit() or word in _SMALL for word in _WORD.findall(inner)]
    name = len(capital) > 1 and all(capital)
    if not name and cues.pattern("nickname").search(before[-_NEAR:] + " | " + after[:_NEAR]):
        return False
    if cues.pattern("sound").match(after.lstrip()) or cues.pattern("worded").match(inner):
        return True
    if document.language == "bn":
        named = cues.pattern("work", "host").search(before[-_NEAR:])
        leads = named is not None and len(before[-_NEAR:][named.end() :].split()) <= 1
        return (
            leads
            or bool(cues.pattern("after").match(after.lstrip()))
            or bool(cues.pattern("work", "group").match(after.lstrip()))
        )
    named = cues.pattern("work").search(before[-_NEAR:])
    return bool(capital) and all(capital) and (len(capital) > 1 or named is not None)
