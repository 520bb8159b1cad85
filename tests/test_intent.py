"""Messages that name no subject get what they want, and no message that names one is taken for them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.intent import Errand, Intent, read_errand, read_intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("news", "latest"),
        ("what is new today? any news", "latest"),
        ("latest news", "latest"),
        ("আজকের খবর কী?", "latest"),
        ("সর্বশেষ সংবাদ", "latest"),
        ("নিউজ", "latest"),
        ("ajker khobor ki", "latest"),
        ("aj ker khobor", "latest"),
        ("help me", "help"),
        ("সাহায্য", "help"),
        ("What can you do?", "help"),
        ("হ্যালো", "start"),
        ("assalamu alaikum", "start"),
        ("কেমন আছেন?", "start"),
        ("who are you", "start"),
        ("ধন্যবাদ", "thanks"),
        ("dhonnobad", "thanks"),
        ("ok thanks", "thanks"),
        ("bye", "thanks"),
        ("ঠিক আছে", "thanks"),
    ],
)
def test_what_a_message_without_a_subject_wants(text: str, intent: Intent) -> None:
    assert read_intent(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "ইরানের খবর",
        "চাকরির খবর",
        "ukrain er khobor",
        "help for ukraine",
        "thanks to trump",
        "iran news",
        "ok iran",
        "আজ",
        "",
        "👍",
    ],
)
def test_a_message_that_may_name_a_subject_is_a_question(text: str) -> None:
    assert read_intent(text) is None


def test_no_question_that_was_written_to_measure_search_is_taken_for_one_of_these() -> None:
    files = list((Path(__file__).parent / "queries").glob("*.tsv"))
    questions = [
        line.split("\t")[1]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if "\t" in line
    ]
    assert len(questions) > 300
    assert [question for question in questions if read_intent(question)] == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert read_intent(text) in {None, "latest", "help", "start", "thanks"}


@pytest.mark.parametrize(
    ("text", "errand"),
    [
        ("subscribe", "subscribe"),
        ("I want to subscribe", "subscribe"),
        ("subscribe korte chai", "subscribe"),
        ("ব্রিফিং চাই", "subscribe"),
        ("নিয়মিত ব্রিফিং পেতে চাই", "subscribe"),
        ("unsubscribe", "unsubscribe"),
        ("stop briefings", "unsubscribe"),
        ("ব্রিফিং বন্ধ করুন", "unsubscribe"),
        ("briefing lagbe na", "unsubscribe"),
        ("stop", None),
        ("ইরান নিয়ে ব্রিফিং", None),
        ("white house briefing", None),
        ("যুদ্ধ বন্ধ করুন", None),
        ("", None),
    ],
)
def test_briefings_are_asked_for_and_ended_in_plain_words(text: str, errand: Errand | None) -> None:
    assert read_errand(text) == errand
