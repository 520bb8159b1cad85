"""A briefing tells of what is new, updated or corrected, once, most important first, and of nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.briefing import FIRST, Item, Recorded, mentioned, whats_new
from bot.domain.models import LANGUAGES, Bilingual, Brief, HistoryEntry, Language, Library
from bot.domain.schedule import Schedule
from bot.domain.search import Index, lexicon_of
from bot.domain.text import graphemes
from bot.render.actions import ShowBrief, ShowBriefing, ShowReason, decode
from bot.render.briefing import PAGE, in_short
from bot.render.message import Message
from bot.render.reason import reason
from bot.render.shown import Shown, from_json, of_news, show, to_json
from bot.render.split import LIMIT, length
from tests.stores import NOON, brief, wish

NONE: Mapping[str, int] = MappingProxyType({})
LEXICON = lexicon_of(Library())
DAY = date(2026, 11, 22)


def entry(kind: str, minutes: int, note: str = "আমরা ভুল লিখেছিলাম।") -> HistoryEntry:
    """Give a change of a brief, some minutes after noon."""
    given = None if kind in ("published", "typo") else {"bn": note, "en": f"We were wrong: {note}"}
    return HistoryEntry.model_validate(
        {"date": NOON + timedelta(minutes=minutes), "kind": kind, "note": given}
    )


class News:
    """A library and what the store has recorded of it, made a step at a time."""

    def __init__(self) -> None:
        self.briefs: dict[str, Brief] = {}
        self.recorded: dict[str, Recorded] = {}
        self.number = 0

    def publish(self, key: str, **changes: object) -> None:
        """Publish a brief, the later the newer."""
        self.number += 1
        at = NOON + timedelta(minutes=self.number)
        history = (HistoryEntry(date=at, kind="published"),)
        self.briefs[key] = brief(**{"id": key, "published": at, "history": history} | changes)
        self.recorded[key] = Recorded(1, self.number, self.number, self.number)

    def change(self, key: str, kind: str) -> None:
        """Change a brief."""
        self.number += 1
        before, how_far = self.briefs[key], self.recorded[key]
        status = "retracted" if kind == "retraction" else "published"
        history = (*before.history, entry(kind, self.number))
        self.briefs[key] = before.model_copy(update={"history": history, "status": status})
        told = how_far.told if kind == "typo" else self.number
        self.recorded[key] = Recorded(how_far.version + 1, how_far.first, self.number, told)

    @property
    def library(self) -> Library:
        """The briefs, newest first."""
        return Library(dict(sorted(self.briefs.items(), key=lambda pair: -pair[1].published.timestamp())))

    def since(
        self,
        cursor: int | None,
        told: Mapping[str, int] = NONE,
        keywords: frozenset[str] = frozenset(),
        **asked: Any,  # noqa: ANN401 - any field
    ) -> tuple[Item, ...]:
        """Give what a briefing tells of; `keywords` are what the chat's filter finds."""
        wanted = wish(cursor=cursor, keywords="জেলেনস্কি" if keywords else "", **asked)
        return whats_new(self.library, self.recorded, wanted, lambda _: keywords, told)


def told(items: tuple[Item, ...]) -> list[tuple[str, str]]:
    """Give the ids and kinds."""
    return [(item.brief.id, item.kind) for item in items]


def test_a_first_briefing_has_the_newest_five() -> None:
    news = News()
    for number in range(8):
        news.publish(f"brief-{number}")
    assert told(news.since(None)) == [(f"brief-{number}", "new") for number in (7, 6, 5, 4, 3)]


def test_later_ones_have_all_that_came_since_corrections_first_and_no_misprints() -> None:
    news = News()
    for key in ("old", "wrong", "misprinted", "grown", "gone"):
        news.publish(key)
    cursor = news.number
    news.change("wrong", "correction")
    news.publish("first")
    news.change("misprinted", "typo")
    news.change("grown", "update")
    news.change("gone", "retraction")
    for number in range(FIRST):
        news.publish(f"brief-{number}")
    later = [(f"brief-{number}", "new") for number in (4, 3, 2, 1, 0)]
    assert told(news.since(cursor)) == [
        ("wrong", "correction"),
        *later,
        ("grown", "update"),
        ("first", "new"),
    ]


def test_what_was_corrected_before_a_chat_ever_got_it_is_simply_new() -> None:
    news = News()
    news.publish("wrong")
    news.change("wrong", "correction")
    assert told(news.since(0)) == [("wrong", "new")]


def test_only_the_topics_and_the_words_that_a_chat_follows() -> None:
    news = News()
    news.publish("tehran", topic="iran")
    news.publish("kyiv", topic="ukraine")
    assert told(news.since(0, topics=frozenset({"iran"}))) == [("tehran", "new")]
    assert told(news.since(None, topics=frozenset({"iran"}))) == [("tehran", "new")]
    assert told(news.since(0, keywords=frozenset({"kyiv"}))) == [("kyiv", "new")]


def test_a_brief_that_was_pushed_by_itself_comes_again_only_when_it_has_changed() -> None:
    news = News()
    news.publish("pushed")
    news.publish("other")
    singly = {"pushed": news.recorded["pushed"].told}
    assert told(news.since(0, singly)) == [("other", "new")]
    news.change("pushed", "update")
    assert told(news.since(0, singly)) == [("pushed", "update"), ("other", "new")]


steps = st.lists(
    st.tuples(st.sampled_from(["publish", "update", "correction", "typo", "briefing"]), st.integers(0, 5)),
    max_size=40,
)


@given(steps)
def test_whatever_happens_in_whatever_order_a_chat_is_told_of_each_thing_once(
    steps: list[tuple[str, int]],
) -> None:
    news, cursor = News(), 0
    untold: dict[str, set[str]] = {}
    for step, number in [*steps, ("briefing", 0), ("briefing", 0)]:
        key = f"brief-{number}"
        if step == "briefing":
            items = news.since(cursor)
            assert {item.brief.id for item in items} == untold.keys()
            for item in items:
                assert item.kind in untold[item.brief.id]
                assert "new" not in untold[item.brief.id] or item.kind == "new"
            cursor, untold = news.number, {}
        elif step == "publish" or key not in news.briefs:
            if key not in news.briefs:
                news.publish(key)
                untold[key] = {"new"}
        else:
            news.change(key, step)
            if step != "typo":
                untold.setdefault(key, set()).add(step)
    assert news.since(cursor) == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Zelenskyy", {"zelenskyy-trump-talk"}),
        ("জেলেনস্কি", {"zelenskyy-trump-talk"}),
        ("zelenski", {"zelenskyy-trump-talk"}),
        ("only what mentions Zelenskyy", {"zelenskyy-trump-talk"}),
        ("মাখোঁ, poltava", {"macron-putin-call", "poltava-strike"}),
        ("macron poltava", set()),
        ("ইরান", {"iran-diplomacy", "iran-strikes", "trump-putin-call", "us-russia-reset"}),
        ("বিটকয়েন", set()),
        (" , ", set()),
    ],
)
def test_a_keyword_filter_finds_what_mentions_it_in_any_script(
    index: Index, words: str, found: set[str]
) -> None:
    assert mentioned(index, words) == found


# -- as messages


def shown(count: int, **changes: object) -> tuple[Index, Shown]:
    """Give a briefing of some new briefs, the first of which are shown."""
    news = News()
    for number in range(count):
        title = Bilingual(bn=f"{number}: নতুন সেতু খুলছে", en=f"{number}: a new bridge opens")
        news.publish(f"brief-{number}", **{"title": title} | changes)
    return Index(news.library, LEXICON), of_news(news.since(0), DAY)


def text(message: Message | None) -> str:
    """Give a message's text."""
    assert message
    return "\n\n".join(block.text for block in message.blocks)


def data(message: Message) -> list[object]:
    """Give what the buttons do, row by row."""
    return [decode(button.data or "") for row in message.buttons for button in row]


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("bn", "ব্রিফিং, ২২ নভেম্বর ২০২৬\n৩টি সারসংক্ষেপ, ১ মিনিট"),
        ("en", "Briefing, November 22, 2026\n3 briefs, 1 minute"),
    ],
)
def test_a_briefing_says_its_date_how_many_briefs_it_has_and_how_long_it_takes(
    language: Language, header: str
) -> None:
    index, briefing = shown(3)
    message = show(index, briefing, language)
    assert text(message).startswith(header)
    assert message
    opened = [ShowBrief(f"brief-{number}", language) for number in (2, 1, 0)]
    assert data(message) == [*opened, ShowReason(language)]


def test_five_at_a_time_with_more_and_back() -> None:
    index, briefing = shown(7)
    first = show(index, briefing, "en")
    assert first
    assert "7 briefs, 1 minute (1–5)" in text(first)
    assert ShowBriefing("en", 5) in data(first)
    assert "2 more" in [button.label for row in first.buttons for button in row]
    assert briefing.briefing
    second = show(index, Shown(briefing=replace(briefing.briefing, offset=5)), "bn")
    assert second
    assert "৭টি সারসংক্ষেপ, ১ মিনিট (৬–৭)" in text(second)
    assert ShowBriefing("bn", 0) in data(second)


@settings(deadline=None)  # an index is made for each
@given(
    st.integers(1, 12),
    st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), min_size=1, max_size=3000),
    st.sampled_from(LANGUAGES),
)
def test_a_page_is_one_message_whatever_the_texts(count: int, words: str, language: Language) -> None:
    either = Bilingual(bn=f"ক {words}", en=f"a {words}")
    title = Bilingual(bn=f"ক {words[:300]}", en=f"a {words[:300]}")
    index, briefing = shown(count, title=title, summary=either)
    message = show(index, briefing, language)
    assert message
    assert length(text(message)) <= LIMIT
    for row in message.buttons[: min(count, PAGE)]:
        assert len(graphemes(row[0].label)) <= 40


def test_a_correction_stands_in_the_list_with_its_note_and_a_retraction_in_the_place_of_the_text() -> None:
    index, briefing = shown(2)
    changed = {
        key: each.model_copy(
            update={
                "history": (*each.history, entry(kind, 90)),
                "status": "retracted" if kind == "retraction" else "published",
            }
        )
        for (key, each), kind in zip(index.library.briefs.items(), ("correction", "retraction"), strict=True)
    }
    message = show(Index(replace(index.library, briefs=changed)), briefing, "bn")
    assert message
    corrected, retracted = (block.text for block in message.blocks[1:])
    assert corrected == "1: নতুন সেতু খুলছে\nসংশোধন, ৩ জুলাই ২০২৫: আমরা ভুল লিখেছিলাম।\nপুতিন প্রস্তাব দেন।"
    assert retracted == "0: নতুন সেতু খুলছে\nপ্রত্যাহার, ৩ জুলাই ২০২৫: আমরা ভুল লিখেছিলাম।"
    assert data(message) == [ShowBrief("brief-1", "bn"), ShowReason("bn")]


def test_what_is_kept_of_a_message_comes_back() -> None:
    _, briefing = shown(3)
    opened = replace(briefing, view=ShowBrief("brief-1", "bn", "quotes", 2))
    for each in (
        briefing,
        opened,
        Shown(ShowBrief("সেতু", "bn")),
        Shown(ShowBrief("bridge", "en"), pushed=True),
    ):
        kept = from_json(to_json(each))
        assert kept == each or each.briefs == ("সেতু",)
    for broken in ("", "{}", "[]", '{"view": "নেই"}', '{"briefing": {"day": "x"}}', '{"view": 5}', "null"):
        assert from_json(broken) is None


@pytest.mark.parametrize(
    ("summary", "short"),
    [
        ("ছোট খবর।", "ছোট খবর।"),
        ("সেতুটি খুলছে। " + "আরও কথা আছে এখানে। " * 20, "সেতুটি খুলছে।"),
        (
            "U.S. President Trump met Mr. Smith on June 14. " + "More was said later. " * 20,
            "U.S. President Trump met Mr. Smith on June 14.",
        ),
        ("He said “it is 4.5 now.” " + "More was said. " * 20, "He said “it is 4.5 now.”"),
    ],
)
def test_a_long_summary_is_told_by_its_first_sentence(summary: str, short: str) -> None:
    assert in_short(summary) == short


def test_the_reason_says_what_a_chat_follows_and_when_in_its_own_time(index: Index) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    evening = Schedule("Europe/Berlin", (time(20, 30), time(8)), frozenset({6, 7}))
    asked = wish(
        schedule=evening,
        topics=frozenset({"iran"}),
        keywords="জেলেনস্কি",
        quiet=(time(22), time(7)),
        paused_until=now + timedelta(days=1),
    )
    said = text(reason(index, asked, "bn", now))
    for part in (
        "বিষয়: ইরান",
        "জেলেনস্কি",
        "সকাল ৮টা ও রাত সাড়ে ৮টা",
        "রাত ১০টা থেকে সকাল ৭টা",
        "বিরতি চলছে",
    ):
        assert part in said
    assert "বিরতি" not in text(reason(index, replace(asked, paused_until=now), "bn", now))
    assert text(reason(index, None, "en", now)).endswith("This chat gets no briefings any more.")
