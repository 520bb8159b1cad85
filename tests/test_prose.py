"""What stands around an article's text, pasted with it, becomes no draft, and the editor is told what was left out."""

import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest

from bot.extract.prose import asides
from bot.extract.segment import Document
from tests.draft_desk import draft_desk

BENGALI = """তিস্তার পানি বিপৎসীমার ওপরে, লালমনিরহাটে পানিবন্দী ১২ হাজার পরিবার
নিজস্ব প্রতিবেদক, লালমনিরহাট
প্রকাশ: ১২ আগস্ট ২০২৫
তিস্তা নদীর পানি বিপৎসীমার ওপর দিয়ে প্রবাহিত হচ্ছে। এতে ১২ হাজার পরিবার পানিবন্দী হয়ে পড়েছে।
প্রকৌশলী সুনীল কুমার বলেন, ‘ব্যারাজের সব জলকপাট খুলে দেওয়া হয়েছে।’
আরও পড়ুন: “বাঁধ ভাঙছে” বলছেন গ্রামবাসী।
রহিমা বেগম বলেন, ‘তিন দিন ধরে ঘরে পানি।’
"""
ENGLISH = """Dhaka metro fares to rise
By Our Correspondent
Published: 3 Sep 2025, 09:14 | Updated: 3 Sep 2025, 11:02
Share   Tweet   Print
DHAKA, Sept 3, 2025 (Newswire) - Metro rail fares will rise by 10 percent from October 1.
“We have no choice,” said Faruque Ahmed, managing director of the company.
ADVERTISEMENT — “Buy one, get one free!” Only at the market.
Passengers called the decision “unjust and sudden”
"""


@pytest.mark.parametrize(
    ("text", "outside"), [(BENGALI, (1, 2, 3, 6)), (ENGLISH, (1, 2, 3, 4, 7))], ids=["bn", "en"]
)
def test_headings_bylines_dates_and_advertisements_are_no_running_text(
    text: str, outside: tuple[int, ...]
) -> None:
    assert asides(Document(text, "bn" if text is BENGALI else "en")) == outside


def test_a_text_of_such_lines_alone_is_left_as_it_is() -> None:
    assert asides(Document("সেতু খুলছে\nপানি বাড়ছে\n", "bn")) == ()


@pytest.mark.parametrize("text", [BENGALI, ENGLISH], ids=["bn", "en"])
def test_no_draft_draws_on_them_or_quotes_them_and_the_note_says_which_they_are(
    text: str, tmp_path: Path
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text, encoding="utf-8")
    desk = draft_desk(tmp_path / "desk")
    before = set(desk.briefs.rglob("*.toml"))
    status, said = desk.draft(file)
    assert status == 0, said
    assert "left out, no running text: paragraphs 1, 2, 3" in said
    assert "Buy one" not in said
    files = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in set(desk.briefs.rglob("*.toml")) - before
    ]
    drafts = [table for table in files if table.get("status") == "draft"]
    shown = [line for table in drafts for field in ("title", "summary") for line in table[field].values()]
    shown += [quote["exact"] for table in drafts for quote in table["quotes"]]
    assert any(
        normalize("NFC", words) in " ".join(shown) for words in ("তিন দিন ধরে ঘরে পানি।", "unjust and sudden")
    )
    assert normalize("NFC", text.partition("\n")[0]) in shown
    keywords = {word for table in drafts for words in table["keywords"].values() for word in words}
    assert not keywords & {"have", "were", "হয়েছে", "হচ্ছে", "২০২৫", "2025", "10", "১২"}
    for words in ("Correspondent", "Buy one", "Tweet", "Newswire", "নিজস্ব", "আগস্ট", "বাঁধ ভাঙছে"):
        assert normalize("NFC", words) not in " ".join(shown)
