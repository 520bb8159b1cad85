"""The title that a draft proposes: words of the article, cut where a clause ends."""

from typing import Final

import regex

from bot.domain.text import words
from bot.extract.prose import asides, headline
from bot.extract.segment import DATELINE, Document, Sentence
from bot.extract.summary import Group, summary

LONGEST_TITLE: Final = 80  # characters
_SHORTEST_TITLE: Final = 25  # characters: less is no clause of its own
_BREAK: Final = regex.compile(
    r"[,;:।](?=\s)|\s[–—-](?=\s)|\s(?=(?:after|because|while|although|but|as|when|where|which|who|কিন্তু|তবে|কারণ|যদিও|যা|যাতে|যেখানে)\s)"
)
_ENDED: Final = regex.compile(r"[.?!।…][”’]?$")
_FINITE: Final = regex.compile(r"(?:েন|ছে|েছে|েছিল|ছিল|বে|লো|ল|নি|নেই|আছে)$")
_ASIDE: Final = regex.compile(r"[,;:\s–—-]+(?:an?|the|his|her|its|who|which|whose|where|former|and)\b")
_APPOSED: Final = regex.compile(r"^[^,]*, (?:an?|the|his|her|former|who)\b[^,]*$")
_NEAR, _CLAUSE_WORDS = 24, 5
_MARKS: Final = regex.compile(r"[“”‘’«»\"]")
_BRACKETED: Final = regex.compile(r"\s*\([^()]*\)")


def title(document: Document, group: Group) -> str:
    """Give what a group says first: its headline, a sentence that fits in 80 characters, or one cut where a clause ends.

    Words are the article's own; what had to be cut within a clause ends with “…”.
    """
    first = group.sentences[0]
    outside = asides(document)
    if first == next(
        (each for each in document.sentences if each.paragraph not in outside), None
    ):  # the lead
        if (heading := headline(document)) and len(heading) <= LONGEST_TITLE and not _ENDED.search(heading):
            return heading
        lead = _plain(document, first)
        return _clause(document, lead) or _cut(document, lead)
    chosen = summary(document, group.sentences) or group.sentences
    proposed = [_plain(document, each) for each in dict.fromkeys((*chosen, *group.sentences))]
    told = [text for text in proposed if not _leans(document, text)] or proposed
    whole = [
        text for text in told if _SHORTEST_TITLE <= len(text) <= LONGEST_TITLE and not _MARKS.search(text)
    ]
    cut = (text for each in told if (text := _clause(document, each)))
    return next(iter(whole), "") or next(cut, "") or _cut(document, told[0])


def _plain(document: Document, sentence: Sentence) -> str:
    """Give a sentence without its dateline, what is in brackets, and the final mark."""
    text = DATELINE.sub("", document.text[sentence.start : sentence.end])
    text = " ".join(_BRACKETED.sub("", text).split())
    return text if text.endswith((".m.", "?", "!")) else text.rstrip("।.")


def _clause(document: Document, text: str) -> str:
    """Give the longest part of a sentence that stands by itself; empty where none is sure to."""
    ends = [found.start() for found in _BREAK.finditer(text, _SHORTEST_TITLE, LONGEST_TITLE)]
    for end in (*([len(text)] if len(text) <= LONGEST_TITLE else []), *reversed(ends)):
        part = text[:end].rstrip(" ,;:–—-")
        if (
            len(part) >= _SHORTEST_TITLE
            and len(_MARKS.findall(part)) % 2 == 0
            and _stands(document, part, text[end:])
        ):
            return part
    return ""


def _stands(document: Document, part: str, rest: str) -> bool:
    """Say whether a part has its verb: in Bengali at its end; an English one that opens as an aside, or that an aside follows, has not."""
    if not rest:
        return True
    last = part.rsplit(maxsplit=1)[-1]
    if document.language == "bn":
        return _FINITE.search(last) is not None and document.cues.pattern("say").search(part[-_NEAR:]) is None
    opening = words(part)[:1]
    if _APPOSED.search(part):  # Quillon, the payroll software maker
        return False
    aside = opening and opening[0] in document.cues.words("preposition")
    return not aside and not _ASIDE.match(rest) and len(part.split()) >= _CLAUSE_WORDS


def _cut(document: Document, text: str) -> str:
    """Give as many words as fit, without small ones at the end that lead to what is cut."""
    if len(text) <= LONGEST_TITLE:
        return text
    kept = text[:LONGEST_TITLE].split(" ")[:-1] or [text[: LONGEST_TITLE - 1]]
    small = document.cues.words("function", "preposition", "unnamed")
    while len(kept) > 1 and kept[-1].casefold() in small:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-") + "…"


def _leans(document: Document, text: str) -> bool:
    """Say whether a sentence leans on the one before: it opens with a quotation or a pronoun."""
    opening = words(text[:16])[:1]
    pronouns = document.cues.words("he", "she", "it", "they", "turn")
    return bool(_MARKS.match(text)) or (bool(opening) and opening[0] in pronouns)
