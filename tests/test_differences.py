"""What a change of a brief looks like in a terminal."""

import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from bot.content.read import load, shipped
from bot.domain.models import Bilingual, Brief, Library
from bot.render.desk_terminal import Page
from bot.render.differences import changed_fields, difference_lines
from bot.render.progress import clean

LIBRARY = load(shipped())
KEY = "film-exchange"
STYLE = regex.compile(r"\x1b\[[\d;]*m")
WORDS = st.lists(
    st.sampled_from(
        [
            "তিন",
            "চার",
            "মাসে",
            "খুলছে",
            "ঐতিহ্যবাহী",
            "bridge",
            "“বড়",
            "স্বস্তি”",
            "৪.৫",
            "ক্ষ্ম্য",
            "–",
            "日本",
            "a" * 50,
        ]
    ),
    min_size=1,
    max_size=40,
)


def with_title(words: list[str]) -> Library:
    """Give the library with another title of one brief."""
    brief = LIBRARY.briefs[KEY]
    title = Bilingual(bn=" ".join(words), en=brief.title.en)
    return with_brief(brief.model_copy(update={"title": title}))


def with_brief(brief: Brief) -> Library:
    return Library({brief.id: brief}, LIBRARY.sources, LIBRARY.people, LIBRARY.topics)


@settings(deadline=None, max_examples=200)
@given(WORDS, WORDS, st.integers(40, 100), st.booleans())
def test_old_and_new_stand_whole_within_the_width_and_letters_are_never_parted(
    old: list[str],
    new: list[str],
    width: int,
    styled: bool,  # noqa: FBT001 - drawn
) -> None:
    page = Page(width, styled)
    lines = list(difference_lines(page, with_title(old), with_title(new), KEY))
    text = "\n".join(lines)
    assert ("\x1b[" in text) == (styled and old != new)
    bare = [line for each in lines for line in STYLE.sub("", each).split("\n")]
    assert all(wcswidth(line) <= width for line in bare)
    assert not any(regex.match(r"\s*\p{M}", line) for line in bare)
    said = "".join(regex.sub(r"[\s»«+-]", "", line) for line in bare)
    for words in (old, new) if old != new else ():
        assert clean("".join(words)).replace("-", "") in said


def test_the_words_that_changed_are_marked_and_none_else() -> None:
    page, old = Page(80, styled=False), ["তিন", "মাসে", "খুলছে", "নতুন", "সেতু"]
    lines = list(difference_lines(page, with_title(old), with_title(["চার", *old[1:3], "পুরোনো", "সেতু"]), KEY))
    assert lines == [
        "  title in Bengali",
        "    - »তিন« মাসে খুলছে »নতুন« সেতু",
        "    + »চার« মাসে খুলছে »পুরোনো« সেতু",
    ]


def test_a_quote_that_is_added_or_taken_away_leaves_the_others_as_they_are() -> None:
    brief = LIBRARY.briefs[KEY]
    less = with_brief(brief.model_copy(update={"quotes": brief.quotes[1:]}))
    name = f"quote “{brief.quotes[0].exact[:10]}"
    taken = [field for field in changed_fields(LIBRARY, less, KEY) if field.startswith("quote")]
    assert taken
    assert all(field.startswith(name) for field in taken)
    assert set(taken) < set(changed_fields(less, LIBRARY, KEY))  # who spoke it alone goes with it
    lines = difference_lines(Page(80, styled=False), LIBRARY, less, KEY)
    assert {line[4] for line in lines if regex.match(r" {4}\S", line)} == {"-"}


def test_of_a_new_brief_that_is_shown_which_readers_see() -> None:
    fields = [
        line.strip()
        for line in difference_lines(Page(80, styled=False), None, LIBRARY, KEY)
        if not line.startswith("    ")
    ]
    assert {"title in Bengali", "title in English", "summary in Bengali", "summary in English"} <= set(fields)
    assert not any(name in " ".join(fields) for name in ("place", "evidence", "spellings", "keywords"))
