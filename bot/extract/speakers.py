"""Who speaks: the subject of the reporting clause or, where there is none, whoever spoke before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from bot.extract.clause import Clause
from bot.extract.directory import Directory
from bot.extract.marks import Marked
from bot.extract.names import Mention, Named, Sort
from bot.extract.names_en import described
from bot.extract.salience import Meant, Place, Salience
from bot.extract.segment import Document, Sentence

if TYPE_CHECKING:
    from bot.extract.quotes import ExtractedQuote

_CONFIDENCE: Final[dict[Sort, float]] = {"name": 0.95, "described": 0.9, "role": 0.85, "pronoun": 0.75}
# A participle whose subject is another than its sentence's: করিমনের কাছে জানতে চাইলে তিনি বলেন.
_SWITCH: Final = regex.compile(r"[\p{L}\p{M}](?:লে|তেই)(?=[\s,])")
CARRIED: Final = 0.6  # without any cue
_UNKNOWN: Final = 0.3


@dataclass(frozen=True)
class Attribution:
    """Who speaks and who relays it, how sure that is, and the words that say so."""

    speaker: Named | None
    relayed_by: Named | None
    confidence: float
    support: tuple[str, ...]

    @property
    def parts(self) -> tuple[Named | None, Named | None, float, tuple[str, ...]]:
        """The fields, in order."""
        return self.speaker, self.relayed_by, self.confidence, self.support


class Speakers:
    """Attributes the quotes of one article, in their order."""

    def __init__(self, document: Document, directory: Directory) -> None:
        self._document, self._directory = document, directory
        self._salience = Salience(document.language, tuple(directory.named))

    def attribute(self, clause: Clause | None, quotation: Marked, *, embedded: bool) -> Attribution:
        """Give who speaks by a reporting clause; without one, speech is by whoever spoke last, a term by nobody."""
        if clause is None or clause.subject is None:
            return self._carried(embedded=embedded)
        meant = self._resolve(clause.subject, quotation)
        relayer = self._resolve(clause.relayer).named if clause.relayer else None
        verb = self._document.text[slice(*clause.verb)]
        subject = self._document.text[clause.subject.start : clause.subject.end]
        confidence = _CONFIDENCE[clause.subject.sort] if meant.named else _UNKNOWN
        return Attribution(
            meant.named, relayer if relayer is not meant.named else None, confidence, (subject, verb)
        )

    def embedded(self, quotation: Marked, before: Clause | None, after: Clause | None) -> Attribution:
        """Give who used words that stand within a Bengali sentence, whose verb ends it.

        Its subject is the last mention that no earlier verb of saying has; whose verb that is relays the words.
        """
        tail = self._document.text[quotation.end + 1 : after.verb[1]] if after else ""
        inserted = after is not None and after.subject is not None and "," in tail
        if after and inserted:  # “…” …, উশাকভ বলেছেন
            inner = self.attribute(before, quotation, embedded=True)
            outer = self._resolve(after.subject).named if after.subject else None
            if inner.speaker is None or inner.speaker is outer:
                return self.attribute(after, quotation, embedded=True)
            return Attribution(inner.speaker, outer, inner.confidence, inner.support)
        if after and (subject := self._own_subject(quotation, before)):
            relayer = before.subject if before and before.subject != subject else None
            return self.attribute(Clause("after", after.verb, subject, relayer), quotation, embedded=True)
        return self.attribute(after or before, quotation, embedded=True)

    def _own_subject(self, quotation: Marked, before: Clause | None) -> Mention | None:
        """Give the subject of the verb behind an embedded quotation."""
        sentence = next(each for each in self._document.sentences if each.start <= quotation.start < each.end)
        free = [
            each
            for each in self._directory.within(sentence.start, quotation.start - 1)
            if not each.oblique and (before is None or each != before.subject)
        ]
        if free:
            return free[-1]
        return before.subject if before else None

    def _carried(self, *, embedded: bool) -> Attribution:
        last = self._salience.last
        if embedded or last is None:
            return Attribution(None, None, _UNKNOWN, ())
        return Attribution(last, None, CARRIED, (last.full,))

    def _resolve(self, mention: Mention, quotation: Marked | None = None) -> Meant:
        text = self._document.text
        inside = self._directory.inside(quotation.start, quotation.end) if quotation else ()
        meant = self._salience.resolve(mention, text, self._earlier(mention), inside)
        if meant.named is None and mention.sort == "role":
            return Meant(described(self._document, text[mention.start : mention.end]), 1.0)
        return meant

    def _earlier(self, mention: Mention) -> list[Named]:
        """Give who is named in a pronoun's own sentence before it, and can be its subject."""
        if mention.sort != "pronoun":
            return []
        sentence = next(
            (each for each in self._document.sentences if each.start <= mention.start < each.end), None
        )
        before = self._directory.within(sentence.start, mention.start) if sentence else ()
        named = [each for each in before if each.sort in ("name", "role")]
        upright = [each for each in named if not each.oblique and not self._is_organisation(each)]
        if not upright and _SWITCH.search(self._document.text, sentence.start if sentence else 0, mention.start):
            upright = [each for each in named if each.sort == "name"]
        return [named for each in upright if (named := self._resolve(each).named)]

    def _is_asked(self, mention: Mention) -> bool:
        """Say whether somebody is the object of a verb, or whom one turns to: রহিমকে, রহিমের কাছে."""
        return self._document.text.endswith("কে", 0, mention.end) or self._document.text.startswith(" কাছে", mention.end)

    def _is_organisation(self, mention: Mention) -> bool:
        if mention.named:
            return mention.named.organisation
        noun = self._document.text[mention.start : mention.end].split()[-1].casefold()
        return noun in self._document.cues.words("organisation", "generic", "firm")

    def remember(self, sentence: Sentence, quotes: Sequence["ExtractedQuote"]) -> None:
        """Keep in mind of whom a sentence speaks: who speaks in it or else its subject, and the others."""
        mentions = self._directory.within(sentence.start, sentence.end)
        speaking = [named for quote in quotes if quote.kind in ("full", "fragment") for named in _order(quote) if named]
        place: Place = "speaker"
        if not speaking and (subject := self._subject(mentions)):
            speaking, place = [subject], "subject"
        self._salience.pass_sentence()
        for each in reversed(mentions):
            if each.sort == "name" and each.named and each.named not in speaking:
                self._salience.speak_of(each.named, "other")
        for named in dict.fromkeys(speaking[:-1]):
            self._salience.speak_of(named, "other")
        for named in speaking[-1:]:
            self._salience.speak_of(named, place)

    def _subject(self, mentions: Sequence[Mention]) -> Named | None:
        """Give of whom a sentence without a quote speaks: in Bengali whom its verb of saying follows, else the first that can be a subject, or the first."""
        upright = [each for each in mentions if not each.oblique]
        first: list[Mention] = []
        if mentions and self._document.language == "bn":
            first = [each for each in upright if each.sort in ("name", "pronoun")]
            end = self._document.text.find("\n", mentions[0].start)
            said = self._document.cues.pattern("say").search(self._document.text, mentions[0].start, max(end, mentions[-1].end))
            if said:
                first = [each for each in first if each.end <= said.start()][::-1] + first
        leading = [each for each in mentions[:1] if each.sort == "pronoun"]
        people = [each for each in mentions if each.named and not each.named.organisation]
        objects = [each for each in people if self._is_asked(each)] + people
        found = (self._resolve(each).named for each in (*first, *leading, *upright, *objects, *mentions))
        return next((named for named in found if named), None)


def _order(quote: "ExtractedQuote") -> tuple[Named | None, Named | None]:
    """Give a quote's two people, last the one whom the sentence is about."""
    if quote.kind == "full":
        return quote.relayed_by, quote.speaker
    return quote.speaker, quote.relayed_by
