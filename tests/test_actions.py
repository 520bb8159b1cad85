"""What a button carries comes back as what it meant, and nothing else does."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.models import LANGUAGES
from bot.render.actions import (
    Action,
    ChooseLanguage,
    ManageWish,
    Managing,
    Page,
    ShowBrief,
    ShowBriefing,
    ShowPage,
    ShowReason,
    ShowTopic,
    View,
    decode,
    encode,
)

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,55}", fullmatch=True)
numbers = st.integers(0, 1_000_000)
languages = st.sampled_from(LANGUAGES)
actions = st.one_of(
    st.builds(ShowBrief, ids, languages, st.sampled_from(get_args(View)), numbers),
    st.builds(ShowTopic, ids, languages, numbers),
    st.builds(ShowPage, st.sampled_from(get_args(Page)), languages, numbers),
    st.builds(ChooseLanguage, st.sampled_from(["bn", "en", "auto"])),
    st.builds(ShowBriefing, languages, numbers),
    st.builds(ShowReason, languages),
    st.builds(ManageWish, st.sampled_from(get_args(Managing)), languages),
)


@given(actions)
def test_every_action_comes_back_and_fits_in_a_button(action: Action) -> None:
    data = encode(action)
    assert len(data.encode()) <= 64
    assert decode(data) == action


@given(st.one_of(st.text(max_size=64), st.from_regex(r"[a-zA-Z][0-9a-z]{0,5}:[a-z]?:?.{0,70}")))
def test_anything_else_is_refused_or_is_what_encode_would_give(data: str) -> None:
    action = decode(data)
    assert action is None or decode(encode(action)) == action


def test_the_longest_id_with_a_million_fits_and_a_higher_number_never_makes_it_longer() -> None:
    longest = ShowTopic("x" * 56, "bn", 1_000_000)
    assert decode(encode(longest)) == longest
    assert len(encode(longest)) <= 64
    beyond = encode(ShowBrief("x" * 56, "bn", "quotes", 10**9))
    assert len(beyond) <= 64
    assert decode(beyond) is not None


def test_data_of_another_bot_means_nothing() -> None:
    for data in (
        "",
        "খবর",
        "c0:b:",
        "c0:x:iran",
        "z0:b:iran",
        "t:b:",
        "T0:b:iran",
        "l:z",
        "c0:b:iran\n",
        "c٣:b:iran",
    ):
        assert decode(data) is None, data
