"""An article that changed: quotes are found again where their words stand, to the letter, or are said to be gone."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.models import Brief, Quote, Span
from bot.domain.reanchor import reanchor, reanchor_quote, reanchor_span, surroundings
from bot.domain.source import Source

OLD = normalize(
    "NFC",
    "মেয়র রহিমা খাতুন বলেন, “সেতুটি ৩ মাসে খুলবে।” সবাই খুশি।\n"
    "কামাল বলেন, “আগে দুটি লেন চালু হবে, পরে বাকিগুলো, সবার শেষে ফুটপাত।” তিনি সময় জানাননি।\n"
    "এটি “বড় স্বস্তি”। কাজের দায়িত্বে দুজন ঠিকাদার।",
)
SOURCE = Source(OLD)


def place(words: str, text: str = OLD) -> Span:
    """Give where words first stand."""
    words = normalize("NFC", words)
    return text.index(words), text.index(words) + len(words)


def quote(words: str, *later: str, kind: str = "full") -> Quote:
    """Give a quote of the old text, in segments where there are several pieces."""
    spans = [place(words), *map(place, later)]
    start, end = spans[0][0], spans[-1][1]
    prefix, suffix = surroundings(start, end, SOURCE)
    exact = normalize("NFC", " … ".join((words, *later)))
    fields = {"kind": kind, "exact": exact, "start": start, "end": end, "prefix": prefix, "suffix": suffix}
    return Quote.model_validate(fields | ({"segments": tuple(spans)} if later else {}))


QUOTES = (
    quote("সেতুটি ৩ মাসে খুলবে।"),
    quote("আগে দুটি লেন চালু হবে", "সবার শেষে ফুটপাত"),
    quote("বড় স্বস্তি", kind="term"),
    quote("কাজের দায়িত্বে দুজন ঠিকাদার", kind="passage"),
)


def test_in_the_same_text_everything_stands() -> None:
    assert [reanchor_quote(each, SOURCE, SOURCE) for each in QUOTES] == list(QUOTES)
    assert [reanchor_quote(each, None, SOURCE) for each in QUOTES] == list(QUOTES)


def test_a_brief_says_of_each_quote_and_span_whether_it_stands_moved_or_is_gone() -> None:
    new = Source(OLD.replace("সবাই খুশি", "সবাই বেশ খুশি").replace("স্বস্তি”", "আরাম”"))
    brief = Brief.model_validate(
        {
            "id": "bridge",
            "topic": "city",
            "status": "draft",
            "published": "2025-07-03T18:00:00Z",
            "title": {"bn": "সেতু", "en": "Bridge"},
            "summary": {"bn": "সেতু", "en": "Bridge"},
            "quotes": QUOTES[:3],
            "evidence": (place("সবাই খুশি।"), place("তিনি সময় জানাননি।")),
        },
        strict=False,
    )
    found = reanchor(brief, SOURCE, new)
    assert (found.quotes, found.evidence) == (("stands", "moved", "gone"), ("gone", "moved"))
    assert found.gone
    assert found.brief.quotes[2] == QUOTES[2]
    start, end = found.brief.evidence[1]
    assert new.text[start:end] == normalize("NFC", "তিনি সময় জানাননি।")
    assert not reanchor(brief, SOURCE, SOURCE).gone


def test_words_that_lost_their_quotation_marks_are_gone() -> None:
    new = Source(OLD.replace("“বড়", "বড়").replace("স্বস্তি”", "স্বস্তি"))
    assert reanchor_quote(QUOTES[2], SOURCE, new) is None


def test_words_that_go_on_inside_their_last_letter_are_gone() -> None:
    """The words stand in the text still, and end before a vowel sign that belongs to their last letter."""
    new = Source(OLD.replace("ঠিকাদার।", "ঠিকাদারের।"))
    assert reanchor_quote(QUOTES[3], SOURCE, new) is None
    assert reanchor_span((QUOTES[3].start, QUOTES[3].end), SOURCE, new) is None


def test_of_several_places_the_one_with_the_same_words_around_it_is_taken() -> None:
    words = normalize("NFC", "তিনি বলেন, “বড় স্বস্তি” হলো।\n")
    found = reanchor_quote(QUOTES[2], None, Source(words + OLD))
    assert found is not None
    assert (found.start, found.end) == (QUOTES[2].start + len(words), QUOTES[2].end + len(words))


def test_evidence_whose_old_text_nobody_kept_is_gone() -> None:
    assert reanchor_span(place("সবাই খুশি।"), None, SOURCE) is None


_PIECE = st.sampled_from(["নতুন কথা। ", "“বড় স্বস্তি”। ", "\n", "A word. ", "সেতুটি ৩ মাসে খুলবে।", "কি", "”", "“"])


@given(
    st.lists(st.tuples(st.integers(0, len(OLD)), st.integers(0, 9), _PIECE), max_size=6),
    st.sampled_from([SOURCE, None]),
)
def test_what_is_found_again_stands_there_to_the_letter(
    edits: list[tuple[int, int, str]], old: Source | None
) -> None:
    """However the text changed, every quote and span that is not gone has its words at its new offsets, on whole letters."""
    text = OLD
    for at, cut, put in edits:
        text = text[:at] + put + text[at + cut :]
    new = Source(normalize("NFC", text))
    for each in QUOTES:
        if (found := reanchor_quote(each, old, new)) is not None:
            pieces = each.exact.split(" … ")
            spans = found.segments or ((found.start, found.end),)
            assert [new.text[slice(*span)] for span in spans] == pieces
            assert {edge for span in spans for edge in span} <= new.breaks
            assert new.text[: found.start].endswith(found.prefix)
            assert new.text[found.end :].startswith(found.suffix)
    span = place("তিনি সময় জানাননি।")
    if (moved := reanchor_span(span, old, new)) is not None:
        assert new.text[slice(*moved)] == OLD[slice(*span)]
