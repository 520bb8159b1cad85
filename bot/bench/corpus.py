"""Other briefs, made from parts, to stand beside those that are asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.models import Bilingual, Brief

_WHO = (
    ("বাংলাদেশ ব্যাংক", "Bangladesh Bank"), ("শিক্ষা মন্ত্রণালয়", "The education ministry"),
    ("ক্রিকেট বোর্ড", "The cricket board"), ("ঢাকা সিটি করপোরেশন", "Dhaka city corporation"),
    ("আবহাওয়া অধিদপ্তর", "The weather office"), ("রেল কর্তৃপক্ষ", "The railway authority"),
    ("ট্রাম্প প্রশাসন", "The Trump administration"), ("ইউক্রেনের সংসদ", "Ukraine's parliament"),
    ("রুশ অলিম্পিক কমিটি", "The Russian Olympic committee"), ("ইরানের ফুটবল দল", "Iran's football team"),
    ("ফরাসি সরকার", "The French government"), ("বিশ্ব স্বাস্থ্য সংস্থা", "The World Health Organization"),
    ("পোশাক কারখানার মালিকেরা", "Garment factory owners"), ("কৃষি গবেষকেরা", "Farm researchers"),
)  # fmt: skip
_DID = (
    ("বাজেট অনুমোদন করেছে", "has approved the budget for"), ("তদন্ত শুরু করেছে", "has opened an inquiry into"),
    ("দাম বাড়িয়েছে", "has raised the price of"), ("স্থগিত করেছে", "has postponed"),
    ("নতুন নিয়ম ঘোষণা করেছে", "has announced new rules for"), ("চুক্তি সই করেছে", "has signed a deal on"),
    ("সতর্ক করেছে", "has warned about"), ("উদ্বোধন করেছে", "has opened"), ("বাতিল করেছে", "has cancelled"),
)  # fmt: skip
_WHAT = (
    ("চাল আমদানি", "rice imports"), ("মেট্রোরেলের নতুন লাইন", "a new metro line"), ("এসএসসি পরীক্ষা", "school exams"),
    ("নারী ফুটবল লিগ", "the women's football league"), ("ডেঙ্গুর টিকা", "the dengue vaccine"),
    ("ভোজ্য তেল", "cooking oil"), ("সৌর বিদ্যুৎ কেন্দ্র", "a solar power plant"), ("নদীভাঙন", "river erosion"),
    ("চলচ্চিত্র উৎসব", "a film festival"), ("তেলের শুল্ক", "oil tariffs"), ("ইলিশ রপ্তানি", "hilsa exports"),
    ("হাসপাতালের শয্যা", "hospital beds"), ("অস্ত্রের লাইসেন্স", "gun licences"), ("গ্রহাণু অভিযান", "an asteroid mission"),
)  # fmt: skip
_WHERE = (
    ("চট্টগ্রামে", "in Chattogram"), ("সিলেটে", "in Sylhet"), ("খুলনায়", "in Khulna"), ("প্যারিসে", "in Paris"),
    ("কলকাতায়", "in Kolkata"), ("তেহরানে", "in Tehran"), ("কিয়েভে", "in Kyiv"), ("মস্কোয়", "in Moscow"),
    ("দিল্লিতে", "in Delhi"), ("নিউইয়র্কে", "in New York"), ("রাজশাহীতে", "in Rajshahi"), ("টোকিওতে", "in Tokyo"),
)  # fmt: skip
_TOPICS = ("sport", "economy", "health", "transport", "science", "culture")
_FIRST = datetime(2024, 1, 1, tzinfo=UTC)


def other_briefs(count: int, seed: int = 0) -> Iterator[Brief]:
    """Give `count` briefs on other subjects, the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret by it
    for number in range(count):
        (who_bn, who), (did_bn, did), (what_bn, what), (where_bn, where) = map(
            random.choice, (_WHO, _DID, _WHAT, _WHERE)
        )
        share = random.randint(2, 98)
        yield Brief(
            id=f"other-{seed}-{number}",
            topic=f"other-{random.choice(_TOPICS)}",
            status="published",
            published=_FIRST + timedelta(minutes=number),
            title=Bilingual(bn=f"{where_bn} {what_bn}: {who_bn} {did_bn}", en=f"{who} {did} {what} {where}"),
            summary=Bilingual(
                bn=f"{who_bn} {where_bn} {what_bn} নিয়ে সিদ্ধান্ত জানিয়েছে। এতে {share} শতাংশ মানুষ উপকৃত হবেন বলে কর্মকর্তারা মনে করেন।",
                en=f"{who} {did} {what} {where}. Officials expect {share} percent of people there to benefit.",
            ),
        )
