"""Every command of the README does what the README says."""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import regex

from bot.playground.server import Playground

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    command
    for block in regex.findall(r"^```sh\n(.*?)^```", README, regex.MULTILINE | regex.DOTALL)
    for line in block.splitlines()
    if (command := regex.sub(r"\s+#.*", "", line).strip())
]

# What a command prints, by its words. Those with a test of their own, below, are not here.
PRINTS = {
    'barta ask "what did Ushakov': "রাশিয়া এই লক্ষ্যগুলি থেকে পিছপা হবে না",
    "barta ask --explain": "ukraine-arms-pause",
    "barta ask --jsonl": '"outcome": "topic"',
    "barta check": "14 briefs",
    "barta check --briefs": "14 briefs",
    "barta ask --briefs": "ইরান",
    "barta bench replies": "Barta",
    "barta bench push": "0 worlds broken",
    "barta push --dry-run": "Nobody has subscribed yet",
    "barta push brief": "Putin suggests U.S. and Russia exchange films",
    "barta pushes": "Nothing was pushed yet",
    "barta editor add": "4711 রহিমা is an editor now",
    "barta corrections": "Nothing was corrected or retracted yet",
}
# What an editor does with a brief that is out, in this order: what is typed, and what is printed then.
EDITED = {
    "barta draft article.txt": ("", "open points: barta review"),
    "barta review": ("q\n", "To go on:"),
    "barta publish": ("y\n", "A running bot has"),
    "barta history film-exchange": ("", "published"),
    "barta correct film-exchange": (
        "correction\nমঙ্গলবার নয়, বুধবার।\nWednesday, not Tuesday.\ny\n",
        "film-exchange is corrected",
    ),
    "barta retract film-exchange": (
        "এমন কথা বলা হয়নি।\nThis was never said.\ny\n",
        "film-exchange is retracted",
    ),
}
ELSEWHERE = ("make demo", "make test", "barta run", "barta check --source")


@asynccontextmanager
async def running(command: str, folder: Path, **environment: str) -> AsyncIterator[Process]:
    """Run a command of the README as a person would, in a folder with the checkout's files."""
    line = command.replace(".venv/bin/barta", f"{sys.executable} -m bot")
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", line,
        cwd=folder, env=os.environ | environment, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGINT)
            await process.wait()


async def output(command: str, folder: Path, typed: str = "", **environment: str) -> str:
    async with running(command, folder, **environment) as process:
        out, errors = await process.communicate(typed.encode())
    assert process.returncode == 0, errors.decode()
    return out.decode()


async def line_with(process: Process, pattern: str) -> regex.Match[str]:
    """Give the first line that matches."""
    assert process.stdout
    async for line in process.stdout:
        if found := regex.search(pattern, line.decode()):
            return found
    assert process.stderr
    pytest.fail((await process.stderr.read()).decode())


def test_every_command_has_its_test() -> None:
    known = (*PRINTS, *EDITED, *ELSEWHERE)
    assert [command for command in COMMANDS if not any(words in command for words in known)] == []


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if not any(words in each for words in (*EDITED, *ELSEWHERE))]
)
async def test_the_command_prints_what_the_readme_says(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefs", tmp_path / "my-briefs")
    words = max((words for words in PRINTS if words in command), key=len)
    shorter = " --count 200 --latency 1" if "bench replies" in command else ""
    assert PRINTS[words] in await output(command + shorter, tmp_path)


async def test_an_editors_commands_do_what_the_readme_says_one_after_the_other(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "briefs", tmp_path / "briefs")
    shutil.copy(ROOT / "tests" / "articles" / "bn" / "tune-budget-velmora.txt", tmp_path / "article.txt")
    commands = [each for each in COMMANDS if any(words in each for words in EDITED)]
    assert len(commands) == len(EDITED)
    desk = {"BARTA_BRIEFS": str(folder), "BARTA_DATABASE_URL": f"sqlite:///{tmp_path / 'barta.db'}"}
    for command, (typed, words) in zip(commands, EDITED.values(), strict=True):
        if "correct" in command:
            (file,) = folder.rglob("film-exchange.toml")
            file.write_text(file.read_text(encoding="utf-8").replace("চলচ্চিত্র", "ছবি", 1), encoding="utf-8")
        assert words in await output(command, tmp_path, typed, **desk)


async def test_check_proves_the_quotes_against_the_article(shared: Path, tmp_path: Path) -> None:
    (command,) = [each for each in COMMANDS if "--source" in each]
    shutil.copy(shared / "article" / "source.txt", tmp_path / "article.txt")
    assert "14 briefs" in await output(command, tmp_path)


async def test_make_demo_serves_the_page_at_the_address_that_it_prints() -> None:
    async with running("make --silent demo", ROOT) as process, aiohttp.ClientSession() as session:
        address = (await line_with(process, r"http://\S+")).group()
        async with session.get(address) as response:
            assert "<title>" in await response.text()


async def test_make_test_runs_the_checks_and_the_tests() -> None:
    """This is run by `make test`, so it can only look at what that would run."""
    would_run = await output("make --dry-run test", ROOT)
    for tool in ("ruff", "mypy", "lint-imports", "barta check", "pytest"):
        assert tool in would_run


async def test_barta_run_answers_on_telegram(playground: Playground, tmp_path: Path) -> None:
    (command,) = [each for each in COMMANDS if each.endswith("barta run")]
    anu = playground.world.person("অনু", language_code="bn")
    environment = {
        "BARTA_API_URL": playground.url,
        "BARTA_DATABASE_URL": f"sqlite:///{tmp_path / 'barta.db'}",
    }
    line = command.replace("BARTA_TOKEN=…", f"env BARTA_TOKEN={playground.token}")
    async with running(line, tmp_path, **environment):
        await anu.send("ষষ্ঠ ফোন কল")
        assert "সূত্র: " in (await anu.chat.next_message(within=30)).text
