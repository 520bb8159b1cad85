"""The quotes of an article: each with its exact span, its kind, and who is said to have spoken."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text import words
from bot.extract.clause import Clause, ClauseReader
from bot.extract.confidence import UNSURE, Evidence
from bot.extract.directory import Directory
from bot.extract.kinds import Kind, kind_of
from bot.extract.marks import Marked
from bot.extract.names import Named
from bot.extract.segment import Document, Paragraph, Sentence
from bot.extract.speakers import Attribution, Speakers


@dataclass(frozen=True)
class ExtractedQuote:
    """One segment of speech: `exact` is the text at its offsets, and `follows` says that it goes on from the one before.

    `support` are the words that tell who speaks, `evidence` how they tell it.
    """

    start: int
    end: int
    exact: str
    kind: Kind
    paragraph: int
    speaker: Named | None
    relayed_by: Named | None
    evidence: Evidence
    support: tuple[str, ...]
    follows: bool

    @property
    def confidence(self) -> float:
        """How likely the speaker is right, 0..1; a title has none for sure."""
        return 1.0 if self.kind == "title" else self.evidence.probability

    @property
    def unsure(self) -> bool:
        """Whether an editor must settle who speaks."""
        return self.kind != "title" and self.confidence < UNSURE


class QuoteReader:
    """Reads an article from its beginning to its end, and keeps in mind who has spoken."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.directory = Directory(document)
        self._clauses = ClauseReader(document, self.directory)
        self._speakers = Speakers(document, self.directory)
        self._quotes: list[ExtractedQuote] = []
        self._open = False  # the last quotation goes on in the next paragraph

    def read(self) -> tuple[ExtractedQuote, ...]:
        """Give the quotes in order; captions have none."""
        for paragraph in self._document.paragraphs:
            if paragraph.caption:
                continue
            for sentence in self._document.split(paragraph):
                self._read_sentence(paragraph, sentence)
        return tuple(self._quotes)

    def _read_sentence(self, paragraph: Paragraph, sentence: Sentence) -> None:
        inside = [each for each in paragraph.marked if sentence.start <= each.start - 1 < sentence.end]
        inside = [each for each in inside if words(self._document.text[each.start : each.end])]
        first = len(self._quotes)
        for place, quotation in enumerate(inside):
            self._quotes.append(self._quote(sentence, inside, place, paragraph.number))
            self._open = not quotation.closed
        self._speakers.remember(sentence, self._quotes[first:])

    def _quote(self, sentence: Sentence, inside: Sequence[Marked], place: int, number: int) -> ExtractedQuote:
        quotation, text = inside[place], self._document.text
        earlier = inside[place - 1].end + 1 if place else sentence.start
        later = inside[place + 1].start - 1 if place + 1 < len(inside) else sentence.end
        goes_on = self._open or (place > 0 and self._is_split(earlier, quotation.start - 1))
        if goes_on and self._quotes:
            last = self._quotes[-1]
            attribution = Attribution(last.speaker, last.relayed_by, last.evidence, last.support)
            kind: Kind = last.kind
        else:
            after = self._clauses.after(quotation.end + 1, later)
            before = self._lead(earlier, quotation.start - 1)
            start = Sentence(earlier, sentence.end, number)
            kind = kind_of(
                self._document, quotation, start, reported=after is not None, led=before is not None
            )
            attribution = self._attribute(kind, quotation, after, before)
            if goes_on := self._resumes(attribution, sentence, number):
                last = self._quotes[-1]
                attribution = Attribution(attribution.speaker, None, last.evidence, attribution.support)
        exact = text[quotation.start : quotation.end]
        return ExtractedQuote(
            quotation.start,
            quotation.end,
            exact,
            kind,
            number,
            attribution.speaker,
            attribution.relayed_by,
            attribution.evidence,
            attribution.support,
            follows=goes_on,
        )

    def _resumes(self, attribution: Attribution, sentence: Sentence, number: int) -> bool:
        """Say whether a quote without a cue follows another of the same speaker at once: “…,” she said. “…”."""
        if (
            not self._quotes
            or attribution.evidence.sort != "carried"
            or attribution.speaker is not self._quotes[-1].speaker
        ):
            return False
        last = self._quotes[-1]
        between = [each for each in self._document.sentences if last.end < each.start < sentence.start]
        return last.paragraph == number and last.kind == "full" and not between

    def _lead(self, start: int, end: int) -> Clause | None:
        return self._clauses.nominal(start, end) or self._clauses.before(start, end)

    def _is_split(self, start: int, end: int) -> bool:
        """Say whether what stands between two quotations is the reporting clause of both."""
        between = self._document.text[start:end].strip()
        return self._quotes[-1].kind == "full" and between.endswith((",", ":", "—", "–")) and len(between) > 1

    def _attribute(
        self, kind: Kind, quotation: Marked, after: Clause | None, before: Clause | None
    ) -> Attribution:
        if kind == "title":
            return Attribution(None, None, Evidence("nobody", self._document.language), ())
        embedded = kind in ("fragment", "term")
        bengali = self._document.language == "bn"
        if embedded and bengali:
            return self._speakers.embedded(quotation, before, after)
        chosen = (before or after) if embedded or self._leads_here(before, quotation) else (after or before)
        return self._speakers.attribute(chosen, quotation, embedded=embedded)

    def _leads_here(self, before: Clause | None, quotation: Marked) -> bool:
        """Say whether a clause leads straight to a quotation: nothing but a few words and a comma stands between."""
        if before is None:
            return False
        between = self._document.text[before.verb[1] : quotation.start - 1].rstrip()
        that = self._document.cues.pattern("that").search(between[-6:])
        return between == "" or between.endswith((",", ":", "–", "—")) or that is not None
