"""Who speaks: the subject of the reporting clause or, where there is none, whoever spoke before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import regex

from bot.extract.clause import Clause
from bot.extract.confidence import Evidence
from bot.extract.directory import Directory
from bot.extract.marks import Marked
from bot.extract.names import Mention, Named
from bot.extract.places_en import described
from bot.extract.salience import Place, Salience
from bot.extract.segment import Document, Sentence

if TYPE_CHECKING:
    from bot.extract.quotes import ExtractedQuote

# A participle whose subject is another than its sentence's: করিমনের কাছে জানতে চাইলে তিনি বলেন.
_SWITCH: Final = regex.compile(r"[\p{L}\p{M}](?:লে|তেই)(?=[\s,])")
_OPENING: Final = regex.compile(r"(?:Asked|When|While|As|After|Before|Although|Though|If|Once|Since|Until)\b")


@dataclass(frozen=True)
class Attribution:
    """Who speaks and who relays it, how sure that is, and the words that say so."""

    speaker: Named | None
    relayed_by: Named | None
    evidence: Evidence
    support: tuple[str, ...]


class Speakers:
    """Attributes the quotes of one article, in their order."""

    def __init__(self, document: Document, directory: Directory) -> None:
        self._document, self._directory = document, directory
        self._salience = Salience(document.language, tuple(directory.named))

    def attribute(self, clause: Clause | None, quotation: Marked, *, embedded: bool) -> Attribution:
        """Give who speaks by a reporting clause; without one, speech is by whoever spoke last, a term by nobody."""
        if clause is None or clause.subject is None:
            return self._carried(quotation, embedded=embedded, lone=clause is not None)
        named = self._resolve(clause.subject, quotation)
        relayer = self._resolve(clause.relayer) if clause.relayer else None
        verb = self._document.text[slice(*clause.verb)]
        subject = self._document.text[clause.subject.start : clause.subject.end]
        evidence = Evidence(
            clause.subject.sort if named else "nobody",
            self._document.language,
            new=named is not None and named.described and clause.subject.sort == "role",
            inside=named in self._directory.inside(quotation.start, quotation.end),
            far=clause.subject.sort in ("role", "pronoun") and named is not self._salience.last,
            strange=clause.subject.sort != "name" and self._is_strange(quotation),
            embedded=embedded,
        )
        return Attribution(named, relayer if relayer is not named else None, evidence, (subject, verb))

    def _is_strange(self, quotation: Marked) -> bool:
        """Say whether the sentence of a quotation has words around it that may be an unknown name."""
        sentence, unknown = self._sentence(quotation.start), self._directory.unknown
        around = (*unknown(sentence.start, quotation.start - 1), *unknown(quotation.end + 1, sentence.end))
        return bool(around)

    def _sentence(self, at: int) -> Sentence:
        return next(each for each in self._document.sentences if each.start <= at < each.end)

    def embedded(self, quotation: Marked, before: Clause | None, after: Clause | None) -> Attribution:
        """Give who used words that stand within a Bengali sentence, whose verb ends it.

        Its subject is the last mention that no earlier verb of saying has; whose verb that is relays the words.
        """
        tail = self._document.text[quotation.end + 1 : after.verb[1]] if after else ""
        inserted = after is not None and after.subject is not None and "," in tail
        if after and inserted:  # “…” …, উশাকভ বলেছেন
            inner = self.attribute(before, quotation, embedded=True)
            outer = self._resolve(after.subject) if after.subject else None
            if inner.speaker is None or inner.speaker is outer:
                return self.attribute(after, quotation, embedded=True)
            return Attribution(inner.speaker, outer, inner.evidence, inner.support)
        if after and (subject := self._own_subject(quotation, before)):
            relayer = before.subject if before and before.subject != subject else None
            return self.attribute(Clause("after", after.verb, subject, relayer), quotation, embedded=True)
        return self.attribute(after or before, quotation, embedded=True)

    def _own_subject(self, quotation: Marked, before: Clause | None) -> Mention | None:
        """Give the subject of the verb behind an embedded quotation."""
        sentence = self._sentence(quotation.start)
        free = [
            each
            for each in self._directory.within(sentence.start, quotation.start - 1)
            if not each.oblique and (before is None or each != before.subject)
        ]
        if free:
            return free[-1]
        return before.subject if before else None

    def _carried(self, quotation: Marked, *, embedded: bool, lone: bool) -> Attribution:
        last = self._salience.last
        sort: Literal["carried", "nobody"] = "nobody" if embedded or last is None else "carried"
        evidence = Evidence(
            sort,
            self._document.language,
            lone=lone,
            inside=last in self._directory.inside(quotation.start, quotation.end),
            far=not self._salience.is_fresh,
            strange=self._is_strange(quotation),
            embedded=embedded,
        )
        if last is None or embedded:
            return Attribution(None, None, evidence, ())
        return Attribution(last, None, evidence, (last.full,))

    def _resolve(self, mention: Mention, quotation: Marked | None = None) -> Named | None:
        text = self._document.text
        inside = self._directory.inside(quotation.start, quotation.end) if quotation else ()
        named = self._salience.resolve(mention, text, self._earlier(mention), inside)
        if named is None and mention.sort == "role":
            return described(self._document, text[mention.start : mention.end])
        return named

    def _earlier(self, mention: Mention) -> list[Named]:
        """Give who is named in a pronoun's own sentence before it, and can be its subject."""
        if mention.sort != "pronoun":
            return []
        sentence = next(
            (each for each in self._document.sentences if each.start <= mention.start < each.end), None
        )
        before = self._directory.within(sentence.start, mention.start) if sentence else ()
        told = [each for each in before if each.sort in ("name", "role")]
        upright = [each for each in told if not each.oblique and not self._is_organisation(each)]
        if not upright and _SWITCH.search(
            self._document.text, sentence.start if sentence else 0, mention.start
        ):
            upright = [each for each in told if each.sort == "name"]
        return [named for each in upright if (named := self._resolve(each))]

    def _is_asked(self, mention: Mention) -> bool:
        """Say whether somebody is the object of a verb, or whom one turns to: রহিমকে, রহিমের কাছে."""
        return self._document.text.endswith("কে", 0, mention.end) or self._document.text.startswith(
            " কাছে", mention.end
        )

    def _is_organisation(self, mention: Mention) -> bool:
        if mention.named:
            return mention.named.organisation
        noun = self._document.text[mention.start : mention.end].split()[-1].casefold()
        return noun in self._document.cues.words("organisation", "generic", "firm")

    def remember(self, sentence: Sentence, quotes: Sequence["ExtractedQuote"]) -> None:
        """Keep in mind of whom a sentence speaks: who speaks in it or else its subject, and the others."""
        mentions = self._directory.within(sentence.start, sentence.end)
        speaking = [
            named
            for quote in quotes
            if quote.kind in ("full", "fragment")
            for named in _order(quote)
            if named
        ]
        place: Place = "speaker"
        if not speaking and (subject := self._subject(mentions)):
            told = self._document.cues.pattern("say").search(
                self._document.text, sentence.start, sentence.end
            )
            speaking, place = [subject], "speaker" if told else "subject"
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
            said = self._document.cues.pattern("say").search(
                self._document.text, mentions[0].start, max(end, mentions[-1].end)
            )
            if said:
                first = [each for each in first if each.end <= said.start()][::-1] + first
        leading = [self._main(each, upright) for each in mentions[:1] if each.sort == "pronoun"]
        people = [each for each in mentions if each.named and not each.named.organisation]
        objects = [each for each in people if self._is_asked(each)] + people
        found = (self._resolve(each) for each in (*first, *leading, *upright, *objects, *mentions))
        return next((named for named in found if named), None)

    def _main(self, pronoun: Mention, upright: Sequence[Mention]) -> Mention:
        """Give the name that a pronoun in an opening clause leads to: Asked what he would do, Roe smiled. Else the pronoun."""
        text, comma = self._document.text, self._document.text.find(",", pronoun.end)
        opens = _OPENING.match(text, self._sentence(pronoun.start).start)
        named = [each for each in upright if each.sort == "name" and text[comma : each.start] == ", "]
        return named[0] if opens and named else pronoun


def _order(quote: "ExtractedQuote") -> tuple[Named | None, Named | None]:
    """Give a quote's two people, last the one whom the sentence is about."""
    if quote.kind == "full":
        return quote.relayed_by, quote.speaker
    return quote.speaker, quote.relayed_by
