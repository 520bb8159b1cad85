"""Briefs of other news, as many as wanted, to measure search among: the same from the same seed.

Subjects, places and their words come from the lexicon, whose neighbouring rows are of one field (sport, weather, prices);
people, towns and firms have made-up names. Everything is drawn by Zipf's law, as in real news: a few subjects and names
are everywhere, most are rare. War, diplomacy and films are left out, so that none answers a question about the briefs that
ship, though leaders and countries are named as often as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

from bot.domain.lexicon import GENERAL, NAME, general_entries
from bot.domain.models import Bilingual, Brief, Quote, Topic, Translation

FIRST_FIELD = "economy"  # the rows before it are politics and war
FIELD = 12  # rows of the lexicon that make a field of news
SEED = 2026
PEOPLE, TOWNS, FIRMS = 40_000, 8_000, 8_000
LEADERS = (
    ("পুতিন", "Putin"), ("ট্রাম্প", "Trump"), ("জেলেনস্কি", "Zelenskyy"), ("মাখোঁ", "Macron"), ("উশাকভ", "Ushakov"),
)  # fmt: skip
_HEADS = (
    ("রা", "Ra"), ("ক", "Ko"), ("মা", "Ma"), ("নি", "Ni"), ("সু", "Su"), ("তা", "Ta"), ("বি", "Bi"), ("জা", "Ja"), ("শা", "Sha"),
    ("হা", "Ha"), ("দি", "Di"), ("গো", "Go"), ("পা", "Pa"), ("লু", "Lu"), ("আ", "A"), ("ফা", "Fa"), ("চ", "Cho"), ("মু", "Mu"),
)  # fmt: skip
_MIDDLES = (
    ("লি", "li"), ("মি", "mi"), ("নু", "nu"), ("রো", "ro"), ("ভা", "bha"), ("সে", "se"), ("দা", "da"), ("কি", "ki"), ("বু", "bu"),
    ("জি", "ji"), ("তু", "tu"), ("রি", "ri"), ("মো", "mo"), ("না", "na"), ("পি", "pi"), ("হে", "he"), ("গা", "ga"), ("শি", "shi"),
)  # fmt: skip
_ENDS = (
    ("ন", "n"), ("ম", "m"), ("র", "r"), ("ল", "l"), ("দ", "d"), ("ক", "k"), ("স", "s"), ("ত", "t"), ("ব", "b"), ("", ""),
)  # fmt: skip
_TITLES = (
    ("{town}ে {a} ও {b} নিয়ে {person}", "{person} on {a} and {b} in {town}"),
    ("{place}: {a} নিয়ে নতুন পরিকল্পনা", "{place}: a new plan for {a}"),
    ("{firm} আনছে {a}, বাড়ছে {b}", "{firm} brings {a} as {b} grows"),
    ("{number} জনের {a}, {town}ে {b}", "{number} people see {a}, and {b} in {town}"),
    ("{person}: {a} বদলে দেবে {b}", "{person} says {a} will change {b}"),
    ("{a}র পর {place} সরকারের {b} আলোচনায়", "After {a}, the {b} of {place} is discussed"),
)
_SENTENCES = (
    ("{town} শহরে রোববার {a} নিয়ে এক সভায় {person} এ কথা জানান।", "{person} told a meeting on {a} in {town} on Sunday."),
    ("{place} সরকারের কর্মকর্তারা বলছেন, গত {number} দিনে {b} আরও বেড়েছে।", "Officials of {place} say that {b} has risen further over {number} days."),
    ("{firm} জানিয়েছে, {c} খাতে {number} কোটি টাকা ব্যয় হবে।", "{firm} said that it would spend {number} million on {c}."),
    ("স্থানীয় বাসিন্দারা {c} ও {d} নিয়ে উদ্বিগ্ন।", "People who live there are worried about {c} and {d}."),
    ("এর আগে {place} থেকে {d} নিয়ে একই ধরনের উদ্যোগ সফল হয়নি।", "An earlier attempt of the same kind at {d} in {place} had failed."),
    ("{person} মনে করেন, {a} ছাড়া {c} সম্ভব নয়।", "{person} believes that {c} cannot be had without {a}."),
    ("আগামী মাসে {town}ে {b} নিয়ে আরেকটি বৈঠক হওয়ার কথা।", "Another meeting about {b} is expected in {town} next month."),
    ("{leader} ও {place} সরকারের প্রতিনিধিরা {a} দেখতে আসবেন।", "{leader} and a delegation of {place} are to come and see {a}."),
    ("বিশেষজ্ঞদের হিসাবে {number} শতাংশ মানুষ {d} থেকে উপকৃত হবেন।", "Experts reckon that {number} per cent of people will gain from {d}."),
)  # fmt: skip
_QUOTE = ("“{a} নিয়ে আমরা {number} বার ভেবেছি।”", "“We have thought about {a} {number} times.”")
_PER_SUMMARY = 6
_START = datetime(2026, 10, 1, tzinfo=UTC)

Word = tuple[str, str]


@dataclass(frozen=True)
class _Words:
    fields: tuple[tuple[Word, ...], ...]
    places: tuple[Word, ...]


@cache
def _words() -> _Words:
    """Give the first Bengali and English word of each concept, by field."""
    rows: dict[str, dict[str, str]] = {}
    for entry in general_entries():
        rows.setdefault(entry.concept, {}).setdefault(entry.language, entry.phrase)
    names = [name for name in rows if {"bn", "en"} <= rows[name].keys()]
    pairs = {name: (rows[name]["bn"], rows[name]["en"]) for name in names}
    plain = [name for name in names if not name.startswith((*NAME, GENERAL, "_"))]
    plain = plain[plain.index(FIRST_FIELD) :]
    fields = (plain[at : at + FIELD] for at in range(0, len(plain) - FIELD, FIELD))
    return _Words(
        tuple(tuple(pairs[name] for name in field) for field in fields),
        tuple(pairs[name] for name in names if name.startswith(NAME)),
    )


def _zipf(random: Random, most: int) -> int:
    """Give a number below `most`, each about as often as one over its place."""
    return min(most - 1, int(most ** random.random()) - 1)


def _name(number: int) -> Word:
    """Give the made-up name of a number, in both scripts."""
    number, end = divmod(number, len(_ENDS))
    number, middle = divmod(number, len(_MIDDLES))
    more, head = divmod(number, len(_HEADS))
    parts = [_HEADS[head], _MIDDLES[middle], _ENDS[end]]
    while more:
        more, middle = divmod(more, len(_MIDDLES))
        parts.insert(1, _MIDDLES[middle])
    return "".join(bn for bn, _ in parts), "".join(en for _, en in parts)


def _both(*names: Word) -> Word:
    return " ".join(bn for bn, _ in names), " ".join(en for _, en in names)


def other_brief(number: int, seed: int = SEED) -> Brief:
    """Give the brief of a number: always the same."""
    random = Random(seed * 1_000_003 + number)  # noqa: S311 - it must be the same again
    words = _words()
    field_at = _zipf(random, len(words.fields))
    subjects = random.sample(words.fields[field_at], 4)
    values: dict[str, Word] = dict(zip("abcd", subjects, strict=True))
    values["person"] = _both(_name(_zipf(random, 2_000)), _name(_zipf(random, PEOPLE)))
    values["town"] = _both(_name(5_000 + _zipf(random, TOWNS)), ("পুর", "pur"))
    values["firm"] = _both(_name(20_000 + _zipf(random, FIRMS)), ("গ্রুপ", "Group"))
    values["place"] = words.places[_zipf(random, len(words.places))]
    values["leader"] = LEADERS[_zipf(random, len(LEADERS))]
    values["number"] = (str(figure := random.randrange(2, 5_000)), str(figure))
    bn, en = ({name: word[at] for name, word in values.items()} for at in (0, 1))
    title = random.choice(_TITLES)
    said = random.sample(_SENTENCES, _PER_SUMMARY)
    quote = _QUOTE[0].format_map(bn), _QUOTE[1].format_map(en)
    return Brief(
        id=f"other-{number}",
        topic=f"field-{field_at}",
        status="published",
        published=_START - timedelta(minutes=number),
        title=Bilingual(bn=title[0].format_map(bn), en=title[1].format_map(en)),
        summary=Bilingual(
            bn=" ".join(sentence.format_map(bn) for sentence, _ in said),
            en=" ".join(sentence.format_map(en) for _, sentence in said),
        ),
        quotes=(
            Quote(
                kind="full", exact=quote[1], start=0, end=len(quote[1]), translation=Translation(bn=quote[0])
            ),
        ),
    )


def other_briefs(count: int, seed: int = SEED) -> Iterator[Brief]:
    """Give the first `count` briefs, newest first."""
    return (other_brief(number, seed) for number in range(count))


def topics() -> dict[str, Topic]:
    """Give the topics of the briefs, named after the first subjects of their fields."""
    return {
        f"field-{at}": Topic(
            name=Bilingual(bn=f"{field[0][0]} ও {field[1][0]}", en=f"{field[0][1]} and {field[1][1]}")
        )
        for at, field in enumerate(_words().fields)
    }
