"""Drafts as messages, however much of them is open: always one message, within Telegram's limits."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import Draft, Guess, OpenPoint
from bot.domain.models import LANGUAGES, Language
from bot.domain.showing import Showing, outdated, showing, unseen
from bot.render.draft_context import context
from bot.render.draft_list import LISTED, list_message
from bot.render.drafts import draft_message
from bot.render.html import to_html
from bot.render.message import Message
from bot.render.open_points import open_points
from bot.render.split import GAP, LIMIT, length
from tests.desk_drafts import new_draft, unfinished
from tests.small_folder import TEXT

NOW = datetime(2026, 7, 3, 12, tzinfo=UTC)
EDITOR = 7

texts = st.one_of(st.text(max_size=60), st.sampled_from(["সেতু <b>", "”“", "Bridge", ""]))
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(texts, st.integers(), st.booleans(), st.none(), st.datetimes()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["bn", "en", "exact", "speaker", "kind", "start", "id", "name"]), inner
        ),
    ),
    max_leaves=8,
)
fields = st.sampled_from(
    [
        "title",
        "summary",
        "why",
        "quotes",
        "topic",
        "embargo",
        "published",
        "evidence",
        "status",
        "keywords",
        "note",
    ]
)


def draft(content: Any, around: Any = None, **changes: Any) -> Draft:  # noqa: ANN401 - whatever a file holds
    known: dict[str, Any] = {
        "id": "bridge", "stamp": 1, "open": (), "state": "ready", "due": None, "changed_at": NOW, "changed_by": "রহিমা (7)",
    }  # fmt: skip
    return Draft(content=content, around=around or {}, **{**known, **changes})


def ready(**changes: Any) -> Draft:  # noqa: ANN401 - any field
    new = new_draft(**changes)
    return draft(new.content, new.around)


def size(message: Message) -> int:
    return sum(length(block.text) + GAP for block in message.blocks) - GAP


@given(
    content=st.dictionaries(fields, values),
    around=st.dictionaries(st.sampled_from(["article", "people", "topic"]), values),
    language=st.sampled_from(LANGUAGES),
    state=st.sampled_from(["open", "ready", "held", "scheduled", "published", "withdrawn"]),
)
def test_whatever_a_file_holds_it_is_shown(content: Any, around: Any, language: Language, state: Any) -> None:  # noqa: ANN401
    shown = draft(content, around, state=state)
    for message in (
        draft_message(shown, language, EDITOR, NOW),
        list_message([shown], language),
        context(shown, TEXT, {}, language, 0),
    ):
        assert message.blocks
        assert size(message) <= LIMIT
        assert to_html(message.blocks)
        labels = [button for row in message.buttons for button in row]
        assert all(button.data and len(button.data.encode()) <= 64 for button in labels)


def test_the_longest_draft_is_one_message_with_all_that_is_open() -> None:
    long = "দীর্ঘ সারসংক্ষেপ " * 400
    points = tuple(OpenPoint(f"quotes.{number}.translation.en", "", "") for number in range(40))
    shown = draft(
        {**new_draft().content, "summary": {"bn": long, "en": long}},
        new_draft().around,
        open=points,
        state="open",
    )
    message = draft_message(shown, "bn", EDITOR, NOW, [shown] * 14)
    assert size(message) <= LIMIT
    assert "এখনো বাকি: ৪০টি উদ্ধৃতির ইংরেজি অনুবাদ।" in message.blocks[-1].text


def test_each_thing_that_is_open_is_said_in_words_and_several_alike_are_counted() -> None:
    where = (
        "title.en", "summary", "quotes.0.speaker", "quotes.0.relayed_by", "quotes.4.speaker", "quotes.1.start", "quotes.1.exact",
        "article.publisher", "article.credit.en", "people.rahima.name.en", "source", "topic", "embargo",
    )  # fmt: skip
    points = [OpenPoint(each, "…", "…") for each in where]
    assert open_points(points, "en") == [
        "English title", "Bengali summary", "English summary", "who says 2 of the quotes", "the wording of one quote",
        "details of the article", "the name of one person", "the article has changed since", "the topic", "one other point",
    ]  # fmt: skip
    assert open_points(points, "bn")[0] == "ইংরেজি শিরোনাম"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_in_one_language_is_previewed_in_that(language: Language) -> None:
    new = unfinished()
    message = draft_message(
        draft(new.content, new.around, open=new.open, state="open"), language, EDITOR, NOW
    )
    assert "মেয়র রহিমা খাতুন বলেছেন" in "".join(block.text for block in message.blocks)


def test_an_embargo_that_is_past_is_no_more_said() -> None:
    message = draft_message(ready(embargo="2026-07-03T11:59:00Z"), "en", EDITOR, NOW)
    assert "embargo" not in "".join(block.text for block in message.blocks)
    assert [button.label for button in message.buttons[0]] == ["Publish", "Hold"]
    message = draft_message(ready(embargo="2026-07-03T12:01:00Z"), "en", EDITOR, NOW)
    assert [button.label for button in message.buttons[0]] == ["Schedule", "Hold"]


def test_many_quotes_in_context_are_paged_and_each_is_there_once_whole() -> None:
    quotes = new_draft().content["quotes"][:1] * 60
    shown = draft({**new_draft().content, "quotes": quotes}, new_draft().around)
    pages, seen, at = set[str](), 0, 0
    while True:
        message = context(shown, TEXT, {}, "bn", at)
        assert size(message) <= LIMIT
        seen += sum(block.kind == "quote" for block in message.blocks)
        pages.add(message.blocks[0].text)
        if not any(button.label == "পরের উদ্ধৃতিগুলো" for button in message.buttons[0]):
            break
        at += 1
    assert seen == 60
    assert len(pages) == at + 1 > 1
    assert context(shown, TEXT, {}, "bn", 99) == message


def test_a_quote_in_a_very_long_paragraph_is_shown_with_what_stands_around_it() -> None:
    quote = new_draft().content["quotes"][0]
    before = "অনেক কথা। " * 900
    moved = {**quote, "start": quote["start"] + len(before), "end": quote["end"] + len(before)}
    shown = draft({**new_draft().content, "quotes": [moved]}, new_draft().around)
    message = context(shown, before + TEXT, {}, "en", 0)
    runs = message.blocks[2].runs
    assert [run.text for run in runs if run.style == "bold"] == [quote["exact"]]
    assert runs[0].text == "…"
    assert size(message) <= LIMIT


def test_words_that_do_not_stand_in_the_article_are_not_shown_as_if_they_did() -> None:
    quote = {**new_draft().content["quotes"][0], "start": 0, "end": 38}
    shown = draft({**new_draft().content, "quotes": [quote]}, new_draft().around)
    said = "".join(block.text for block in context(shown, TEXT, {}, "en", 0).blocks)
    assert "These words do not stand there in the article that is kept." in said
    assert "text is not kept here" in "".join(
        block.text for block in context(shown, None, {}, "en", 0).blocks
    )


def test_how_sure_barta_is_is_said_and_another_guess_is_named() -> None:
    start = new_draft().content["quotes"][0]["start"]
    words = [
        context(ready(), TEXT, {start: Guess(name, 0.954)}, "bn", 0).blocks[1].text
        for name in ("রহিমা খাতুন", "কামাল হোসেন")
    ]
    assert words[0] == "১. রহিমা খাতুন, মেয়র\nবার্তা ৯৫% নিশ্চিত"
    assert words[1] == "১. রহিমা খাতুন, মেয়র\nবার্তার অনুমান: কামাল হোসেন, ৯৫% নিশ্চিত"


def test_a_long_list_has_pages() -> None:
    drafts = [draft({"title": {"bn": f"খবর {number}"}}, id=f"b{number}") for number in range(LISTED + 3)]
    first, second = list_message(drafts, "bn"), list_message(drafts, "bn", LISTED)
    assert [button.label for button in first.buttons[-1]] == ["পরেরগুলো"]
    assert "১. খবর 0 · তৈরি" in first.blocks[-2].text
    assert second.blocks[-2].text.startswith("২১. খবর 20")
    assert [button.label for row in second.buttons for button in row] == ["২১", "২২", "২৩", "আগেরগুলো"]


def test_up_to_three_drafts_of_an_article_come_alone_and_more_as_a_list() -> None:
    def of(article: str, count: int) -> list[Draft]:
        return [draft({}, {"article": {"id": article}}, id=f"{article}-{number}") for number in range(count)]

    assert list(unseen({}, of("ঢাকা", 3))) == [Showing(None, (f"ঢাকা-{number}",)) for number in range(3)]
    assert list(unseen({}, of("ঢাকা", 4))) == [Showing(None, tuple(f"ঢাকা-{number}" for number in range(4)))]
    assert list(unseen({"ঢাকা-0": (1, 1)}, of("ঢাকা", 1))) == []
    feed = [each for number in range(6) for each in of(f"খবর-{number}", 2)]
    (all_of_them,) = unseen({}, feed)
    assert all_of_them == Showing(None, tuple(each.id for each in feed))
    assert list_message(feed, "bn").blocks[0].text == "কয়েকটি প্রতিবেদনের ১২টি খসড়া"


def test_a_list_in_which_a_draft_is_open_is_renewed_for_that_draft_alone() -> None:
    shown = {"a": (5, 0), "b": (5, 3), "c": (6, 1)}
    assert showing(shown, 5) == Showing(5, ("a", "b"), "b")
    assert list(outdated(shown, {"a": 9, "b": 3, "c": 1})) == []
    assert list(outdated(shown, {"a": 9, "b": 4, "c": 1})) == [Showing(5, ("a", "b"), "b")]
    assert list(outdated({"a": (5, 1), "b": (5, 3)}, {"a": 2, "b": 3})) == [Showing(5, ("a", "b"))]


def test_a_draft_turns_nothing_around_in_its_editors_chat() -> None:
    title = {"bn": "সেতু \u202eখোলে\u2066", "en": "Bridge\x07"}
    found = draft({**new_draft().content, "title": title}, new_draft().around)
    for message in (draft_message(found, "bn", EDITOR, NOW), list_message([found, found], "bn")):
        said = "".join(block.text for block in message.blocks)
        assert "সেতু \ufffdখোলে\ufffd" in said
        assert not set(said) & set("\u202e\u2066\x07")
