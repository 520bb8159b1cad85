"""An article that changed after drafting: an editor sees what became of each quote, and nothing goes out before they decide."""

from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

from bot.store.audit import Deed
from tests.bridge_draft import SHA256, BridgeDraft, keep_source, with_store, write_bridge_draft
from tests.small_folder import TEXT
from tests.typist import Typist

NEWER = normalize("NFC", "হালনাগাদ: " + TEXT.replace("যানজট কমবে", "যানজট অনেক কমবে"))
NEWER_SHA256 = sha256(NEWER.encode()).hexdigest()
WITHOUT = normalize("NFC", TEXT.replace("“বড় স্বস্তি”", "স্বস্তি").replace("ঢাকা (বার্তা) – ", ""))


@pytest.fixture
def bridge(tmp_path: Path) -> BridgeDraft:
    """Give a folder with one draft, whose article has another text by now."""
    folder = write_bridge_draft(tmp_path)
    change(NEWER)
    return folder


def change(text: str) -> None:
    """Let another text stand where the article was."""
    newer = sha256(text.encode()).hexdigest()
    keep_source(newer, "article.txt", text)
    keep_source(SHA256, "article.txt", TEXT, changed_to=newer)


def blocks() -> bool:
    """Say whether the article's briefs wait for an editor's word."""
    kept = with_store(lambda store: store.sources.get(SHA256))
    return bool(kept.blocks)


def deeds() -> list[Deed]:
    """Give what was done with the article."""
    return list(with_store(lambda store: store.audit.of("bridge-article")))


def test_the_newer_text_is_taken_with_every_quote_where_it_stands_now(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=["c"])
    assert "moved    “সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,”" in typist.screen
    assert "moved    “বড় স্বস্তি”" in typist.screen
    article = bridge.record("article.toml")
    assert (article["sha256"], article["characters"]) == (NEWER_SHA256, len(NEWER))
    for quote in bridge.table["quotes"]:
        assert NEWER[quote["start"] : quote["end"]] == quote["exact"]
        assert NEWER[: quote["start"]].endswith(quote["prefix"])
        assert NEWER[quote["end"] :].startswith(quote["suffix"])
    # The sentence that the summary drew on reads otherwise now.
    assert bridge.table["evidence"] == []
    assert "# The desk asked about this one." in bridge.text
    assert not blocks()
    assert [(deed.action, bool(deed.who)) for deed in deeds()][-1] == ("cleared", True)


def test_what_is_gone_is_taken_out_after_a_yes_alone(tmp_path: Path, typist: Typist) -> None:
    bridge = write_bridge_draft(tmp_path)
    change(WITHOUT)
    before = bridge.text
    typist.run("review", "--briefs", bridge.path, types=["c", "n"])
    assert "is gone  “বড় স্বস্তি”" in typist.screen
    assert (bridge.text, blocks()) == (before, True)
    typist.run("review", "--briefs", bridge.path, types=["c", "y"])
    (quote,) = bridge.table["quotes"]
    assert WITHOUT[quote["start"] : quote["end"]] == quote["exact"]
    assert not blocks()


def test_the_text_as_drafted_may_be_kept_or_the_decision_left_for_later(
    bridge: BridgeDraft, typist: Typist
) -> None:
    before = bridge.text
    typist.run("review", "--briefs", bridge.path, types=["l"])
    assert blocks()
    typist.run("review", "--briefs", bridge.path, types=["k"])
    assert (bridge.text, blocks()) == (before, False)
    typist.run("review", "--briefs", bridge.path)
    assert "The article was changed" not in typist.screen


def test_anchors_of_briefs_that_are_out_are_never_moved(bridge: BridgeDraft, typist: Typist) -> None:
    out = bridge.text.replace('"bridge"', '"lanes"').replace('status = "draft"', 'status = "published"')
    bridge.draft.with_name("lanes.toml").write_text(out, encoding="utf-8")
    typist.run("review", "--briefs", bridge.path, types=["c", "k"])
    assert "“c” is none of them: k, l, b, q, ?." in typist.screen
    assert not blocks()
