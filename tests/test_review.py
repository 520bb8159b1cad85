"""`barta review`: an editor settles what is open in drafts, point by point, and each decision is in the files at once."""

import errno
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bot.domain.draft import Draft
from bot.domain.source import Source
from bot.render.desk_terminal import Page, in_context
from bot.services.drafts import publish_draft
from tests.bridge_draft import (
    ALL_LINES,
    ARTICLE_LINES,
    ENGLISH_LINES,
    PERSON_LINES,
    QUOTE_LINES,
    BridgeDraft,
    with_store,
    write_bridge_draft,
)
from tests.small_folder import TEXT
from tests.typist import Typist

BEFORE_QUOTES = [*ARTICLE_LINES, *PERSON_LINES, "1", "a"]


@pytest.fixture
def bridge(tmp_path: Path) -> BridgeDraft:
    """Give a folder with one draft."""
    return write_bridge_draft(tmp_path)


def saved() -> Draft | None:
    """Give the draft as the store has it."""
    draft: Draft | None = with_store(lambda store: store.drafts.get("bridge"))
    return draft


def test_everything_that_is_open_is_asked_for_and_stands_in_the_files_with_nothing_left(
    bridge: BridgeDraft, typist: Typist
) -> None:
    assert typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "l"]) == 0
    assert "Nothing is open" in typist.screen
    table = bridge.table
    assert (table["topic"], table["status"]) == ("city", "draft")
    assert (table["title"]["en"], table["summary"]["en"]) == tuple(ENGLISH_LINES)
    assert [quote["translation"]["en"] for quote in table["quotes"]] == QUOTE_LINES[1::2]
    article = bridge.record("article.toml")
    assert article["credit"] == {"bn": "বার্তা", "en": "Barta"}
    assert (str(article["published"]), "published_inferred" in article) == ("2026-11-20", False)
    assert bridge.record("people.toml")["rahima"] == {
        "name": {"bn": "রহিমা খাতুন", "en": "Rahima Khatun"},
        "role": {"bn": "মেয়র", "en": "Mayor"},
    }
    assert typist.run("check", "--briefs", bridge.path) == 0


def test_the_drafters_remarks_go_as_points_are_settled_and_an_editors_comment_stays(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "l"])
    assert "# The desk asked about this one." in bridge.text
    assert bridge.text.count("#") == 1
    assert "#" not in bridge.draft.with_name("article.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", range(len(ALL_LINES)))
def test_whoever_stops_anywhere_has_lost_nothing_and_goes_on_from_there(
    typed: int, bridge: BridgeDraft, typist: Typist
) -> None:
    """The lines are typed in two sittings; the second one is asked what the first has not settled, and nothing else."""
    typist.run("review", "--briefs", bridge.path, types=ALL_LINES[:typed])
    assert "All that you decided is saved" in typist.screen
    assert str(bridge.path) in typist.screen
    typist.run("review", "--briefs", bridge.path, bridge.draft, types=[*ALL_LINES[typed:], "l"])
    assert "Nothing is open" in typist.screen, typist.screen


def test_editors_in_telegram_see_how_far_it_has_come(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "q"])
    early = saved()
    assert early is not None
    assert {point.where for point in early.open} >= {"title.en", "summary.en"}
    typist.run("review", "--briefs", bridge.path, types=[*QUOTE_LINES, *ENGLISH_LINES, "l"])
    late = saved()
    assert late is not None
    assert (late.open, late.state, late.stamp > early.stamp) == ((), "ready", True)


def test_all_that_wait_are_listed_and_a_path_takes_one_alone(bridge: BridgeDraft, typist: Typist) -> None:
    other = bridge.draft.with_name("lanes.toml")
    other.write_text(
        bridge.text.replace('"bridge"', '"lanes"').replace("তিন মাসে", "দুই লেন:"), encoding="utf-8"
    )
    typist.run("review", "--briefs", bridge.path)
    assert "2 drafts wait" in typist.screen
    assert "bridge-article" in typist.screen
    assert "• তিন মাসে খুলছে সেতু (5 open)" in typist.screen
    assert "• দুই লেন: খুলছে সেতু (5 open)" in typist.screen
    typist.run("review", "--briefs", bridge.path, other)
    assert "1 draft waits" in typist.screen
    other.unlink()
    typist.run("review", "--briefs", bridge.path, bridge.path / "topics.toml")
    assert "topics.toml." in typist.screen.partition("\n")[0]
    bridge.draft.unlink()
    assert typist.run("review", "--briefs", bridge.path) == 0
    assert "No draft waits" in typist.screen


def test_a_quote_is_shown_in_its_paragraph_marked_with_who_is_taken_for_its_speaker_and_why(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=BEFORE_QUOTES)
    assert "“»সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,«” আর যানজট কমবে।" in " ".join(
        line.removeprefix("  │ ") for line in typist.screen.split("\n")
    )
    assert "Speaker   রহিমা খাতুন · Rahima Khatun, Mayor" in typist.screen
    assert "95 % sure, by: রহিমা খাতুন; বলেন" in typist.screen


def test_without_the_article_a_quote_stands_between_its_prefix_and_suffix(
    bridge: BridgeDraft, typist: Typist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BARTA_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    typist.run("review", "--briefs", bridge.path, types=BEFORE_QUOTES)
    shown = " ".join(line.removeprefix("  │ ") for line in typist.screen.split("\n"))
    assert "… সোমবার বলেন, “»সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,«” আর যানজট …" in shown


def test_no_line_is_wider_than_the_terminal_and_none_has_colours_where_there_are_none(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "l"])
    lines = [line for line in typist.screen.split("\n") if not line.endswith(": ") and "]: " not in line]
    assert [line for line in lines if wcswidth(line) > 80] == []
    assert "\x1b" not in typist.screen


def test_wrong_answers_are_asked_for_again_with_what_would_be_right(
    bridge: BridgeDraft, typist: Typist
) -> None:
    wrong_article = ["বার্তা", "", "Barta", "20 November", "2026-11-20", "barta", ""]
    lines = [
        *wrong_article,
        "Rahima\u202eKhatun",
        *PERSON_LINES,
        "9",
        "ঢাকা",
        "1",
        "ক",
        "",
        "a",
        "z",
        *QUOTE_LINES,
    ]
    typist.run("review", "--briefs", bridge.path, types=[*lines, *ENGLISH_LINES, "l"])
    for said in (
        "“20 November” is no date: write it as 2026-03-31.",
        "That is no web address: write it from https:// on, or leave it empty.",
        "It holds U+202E, a character that nobody sees; type it without.",
        "“9”: no topic is called so; give the number of one, or n.",
        "“ঢাকা”: no topic is called so;",
        "“ক” is none of them: a, t, s, o, l, d, b, q, ?.",
        "Type a letter and Enter: a, t,",
        "“z” is none of them: a, s, r, k, t, h, x, l, b, q, ?.",
    ):
        assert said in typist.screen
    assert "Nothing is open" in typist.screen


def test_help_says_what_the_letters_do_and_asks_again(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=["?", *BEFORE_QUOTES, "?"])
    assert "Who published the article first" in typist.screen
    assert "h: keep it from readers, and say why" in " ".join(typist.screen.split())
    assert bridge.record("article.toml")["publisher"] == "বার্তা"


def test_b_goes_back_to_the_point_before(bridge: BridgeDraft, typist: Typist) -> None:
    lines = ["b", "ভুল", "b", "বার্তা", "", "Barta", "2026-11-20", "", *PERSON_LINES, "1", "a", "a", "b", "b"]
    typist.run("review", "--briefs", bridge.path, types=lines)
    assert "This is the first point." in typist.screen
    assert bridge.record("article.toml")["publisher"] == "বার্তা"
    assert typist.screen.count("Title and summary in Bengali") == 2


def test_the_rules_are_said_at_once_and_what_was_typed_is_kept(bridge: BridgeDraft, typist: Typist) -> None:
    long = " ".join(["word"] * 61)
    wrong_numbers = "The bridge will be opened within 4 months,"
    lines = [
        *BEFORE_QUOTES,
        "a",
        wrong_numbers,
        "",
        "a",
        "great relief",
        "Title",
        "A “huge relief”.",
        long,
        "",
    ]
    typist.run("review", "--briefs", bridge.path, types=lines)
    said = " ".join(typist.screen.split())
    assert (
        "3 stands only in the quote, 4 stands only in the translation: translate every number as it is."
        in said
    )
    assert "puts “huge relief” in quotation marks, which is none of the brief's quotes" in said
    assert "61 of 60 words" in said
    assert "the English summary has 61 words: cut it to 60." in said
    assert bridge.table["quotes"][0]["translation"]["en"] == wrong_numbers
    assert bridge.table["summary"]["en"] == long


def test_a_speaker_is_found_by_a_few_letters_in_either_script(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run(
        "review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "s", "hossen", "1", "s", "রহিম", "1"]
    )
    assert "1  কামাল হোসেন · Kamal Hossain, Engineer" in typist.screen
    assert "1  রহিমা খাতুন · Rahima Khatun, Mayor" in typist.screen
    assert bridge.table["quotes"][0]["speaker"] == "rahima"
    typist.run("review", "--briefs", bridge.path, types=["", "s", "Rahma", "3", "zzz", "-"])
    assert "Type a name first, and then the number of one who is listed." in typist.screen
    assert "Nobody is called “zzz”" in typist.screen
    assert "speaker" not in bridge.table["quotes"][0]


def test_somebody_new_is_written_beside_the_article_and_speaks(bridge: BridgeDraft, typist: Typist) -> None:
    who = ["n", "সালমা বেগম", "Salma Begum", "সচিব", "Secretary"]
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "s", *who, "r", "kamal", "1"])
    quote = bridge.table["quotes"][0]
    assert (quote["speaker"], quote["relayed_by"]) == ("salma-begum", "kamal")
    assert bridge.record("people.toml")["salma-begum"] == {
        "name": {"bn": "সালমা বেগম", "en": "Salma Begum"},
        "role": {"bn": "সচিব", "en": "Secretary"},
    }
    assert "Told by   কামাল হোসেন · Kamal Hossain, Engineer" in typist.screen


def test_the_kind_can_be_another_but_no_words_in_quotation_marks_are_a_passage(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "k", "p", "k", "a", "k", "l"])
    assert bridge.table["quotes"][0]["kind"] == "fragment"
    assert bridge.table["quotes"][0]["speaker"] == "rahima"
    assert "quote 1 is a passage and cuts into words in quotation marks" in " ".join(typist.screen.split())


def test_a_quote_on_hold_has_a_reason_and_needs_nothing_more(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "h", "", "h", "শব্দটি অস্পষ্ট"])
    quote = bridge.table["quotes"][0]
    assert quote["hold"] == "শব্দটি অস্পষ্ট"
    assert "Quote 2 of 2" in typist.screen
    lines = ["a", "great relief", "Bridge", "Khatun says it will open.", "l"]
    typist.run("review", "--briefs", bridge.path, types=lines)
    assert "Nothing is open" in typist.screen


def test_a_quote_that_is_removed_is_missed_in_the_summary_that_quotes_it(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = [*BEFORE_QUOTES, *QUOTE_LINES[:2], "x", "n", "x", "y", "s", "মেয়র বলেছেন, সেতুটি খুলবে।", "a"]
    typist.run("review", "--briefs", bridge.path, types=lines)
    assert len(bridge.table["quotes"]) == 1
    said = " ".join(typist.screen.split())
    assert "puts “বড় স্বস্তি” in quotation marks, which is none of the brief's quotes" in said
    assert bridge.table["summary"]["bn"] == "মেয়র বলেছেন, সেতুটি খুলবে।"


def test_a_brief_without_quotes_shows_a_sentence_of_the_article(bridge: BridgeDraft, typist: Typist) -> None:
    first = bridge.text.index("[[quotes]]")
    bridge.draft.write_text(bridge.text[:first].replace("“বড় স্বস্তি”", "স্বস্তি"), encoding="utf-8")
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "7", "1"])
    assert "“7” is none of them: give a number from 1 to 1." in typist.screen
    (quote,) = bridge.table["quotes"]
    assert (quote["kind"], quote["exact"]) == ("passage", TEXT[: TEXT.index("।")])


def test_a_new_topic_has_a_name_in_both_languages_and_is_there_for_all(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = [*ARTICLE_LINES, *PERSON_LINES, "n", "সেতু", "Bridges", "o", "শহর", "o", "bridge"]
    typist.run("review", "--briefs", bridge.path, types=lines)
    assert bridge.record("topics.toml")["bridges"] == {"name": {"bn": "সেতু", "en": "Bridges"}}
    assert bridge.table["topic"] == "bridges"
    assert "Topic: শহর · City" in typist.screen


def test_a_newcomer_may_be_somebody_known_or_nobody_at_all(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ARTICLE_LINES, "n", "রহিমা বানু", "k", "kamal", "1"])
    assert bridge.record("people.toml") == {}
    assert [quote["speaker"] for quote in bridge.table["quotes"]] == ["kamal", "kamal"]
    again = write_bridge_draft(bridge.path.parent / "again")
    typist.run("review", "--briefs", again.path, types=[*ARTICLE_LINES, "x", "n", "x", "y"])
    assert again.record("people.toml") == {}
    assert ["speaker" in quote for quote in again.table["quotes"]] == [False, True]


def test_a_draft_that_is_given_up_goes_and_the_store_keeps_what_it_was(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "q"])
    typist.run("review", "--briefs", bridge.path, types=["l", "l", "", "", "d", "n", "d", "y"])
    assert not bridge.draft.exists()
    gone = saved()
    assert gone is not None
    assert (gone.state, gone.content["title"]["bn"]) == ("withdrawn", "তিন মাসে খুলছে সেতু")


def test_what_somebody_else_writes_meanwhile_is_never_overwritten(
    bridge: BridgeDraft, typist: Typist
) -> None:
    """While the editor types a title, somebody writes the summary, and then the very title: the one is kept, and so is the other."""
    lines = iter([*BEFORE_QUOTES, *QUOTE_LINES, "An editor's title", "An editor's other title", "l", "l"])

    def answer(_shown: str) -> str:
        line = next(lines, None)
        if line is None:
            raise EOFError
        if line == "An editor's title":
            bridge.edit("[title]", '[title]\nen = "Somebody\'s title"')
        return line

    typist.run("review", "--briefs", bridge.path, types=answer)
    assert "somebody has changed title.en meanwhile" in " ".join(typist.screen.split())
    assert bridge.table["title"]["en"] == "Somebody's title"


def test_what_somebody_writes_elsewhere_in_the_file_is_kept_beside_the_decision(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = iter([*BEFORE_QUOTES, *QUOTE_LINES, *ENGLISH_LINES, "l"])

    def answer(_shown: str) -> str:
        line = next(lines)
        if line == ENGLISH_LINES[0]:
            bridge.edit('status = "draft"', 'status = "draft"  # রাতের ডেস্ক দেখেছে')
        return line

    typist.run("review", "--briefs", bridge.path, types=answer)
    assert "Nothing is open" in typist.screen
    assert "# রাতের ডেস্ক দেখেছে" in bridge.text


def test_a_file_that_is_broken_by_hand_says_why_and_is_read_again(
    bridge: BridgeDraft, typist: Typist
) -> None:
    bridge.edit('kind = "term"', 'kind = "word"')

    def answer(shown: str) -> str:
        if "read it again" in shown:
            bridge.edit('kind = "word"', 'kind = "term"')
            return "r"
        return next(lines)

    lines = iter([*ARTICLE_LINES, *PERSON_LINES, "1", "a", *QUOTE_LINES, *ENGLISH_LINES, "l"])
    typist.run("review", "--briefs", bridge.path, types=answer)
    assert "word" in typist.screen
    assert "Nothing is open" in typist.screen


def test_an_embargo_is_said_back_in_words_and_can_be_taken_away(
    bridge: BridgeDraft, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Dhaka")
    time.tzset()
    try:
        lines = ["e", "noon-ish", "2020-01-01 18:00", "2099-03-02 সন্ধ্যা ৬টা", "l"]
        typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, *lines])
        assert "“noon-ish” is no time" in typist.screen
        assert "Wednesday 1 January 2020 at 18:00 (+06) is past: choose a later time." in typist.screen
        assert "It goes out Monday 2 March 2099 at 18:00 (+06), in" in typist.screen
        assert "When, by the clock here, UTC+06:00: " in typist.prompts
        assert "p schedule" in typist.screen
        assert bridge.table["embargo"] == datetime(2099, 3, 2, 12, tzinfo=UTC)
        typist.run("review", "--briefs", bridge.path, types=["e", "2099-12-01T08:00:00Z", "l"])
        assert bridge.table["embargo"] == datetime(2099, 12, 1, 8, tzinfo=UTC)
        typist.run("review", "--briefs", bridge.path, types=["e", "-", "l"])
        assert "embargo" not in bridge.table
    finally:
        monkeypatch.undo()
        time.tzset()


def test_from_the_end_of_a_draft_b_goes_back_point_by_point(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "b", "b", "b", "l"])
    rules = [
        line for line in typist.screen.split("\n") if line.startswith("── ") and "As readers" not in line
    ]
    assert [rule.split(" ─")[0] for rule in rules[-5:]] == [
        "── Nothing is open",
        "── Title and summary in English",
        "── Quote 2 of 2",
        "── Quote 1 of 2",
        "── Nothing is open",
    ]


def test_on_a_full_disk_the_file_stays_whole_and_the_point_is_asked_again(
    bridge: BridgeDraft, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bridge.draft.with_name("article.toml").read_bytes()
    full = iter([True, False])

    def fsync(_file: int) -> None:
        if next(full, False):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.content.written.os.fsync", fsync)
    lines = iter(["বার্তা", "বার্তা"])

    def answer(shown: str) -> str:
        if "No space left on device" in shown:
            assert bridge.draft.with_name("article.toml").read_bytes() == before
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    typist.run("review", "--briefs", bridge.path, types=answer)
    assert "No space left on device" in typist.screen
    assert bridge.record("article.toml")["publisher"] == "বার্তা"


def test_what_other_editors_decided_in_telegram_is_said(bridge: BridgeDraft, typist: Typist) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "l"])
    draft = saved()
    assert draft is not None
    now = datetime.now(UTC)
    assert with_store(lambda store: store.drafts.hold("bridge", draft.stamp, now, "অনু (712345)"))
    typist.run("review", "--briefs", bridge.path, types=["q"])
    assert "It is on hold, by অনু (712345)." in typist.screen
    held = saved()
    assert held is not None
    assert (
        with_store(lambda store: publish_draft(store, "bridge", held.stamp, now, "অনু (712345)"))
        == "published"
    )
    typist.run("review", "--briefs", bridge.path)
    assert "It is out already" in typist.screen


def test_with_styles_a_quote_is_highlighted_on_each_of_its_lines_and_has_no_marks() -> None:
    start = TEXT.index("সেতুটি")
    span = (start, TEXT.index(",”") + 1)
    shown = in_context(Page(40, styled=True), Source(TEXT), [span], ("", "", ""))
    assert "»" not in shown
    lit = [line for line in shown.split("\n") if "\x1b[1;7m" in line]
    assert len(lit) > 1
    words = " ".join(part for line in lit for part in re.findall(r"\x1b\[1;7m(.*?)\x1b\[0m", line))
    assert words == TEXT[slice(*span)]
    assert max(wcswidth(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in shown.split("\n")) <= 40


def test_a_draft_under_embargo_waits_for_its_time_when_it_is_published(
    bridge: BridgeDraft, typist: Typist
) -> None:
    typist.run("review", "--briefs", bridge.path, types=[*ALL_LINES, "e", "2099-03-02 18:00", "p", "y"])
    waiting = saved()
    assert waiting is not None
    assert waiting.state == "scheduled"
    assert with_store(lambda store: store.versions.published()) == {}


def test_a_file_that_is_no_toml_any_more_waits_until_it_is_mended(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = iter(BEFORE_QUOTES)

    def answer(shown: str) -> str:
        if "read it again" in shown:
            bridge.edit("= = ", "= ")
            return "r"
        line = next(lines, None)
        if line is None:
            bridge.edit('id = "', 'id = = "')
            raise EOFError
        if line == "1":
            bridge.edit('id = "', 'id = = "')
        return line

    assert typist.run("review", "--briefs", bridge.path, types=answer) == 0
    assert "this is not TOML" in " ".join(typist.screen.split())
    assert "All that you decided is saved" in typist.screen


def test_a_file_that_somebody_makes_no_draft_meanwhile_is_left_alone(
    bridge: BridgeDraft, typist: Typist
) -> None:
    lines = iter(ALL_LINES)

    def answer(_shown: str) -> str:
        line = next(lines)
        if line == ENGLISH_LINES[-1]:
            bridge.edit('status = "draft"', 'status = "retracted"')
        return line

    assert typist.run("review", "--briefs", bridge.path, types=answer) == 0
    assert "Its file is no draft any more" in typist.screen
    assert bridge.table["status"] == "retracted"


def test_whom_the_article_names_can_be_chosen_though_people_toml_has_them_not(
    bridge: BridgeDraft, typist: Typist
) -> None:
    (bridge.path / "people.toml").write_text("", encoding="utf-8")
    bridge.edit('speaker = "kamal"\n', "")
    lines = [*BEFORE_QUOTES, "s", "কামাল", "1", "", "Kamal Hossain", ""]
    typist.run("review", "--briefs", bridge.path, types=lines)
    assert "1  কামাল হোসেন (named in the article, new)" in typist.screen
    assert bridge.table["quotes"][0]["speaker"] == "kamal-hossain"
    name = bridge.record("people.toml")["kamal-hossain"]["name"]
    assert name == {"bn": "কামাল হোসেন", "en": "Kamal Hossain"}


@pytest.mark.parametrize("name", ["নতুন সেতু", "b" * 57])
def test_a_draft_that_no_button_could_name_is_reviewed_and_not_shown_in_telegram(
    bridge: BridgeDraft, typist: Typist, name: str
) -> None:
    text = bridge.text
    path = bridge.draft.rename(bridge.draft.with_name(f"{name}.toml"))
    path.write_text(text.replace('id = "bridge"', f'id = "{name}"'), encoding="utf-8")
    typist.run("review", "--briefs", bridge.path, types=[*BEFORE_QUOTES, "q"])
    assert with_store(lambda store: store.drafts.all()) == []
