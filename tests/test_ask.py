"""`barta ask`: an answer for a person, lines of JSON for a program, the reasons for an editor."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import barta
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


def test_an_editor_sees_why() -> None:
    """Words and what was made of them, what they weigh, the candidates with what matched, the decision."""
    text = ask("--explain", "russiar lokkho ki").stdout
    assert "ki                        asks" in text
    assert "russiar [russia]" in text
    assert "russia-war-goals" in text
    assert "russiar → =russia" in text
    assert "Decision   answer" in text


def test_an_editor_sees_why_nothing_was_found() -> None:
    assert "Decision   none" in ask("--explain", "ক্রিকেট").stdout


@pytest.mark.parametrize("arguments", [(), ("   ",)])
def test_no_question_is_a_message_not_a_traceback(arguments: tuple[str, ...]) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert "write a question" in result.stderr
