"""Who is found to speak: a general rule a line, in both languages, and how sure the finding says it is."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bench.extract import measure, reliability
from bot.content.read import read, shipped
from bot.domain.models import Language
from bot.extract.confidence import UNSURE, Evidence
from bot.extract.drafts import Drafter, Known
from bot.extract.extraction import Extraction
from bot.extract.proposals import LONGEST_ID
from bot.extract.quotes import ExtractedQuote
from bot.extract.segment import Document
from bot.extract.source_file import read_article
from bot.extract.titles import LONGEST_TITLE

ARTICLES = Path(__file__).parent / "articles"
SPEAKERS: list[tuple[str, Language, str, list[str | None]]] = [
    (
        "the head of a compound tells who somebody is",
        "en",
        "Engineer Rumana Sultana left. One council official, on leave, was franker. “It is late,” the official said.",
        ["One council official"],
    ),
    (
        "whom a sentence was about without a name speaks on, before a name of earlier",
        "en",
        "“No,” said Philippa Stannard. One nurse, who works nights, stayed. “We read it online,” she said.",
        ["Philippa Stannard", "One nurse"],
    ),
    (
        "one without a name speaks no more where the sentence names another whom the pronoun fits",
        "en",
        "One reviewer sent notes that made Alice Tennyson wince. “I laughed,” she said.",
        ["Alice Tennyson"],
    ),
    (
        "a guard is a man, though an army may be called so",
        "en",
        "“No,” said Wasim Roy. “I left,” he said. A guard at the factory refused to open. “I sit here,” he said.",
        ["Wasim Roy", "Wasim Roy", "A guard"],
    ),
    (
        "whoever waits somewhere, of whatever trade, is somebody new",
        "en",
        "“No,” said Wasim Roy. A sixth-former waiting outside read a book. “I have time,” the girl said.",
        ["Wasim Roy", "A sixth-former"],
    ),
    (
        "a firm is one behind a comma too",
        "en",
        "The council met. Her employer, Coastline Cleaning, was silent. “We are looking,” the company said.",
        ["Coastline Cleaning"],
    ),
    (
        "a role with a complement brings in somebody new",
        "en",
        "“Good,” said Lorna Dacey. The principal of a college blamed vacant posts. “We wait,” said the principal.",
        ["Lorna Dacey", "The principal"],
    ),
    (
        "whoever a sentence begins with, of whatever trade, is somebody new",
        "en",
        "“No,” said Salim Jahangir. An importer, seeking anonymity, disagreed. “Who pays?” the importer asked.",
        ["Salim Jahangir", "An importer"],
    ),
    (
        "a statement is by whom it is from",
        "en",
        "The Vale Health Trust runs it. “Nothing is decided,” a statement from the trust said.",
        ["Vale Health Trust"],
    ),
    (
        "a title without a vowel is no part of a name",
        "en",
        "Councillor Bryn Oakshott wrote. “He was born here,” Cllr Oakshott said.",
        ["Bryn Oakshott"],
    ),
    (
        "a single name is one whose age follows it",
        "en",
        "Families leave. Rashida, 26, has sold her goats. “What shall I say?” she wonders.",
        ["Rashida"],
    ),
    (
        "a ship named after a lady is nobody",
        "en",
        "On board the grain carrier Lady Brisa, chief officer Pilar Onate has counted days. “We have water,” she said.",
        ["Pilar Onate"],
    ),
    (
        "a pronoun in an opening clause is of the name behind the comma",
        "en",
        "“No,” said Jez Hallworth. Asked what he would keep, Nev Pickles looked down. “Not that.”",
        ["Jez Hallworth", "Nev Pickles"],
    ),
    (
        "whom an opening participle is about is no subject",
        "en",
        "Terence Mulvey wept. Discharging Mulvey, Judge Clement Harcourt was kind. “See you on Saturday.”",
        ["Clement Harcourt"],
    ),
    (
        "a pronoun is of the sex that first names tell",
        "en",
        "Denise Okoro met Julian Frayne. “Why?” Frayne asked. “I had rent to pay,” she replied.",
        ["Julian Frayne", "Denise Okoro"],
    ),
    (
        "a role for a thing is shared by those of like roles",
        "en",
        "The Tarsian ambassador, Luka Perun, was summoned by President Goran Milat. “I took notes,” the envoy said.",
        ["Luka Perun"],
    ),
    (
        "an epithet by age or nation is whoever is most in mind",
        "en",
        "The mediator, former judge Beatrice Aubry, sounded hopeful. “They shared a table,” the 70-year-old said.",
        ["Beatrice Aubry"],
    ),
    (
        "an office of an organisation leaves the name a person's",
        "en",
        "Superintendent of Police Ritu Chaudhary arrived. “He confessed,” the SP told reporters.",
        ["Ritu Chaudhary"],
    ),
    (
        "a company is one whose apposition says so",
        "en",
        "The home was run by Calder Vale Care, a company with 34 homes. “We are sorry,” the company said.",
        ["Calder Vale Care"],
    ),
    (
        "whom a paper quotes is no subject of its own",
        "en",
        "Health minister Alain Ndayi was quoted in the daily Le Lac as saying: “We shall be first.”",
        ["Alain Ndayi"],
    ),
    (
        "one who is named in the quote does not say it",
        "en",
        "Laurent Duquesne lost. Sheila Grant was sorry. “Sheila sent me flowers,” he said. “Laurent is kind,” she said.",
        ["Laurent Duquesne", "Sheila Grant"],
    ),
    (
        "words of one without a name are hers again",
        "en",
        "Mara Lindqvist left. “It had no plate,” a neighbour said. “It was white,” the neighbour said.",
        ["a neighbour", "a neighbour"],
    ),
    (
        "a verb at the end has the name that stands before it, whatever is between",
        "bn",
        "ক্লাউস ভেটার বললেন, “জানি।” মাহিন শাহরিয়ার ফেসবুকে এক পোস্টে লিখেছেন, ‘তালা খুলবে না।’",
        ["ক্লাউস ভেটার", "মাহিন শাহরিয়ার"],
    ),
    (
        "a genitive before a noun and a comma owns the words",
        "bn",
        "কোচ আবু সুফিয়ান শাকিল খুশি। শাকিলের খোঁচা, ‘আগে বেতন দিক।’ তাঁর সোজা জবাব, ‘না।’",
        ["আবু সুফিয়ান শাকিল", "আবু সুফিয়ান শাকিল"],
    ),
    (
        "whom one asks answers",
        "bn",
        "ঠিকাদার বাদল তরফদার নেই। প্রশ্ন করা হয়েছিল প্রকৌশলী জুলফিকার আলীকে।\n‘ফাইল দেখব,’ বলেন তিনি।",
        ["জুলফিকার আলী"],
    ),
    (
        "a participle of condition has a subject of its own",
        "bn",
        "বিচারক আবু নাসের গেলেন। করিমন নেছার কাছে জানতে চাইলে তিনি বলেন, ‘বাঘে ঘুষ খায় না।’",
        ["করিমন নেছা"],
    ),
    (
        "a verb without a subject is of the one whom its sentence names",
        "bn",
        "সচিব আফসানা রহমান চুপ। রাতে মর্জিনাকে আবার পাওয়া গেল; বললেন, ‘ঘর তো নাই।’",
        ["মর্জিনা"],
    ),
    (
        "a bare role is of the one in mind, and his own again later",
        "bn",
        "গোল করেছেন সুমন রেজওয়ান। চুক্তির পর উইঙ্গার বলেছেন, ‘মায়ের মুখটা মনে পড়ছিল।’",
        ["সুমন রেজওয়ান"],
    ),
    (
        "somebody else's secretary is not the one in mind",
        "bn",
        "উপাচার্য মাহবুবা কানিজ কথা বলেননি। তাঁর ব্যক্তিগত সচিব বলেছেন, ‘ম্যাডাম বিশ্রামে।’",
        ["সচিব"],
    ),
    (
        "one of whom nothing is known is described",
        "bn",
        "মন্ত্রী কাজী আশফাকুর রহমান গেলেন। চরের এক বৃদ্ধ জোয়ারের কথা শুনে বললেন, ‘আসবে।’",
        ["এক বৃদ্ধ"],
    ),
    (
        "a name after a verb ends its sentence",
        "bn",
        "নাটকে অভিনয় করছেন তটিনী শেখর।\n‘বকা খাই,’ বললেন অভিনেত্রী।",
        ["তটিনী শেখর"],
    ),
    (
        "a first name is known by its ending",
        "bn",
        "পরীক্ষার্থী জান্নাতুল মাওয়া পড়ছে। তার প্রশ্ন, ‘মোমবাতি নেব?’",
        ["জান্নাতুল মাওয়া"],
    ),
    (
        "a name that was told in full takes no other word later",
        "bn",
        "কর্মকর্তা মারুফ হোসেন মিনার চুপ। কর্মকর্তা মারুফ নীরবতা ভেঙে বলেন, ‘চাল নেই।’",
        ["মারুফ হোসেন মিনার"],
    ),
    (
        "a speaker stands behind a comma, whatever the verb",
        "en",
        "Harriet Voss met Piers Aldous. “Every Tuesday,” Voss deadpanned.",
        ["Harriet Voss"],
    ),
    (
        "a noun of saying makes the name before it a genitive",
        "bn",
        "সভায় নেতা তপোব্রত মাইতির হুঁশিয়ারি, “ক্রেন নড়বে না।”",
        ["তপোব্রত মাইতি"],
    ),
    (
        "one with a demonstrative is the one in mind",
        "bn",
        "কোচ গ্রেগ হ্যালোরান এলেন।\n‘দায় আমার,’ বলেছেন এই অস্ট্রেলিয়ান।",
        ["গ্রেগ হ্যালোরান"],
    ),
    (
        "asking is no saying of whom one asks about",
        "bn",
        "পরিচালক সাদেক হাসান রুমি চুপ। মন্ত্রী কাজী আশফাকুর রহমান এলেন। ফাইল কোথায়, জানতে চাইলে তাঁর সোজা উত্তর, ‘টেবিলে।’",
        ["কাজী আশফাকুর রহমান"],
    ),
    (
        "a family name that is a word too needs a first name before it",
        "bn",
        "বেঞ্চ সর্বসম্মত রায় দেয়। বিচারক শাহেদা সুলতানা গেলেন। ‘বিচার হলো,’ বলেন তিনি।",
        ["শাহেদা সুলতানা"],
    ),
    (
        "an organisation ends where a name begins",
        "bn",
        "শিক্ষক সমিতির সভাপতি অধ্যাপক রওশন আরা প্রশাসনের সমালোচনা করে বলেন, ‘নোটিশে প্রশাসক।’",
        ["রওশন আরা"],
    ),
]


def found_in(text: str, language: Language) -> tuple[ExtractedQuote, ...]:
    """Give the quotes of a text."""
    return Extraction(Document(unicodedata.normalize("NFC", text), language)).quotes


@pytest.mark.parametrize(
    ("rule", "language", "text", "speakers"), SPEAKERS, ids=[each[0] for each in SPEAKERS]
)
def test_speakers_are_found_by_rules_that_hold_anywhere(
    rule: str, language: Language, text: str, speakers: list[str | None]
) -> None:
    found = [quote.speaker.full if quote.speaker else None for quote in found_in(text, language)]
    wanted = [unicodedata.normalize("NFC", each) if each else None for each in speakers]
    assert found[-len(wanted) :] == wanted, rule


def test_what_tells_less_is_less_likely_right() -> None:
    named, carried = Evidence("name", "bn"), Evidence("carried", "bn")
    assert named.probability > Evidence("pronoun", "bn").probability > carried.probability
    assert carried.probability > Evidence("carried", "bn", lone=True).probability
    assert named.probability > UNSURE > carried.probability


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bn", "আমিনা বেগম বলেন, ‘আমরা যাব।’ বৃষ্টি নামে। ‘দেরি হবে।’"),
        ("en", "“We stay,” said Rosa Tindall. Rain came. “Never,” quoth Zorblax. “No.”"),
    ],
)
def test_a_speaker_whom_nothing_names_is_the_editors_to_settle(language: Language, text: str) -> None:
    first, *others = found_in(text, language)
    assert not first.unsure
    assert others[-1].unsure


def test_confidence_is_the_share_that_is_right() -> None:
    """On the articles kept for reporting each band's share is near what it says, and most errors are flagged."""
    tally = measure(sorted(ARTICLES.glob("*/report-*.txt")))
    sure = [(confidence, right) for confidence, unsure, right in tally.judged if not unsure]
    said, right = (sum(each) / len(sure) for each in zip(*sure, strict=True))
    assert abs(said - right) < 0.04
    wrong = [unsure for _, unsure, right in tally.judged if not right]
    fine = [unsure for _, unsure, right in tally.judged if right]
    assert sum(wrong) / len(wrong) > 2 * sum(fine) / len(fine)
    assert "unsure" in reliability({"report": tally})


@pytest.mark.parametrize("source", sorted(ARTICLES.glob("*/tune-*.txt")), ids=lambda path: path.stem)
def test_a_draft_proposes_short_titles_and_latin_ids_of_their_words(source: Path) -> None:
    library = read(shipped())[0]
    article = read_article(source)
    now, document = datetime(2026, 11, 22, tzinfo=UTC), article.document
    drafted = Drafter(Extraction(document), article, now, Known(library)).draft()
    for name, text in drafted.files.items():
        if name in ("article.toml", "people.toml"):
            continue
        key = name.removesuffix(".toml")
        title = text.split("[title]\n")[1].split(' = "')[1].split('"\n')[0]
        assert len(key) <= LONGEST_ID + 3
        assert key.isascii()
        assert key not in library.briefs
        assert len(title.replace("\\", "")) <= LONGEST_TITLE


def test_known_people_and_topics_give_a_draft_its_id_and_topic(tmp_path: Path) -> None:
    library = read(shipped())[0]
    text = "মার্কিন প্রেসিডেন্ট ডোনাল্ড ট্রাম্প ইরানের সঙ্গে আলোচনা চান। ‘কথা হবে,’ বলেন ট্রাম্প। ইরান রাজি হয়নি।"
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    article, now = read_article(tmp_path / "article.txt"), datetime(2026, 11, 22, tzinfo=UTC)
    files = Drafter(Extraction(article.document), article, now, Known(library)).draft().files
    (key,) = (name for name in files if name not in ("article.toml", "people.toml"))
    assert "trump" in key
    assert 'topic = "iran"' in files[key]
