"""Parts of the review: names in either script, moments as they are typed, the drafter's remarks."""

from datetime import datetime
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.remarks import above, remarks, without_remark
from bot.domain.embargo import read_moment
from bot.domain.models import Library
from bot.domain.naming import find_by_name
from bot.domain.source import Source
from bot.domain.text import words
from bot.render.desk_terminal import sentence_around
from tests.bridge_draft import ARTICLE, DRAFT

HERE = datetime(2026, 11, 22, 19, 46)  # noqa: DTZ001 - a clock on a wall


def spellings(library: Library) -> dict[str, tuple[str, ...]]:
    """Give the names of the people of a library."""
    return {key: (person.name.bn, person.name.en, *person.aliases) for key, person in library.people.items()}


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("putin", "putin"),
        ("পুটিন", "putin"),
        ("zelensky", "zelenskyy"),
        ("জেলেন", "zelenskyy"),
        ("উশকভ", "ushakov"),
        ("মাক্রোঁ", "macron"),
        ("trmp", "trump"),
    ],
)
def test_somebody_is_found_first_by_a_few_letters_in_either_script(
    library: Library, typed: str, person: str
) -> None:
    assert find_by_name(typed, spellings(library))[0] == person


def test_nobody_is_found_by_what_is_no_name(library: Library) -> None:
    for typed in ("", "…", "xyz", "ঢাকার মেয়র"):
        assert find_by_name(typed, spellings(library)) == []


@given(st.lists(st.text("অআকখগপবমরলাি্ abcdefo", min_size=1, max_size=12), min_size=1, max_size=4))
def test_whoever_is_typed_whole_is_found(names: list[str]) -> None:
    """A name with a word in it finds whom it names, among others, whatever the script."""
    known = {str(place): (name,) for place, name in enumerate(names)}
    for name in names:
        found = {known[key][0] for key in find_by_name(name, known)}
        assert name in found or not words(name)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("23:30", datetime(2026, 11, 22, 23, 30)),  # noqa: DTZ001 - by the same clock
        ("18:00", datetime(2026, 11, 23, 18)),  # noqa: DTZ001 - the same
        ("আগামীকাল সকাল ৯টা", datetime(2026, 11, 23, 9)),  # noqa: DTZ001 - the same
        ("২০২৬-১২-০১ সন্ধ্যা ৬টা", datetime(2026, 12, 1, 18)),  # noqa: DTZ001 - the same
        ("2026-12-01T18:05", datetime(2026, 12, 1, 18, 5)),  # noqa: DTZ001 - the same
        ("2026-12-01", None),
        ("2026-02-31 18:00", None),
        ("6 pm and 9 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_moment_is_read_by_the_clock_on_the_wall(typed: str, moment: datetime | None) -> None:
    assert read_moment(normalize("NFC", typed), HERE) == moment


@given(st.text())
def test_whatever_is_typed_is_a_moment_or_none(typed: str) -> None:
    moment = read_moment(typed, HERE)
    assert moment is None or moment.tzinfo is None


def test_remarks_are_read_by_where_they_stand_and_go_one_by_one() -> None:
    found = remarks(DRAFT)
    assert found == {
        (): "Drafted from the article. Open: title, summary and translations in en; the topic.",
        ("quotes", 0): "রহিমা খাতুন; বলেন (sure 95%)",
        ("quotes", 1): "open: who speaks? কথায় (sure 55%)",
    }
    text = without_remark(without_remark(DRAFT, ("quotes", 1)), ())
    assert remarks(text) == {("quotes", 0): found["quotes", 0]}
    assert text == DRAFT.partition("\n")[2].replace(f"  # {found['quotes', 1]}", "")
    assert without_remark(text, ()) == text
    assert above(ARTICLE) == ["Open: publisher, credit and url; the date is that of the draft."]


def test_where_a_name_stands_is_shown_without_what_would_turn_the_line_around() -> None:
    source = Source("সকালে বৃষ্টি।\nমেয়র \u202eরহিমা\u2066 খাতুন বলেন, সেতু খুলছে।")
    assert sentence_around(source, "খাতুন") == "মেয়র রহিমা খাতুন বলেন, সেতু খুলছে।"
