"""`barta ask`: an answer for a person, lines of JSON for a program, the reasons for an editor."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from wcwidth import clip, width

from bot.cli import barta
from bot.domain.text import words
from tests.small_folder import SmallFolder
from tests.test_search import CORPUS


def ask(*arguments: str, lines: bytes = b"") -> Result:
    result = CliRunner().invoke(barta, ["ask", *arguments], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def replies(lines: bytes, *arguments: str) -> list[dict[str, Any]]:
    result = ask("--jsonl", *arguments, lines=lines)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_person_gets_the_brief_with_its_quote_and_source() -> None:
    text = ask("what", "did", "zelensky", "say").stdout
    assert text.startswith("Zelenskyy may talk to Trump")
    assert "— Volodymyr Zelenskyy" in text
    assert "July 3, 2025" in text
    assert "\x1b" not in text  # no styles where nobody looks at a terminal


def test_a_bengali_question_is_answered_in_bengali() -> None:
    text = ask("তুরস্কের বৈঠকে কী লাভ হয়েছিল?").stdout
    assert "তুরস্ক" in text
    assert "৩ জুলাই ২০২৫" in text


def test_an_open_question_is_answered_in_the_language_asked_for() -> None:
    assert "সিরিয়া" in ask("--language", "bn", "syria").stdout


def test_nothing_found_says_so_and_offers_the_topics() -> None:
    text = ask("who won the cricket match").stdout
    assert "Iran" in text
    assert "Ukraine and arms" in text


def test_a_line_of_json_for_each_line_read_even_an_empty_one() -> None:
    """So that questions and answers can be paired, whatever bytes come."""
    found = replies("syria\n\nইরান\r\n".encode() + b"\xff\xfe\nlast")
    assert [reply["query"] for reply in found] == ["syria", "", "ইরান", "\ufffd\ufffd", "last"]
    assert [reply["outcome"] for reply in found[:3]] == ["answer", "none", "topic"]


def test_the_json_says_what_a_program_needs() -> None:
    (reply,) = replies("পুতিন ইরান নিয়ে কী বলেছেন?\n".encode())
    assert reply["topic"] == "iran"
    assert reply["briefs"][0]["id"] == "iran-diplomacy"
    assert 0.5 < reply["briefs"][0]["score"] <= 1
    assert reply["quote"] == {
        "speaker": "ভ্লাদিমির পুতিন",
        "relayed_by": "ইউরি উশাকভ",
        "kind": "fragment",
        "exact": "একচেটিয়াভাবে রাজনৈতিক ও কূটনৈতিক উপায়ে",
        "translation": None,
    }


def test_an_english_question_gets_the_quotes_translation() -> None:
    (reply,) = replies(b"what did ushakov say about goals\n")
    assert reply["quote"]["translation"].startswith("Russia will not back down")
    assert reply["quote"]["speaker"] == "Yuri Ushakov"


def test_another_folder_is_asked() -> None:
    (reply,) = replies("ঘূর্ণিঝড় কবে আসবে\n".encode(), "--briefs", str(CORPUS))
    assert (reply["briefs"][0]["id"], reply["quote"]) == ("cyclone-mohona", None)


QUESTIONS = (
    "পুতিন ইরান নিয়ে কী বলেছেন?",
    "তুরস্কের বৈঠকে কী লাভ হয়েছিল?",
    "what did trump say about the tax bill?",
    "did trump and putin discuss the arms suspension?",
    "russiar lokkho ki",
    "jelenski kobe trumper sathe kotha bolbe",
    "pentagn weapon puase",
    "ক্ষেপনাস্ত্রের চলান স্তগিত",
    "iran football team",
    "মঙ্গলবারের ফোনালাপে ফরাসি প্রেসিডেন্ট ও পুতিনের মধ্যে ঠিক কী কী বিষয়ে আলোচনা হয়েছিল",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_editor_gets_a_table_of_eighty_cells_with_every_word(question: str) -> None:
    """However wide Bengali letters are, the columns stand under their heads."""
    text = ask("--explain", question).stdout
    lines = text.splitlines()
    assert max(map(width, lines)) <= 80
    head = next(line for line in lines if line.startswith("Word"))
    rows = lines[lines.index(head) + 1 : lines.index("", lines.index(head))]
    column = head.index("Read as")
    assert all(width(clip(row, 0, column)) == column for row in rows if width(row) > column)
    assert set(words(question)) <= {word for row in rows for word in words(clip(row, 0, column))}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("russiar lokkho ki", ["a question word, left out", "goal", "has russiar, lokkho", "Answered with russia-war-goals"]),
        ("পুতিন ইরান নিয়ে কী বলেছেন?", ["Vladimir Putin", "asks for somebody's words", "title and topic fit best"]),
        ("pentagn weapon puase", ["perhaps misspelt: pentagon", "has pentagn (pentagon)", "an answer needs 55%"]),
        ("iran football team", ["none of 14", "lacks football, team", "Nothing found", "an offer needs 15%"]),
        ("rott causes", ["perhaps rott (root)", "Offered, not answered: russia-war-goals."]),
        ("previous", ["which any news may have", "no word of the question for sure"]),
        ("রাশিয়া", ["fit alike", "too little to choose"]),
        ("ইরানের খবর", ["means news", "names “Iran” and nothing beside it"]),
        ("qwrtzx", ["unknown", "no brief has any word"]),
        ("এটা কী", ["no word of it names a subject"]),
    ],
)  # fmt: skip
def test_an_editor_reads_in_plain_words_why(question: str, told: list[str]) -> None:
    """What each word was read as, what the brief has and lacks, and what decided: answered, offered, refused or a topic."""
    text = " ".join(ask("--explain", question).stdout.split())
    assert [part for part in told if part not in text] == []


@pytest.mark.parametrize("arguments", [(), ("   ",)])
def test_no_question_is_a_message_not_a_traceback(arguments: tuple[str, ...]) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert "write a question" in result.stderr


def test_a_brief_under_an_embargo_is_not_found_before_its_time(folder: SmallFolder) -> None:
    title = "তিন মাসে খুলছে সেতু"
    assert title in ask("--briefs", str(folder.path), title).stdout
    folder.edit('status = "published"', 'status = "published"\nembargo = 2099-01-01T00:00:00Z')
    assert title not in ask("--briefs", str(folder.path), title).stdout
