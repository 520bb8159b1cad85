"""`barta check`: each rule of the format catches its violation, and says file, line, what is wrong and the mend."""

import re
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import barta
from bot.content.read import survey
from bot.domain.anchors import anchor_flaws
from bot.domain.marks import quotations
from bot.domain.models import Bilingual, Brief
from bot.domain.numerals import unmatched_numbers
from bot.domain.source import Source
from tests.small_folder import TEXT, SmallFolder, span

FULL = span("সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,")
PASSAGE = span("কাজের দায়িত্বে আছেন দুজন ঠিকাদার")
CAPTION = span("নদীর ওপর নতুন সেতু, জানুয়ারি ২০২৫। (ছবি: বার্তা)")
LANES, PAVEMENT = span("আগে দুটি লেন চালু হবে"), span("সবার শেষে ফুটপাত।")
FULL_AT = f"start = {FULL[0]}\nend = {FULL[1]}"
MAYOR, RELIEF = (
    "Mayor Rahima Khatun says the bridge will open in 3 months.",
    "Kamal Hossain calls it a “great relief”.",
)

INSIDE_LETTER = "move the offset to the letter's beginning or end"
NO_MARKS = 'does not stand inside quotation marks; anchor it inside them, or write kind = "passage"'
IN_MARKS = (
    "is a passage and cuts into words in quotation marks; "
    "end it before the marks, or write it as a quote with its speaker"
)
MISQUOTED = "which is none of the brief's quotes; quote one of them to the letter, or take the marks away"
NUMBERS = "the numbers of quote {} and of its translation differ:"
PUBLICATION = '\n[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n'
NOTE = 'note.bn = "সংশোধন"\nnote.en = "corrected"\n'
SECOND = '\n[[history]]\nkind = "{}"\ndate = 2025-07-04T18:00:00Z\n'

ANCHOR = 'exact = "{}"\nprefix = "সোমবার বলেন, “{}"\nsuffix = "” আর যানজট"\nstart = {}\nend = {}'
WHOLE = ANCHOR.format("সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,", "", *FULL)
CUT = ANCHOR.format("েতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,", "স", FULL[0] + 1, FULL[1])

Edit = tuple[
    str, str, str, str
]  # what is replaced, by what, the line that the fault then names, and its text

ANCHORS: dict[str, Edit] = {
    "one changed letter": (
        "সেতুটি ৩", "সেতুটা ৩", "exact = ",
        "quote 1 says “সেতুটা” where the article says “সেতুটি”; copy the words from the article",
    ),
    "a dropped hasanta": (
        "মাসের মধ্যে", "মাসের মধযে", "exact = ",
        "quote 1 says “মধযে” where the article says “মধ্যে”; copy the words from the article",
    ),
    "both offsets off by one": (
        FULL_AT, f"start = {FULL[0] + 1}\nend = {FULL[1] + 1}", "start = ",
        f"quote 1 does not stand at {FULL[0] + 1} to {FULL[1] + 1}; write start = {FULL[0]}, end = {FULL[1]}",
    ),
    "a start off by one": (
        FULL_AT, f"start = {FULL[0] - 1}\nend = {FULL[1]}", "start = ",
        f"quote 1 does not stand at {FULL[0] - 1} to {FULL[1]}; write start = {FULL[0]}, end = {FULL[1]}",
    ),
    "a span that starts inside a grapheme": (
        WHOLE, CUT, "start = ", f"quote 1 cuts the letter “সে” in two at {FULL[0] + 1}; {INSIDE_LETTER}",
    ),
    "other words before the quote": (
        'prefix = "সোমবার', 'prefix = "রোববার', "prefix = ",
        "the prefix of quote 1 is not what stands there: “সোমবার বলেন, “”; copy it from the article",
    ),
    "other words after the quote": (
        "” আর যানজট", "” আর জানজট", "suffix = ",
        "the suffix of quote 1 is not what stands there: “” আর যানজট”; copy it from the article",
    ),
    "a quote outside the marks": (
        'kind = "passage"', 'kind = "fragment"', f"start = {PASSAGE[0]}", f"quote 3 {NO_MARKS}",
    ),
    "a passage of somebody's speech": (
        'speaker = "rahima"\nkind = "full"', 'kind = "passage"', "start = ", f"quote 1 {IN_MARKS}",
    ),
    "evidence from inside a grapheme": (
        "evidence = [[0, ", "evidence = [[1, ", "evidence = ",
        f"evidence span 1 cuts the letter “ঢা” in two at 1; {INSIDE_LETTER}",
    ),
}  # fmt: skip

UNPROVEN: dict[str, Edit] = {
    "more letters than the offsets hold": (
        "মাসের মধ্যে", "মাসের মধ্যেই", "exact = ",
        (f"quote 1 has {FULL[1] - FULL[0] + 1} characters from {FULL[0]} to {FULL[1]}, where {FULL[1] - FULL[0]} fit; "
        f"copy the words again, or write end = {FULL[1] + 1}"),
    ),
    "an end before the start": (
        FULL_AT, f"start = {FULL[1]}\nend = {FULL[0]}", "start = ",
        "quote 1 ends where it starts, or before; write the smaller offset first",
    ),
    "an end beyond the article's characters": (
        FULL_AT, f"start = {FULL[0] + 900}\nend = {FULL[1] + 900}", "start = ",
        f"quote 1 ends at {FULL[1] + 900}, and the article has {len(TEXT)} characters; correct the offsets",
    ),
    "a span that starts inside a grapheme": (
        WHOLE, CUT, "exact = ", "quote 1 begins or ends inside a letter; move it to a whole letter",
    ),
    "a prefix over 32 characters": (
        'prefix = "সোমবার', f'prefix = "{"ক" * 32}', "prefix = ",
        "the prefix of quote 1 has 40 characters; keep the last 32",
    ),
    "a closing mark before the quote": (
        "বলেন, “", "বলেন, ”", "start = ", f"quote 1 {NO_MARKS}",
    ),
    "an opening mark before the passage": (
        "স্বস্তি”। ", "“স্বস্তি। ", f"start = {PASSAGE[0]}", f"quote 3 {IN_MARKS}",
    ),
    "evidence beyond the text": (
        "evidence = [[0, ", "evidence = [[0, 9", "evidence = ",
        f"evidence span 1 ends at 9100, and the article has {len(TEXT)} characters; correct the offsets",
    ),
    "evidence that ends before it starts": (
        "evidence = [[0, ", "evidence = [[100, ", "evidence = ",
        "evidence span 1 ends where it starts, or before; write the smaller offset first",
    ),
}  # fmt: skip

WORDS: dict[str, Edit] = {
    "a number changed in a translation": (
        "within 3 months", "within 4 months", "translation.en",
        (f"{NUMBERS.format(1)} 3 stands only in the quote, 4 stands only in the translation; "
        "translate every number as it is"),
    ),
    "a number word changed in a translation": (
        "two contractors", "three contractors", 'translation.en = "three',
        (f"{NUMBERS.format(3)} 2 stands only in the quote, 3 stands only in the translation; "
        "translate every number as it is"),
    ),
    "61 words of English": (
        f"{MAYOR} {RELIEF}", "word " * 61, 'en = "word', "the English summary has 61 words; cut it to 60",
    ),
    "61 words of Bengali": (
        "মেয়র রহিমা খাতুন বলেছেন, সেতুটি তিন মাসে খুলবে।", "শব্দ " * 55, 'bn = "শব্দ',
        "the Bengali summary has 61 words; cut it to 60",
    ),
    "words that no space parts": (
        f"{MAYOR} {RELIEF}", "word—word/word,word\u200b" * 15 + "word", 'en = "word',
        "the English summary has 61 words; cut it to 60",
    ),
    "a passage quoted in German marks": (
        RELIEF, "Kamal Hossain calls it „a relief“.", f'en = "{MAYOR}',
        f"the English summary puts “a relief” in quotation marks, {MISQUOTED}",
    ),
    "a passage quoted in corner brackets": (
        RELIEF, "Kamal Hossain calls it 「a relief」.", f'en = "{MAYOR}',
        f"the English summary puts “a relief” in quotation marks, {MISQUOTED}",
    ),
    "a title without words": ('en = "Bridge to open in three months"', 'en = "…"', 'en = "…"',
        "the English title has no words; write it",
    ),
    "a quote altered in the summary": (
        '“বড় স্বস্তি”।"\nen', '“বড়ো স্বস্তি”।"\nen', 'bn = "মেয়র',
        f"the Bengali summary puts “বড়ো স্বস্তি” in quotation marks, {MISQUOTED}",
    ),
    "straight marks around no quote": (
        RELIEF, "Kamal Hossain calls it 'a relief'.", f'en = "{MAYOR}',
        f"the English summary puts “a relief” in quotation marks, {MISQUOTED}",
    ),
    "a passage quoted in the title": (
        "Bridge to open in three months", "“two contractors are in charge of the work”", 'en = "“two',
        f"the English title puts “two contractors are in charge of the work” in quotation marks, {MISQUOTED}",
    ),
    "a speaker nobody knows": (
        'speaker = "kamal"', 'speaker = "jamal"', 'speaker = "jamal"',
        '"jamal" is not in people.toml; add the person there, or correct the id',
    ),
    "a passage with a speaker": (
        'kind = "passage"', 'kind = "passage"\nspeaker = "kamal"', 'speaker = "kamal"\nexact',
        'quote 3 is a passage, the article\'s own words, and has "speaker"; take speaker out, or write another kind',
    ),
    "a quote relayed by its speaker": (
        'speaker = "kamal"', 'speaker = "kamal"\nrelayed_by = "kamal"', "relayed_by",
        "quote 2 is relayed by its own speaker; take relayed_by out",
    ),
    "a topic nobody knows": (
        'topic = "city"', 'topic = "town"', "topic = ",
        '"town" is not in topics.toml; write one of city, or add it there',
    ),
    "a translation into the source's language": (
        'translation.en = "great relief"', 'translation.en = "great relief"\ntranslation.bn = "স্বস্তি"',
        "translation.bn", "quote 2 has a translation into Bengali, the source's own language; take it out",
    ),
    "a hold without a reason": (
        "[[history]]", 'hold = " "\n\n[[history]]', "hold = ",
        '"hold" of quote 3 is empty; write it, or take the field out where it is optional',
    ),
}  # fmt: skip
HISTORY: dict[str, Edit] = {
    "published without a history": (
        PUBLICATION, "", "",  # the whole brief
        ("the brief is published and has no history; "
        'add [[history]] with date = 2025-07-03T18:00:00Z and kind = "published"'),
    ),
    "a history that begins with something else": (
        PUBLICATION, PUBLICATION.replace('"published"', '"typo"'), 'kind = "typo"',
        'the history does not begin with the publication; write kind = "published"',
    ),
    "a publication of another date": (
        "date = 2025-07-03", "date = 2025-07-02", "date = ",
        "the first history entry is not of the brief's own date; write date = 2025-07-03T18:00:00Z, as in published",
    ),
    "a second publication": (
        PUBLICATION, PUBLICATION + SECOND.format("published"), 'kind = "published"\ndate',
        "history entry 2 is a second publication; write typo, update, correction or retraction",
    ),
    "an older entry after a newer one": (
        PUBLICATION, PUBLICATION + SECOND.format("typo").replace("2025", "2024"), "date = 2024",
        "history entry 2 is older than the one before it; put the newest last",
    ),
    "a correction without a note": (
        PUBLICATION, PUBLICATION + SECOND.format("correction"), 'kind = "correction"',
        "history entry 2 (correction) has no note; add note.bn and note.en: readers see them",
    ),
    "a retraction of a brief that stays published": (
        PUBLICATION, PUBLICATION + SECOND.format("retraction") + NOTE, "status = ",
        'the history ends with a retraction; write status = "retracted"',
    ),
    "a retracted brief that was never retracted": (
        'status = "published"', 'status = "retracted"', "status = ",
        ("the brief is retracted, and its history does not end with a retraction; "
        'add a history entry of kind = "retraction" with a note that says why'),
    ),
}  # fmt: skip


def assert_one_fault(folder: SmallFolder, edit: Edit, *, proven: bool) -> None:
    """Make one edit of the brief, and see one fault, on its line."""
    old, new, at, fault = edit
    folder.edit(old, new)
    place = f"bridge-article/bridge.toml:{folder.line(at)}" if at else "bridge-article/bridge.toml"
    assert folder.faults(proven=proven) == [normalize("NFC", f"{place}: {fault}")]


@pytest.mark.parametrize("proven", [True, False])
def test_a_folder_that_keeps_every_rule_has_no_fault(folder: SmallFolder, *, proven: bool) -> None:
    assert folder.faults(proven=proven) == []


@pytest.mark.parametrize("edit", ANCHORS.values(), ids=ANCHORS)
def test_the_article_shows_a_wrong_anchor(folder: SmallFolder, edit: Edit) -> None:
    assert_one_fault(folder, edit, proven=True)


@pytest.mark.parametrize("edit", UNPROVEN.values(), ids=UNPROVEN)
def test_a_quote_that_contradicts_itself_is_found_without_the_article(
    folder: SmallFolder, edit: Edit
) -> None:
    assert_one_fault(folder, edit, proven=False)


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("edit", (WORDS | HISTORY).values(), ids=WORDS | HISTORY)
def test_a_brief_that_breaks_a_rule_of_its_own_words_has_a_fault(
    folder: SmallFolder, edit: Edit, *, proven: bool
) -> None:
    assert_one_fault(folder, edit, proven=proven)


def test_sixty_words_and_a_comma_left_off_are_right(folder: SmallFolder) -> None:
    quoted = "The mayor says: “The bridge will be opened within 3 months”. The engineers’ word is ‘great relief’ – "
    folder.edit(f"{MAYOR} {RELIEF}", quoted + "word " * (60 - 18))
    assert folder.faults() == []


def test_a_missing_translation_is_named(folder: SmallFolder) -> None:
    folder.edit('translation.en = "The bridge will be opened within 3 months,"\n', "")
    line = folder.line("[[quotes]]")
    assert folder.faults() == [
        f'bridge-article/bridge.toml:{line}: quote 1 has no English translation; add translation.en = "…"'
    ]


def test_a_brief_without_a_quote_says_so(folder: SmallFolder) -> None:
    text = folder.brief.read_text(encoding="utf-8")
    before, _, rest = text.partition("[[quotes]]")
    text = (before + rest[rest.index("[[history]]") :]).replace("“", "").replace("”", "")
    folder.brief.write_text(text, encoding="utf-8")
    assert folder.faults() == [
        "bridge-article/bridge.toml: the brief has no quote or passage; add a [[quotes]] with its anchors"
    ]


def test_a_held_quote_cannot_be_quoted_in_a_summary(folder: SmallFolder) -> None:
    folder.edit('translation.en = "great relief"', 'translation.en = "great relief"\nhold = "অস্পষ্ট"')
    assert [fault.split(" in quotation marks")[0].partition(": ")[2] for fault in folder.faults()] == [
        normalize("NFC", "the Bengali summary puts “বড় স্বস্তি”"),
        "the English summary puts “great relief”",
    ]


def test_words_of_a_caption_need_a_summary_that_says_so(folder: SmallFolder) -> None:
    """Both languages are asked for the photo; the caption is the line after a blank one."""
    line = folder.line("evidence = ")
    text = folder.brief.read_text(encoding="utf-8").splitlines(keepends=True)
    text[line - 1] = f"evidence = [{list(CAPTION)}]\n"
    folder.brief.write_text("".join(text), encoding="utf-8")
    what = "the brief draws on a photo's caption, and this summary does not say so"
    mend = "say that it comes from a photo's caption"
    lines = [folder.line('bn = "মেয়র'), folder.line(f'en = "{MAYOR}')]
    assert folder.faults() == [f"bridge-article/bridge.toml:{line}: {what}; {mend}" for line in lines]
    folder.edit(MAYOR, f"{MAYOR} A photo shows it.")
    assert len(folder.faults()) == 1
    folder.edit("সেতুটি তিন মাসে খুলবে।", "সেতুটি তিন মাসে খুলবে, চলচ্চিত্র নয়।")  # a film is no picture
    assert len(folder.faults()) == 1
    folder.edit("চলচ্চিত্র নয়।", "ছবিতে তা দেখা যায়।")
    assert folder.faults() == []


@pytest.mark.parametrize(
    ("title", "lead"), [("সেতু খুলছে\nনিজস্ব প্রতিবেদক", "সেতুটি সোমবার খুলছে।"), ("Bridge opens", "It opens.")]
)
def test_a_blank_line_below_the_headline_makes_no_caption(title: str, lead: str) -> None:
    told = f"{title}\n\n{lead}\n{lead}\n{lead}"
    assert Source(told).captions == ()
    assert Source(f"{told}\n\nনদীর ওপর নতুন সেতু। (ছবি: বার্তা)\n{lead}").captions != ()


def test_blank_lines_between_all_paragraphs_make_no_captions() -> None:
    assert Source("এক।\n\nদুই।\n\nতিন।").captions == ()
    assert Source("এক।\nদুই।\nতিন।\n\nছবি।\nচার।").captions == ((15, 19),)


def segmented(first: tuple[int, int], last: tuple[int, int], exact: str) -> str:
    """Write a quote of two pieces before the history."""
    return f"""[[quotes]]
speaker = "kamal"
kind = "full"
exact = "{exact}"
start = {first[0]}
end = {last[1]}
segments = [{list(first)}, {list(last)}]
translation.en = "First two lanes will open … the pavement last of all."

[[history]]"""


@pytest.mark.parametrize(
    ("first", "last", "exact", "fault"),
    [
        (LANES, PAVEMENT, "আগে দুটি লেন চালু হবে … সবার শেষে ফুটপাত।", None),
        (LANES, PAVEMENT, "আগে দুটি লেন চালু হবে [...] সবার শেষে ফুটপাত।", None),
        (
            LANES,
            PAVEMENT,
            "আগে দুটি লেন চালু হবে সবার শেষে ফুটপাত।",
            "the ellipses of quote 4 part it into 1, and its segments are 2",
        ),
        (
            LANES,
            PAVEMENT,
            "আগে দুটি লেন চালু হবে … সবার শেষে ফুটপাথ।",
            "says “ফুটপাথ।” where the article says “ফুটপাত।”",
        ),
        (LANES, PAVEMENT, "আগে দুটি লেন চালু হবে …", "begins or ends with an ellipsis"),
        (
            PAVEMENT,
            LANES,
            "সবার শেষে ফুটপাত। … আগে দুটি লেন চালু হবে",
            "do not go in order from its start to its end",
        ),
    ],
    ids=["right", "in brackets", "no ellipsis", "a changed letter", "nothing after it", "out of order"],
)
def test_an_ellipsis_stands_between_anchored_segments(
    folder: SmallFolder, first: tuple[int, int], last: tuple[int, int], exact: str, fault: str | None
) -> None:
    folder.edit("[[history]]", segmented(first, last, exact))
    found = folder.faults()
    assert len(found) == (fault is not None)
    assert normalize("NFC", fault or "") in "".join(found)


def test_an_ellipsis_without_segments_is_a_fault(folder: SmallFolder) -> None:
    folder.edit("মাসের মধ্যে খুলে", "মাসের … খুলে")
    (fault,) = folder.faults()
    assert fault.endswith(
        "the ellipses of quote 1 part it into 2, and its segments are 0; write segments = [[start, end], …], one for each piece"
    )


def test_a_source_that_no_article_names_shows_both_sums(folder: SmallFolder) -> None:
    folder.source.write_text(TEXT + "\n", encoding="utf-8")
    (fault,) = folder.faults()
    assert len(set(re.findall(r"[0-9a-f]{64}", fault))) == 2
    assert fault.endswith("name the source as it was fetched, or correct article.toml")


def test_the_articles_length_is_counted(folder: SmallFolder) -> None:
    name = "bridge-article/article.toml"
    folder.edit(f"characters = {len(TEXT)}", "characters = 4000", name)
    assert folder.faults() == [
        (
            f"{name}:{folder.line('characters', name)}: the article has {len(TEXT)} characters in NFC, not 4000; "
            f"write characters = {len(TEXT)}"
        )
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("people.toml", "people.toml is missing; add it, with who speaks and who is named"),
        ("topics.toml", "topics.toml is missing; add it, with the topics"),
        (
            "bridge-article/article.toml",
            "bridge-article: article.toml is missing; add it, with the article's citation",
        ),
    ],
)
def test_a_missing_file_is_named_once(folder: SmallFolder, name: str, fault: str) -> None:
    (folder.path / name).unlink()
    (found,) = folder.faults(proven=False)
    assert found.endswith(fault)


def test_an_empty_folder_has_a_fault(tmp_path: Path) -> None:
    assert CliRunner().invoke(barta, ["check", "--briefs", str(tmp_path)]).exit_code == 1


def test_fix_composes_and_leaves_nothing_else_to_mend(folder: SmallFolder) -> None:
    """Keyboards send য় as U+09DF: a fault that names its line until `--fix` rewrites it; the words then prove true."""
    folder.edit("দেওয়া হবে", "দেও\u09dfা হবে")
    line = folder.line("exact = ")
    arguments = ["check", "--briefs", str(folder.path), "--source", str(folder.source)]
    before = CliRunner().invoke(barta, arguments)
    assert before.exit_code == 1
    assert before.stdout == (
        f"{folder.brief}:{line}: the text is not in Unicode's composed form (NFC); run `barta check --fix`\n"
    )
    after = CliRunner().invoke(barta, [*arguments, "--fix"])
    assert after.exit_code == 0
    assert after.stdout.splitlines()[0] == f"{folder.brief}: rewritten in NFC"
    assert "\u09df" not in folder.brief.read_text(encoding="utf-8")


def published(folder: SmallFolder) -> dict[str, Brief]:
    """Give the brief as it stands, as what was published."""
    return {"bridge": survey(folder.path).briefs["bridge"][0]}


def test_changed_content_needs_a_newer_history_entry(folder: SmallFolder) -> None:
    before = published(folder)
    assert folder.faults(published=before) == []
    folder.edit("Bridge to open", "Bridge may open")
    assert folder.faults(published=before) == [
        (
            f'bridge-article/bridge.toml:{folder.line("[title]")}: "title" differs from what was published; '
            "add a [[history]] entry of kind typo, update, correction or retraction that says why"
        )
    ]
    folder.edit(PUBLICATION, PUBLICATION + SECOND.format("correction") + NOTE)
    assert folder.faults(published=before) == []


def test_what_was_retracted_is_not_published_again(folder: SmallFolder) -> None:
    folder.edit(PUBLICATION, PUBLICATION + SECOND.format("retraction") + NOTE)
    folder.edit('status = "published"', 'status = "retracted"')
    before = published(folder)
    assert folder.faults(published=before) == []
    folder.edit('status = "retracted"', 'status = "published"')
    path = folder.brief
    again = SECOND.replace("07-04", "07-05").format("correction") + NOTE
    path.write_text(path.read_text(encoding="utf-8") + again, encoding="utf-8")
    (fault,) = folder.faults(published=before)
    assert fault.endswith(
        'a brief that was retracted is published again; write status = "retracted"; what is right goes into a new brief'
    )


def test_a_published_history_entry_never_changes(folder: SmallFolder) -> None:
    folder.edit(PUBLICATION, PUBLICATION + SECOND.format("update") + NOTE)
    before = published(folder)
    folder.edit('"corrected"', '"updated"')
    assert folder.faults(published=before) == [
        (
            f"bridge-article/bridge.toml:{folder.line('2025-07-04') - 2}: history entry 2 differs from what was published; "
            "put it back as it was, and add a new entry after it"
        )
    ]
    folder.edit(SECOND.format("update") + NOTE.replace("corrected", "updated"), "")
    (fault,) = folder.faults(published=before)
    assert "the file is older than what is out; run `barta publish`, which brings it up" in fault


def test_a_published_brief_whose_file_is_gone_is_a_fault(folder: SmallFolder) -> None:
    """`barta publish` writes it again; a file that cannot be read is there all the same."""
    before = published(folder)
    text = folder.brief.read_text(encoding="utf-8")
    folder.brief.write_text("সেতু", encoding="utf-8")
    assert not [fault for fault in folder.faults(published=before) if "gone" in fault]
    folder.brief.unlink()
    folder.brief.with_name("ferry.toml").write_text(text.replace('"bridge"', '"ferry"'), encoding="utf-8")
    (fault,) = folder.faults(published=before)
    assert fault.endswith(
        '"bridge" was published, and its file is gone; run `barta publish`, which writes it, '
        "or take the brief back: barta retract bridge"
    )


def test_hyphens_apostrophes_and_the_marks_of_numbers_keep_a_word_together(folder: SmallFolder) -> None:
    folder.edit(
        f"{MAYOR} {RELIEF}", "the engineers’ well-kept U.S. half-mile of 1,200.5 isn't " * 7 + "word " * 4
    )
    assert folder.faults() == []
    folder.edit("word word word word", "word word word word word")
    assert [fault.partition(": ")[2] for fault in folder.faults()] == [
        "the English summary has 61 words; cut it to 60"
    ]


ALPHABET = "কখসড়য়ািু্ঁ ,।“”0৩abc"


@given(st.integers(0, FULL[1] - FULL[0] - 1), st.sampled_from(["", *ALPHABET]), st.sampled_from([0, 1]))
def test_any_changed_letter_of_a_quote_is_found(position: int, letter: str, taken: int) -> None:
    """Whatever is put in, taken out or replaced at any place, the article disproves it."""
    exact = TEXT[slice(*FULL)]
    mutated = normalize("NFC", exact[:position] + letter + exact[position + taken :])
    flaws = list(anchor_flaws(brief_of(mutated), Source(TEXT), len(TEXT)))
    assert bool(flaws) == (mutated != exact)


def brief_of(exact: str) -> Brief:
    """Give a brief whose one quote is the mayor's, with these words."""
    return Brief.model_validate(
        {
            "id": "bridge",
            "topic": "city",
            "status": "draft",
            "published": datetime(2025, 7, 3, 18, tzinfo=UTC),
            "title": Bilingual(bn="সেতু", en="Bridge"),
            "summary": Bilingual(bn="সেতু", en="Bridge"),
            "quotes": ({"kind": "full", "exact": exact, "start": FULL[0], "end": FULL[1]},),
        }
    )


@pytest.mark.parametrize(
    ("bengali", "english"),
    [
        ("২২ শে জুনে তিনটি সাইটে", "three sites on June 22"),
        ("$ 4.5 ট্রিলিয়ন ডলার", "4.5 trillion dollars"),
        ("৪ দশমিক ৫০ ট্রিলিয়ন", "4.5 trillion"),
        ("ষষ্ঠ আলাপ, প্রায় তিন বছরে প্রথম", "the sixth talk, the first in almost three years"),
        ("উভয় নেতা", "both leaders"),
        ("দুই নেতা", "both leaders"),
        ("দুজনেই", "the two of them"),
        ("৫,০০,০০০ মানুষ", "500,000 people"),
        ("পাঁচ লাখের বেশি", "more than 500,000"),
        ("পঁচিশ জন", "twenty-five people"),
        ("আটকে রাখা একটি চালান, এটা নয়", "a shipment held back, not this"),
        ("১৪ ই জুন", "June 14"),
        ("দেড় লাখ", "150,000"),
        ("আড়াই হাজার", "2,500"),
        ("আড়াই লাখ", "two and a half lakh"),
        ("সাড়ে তিন", "3.5"),
        ("সাড়ে চার লাখ কোটি", "4.5 trillion"),
        ("পৌনে দুই কোটি", "17.5 million"),
        ("১২ লাখ ৫০ হাজার", "1.25 million"),
        ("১ কোটি ২৩ লাখ ৪৫ হাজার ৬৭৮", "12,345,678"),
        ("পঁচিশ হাজার পাঁচশ", "25,500"),
        ("একশ পঁচিশ", "125"),
        ("একশ পঁচিশ", "one hundred and twenty-five"),
        ("দুই শতাধিক", "two hundred"),
        ("অর্ধশতাধিক", "more than fifty"),
        ("৩০ থেকে ৪০ হাজার", "30,000 to 40,000"),
        ("৩০-৪০ হাজার", "30 to 40 thousand"),
        ("২০২২ থেকে ৩ লাখ", "300,000 since 2022"),
        ("৫ লাখ ২০২৫ সালে", "500,000 in 2025"),
        ("৫ বিলিয়ন", "$5bn"),
        ("হাজার সৈন্য", "a thousand soldiers"),
        ("হাজার হাজার মানুষ", "thousands of people"),
        ("লক্ষ করুন", "note"),
        ("দুই হাজার নয়, তিন হাজার", "not 2,000 but 3,000"),
        ("এক মুহূর্ত", "wait a second"),
    ],
)
def test_a_number_is_the_same_in_other_digits_and_in_words(bengali: str, english: str) -> None:
    assert unmatched_numbers(bengali, english) == ([], [])


@pytest.mark.parametrize(
    ("bengali", "english", "lost", "added"),
    [
        ("তিনটি সাইটে", "at four sites", ["3"], ["4"]),
        ("ষষ্ঠ", "fifth", ["6"], ["5"]),
        ("৪.৫ ট্রিলিয়ন", "4.5 billion", ["4500000000000"], ["4500000000"]),
        ("নয়টি", "several", ["9"], []),
        ("কয়েকটি", "10", [], ["10"]),
        ("৩০০", "300m", ["300"], ["300000000"]),
        ("হাজার সৈন্য", "a million soldiers", ["1000"], ["1000000"]),
        ("এক লাখ", "two lakh", ["100000"], ["200000"]),
        ("দেড়শ", "100", ["150"], ["100"]),
        ("দ্বিতীয়", "third", ["2"], ["3"]),
    ],
)
def test_a_number_that_differs_is_found(
    bengali: str, english: str, lost: list[str], added: list[str]
) -> None:
    assert unmatched_numbers(bengali, english) == (lost, added)


def test_a_source_that_cannot_be_read_is_a_fault(folder: SmallFolder) -> None:
    folder.source.write_bytes("সেতু".encode()[:-1])
    arguments = ["check", "--briefs", str(folder.path), "--source", str(folder.source)]
    result = CliRunner().invoke(barta, arguments)
    assert result.exit_code == 1
    assert (
        result.stdout
        == f"{folder.source}: line 1: this is not UTF-8; name the article's text as it was drafted\n"
    )


def test_fix_leaves_alone_what_it_cannot_read(folder: SmallFolder) -> None:
    (folder.path / "other.toml").write_bytes("দেও\u09dfা".encode() + b"\xff")
    (folder.path / "folder.toml").mkdir()
    result = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path), "--fix"])
    assert result.exit_code == 1
    assert (folder.path / "other.toml").read_bytes().endswith(b"\xff")
    assert [line.rpartition("/")[2].split(":")[0] for line in result.stdout.splitlines()] == [
        "folder.toml",
        "other.toml",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("তিনি বলেন, “সেতু” আর «নদী»।", ["সেতু", "নদী"]),
        ('তিনি বলেন, "সেতু" আর "নদী"।', ["সেতু", "নদী"]),
        ("the leaders’ word: ‘don’t’, the engineers' word: 'can't'", ["don’t", "can't"]),
        ("তিনি বলেন, „সেতু“ আর „নদী” আর 「পথ」।", ["সেতু", "নদী", "পথ"]),
        ("“তিনি ‘সেতু’ বলেন”", ["তিনি ‘সেতু’ বলেন", "সেতু"]),
        ("“প্রথম অনুচ্ছেদ\n“দ্বিতীয়” আর নেই”", ["প্রথম অনুচ্ছেদ", "দ্বিতীয়"]),
    ],
)
def test_quotation_marks_pair_and_apostrophes_are_none(text: str, words: list[str]) -> None:
    assert [quotation.words for quotation in quotations(text)] == words


@pytest.mark.parametrize("place", ['topic = "{}"', 'topic = "city"\n"{}" = 1'])
def test_no_fault_carries_what_a_terminal_would_obey(folder: SmallFolder, place: str) -> None:
    folder.edit('topic = "city"', place.format(r"শহর\u001b[2J\u0007\u202e\u2066\u009b"))
    said = "\n".join(folder.faults())
    assert "শহর\ufffd[2J\ufffd\ufffd\ufffd\ufffd" in said
    assert not set(said) & set("\x1b\x07\u202e\u2066\x9b")
