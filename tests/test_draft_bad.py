"""Whatever is given to `barta draft` that no draft can be made from: an error that says the mend, and nothing written."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bad_articles import BILLION_LAUGHS, HINDI, bad_articles, gzip_bomb, large_article
from tests.draft_desk import ARTICLES, TUNE, DraftDesk, briefs_of, draft_desk
from tests.test_fetch import resolving
from tests.web import Site, serving, writing

SAVE_AS_UTF_8 = "save it as UTF-8"
FILES = {
    "empty.txt": "is empty; give a file with an article's text",
    "blank.txt": "is empty; give",
    "binary.txt": SAVE_AS_UTF_8,
    "windows-1252.txt": SAVE_AS_UTF_8,
    "utf-16-be-unmarked.txt": SAVE_AS_UTF_8,
    "mixed-encodings.txt": "line 2: this is not UTF-8; save it as UTF-8",
    "cut-in-a-letter.txt": SAVE_AS_UTF_8,
    "nul-bytes.txt": "is not a text, or not in UTF-8; save",
    "lost-letters.txt": "lost-letters.txt, line 3: letters were lost here",
    "only-captions.txt": "captions only; give the article's text too",
    "hindi.txt": "neither in Bengali nor in English",
    "hindi-with-latin.txt": "neither in Bengali nor in English",
    "assamese.txt": "neither in Bengali nor in English",
    "arabic.txt": "neither in Bengali nor in English",
    "french.txt": "neither in Bengali nor in English",
    "xml-bomb.xml": "is a feed or XML, and no article; draft a feed's articles with --feed",
    "xml-outer-entity.xml": "is a feed or XML",
    "empty-page.html": "a stub; give the address of the article itself, or its text",
}
ADDRESSES = {
    "http://127.0.0.1/a": "leads to 127.0.0.1, which is no public address; give the address of the article's page",
    "http://localhost/a": "which is no public address",
    "http://[::1]/a": "which is no public address",
    "http://[::ffff:10.0.0.1]/a": "which is no public address",
    "http://0x7f.1/a": "no public address",
    "http://10.1.2.3/a": "which is no public address",
    "http://169.254.169.254/latest/meta-data": "which is no public address",
    "http://[64:ff9b::7f00:1]/a": "which is no public address",
    "http://[2002:7f00:1::]/a": "which is no public address",
    "https://anu:secret@example.org/a": "name or password; Barta reads public pages alone: take it out",
    "https://example.org:8443/a": "asks the web's own ports alone, 80 and 443",
    "file:///etc/hostname": "is no address of the web; give one like",
    "http://": "is no address of the web; give one like",
}


@pytest.fixture
def desk(tmp_path: Path) -> DraftDesk:
    """Give a desk without a network."""
    return draft_desk(tmp_path)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Give a server that may be asked."""
    async with serving() as site:
        yield site


def refused(desk: DraftDesk, source: Path | str, message: str, *options: str) -> None:
    """Draft, and see it refused and nothing written: no file, no database."""
    before = desk.everything()
    status, said = desk.draft(source, *options)
    assert (status, message in said) == (2, True), said
    assert desk.everything() == before
    assert not (desk.briefs.parent / "data").exists()


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["draft", "json"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_without_an_article(
    desk: DraftDesk, name: str, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(bad_articles()[name])
    refused(desk, path, FILES[name], *options)


def test_every_bad_article_is_refused_here_or_drafted_below() -> None:
    assert FILES.keys() <= bad_articles().keys()


@pytest.mark.parametrize("name", sorted(bad_articles().keys() - FILES.keys()))
def test_an_odd_article_is_drafted_with_a_note_of_what_is_odd(
    desk: DraftDesk, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(bad_articles()[name])
    status, said = desk.draft(path)
    assert status == 0, said
    assert ("a quotation mark is never closed" in said) == name.startswith("odd-")
    assert ("no quotation in the whole article" in said) == name.startswith(("no-quotes", "odd-marks"))
    assert briefs_of(desk.tables())


def test_files_that_are_too_large_or_not_there_and_a_paywalls_stub(desk: DraftDesk, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(large_article())
    refused(desk, large, "more than 4 MB and was not read; give one article")
    large.write_bytes(large_article(1))
    refused(desk, large, "more than any article; give one article")
    refused(desk, tmp_path / "নেই.txt", "There is no file")
    refused(desk, tmp_path, "is a folder; name the file of one article")
    refused(desk, ARTICLES / "web" / "paywall-en.html", "a paywall leaves; give the article's text")
    refused(desk, "/dev/zero", "There is no file")


def test_options_that_contradict_each_other(desk: DraftDesk) -> None:
    for options in (("--json", "--feed"), ("--json", "--again"), ("--feed", "--again")):
        refused(desk, TUNE["bn"], "--json, --feed and --again go each alone", *options)


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_not_asked(desk: DraftDesk, url: str) -> None:
    refused(desk, url, ADDRESSES[url])
    refused(desk, url, ADDRESSES[url], "--feed")
    assert "secret" not in desk.draft(url)[1]


@pytest.mark.parametrize(
    "address", ["10.0.0.8", "127.0.0.1", "100.64.3.2", "::1", "fd00::7", "64:ff9b::a00:1"]
)
def test_a_name_that_leads_to_a_private_address(
    desk: DraftDesk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, address)
    refused(desk, "https://news.example/a", f"leads to {address}, which is no public address")


@pytest.mark.parametrize(
    "bomb", [BILLION_LAUGHS.encode(), BILLION_LAUGHS.encode("utf-16")], ids=["utf-8", "utf-16"]
)
def test_a_feed_that_is_a_bomb_or_none(desk: DraftDesk, bomb: bytes, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(bomb)
    refused(
        desk, path, "declares XML entities, as an attack would, and was not read; give another feed", "--feed"
    )
    path.write_bytes(large_article())
    refused(desk, path, "more than 4 MB", "--feed")
    path.write_bytes("খবর".encode())
    refused(desk, path, "is no feed; give the address of an RSS or Atom feed", "--feed")


async def unfetched(desk: DraftDesk, url: str, message: str) -> None:
    """Draft from the site, and see it refused and nothing written."""
    before = desk.everything()
    for status, said in (await desk.get(url), await desk.feed(url)):
        assert (status, message in said) == (2, True), said
    assert desk.everything() == before
    assert not (desk.briefs.parent / "data").exists()


async def test_answers_that_are_no_article(tmp_path: Path, site: Site) -> None:
    desk = draft_desk(tmp_path, site)
    bomb = site.gives("/bomb", gzip_bomb(), **{"Content-Encoding": "gzip"})
    await unfetched(desk, bomb, "has more than 4 MB and was not read; give the address of the article's page")
    await unfetched(
        desk, site.leads("/private", "http://10.0.0.1/a"), "leads to 10.0.0.1, which is no public address"
    )
    await unfetched(desk, site.leads("/loopback", "http://localhost/a"), "which is no public address")
    await unfetched(desk, site.leads("/round", "/round"), "leads from page to page more than 5 times")
    await unfetched(
        desk, site.gives("/photo", b"\x89PNG", "image/png"), "is image/png, and no page; give the address"
    )
    await unfetched(desk, f"{site.url}/none", "is not there (HTTP 404); check the address")
    hindi = f"<html><body><article>{''.join(f'<p>{number}. {HINDI}</p>' for number in range(3))}</article></body></html>"
    status, said = await desk.get(site.gives("/hindi", hindi.encode()))
    assert (status, "neither in Bengali nor in English" in said) == (2, True)


async def test_an_endless_answer(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    async with writing(head, "<p>আরও খবর</p>".encode() * 4096) as site:
        await unfetched(draft_desk(tmp_path, site), site.url, "has more than 4 MB and was not read")


def test_a_folder_and_ids_that_are_there_already_stay_as_they_are(tmp_path: Path) -> None:
    wanted = draft_desk(tmp_path / "এক")
    wanted.draft(TUNE["bn"])
    (folder,) = wanted.folders
    desk = DraftDesk(draft_desk(tmp_path / "দুই").briefs)
    (desk.briefs / folder.name).mkdir()
    (desk.briefs / folder.name / "mine.txt").write_text("আমার", encoding="utf-8")
    taken = desk.briefs / "আগের"
    taken.mkdir()
    for name in briefs_of(wanted.tables()):
        (taken / name).write_text('status = "draft"', encoding="utf-8")
    before = desk.everything()
    assert desk.draft(TUNE["bn"], "--again")[0] == 0
    assert before.items() <= desk.everything().items()
    (new,) = [path for path in desk.briefs.iterdir() if path.name == f"{folder.name}-2"]
    assert briefs_of(desk.tables(new)).keys().isdisjoint(briefs_of(wanted.tables()))


def limited(desk: DraftDesk, source: Path, most: int) -> subprocess.CompletedProcess[str]:
    """Draft in a process that can write no more than so many bytes into a file, as on a full disk."""
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); from bot.cli import main; main()"
    command = [sys.executable, "-c", code, "draft", "--briefs", str(desk.briefs), str(source)]
    return subprocess.run(command, env=os.environ, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - ours


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"Rosa Tindall runs it. {' '.join(f'“We stay for day {day},” said Tindall.' for day in range(250))}\n",
            "was not begun; make room",
        ),
        (
            "\n".join(
                path.read_text(encoding="utf-8") for path in sorted((ARTICLES / "bn").glob("*.txt"))[:14]
            ),
            "nothing was drafted; make room",
        ),
    ],
    ids=["full while files are written", "full while the database is"],
)
def test_a_full_disk_leaves_nothing_by_halves_and_the_draft_is_made_when_there_is_room(
    desk: DraftDesk, text: str, message: str, tmp_path: Path
) -> None:
    source = tmp_path / "দীর্ঘ.txt"
    source.write_text(text, encoding="utf-8")
    assert desk.draft(TUNE["en"])[0] == 0  # the database is there
    before = desk.everything()
    done = limited(desk, source, 34_000)  # SQLite itself needs some room to open its file
    assert (done.returncode, message in done.stderr, "Traceback" in done.stderr) == (2, True, False), (
        done.stderr
    )
    assert desk.everything() == before
    assert not [path for path in desk.briefs.iterdir() if path.name.startswith(".")]
    assert desk.draft(source)[0] == 0


def test_a_database_without_room_is_not_called_damaged(desk: DraftDesk) -> None:
    assert desk.draft(TUNE["en"])[0] == 0
    before = desk.everything()
    done = limited(desk, TUNE["bn"], 1024)
    assert (done.returncode, "make room on its disk" in done.stderr) == (2, True), done.stderr
    assert desk.everything() == before
