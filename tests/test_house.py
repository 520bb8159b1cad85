"""The house is in order: locks, versions, what the wheel carries, and nothing of the machine it was made on."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import __version__

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.lock": "build", "requirements-dev.lock": "dev"}
HEAVY = {
    "semantic",
    "extract",
}  # extras that a first try need not download; development has them in its group


def run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command and give what it printed; a failure shows its errors."""
    done = subprocess.run(  # noqa: S603 - the commands are this module's own
        command, cwd=cwd, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked() -> Iterator[tuple[str, str]]:
    """Give the name and text of every text file under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    for name in run("git", "ls-files", "-z").split("\0"):
        file = ROOT / name
        if file.is_file() and b"\0" not in (content := file.read_bytes()):
            yield name, content.decode("utf-8")


def test_no_tracked_file_names_a_registrys_host_or_a_path_of_a_machine() -> None:
    hosts = ("py" + "pi.org", "pythonhost" + "ed.org", "npm" + "js.org", "deb.debi" + "an.org")
    places = re.compile("|".join(hosts) + r"|(?<![\w./-])/(?:home|root|Users|work|mnt|tmp)/")
    found = [
        f"{name}: {line.strip()[:120]}"
        for name, text in tracked()
        for line in text.splitlines()
        if places.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_has_hashes_and_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if entry.strip()]
    assert len(entries) > 30
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "group"), LOCKS.items())
def test_a_lock_holds_what_the_project_asks_for(lock: str, group: str) -> None:
    versions = {
        canonicalize_name(name): version
        for name, version in re.findall(
            r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    wanted = list(requirements(group))
    assert len(wanted) > 10
    for one in wanted:
        name = canonicalize_name(one.name)
        assert name in versions, f"{name} is not in {lock}: make lock"
        assert one.specifier.contains(versions[name]), (
            f"{one} is not what {lock} has, {versions[name]}: make lock"
        )


def requirements(group: str) -> Iterator[Requirement]:
    """Give what pyproject.toml asks for: dependencies, extras, and a group with the groups in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"].items()
    chosen = [one for name, extra in extras if name not in HEAVY for one in extra]
    todo = [*project["project"]["dependencies"], *chosen, *groups[group]]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += groups[one["include-group"]]
        else:
            yield Requirement(one)


def test_the_changelog_knows_this_version_or_has_something_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog
    assert run(sys.executable, "-m", "bot", "--version").strip() == f"barta, version {__version__}"


def test_every_file_that_the_makefile_the_unit_and_the_readme_name_is_there() -> None:
    for name in ("Makefile", "README.md", "deploy/Containerfile", "deploy/barta.service"):
        for path in re.findall(
            r"(?:deploy|requirements)[\w./-]*\.\w+", (ROOT / name).read_text(encoding="utf-8")
        ):
            assert (ROOT / path).exists(), f"{name} names {path}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    (file,) = folder.glob("barta-*.whl")
    return file


def test_the_wheel_carries_all_that_the_program_reads(wheel: Path) -> None:
    assert wheel.name == f"barta-{__version__}-py3-none-any.whl"
    inside = set(ZipFile(wheel).namelist())
    data = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "bot").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    briefs = {f"bot/{file.relative_to(ROOT).as_posix()}" for file in (ROOT / "briefs").rglob("*.toml")}
    assert len(briefs) > 10
    assert data | briefs <= inside
    for part in ("bot/py.typed", "bot/store/migrations/env.py", "bot/playground/page/index.html"):
        assert part in inside
    assert not [name for name in inside if name.startswith(("tests/", "deploy/"))]


def test_an_installed_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """It checks its own briefs, answers from them, and makes its database."""
    site = tmp_path / "site"
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    )
    elsewhere = tmp_path / "অন্যত্র"
    elsewhere.mkdir()

    def installed(code: str, *arguments: str) -> str:
        path = f"import sys; sys.path.insert(0, {str(site)!r}); "
        return run(sys.executable, "-I", "-c", path + code, *arguments, cwd=elsewhere)

    assert installed("import bot; print(bot.__file__)").startswith(str(site))
    installed("from bot.cli import main; main()", "check")
    assert "ইরান" in installed("from bot.cli import main; main()", "ask", "ইরান নিয়ে পুতিন কী বলেছেন?")
    installed("from bot.store.database import open_database; open_database('sqlite:///barta.db')")
    assert (elsewhere / "barta.db").exists()
