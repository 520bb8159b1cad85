"""Which articles are one another's copies: measured on the articles of the tests, in both languages."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shingles import NEARLY, shared, shingles

TEXTS = {
    path.name: path.read_text(encoding="utf-8")
    for language in ("bn", "en")
    for path in sorted((Path(__file__).parent / "articles" / language).glob("*.txt"))
}
EVERY = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def likeness(one: str, other: str) -> float:
    """Give how much two texts share."""
    return shared(shingles(one), shingles(other))


def edited(text: str, share: float) -> str:
    """Put another word in the place of a share of all words."""
    random = Random(text)  # noqa: S311 - the same edits each time
    return regex.sub(r"[\p{L}\p{M}\p{N}]+", lambda word: "বদল" if random.random() < share else word[0], text)


def paragraphs(text: str) -> list[str]:
    """Give the lines that hold something."""
    return [line for line in text.split("\n") if line.strip()]


def test_no_two_articles_are_alike() -> None:
    assert max(likeness(*pair) for pair in combinations(TEXTS.values(), 2)) < NEARLY / 10


@EVERY
def test_an_article_is_like_its_edited_excerpted_and_lengthened_copies(text: str) -> None:
    lines, other = paragraphs(text), next(each for each in TEXTS.values() if each != text)
    assert likeness(text, text.upper().replace(",", "")) == 1
    assert likeness(text, edited(text, 0.1)) >= NEARLY
    assert likeness(text, "\n".join(lines[: len(lines) // 2])) >= NEARLY
    assert likeness(text, f"{text}\n{other}") >= NEARLY
    assert (
        likeness(text, "\n".join([*lines[: len(lines) // 2], *paragraphs(other)[len(lines) // 2 :]]))
        >= NEARLY
    )


@EVERY
def test_a_paragraph_taken_over_makes_no_copy(text: str) -> None:
    other = next(each for each in TEXTS.values() if each != text)
    assert 0 < likeness(text, f"{other}\n{max(paragraphs(text), key=len)}") < NEARLY


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) in (0, 1)
