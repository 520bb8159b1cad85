"""Record commands and what an editor types in them at a terminal: the session that README shows.

    python deploy/record.py SESSION [--elide] > transcript.txt

A session is a text file: a line that begins with `$ ` is a command, `barta` being the one of this checkout, and the lines below
it are typed at its prompts, in order; `;` alone types nothing, and ^U is the key that empties a line. Lines that begin with `#`
are notes. The commands run in the
working directory, and with a store of their own. With --elide, words of the article that are no quote are left out.
"""

# ruff: noqa: INP001 - what deploys Barta is no package

import fcntl
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from wcwidth import wrap

Answer = Callable[[str], str | None]
CTRL_C = "\x03"
PROMPT = re.compile(r"(?:^|\n)[^\n]*(?:: |> )[^\n]*$")  # what is there to be changed may stand behind it
_SILENCE = 0.1  # seconds without a word, after which what looks like a prompt is one
_LONGEST = 120  # seconds that a command may keep silent
_ARTICLE = ("── The article", "── New: ", "── Title and summary", "── Quote ")  # where its words are shown
_BAR = "  │ "
_FIELD = re.compile(r"  (?:Title|Summary) ")


def sessions(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Give each command of a session, with what is typed in it."""
    command, typed = "", list[str]()
    for line in lines:
        if line.startswith("$ "):
            if command:
                yield command, typed
            command, typed = line[2:], []
        elif line and not line.startswith("#"):
            typed.append("" if line == ";" else line.replace("^U", "\x15"))
    if command:
        yield command, typed


def answers(typed: Iterable[str]) -> Answer:
    """Give what types lines in their order, and then ends the input."""
    lines = iter(typed)
    return lambda _shown: next(lines, None)


def record(command: str, answer: Answer, folder: Path, environment: Mapping[str, str]) -> str:
    """Run a command of Barta in a terminal of 80 columns, and give what its screen showed, with what was typed.

    `answer` gives what is typed at a prompt for what was shown since the last one; None ends the input, as Ctrl+D does.
    """
    arguments = shlex.split(command)
    if arguments[0] == "barta":
        arguments[:1] = [sys.executable, "-m", "bot"]
    ours, theirs = pty.openpty()
    # A typed line that is wider than a dumb terminal would be moved along, and only its end be seen.
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 40, 2000, 0, 0))
    settings = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "40", "BARTA_SEMANTIC": "false"}
    python_path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(  # noqa: S603 - the commands are the session's own
        arguments,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": python_path, **settings, **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_control,  # noqa: PLW1509 - Ctrl+C reaches whom the terminal belongs to
    ) as process:
        os.close(theirs)
        shown = _converse(ours, answer)
        process.wait()
    os.close(ours)
    return shown


def _control() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _converse(terminal: int, answer: Answer) -> str:
    """Answer each prompt until the command ends; give all that was shown."""
    shown, answered = b"", 0
    while True:
        asks = PROMPT.search(_text(shown[answered:]))
        if select.select([terminal], [], [], _SILENCE if asks else _LONGEST)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # its end
                return _text(shown)
        elif asks:
            line, answered = answer(_text(shown[answered:])), len(shown)
            os.write(
                terminal,
                b"\x04" if line is None else line.encode() if line == CTRL_C else f"{line}\n".encode(),
            )
        else:
            return _text(shown)


def _text(shown: bytes) -> str:
    """Give what a screen shows: of a line that was written anew, the last state."""
    lines = shown.decode(errors="ignore").replace("\r\n", "\n").split("\n")
    return "\n".join(line.rpartition("\r")[2] for line in lines)


def elided(transcript: str) -> str:
    """Give a transcript no wider than its terminal, and without what the article says apart from its quotes."""
    kept: list[str] = []
    words: list[str] = []  # of the article, one after the other
    in_article = in_field = False
    for line in transcript.split("\n"):
        if line.startswith("── "):
            in_article = line.startswith(_ARTICLE)
        if in_article and line.startswith(_BAR):
            words.append(line.removeprefix(_BAR))
            continue
        if words:
            kept += wrap(_quote(" ".join(words)), 80, initial_indent=_BAR, subsequent_indent=_BAR)
            words = []
        if in_field and line.startswith(" " * 12) and "of 60 words" not in line:
            continue
        in_field = bool(_FIELD.match(line))
        shown = _begun(line) if in_field or line.startswith("  • ") else line
        kept += wrap(shown, 80, break_on_hyphens=False) or [""]
    return "\n".join(kept)


def _quote(words: str) -> str:
    """Give the quote that is marked in some words of the article, with three words on each side."""
    before, _, rest = words.partition("»")
    quote, marked, after = rest.partition("«")
    around = " ".join(before.split(" ")[-3:]), " ".join(after.split(" ")[:3])
    return f"… {around[0]}»{quote}«{around[1]} …" if marked else "…"


def _begun(line: str) -> str:
    """Give the first words of a line, and what stands in brackets at its end."""
    words, bracket = re.fullmatch(r"(.*?)(\s+\(\d+ open\))?", line).groups("")  # type: ignore[union-attr] # anything fits
    return f"{words[:48].rsplit(' ', 1)[0]} …{bracket}" if len(words) > 48 else line  # noqa: PLR2004 - as the docstring says


def main() -> None:
    """Record the session that is named."""
    session, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as store:
        environment = {"BARTA_DATABASE_URL": f"sqlite:///{store}/barta.db"}
        for command, typed in sessions(Path(session).read_text(encoding="utf-8").splitlines()):
            shown = record(command, answers(typed), Path.cwd(), environment)
            shown = elided(shown) if "--elide" in options else shown
            sys.stdout.write(f"$ {command}\n{shown.rstrip()}\n\n")


if __name__ == "__main__":
    main()
