"""Corrections and retractions are public: the list as a message, its words, its buttons, and who asks for it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.corrections import Correction, new_corrections
from bot.domain.intent import Errand, read_errand
from bot.domain.models import LANGUAGES, Bilingual, HistoryEntry, Language, Library
from bot.render.actions import ShowCorrections, decode, encode
from bot.render.corrections import PAGE, corrections, corrections_json, corrections_lines
from bot.render.split import LIMIT, length
from bot.render.words import say_number
from bot.services.corrections import corrections as corrections_of
from bot.store.engine import Store
from tests.stores import NOON, both, brief

NOTE = Bilingual(bn="আমরা লিখেছিলাম মঙ্গলবার; হবে বুধবার।", en="We said Tuesday; it is Wednesday.")
WHY = Bilingual(bn="প্রতিবেদনটি ভুয়া ছিল।", en="The article was a fake.")


def entry(kind: str = "correction", note: Bilingual | None = NOTE, days: int = 1) -> HistoryEntry:
    return HistoryEntry.model_validate({"date": NOON + timedelta(days=days), "kind": kind, "note": note})


def corrected(number: int = 1, **changes: object) -> Correction:
    title = Bilingual(bn=f"{say_number('bn', number)} নম্বর খবর", en=f"Brief number {number}")
    return Correction(brief(id=f"brief-{number}", title=title, **changes), entry())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bn", "১ নম্বর খবর\nসংশোধন, ৪ জুলাই ২০২৫: আমরা লিখেছিলাম মঙ্গলবার; হবে বুধবার।"),
        ("en", "Brief number 1\nCorrection, July 4, 2025: We said Tuesday; it is Wednesday."),
    ],
)
def test_a_correction_stands_with_title_date_kind_and_note_and_opens_the_brief(
    language: Language, text: str
) -> None:
    shown = corrections([corrected()], language)
    assert shown.blocks[1].text == text
    assert [button.data for row in shown.buttons for button in row] == [f"c0:{language[0]}:brief-1"]


def test_a_retracted_brief_says_why_and_is_not_opened() -> None:
    gone = Correction(brief(status="retracted"), entry("retraction", WHY))
    shown = corrections([gone], "bn")
    assert "চলচ্চিত্র বিনিময়\nপ্রত্যাহার, ৪ জুলাই ২০২৫: প্রতিবেদনটি ভুয়া ছিল।" in shown.blocks[1].text
    assert shown.buttons == ()


def test_a_brief_that_was_corrected_twice_is_listed_twice_with_one_button() -> None:
    shown = corrections([corrected(), corrected()], "bn")
    assert len(shown.blocks) == 3
    assert len(shown.buttons) == 1


@pytest.mark.parametrize(
    ("offset", "older", "labels"),
    [
        (0, False, []),
        (0, True, ["আরও পুরোনো সংশোধন"]),
        (PAGE, True, ["আরও নতুন সংশোধন", "আরও পুরোনো সংশোধন"]),
        (2 * PAGE, False, ["আরও নতুন সংশোধন"]),
    ],
)
def test_pages_are_turned_by_buttons_that_say_so(offset: int, *, older: bool, labels: list[str]) -> None:
    shown = corrections([corrected()], "bn", offset, older=older)
    assert [button.label for row in shown.buttons[1:] for button in row] == labels
    targets = [decode(button.data or "") for row in shown.buttons[1:] for button in row]
    assert [each.offset for each in targets if isinstance(each, ShowCorrections)] == [
        at for at, there in ((offset - PAGE, offset), (offset + PAGE, older)) if there
    ]


@pytest.mark.parametrize(("language", "word"), [("bn", "এখনো কিছু সংশোধন"), ("en", "Nothing has been")])
def test_nothing_yet_is_said(language: Language, word: str) -> None:
    assert word in corrections([], language).blocks[1].text


@given(st.integers(1, 12), st.integers(1, 4000), st.sampled_from(LANGUAGES))
def test_a_page_is_one_message_however_long_the_notes(count: int, words: int, language: Language) -> None:
    long = Bilingual(bn="ভুল " * words, en="wrong " * words)
    shown = corrections([Correction(brief(), entry(note=long))] * count, language)
    assert length("\n\n".join(block.text for block in shown.blocks)) <= LIMIT


@given(st.sampled_from(LANGUAGES), st.integers(0, 36**4 - 1))
def test_the_button_of_a_page_comes_back(language: Language, offset: int) -> None:
    assert decode(encode(ShowCorrections(language, offset))) == ShowCorrections(language, offset)


def test_what_a_version_brought_is_what_the_one_before_it_lacks() -> None:
    first = entry("published", None, 0)
    history = (first, entry("correction"), entry("typo", None, 2), entry("retraction", WHY, 3))
    after = brief(history=history)
    assert [each.kind for each in new_corrections(None, after)] == ["retraction", "correction"]
    assert [each.kind for each in new_corrections(brief(history=history[:2]), after)] == ["retraction"]
    assert new_corrections(after, after) == ()


def test_the_terminal_has_them_in_80_columns_and_as_json() -> None:
    long = Bilingual(bn="আমরা ভুল লিখেছিলাম। " * 12, en="We were wrong. " * 12)
    lines = corrections_lines([Correction(brief(), entry(note=long))], 80).splitlines()
    assert lines[0] == "2025-07-04 12:00 UTC  correction  film-exchange"
    assert max(map(len, lines)) <= 80 * 2  # marks are of no width
    assert any("আমরা ভুল লিখেছিলাম।" in line for line in lines)
    assert '"bn": "আমরা লিখেছিলাম মঙ্গলবার; হবে বুধবার।"' in corrections_json([corrected()])
    assert corrections_json([]) == "[]"


@pytest.mark.parametrize(
    ("text", "errand"),
    [
        ("what did you correct", "corrections"),
        ("what did you get wrong?", "corrections"),
        ("corrections", "corrections"),
        ("have you made any corrections", "corrections"),
        ("which briefs were retracted", "corrections"),
        ("কী সংশোধন করেছেন?", "corrections"),
        ("আপনারা কী কী ভুল করেছেন", "corrections"),
        ("কোন খবর প্রত্যাহার করেছেন", "corrections"),
        ("সংশোধনগুলো দেখান", "corrections"),
        ("vul ki ki thik korso", "corrections"),
        ("ki ki songshodhon korechen", "corrections"),
        ("apnara ki vul korechen", "corrections"),
        ("did you retract anything", "corrections"),
        ("কী কী শুধরেছেন", "corrections"),
        ("কী ভুল হয়েছে", None),
        ("correct", None),
        ("that is wrong", None),
        ("ভুল", None),
        ("ki vul", None),
        ("সংবিধান সংশোধন", None),
        ("সেনা প্রত্যাহার", None),
        ("what did Trump get wrong", None),
        ("stock market correction", None),
        ("you are correct", None),
    ],
)
def test_corrections_are_asked_for_in_plain_words(text: str, errand: Errand | None) -> None:
    assert read_errand(text) == errand


@both
async def test_the_store_lists_what_each_version_brought_with_the_briefs_as_they_are_now(
    store: Store,
) -> None:
    """A file that comes with corrections brings them all at once; a version that mends a misprint as well is listed once."""
    first = entry("published", None, 0)
    wrong, fake = entry("correction"), entry("retraction", WHY, 3)
    old = brief(id="old", history=(first, wrong, entry("correction", WHY, 2)))
    film = brief(history=(first,))
    await store.versions.record(Library({each.id: each for each in (old, film)}), NOON)
    mended = film.model_copy(update={"history": (first, wrong, entry("typo", None, 2))})
    await store.versions.record(Library({film.id: mended}), NOON)
    title = Bilingual(bn="নতুন শিরোনাম", en="New title")
    gone = mended.model_copy(
        update={"history": (*mended.history, fake), "status": "retracted", "title": title}
    )
    await store.versions.record(Library({film.id: gone}), NOON)
    listed, older = await corrections_of(store.versions, 5)
    assert not older
    assert [(each.brief.id, each.entry.kind, each.entry.note) for each in listed] == [
        ("film-exchange", "retraction", WHY),
        ("film-exchange", "correction", NOTE),
        ("old", "correction", WHY),
        ("old", "correction", NOTE),
    ]
    assert [each.brief.title for each in listed[:2]] == [title, title]
    page, older = await corrections_of(store.versions, 1, 1)
    assert (len(page), older) == (1, True)


@both
async def test_a_version_that_lacks_what_another_editor_published_is_not_recorded(store: Store) -> None:
    first = entry("published", None, 0)
    film = brief(history=(first,))
    for history in ((first,), (first, entry())):
        await store.versions.record(Library({film.id: brief(history=history)}), NOON)
    other = brief(history=(first, entry("update", WHY)))
    for late in (film, other):
        assert await store.versions.record(Library({film.id: late}), NOON, "anna@desk") == []
    (last,) = (await store.versions.latest([film.id])).values()
    assert last.brief.history[-1].note == NOTE
