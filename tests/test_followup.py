"""Follow-ups: short messages that refer to the last answer, and questions that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.followup import FollowUp, Kind, follow, read_followup
from bot.domain.search import Index
from bot.domain.text import words


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            ("more", text)
            for text in (
                "more",
                "More?",
                "আরও",
                "আরো বলো",
                "aro",
                "tell me more about it",
                "আরও উক্তি",
                "বিস্তারিত",
            )
        ),
        *(
            ("source", text)
            for text in ("source?", "সূত্র কী", "source ki", "where is this from?", "খবরটার সূত্র কী?", "sutro")
        ),
        *(("context", text) for text in ("in context", "প্রসঙ্গ", "context please")),
        *(
            ("why", text)
            for text in ("কেন?", "why?", "keno", "why did it happen?", "কেন এমন হলো?", "and why?")
        ),
        *(("when", text) for text in ("কবে?", "when?", "kobe", "when was that", "কবে হয়েছে")),
        *(("where", text) for text in ("কোথায়?", "where?", "kothay hoise")),
        *(("who", text) for text in ("কে বলেছে?", "who said that?", "ke bolse", "এই কথা কে বলেছেন")),
        *(("quotes", text) for text in ("quote?", "উক্তি", "ukti dao", "কী বলেছেন?")),
        *(("related", text) for text in ("next", "পরেরটা", "porerta")),
        *(("en", text) for text in ("in English", "ইংরেজিতে বলো", "english e bolo", "translate to English")),
        *(("bn", text) for text in ("বাংলায়", "banglay bolo", "in Bengali please")),
    ],
)
def test_a_request_about_the_last_answer_is_seen(kind: Kind, text: str) -> None:
    assert read_followup(text) == FollowUp(kind)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("and Zelenskyy?", "Zelenskyy"),
        ("আর জেলেনস্কি?", "জেলেনস্কি"),
        ("what about Macron", "Macron"),
        ("ar zelensky?", "zelensky"),
        ("How about the tax bill?", "the tax bill"),
    ],
)
def test_the_rest_of_a_question_is_read(text: str, rest: str) -> None:
    assert read_followup(text) == FollowUp("question", rest)


@pytest.mark.parametrize("text", ["and more?", "আর সূত্র?"])
def test_a_request_may_begin_with_and(text: str) -> None:
    found = read_followup(text)
    assert found is not None
    assert found.kind != "question"


@pytest.mark.parametrize(
    "text",
    [
        "more weapons for Ukraine?",
        "আরও অস্ত্র কি যাবে ইউক্রেনে?",
        "source of the conflict",
        "সংঘাতের উৎস কী",
        "more about iran",
        "what about the weapons that the pentagon stopped sending",
        "ইরান",
        "and",
        "আর",
        "thanks",
        "why weapons",
        "কেন যুদ্ধ হলো",
        "who did it",
        "when is the match",
        "quote of the day",
        "english premier league",
        "কে জিতল",
        "",
        "🙂",
    ],
)
def test_a_question_of_its_own_is_left_alone(text: str) -> None:
    assert read_followup(text) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = read_followup(text)
    assert found is None or found.kind != "question" or words(found.rest)


@pytest.mark.parametrize(
    ("last", "rest", "brief", "speaker"),
    [
        ("zelenskyy-trump-talk", "Zelenskyy", "zelenskyy-trump-talk", "zelenskyy"),
        ("russia-war-goals", "উশাকভ", "russia-war-goals", "ushakov"),
        ("ukraine-arms-pause", "Zelensky", "zelenskyy-trump-talk", "zelenskyy"),
        ("iran-diplomacy", "Macron", "macron-putin-call", None),
        ("iran-diplomacy", "strikes", "iran-strikes", None),
    ],
)
def test_the_rest_is_asked_of_the_brief_then_of_its_topic_then_of_all(
    index: Index, last: str, rest: str, brief: str, speaker: str | None
) -> None:
    found = follow(index, index.library.briefs[last], rest, None)
    assert found.outcome == "answer"
    assert found.hits[0].brief.id == brief
    assert (found.quote.speaker if found.quote else None) == speaker


def test_the_rest_may_lead_nowhere(index: Index) -> None:
    assert follow(index, index.library.briefs["iran-diplomacy"], "ক্রিকেট", "en").outcome == "none"
