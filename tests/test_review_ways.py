"""The ways through a review: back and on again, out, and past a draft that nobody has a use for."""

import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest

from bot.content.read import load
from tests.bridge_draft import ALL_LINES, ARTICLE_LINES, PERSON_LINES, BridgeDraft, write_bridge_draft
from tests.typist import Typist


@pytest.fixture
def bridge(tmp_path: Path) -> BridgeDraft:
    """Give a folder with one draft."""
    return write_bridge_draft(tmp_path)


def add_lanes(bridge: BridgeDraft) -> Path:
    """Write a second draft of the article, in which the mayor does not speak; give its file."""
    other = bridge.draft.with_name("lanes.toml")
    text = bridge.text.replace('"bridge"', '"lanes"').replace(normalize("NFC", "তিন মাসে"), "দুই লেন:")
    other.write_text(text.replace('"rahima"', '"kamal"'), encoding="utf-8")
    return other


def test_whoever_goes_back_over_the_articles_record_loses_nothing_by_enter(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = ["বার্তা", "দৈনিক বার্তা", "Barta", "2026-11-20", "https://example.org/setu"]
    typist.run("review", "--briefs", bridge.path, types=[*lines, "b", "", "b", "b", "", "b", "b", "b", ""])
    assert any(prompt.startswith("Published on: ") for prompt in typist.prompts)
    article = bridge.record("article.toml")
    assert article["credit"] == {"bn": normalize("NFC", "দৈনিক বার্তা"), "en": "Barta"}
    assert (str(article["published"]), "published_inferred" in article) == ("2026-11-20", False)
    assert article["url"] == "https://example.org/setu"


def test_the_point_that_an_editor_went_back_from_is_asked_again_though_it_is_settled(
    bridge: BridgeDraft, typist: Typist
) -> None:
    wrong = "Somebody Else"
    back = ["b", "b", "2026-11-19", "n", "রহিমা খাতুন", "Rahima Khatun", "মেয়র", "Mayor"]
    typist.run("review", "--briefs", bridge.path, types=[*ARTICLE_LINES, wrong, *back])
    assert str(bridge.record("article.toml")["published"]) == "2026-11-19"
    assert bridge.record("people.toml")["rahima"]["name"]["en"] == "Rahima Khatun"


def test_a_draft_is_given_up_at_its_first_point_and_the_sitting_goes_on_at_the_next(
    bridge: BridgeDraft, typist: Typist
) -> None:
    other = add_lanes(bridge)
    typist.run("review", "--briefs", bridge.path, types=[*ARTICLE_LINES, *PERSON_LINES, "d", "n", "d", "y"])
    assert "d drop the draft" in typist.screen
    assert (bridge.draft.exists(), other.exists()) == (False, True)
    assert typist.screen.rstrip().endswith("bridge-article/lanes.toml")


def test_who_speaks_only_in_a_draft_that_was_given_up_is_not_waited_for(
    bridge: BridgeDraft, typist: Typist
) -> None:
    add_lanes(bridge)
    nobody = [*ARTICLE_LINES, ""]  # the mayor's name stays open
    typist.run("review", "--briefs", bridge.path, types=[*nobody, "d", "y", "1"])
    assert "rahima" not in bridge.draft.with_name("people.toml").read_text(encoding="utf-8")
    assert typist.run("ask", "--briefs", bridge.path, "সেতু") == 0
    assert load(bridge.path).people.keys() == {"kamal"}


def test_the_next_draft_of_an_article_is_offered_the_topic_of_the_one_before(
    bridge: BridgeDraft, typist: Typist
) -> None:
    other = add_lanes(bridge)
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "l", ""])
    assert "Number or name (empty: 1): " in typist.prompts
    assert tomllib.loads(other.read_text(encoding="utf-8"))["topic"] == "city"
