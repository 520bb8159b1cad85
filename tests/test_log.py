"""The log is readable lines on standard error, and the token is in none of them, however hard one tries."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log import HIDDEN, Redactor, configure

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the example of Telegram's manual
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture(autouse=True)
def undo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the process's logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    for owner, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def run(code: str) -> str:
    """Run `code` in a process of its own, with logging set up; give its standard error."""
    head = f"import asyncio, logging, sys, threading\nfrom bot.log import configure\nTOKEN, URL = {TOKEN!r}, {URL!r}\n"
    done = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", f"{head}configure('debug', [TOKEN])\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert TOKEN not in done.stdout + done.stderr
    assert TOKEN.partition(":")[2] not in done.stdout + done.stderr
    return done.stderr


def test_an_event_is_one_line_with_its_time_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", [])
    logging.getLogger("bot.app").info("Answered %s\nforged", "পুতিন কী বললেন")
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    stamp, rest = line.split(" ", 1)
    assert len(stamp) == len("2025-07-03T18:00:00Z")
    assert stamp.endswith("Z")
    assert rest == "INFO bot.app: Answered পুতিন কী বললেন\\nforged\n"


def test_configuring_twice_writes_a_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", [])
    configure("warning", [])
    logging.getLogger("bot").warning("একবার")
    logging.getLogger("bot").info("never")
    assert capsys.readouterr().err.count("\n") == 1


def test_the_token_is_hidden_in_message_arguments_and_the_whole_chain_of_causes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("info", [TOKEN])
    log = logging.getLogger("bot.handlers")
    log.info("calling %s with %r", URL, {"token": TOKEN, "half": TOKEN.partition(":")[2]})
    error = RuntimeError(f"বার্তা পাঠানো গেল না: {URL.replace(':', '%3A')}")
    error.__cause__ = ConnectionError(f"cannot reach {URL}")
    log.error("A handler failed", exc_info=error)
    said = capsys.readouterr().err
    assert TOKEN.partition(":")[2] not in said
    assert "ConnectionError: cannot reach https://api.telegram.org/bot[secret]/sendMessage" in said
    assert "RuntimeError: বার্তা পাঠানো গেল না" in said


def test_ptbs_own_words_about_a_rejected_token_are_hidden() -> None:
    said = run(
        "from telegram.error import InvalidToken\n"
        "raise InvalidToken(f'The token `{TOKEN}` was rejected by the server.') from ValueError(URL)"
    )
    assert "The token `[secret]` was rejected by the server." in said


@pytest.mark.parametrize(
    "code",
    [
        "raise RuntimeError(URL)",
        "threading.Thread(target=lambda: 1 / 0 if not URL else open(URL)).start()",
        "class Fails:\n    def __del__(self): raise RuntimeError(URL)\nFails()",
        "import warnings; warnings.warn(URL)",
        "logging.info('%d', URL)",
        (
            "async def main():\n"
            "    asyncio.get_running_loop().create_task(fail()); await asyncio.sleep(0)\n"
            "async def fail(): raise RuntimeError(URL)\n"
            "asyncio.run(main()); import gc; gc.collect()"
        ),
        "async def main(): asyncio.get_running_loop().call_soon(open, URL); await asyncio.sleep(0)\nasyncio.run(main())",
    ],
    ids=["main thread", "thread", "destructor", "warning", "bad log call", "lost task", "callback"],
)
def test_what_nobody_caught_is_written_without_the_token(code: str) -> None:
    said = run(code)
    assert HIDDEN in said or "not all arguments" in said or "format" in said, said


def test_chatty_libraries_keep_readers_messages_and_addresses_to_themselves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("debug", [])
    for name in (
        "telegram.ext.ExtBot",
        "httpx",
        "httpcore.connection",
        "aiohttp.access",
        "sqlalchemy.engine",
    ):
        logging.getLogger(name).debug("জেলেনস্কি কী বললেন")
    logging.getLogger("httpx").info("POST %s", URL)
    assert capsys.readouterr().err == ""


@given(st.text(), st.text(), st.from_regex(r"[0-9]{6,12}:[A-Za-z0-9_-]{35}", fullmatch=True))
def test_no_text_around_a_token_brings_it_through(before: str, after: str, token: str) -> None:
    record = logging.LogRecord("বার্তা", logging.INFO, "", 0, "%s", (before + token + after,), None)
    assert token not in Redactor([token]).format(record)


def test_a_secret_as_short_as_a_word_does_not_take_words_with_it() -> None:
    redactor = Redactor(["p", "longer-secret"])
    assert redactor.redact("a প্রতিবেদন page with longer-secret") == f"a প্রতিবেদন page with {HIDDEN}"
