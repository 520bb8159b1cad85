"""What a brief tells of a why, when or where: by the look of its sentences, in either language."""

import pytest

from bot.domain.asked import Sort, asked_for, tells
from bot.domain.models import Language, Library
from bot.domain.telling import tell
from bot.domain.text import sentences, words


@pytest.mark.parametrize(
    ("sort", "question"),
    [
        *(("when", text) for text in ("when did it begin", "কবে শুরু?", "kobe holo", "on which day")),
        *(("where", text) for text in ("where are they", "কোথায় বসবে", "kothay")),
        *(("why", text) for text in ("why did it close", "কেন বন্ধ", "keno")),
        *(("count", text) for text in ("how many ships", "কতজন", "koto taka", "how long")),
        *(("list", text) for text in ("which weapons", "কোন কোন অস্ত্র", "ki ki ache", "কী কী আছে")),
        *((None, text) for text in ("what did he say", "পুতিন কী বললেন", "weapons", "")),
    ],
)
def test_what_a_question_asks_for(sort: Sort | None, question: str) -> None:
    assert asked_for(words(question)) == sort


@pytest.mark.parametrize(
    ("sort", "text", "other"),
    [
        ("when", "২২ শে জুনে তিনটি সাইটে", "সব মতপার্থক্য মেটানো দরকার"),  # no `মে`
        ("when", "in February 2022", "a convoy of 20 lorries"),
        ("where", "in the city of Poltava", "discussed in the Trump–Putin call"),
        ("where", "rounds in Turkey", "in February"),
        ("why", "because it is reviewing its stockpiles", "the root causes of the conflict"),
        ("why", "মহামারির কারণে", "সংঘাতের মূল কারণগুলি"),
        ("count", "চল্লিশটি জাহাজ", "কয়েকটি জাহাজ"),
        ("list", "missiles, artillery and other equipment", "missiles, which are held"),
        ("list", "ডিম, খিচুড়ি ও কলা", "ডিম ও কলা"),
    ],
)
def test_what_a_text_tells_by_its_look(sort: Sort, text: str, other: str) -> None:
    assert tells(text, sort)
    assert not tells(other, sort)


def test_sentences_end_where_a_reader_hears_it() -> None:
    assert sentences("U.S. President Donald Trump spoke. He said “yes.” Then he left.") == [
        "U.S. President Donald Trump spoke.",
        "He said “yes.”",
        "Then he left.",
    ]
    assert sentences("তিনি ডা. করিম। তিনি বলেন, না।") == ["তিনি ডা. করিম।", "তিনি বলেন, না।"]


@pytest.mark.parametrize(
    ("brief", "sort", "language", "sentence", "quote"),
    [
        ("iran-strikes", "why", "en", "with the aim of destroying", "with the aim of destroying"),
        ("ukraine-arms-pause", "why", "bn", "", "because it is reviewing"),
        ("nato-demands", "when", "bn", "২০২২ সালের ফেব্রুয়ারিতে", "February 2022"),
        ("ukraine-peace-talks", "where", "bn", "তুরস্কে", "rounds in Turkey"),
        ("poltava-strike", "where", "en", "in the city of Poltava", "in the city of Poltava"),
    ],
)
def test_what_the_briefs_tell(
    library: Library, brief: str, sort: Sort, language: Language, sentence: str, quote: str
) -> None:
    told = tell(library.briefs[brief], sort, language)
    assert sentence in " ".join(told.sentences)
    assert told.quote is not None
    assert quote in (told.quote.translation.en or "")


def test_why_a_brief_matters_is_told_where_why_is_asked(library: Library) -> None:
    brief = library.briefs["iran-diplomacy"]
    assert brief.why is not None
    assert tell(brief, "why", "bn").why == brief.why.bn
    assert tell(brief, "when", "bn").why is None


def test_nothing_told_is_falsy(library: Library) -> None:
    assert not tell(library.briefs["film-exchange"], "when", "en")
