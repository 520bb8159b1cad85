"""`barta publish`: what it shows, refuses, stores and writes."""

import shutil
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bot.commands import publish as publishing
from bot.commands.publish import publish_files
from bot.content import edit
from bot.content.read import load, shipped
from bot.domain.errors import ArticleError, ContentError
from bot.domain.models import Bilingual
from bot.extract.fetch import Page
from bot.services.drafts import publish_draft, release_due
from bot.services.outgoing import outgoing
from bot.store.engine import Store
from tests.editors_terminal import CORRECTION, NEW, OLD, SHA256, EditorsTerminal, changed
from tests.small_folder import TEXT
from tests.stores import NOON


@pytest.fixture
def out(console: EditorsTerminal) -> EditorsTerminal:
    """Give a terminal whose brief is out."""
    console.publish()
    return console


def test_what_is_new_is_shown_in_both_languages_asked_for_and_stored_with_who_did_it(
    console: EditorsTerminal,
) -> None:
    said = console.publish()
    for words in (
        "bridge",
        "new",
        OLD,
        "Bridge to open in three months",
        "Publish 1 brief?",
        "bridge is out.",
    ):
        assert words in said
    (version,) = console.history()
    assert version.brief == load(console.folder.path).briefs["bridge"]
    assert "@" in version.by
    assert version.around.people.keys() == {"kamal", "rahima"}
    assert console.deeds() == ["published"]
    assert "There is nothing to publish" in console.publish(answers="")


def test_nothing_is_stored_for_what_an_editor_refuses_nor_by_a_dry_run(console: EditorsTerminal) -> None:
    console.publish(answers="n\n", status=1)
    assert console.run("publish", "--dry-run").exit_code == 0
    assert console.history() == []
    assert console.run("publish", "--yes").exit_code == 0
    assert len(console.history()) == 1


def test_a_correction_is_shown_with_the_changed_words_marked_and_no_line_is_wider_than_the_terminal(
    out: EditorsTerminal,
) -> None:
    out.folder.edit(OLD, NEW)
    out.folder.brief.write_text(out.folder.brief.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")
    said = out.publish()
    assert "- »তিন« মাসে খুলছে সেতু" in said
    assert "+ »চার« মাসে খুলছে সেতু" in said
    assert "bridge is corrected." in said
    shown = [line for line in said.splitlines() if str(out.folder.path) not in line]
    assert max(wcswidth(line) for line in shown) <= 80
    assert [(each.version, each.kind) for each in out.history()] == [(1, "published"), (2, "correction")]
    assert out.deeds() == ["published", "corrected"]


def test_a_change_without_a_history_entry_is_refused_with_its_mend_and_editors_are_told(
    out: EditorsTerminal,
) -> None:
    out.folder.edit(OLD, NEW)
    said = out.publish(status=1)
    line = out.folder.line("[title]")
    assert (
        f'bridge.toml:{line}: "title" differs from what was published; run barta correct bridge, or add'
        in said
    )
    assert "1 fault: nothing was published; what is out stays as it is" in said
    assert len(out.history()) == 1
    (told,) = out.notices()
    assert "barta correct bridge" in told


def test_where_one_brief_has_a_fault_none_is_stored(console: EditorsTerminal) -> None:
    path = console.folder.brief.with_name("second.toml")
    text = console.folder.brief.read_text(encoding="utf-8").replace('id = "bridge"', 'id = "second"')
    path.write_text(text.replace("বড় স্বস্তি", "বড় ভয়", 1), encoding="utf-8")
    assert "second.toml" in console.publish(status=1)
    assert console.history() == console.history("second") == []
    assert "bridge is out" in console.publish(console.folder.brief)


def test_every_quote_is_proven_against_the_stored_article(console: EditorsTerminal) -> None:
    assert "Its article is not stored; its quotes are not proven." in console.publish(answers="n\n", status=1)
    console.add_source()
    assert "3 quotes proven against the stored article." in console.publish(answers="n\n", status=1)
    console.folder.edit('দায়িত্বে আছেন দুজন ঠিকাদার"', 'দায়িত্বে আছেন তিনজন ঠিকা"')
    assert "quote 3 says “তিনজন” where the article says “দুজন”" in console.publish(status=1)


def test_a_draft_is_left_out_until_it_is_named_and_its_file_then_says_that_it_is_out(
    console: EditorsTerminal,
) -> None:
    console.make_draft()
    before = console.folder.brief.read_text(encoding="utf-8")
    said = console.publish(answers="")
    assert "1 draft waits and is left out" in said
    assert f"barta publish {console.folder.brief}" in said.replace("\n", "")
    said = console.publish(console.folder.brief.parent)
    assert "bridge is out." in said
    (version,) = console.history()
    brief = load(console.folder.path).briefs["bridge"]
    assert version.brief == brief
    assert brief.status == "published"
    assert brief.published == brief.history[0].date
    assert abs(datetime.now(UTC) - brief.published) < timedelta(minutes=5)
    after = console.folder.brief.read_text(encoding="utf-8")
    assert 'status = "published"  # আমার নোট' in after
    kept = {line for line in before.splitlines() if not line.startswith(("status", "published"))}
    assert kept <= set(after.splitlines())


def test_an_unfinished_draft_that_is_named_is_refused_with_all_that_is_open(console: EditorsTerminal) -> None:
    console.make_draft()
    console.folder.edit('en = "Bridge to open in three months"\n', "")
    console.folder.edit('[[quotes]]\nspeaker = "kamal"', '[[quotes]]  # open: who speaks?\nspeaker = "kamal"')
    said = console.publish(console.folder.brief, status=1)
    assert '"title" has no English text' in said
    assert "it is not sure who speaks quote 2" in said
    assert 'status = "draft"' in console.folder.brief.read_text(encoding="utf-8")
    assert console.history() == []


def test_a_draft_under_an_embargo_is_scheduled_and_goes_out_when_it_ends(console: EditorsTerminal) -> None:
    console.make_draft()
    due = (datetime.now(UTC) + timedelta(days=2)).replace(microsecond=0)
    console.folder.edit("evidence =", f"embargo = {due:%Y-%m-%dT%H:%M:%SZ}\nevidence =")
    said = console.publish(console.folder.brief)
    assert "Schedule 1 brief?" in said
    assert "bridge goes out at" in said
    assert console.history() == []
    assert "There is nothing to publish" in console.publish(answers="")
    console.store(lambda store: release_due(store, due))
    (version,) = console.history()
    assert version.brief == load(console.folder.path).briefs["bridge"]
    assert version.brief.published == due
    assert "There is nothing to publish" in console.publish(answers="")


def test_an_embargo_added_to_what_is_out_is_refused(out: EditorsTerminal) -> None:
    out.folder.edit("evidence =", "embargo = 2099-01-01T00:00:00Z\nevidence =")
    assert "an embargo is new on a brief that is out already; take it out" in out.publish(status=1)


def test_a_file_takes_over_what_was_corrected_on_another_machine(out: EditorsTerminal) -> None:
    brief = load(out.folder.path).briefs["bridge"]
    out.record(changed(brief))
    said = out.publish()
    assert "Files that lack what is out:" in said
    assert "Write 1 file?" in said
    assert load(out.folder.path).briefs["bridge"] == changed(brief)
    assert len(out.history()) == 2
    assert "There is nothing to publish" in out.publish(answers="")


def test_a_change_of_an_older_file_is_not_published_over_a_newer_version(out: EditorsTerminal) -> None:
    brief = load(out.folder.path).briefs["bridge"]
    out.record(changed(brief))
    out.folder.edit(OLD, "পাঁচ মাসে খুলছে সেতু")
    before = out.folder.brief.read_text(encoding="utf-8")
    said = out.publish(status=1)
    assert (
        "the file is older than what is out: bridge was changed 3 Jul 2025, 12:00 UTC by কামাল (9) (correction)"
        in said
    )
    assert "barta history bridge --diff" in said
    assert out.folder.brief.read_text(encoding="utf-8") == before
    assert out.history()[-1].brief == changed(brief)


def test_a_brief_without_a_file_gets_one_in_the_bots_own_folder_alone(out: EditorsTerminal) -> None:
    brief = load(out.folder.path).briefs["bridge"]
    for name in ("bridge.toml", "article.toml"):
        (out.folder.brief.parent / name).unlink()
    (out.folder.path / "people.toml").write_text("", encoding="utf-8")
    assert "there is no brief here" in out.run("publish", own=False).output
    assert not out.folder.brief.exists()
    out.publish()
    library = load(out.folder.path)
    assert library.briefs["bridge"] == brief
    assert library.around("bridge") == out.history()[0].around


def test_a_draft_published_from_a_chat_is_published_in_its_file_too(console: EditorsTerminal) -> None:
    from bot.content.open_points import to_draft  # noqa: PLC0415
    from bot.content.read import survey  # noqa: PLC0415

    console.make_draft()
    draft = to_draft(survey(console.folder.path), "bridge", TEXT)
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    async def press(store: Store) -> str:
        await store.drafts.save([draft], now, "রহিমা@desk")
        return await publish_draft(store, "bridge", 1, now, "মীনা (7)")

    assert console.store(press) == "published"
    assert "Write 1 file?" in console.publish()
    assert load(console.folder.path).briefs["bridge"] == console.history()[0].brief
    assert 'status = "published"  # আমার নোট' in console.folder.brief.read_text(encoding="utf-8")


def test_a_person_renamed_is_a_change_that_names_the_person(out: EditorsTerminal) -> None:
    out.folder.edit('name.en = "Rahima Khatun"', 'name.en = "Rahima Begum"', "people.toml")
    said = out.publish()
    assert "- Rahima »Khatun«" in said
    assert "+ Rahima »Begum«" in said
    assert out.history()[-1].around.people["rahima"].name.en == "Rahima Begum"


def test_where_the_disk_is_full_the_brief_is_out_and_its_file_is_written_the_next_time(
    console: EditorsTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.make_draft()
    before = console.folder.brief.read_text(encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(edit, "replace_file", full)
        said = console.publish(console.folder.brief, status=1)
    assert "bridge is out." in said
    assert "was not written (No space left on device); it is as it was" in said
    assert console.folder.brief.read_text(encoding="utf-8") == before
    console.publish()
    assert load(console.folder.path).briefs["bridge"] == console.history()[0].brief


def test_an_article_that_changed_keeps_its_briefs_back_until_an_editor_clears_it(
    console: EditorsTerminal,
) -> None:
    console.add_source()
    text = TEXT.replace("ঢাকা (বার্তা)", "ঢাকা, সোমবার (বার্তা)").replace("বড় স্বস্তি", "বড় ভরসা")
    console.folder.source.write_text(text, encoding="utf-8")
    said = console.publish(status=1)
    for words in (
        "The article of bridge-article has changed since it was drafted",
        "has moved         “সেতুটি ৩ মাসের",
        "is gone           “বড় স্বস্তি”",
        "barta publish --clear-source bridge-article",
    ):
        assert words in said
    assert console.history() == []
    (told,) = console.notices()
    assert "is gone" in told
    assert console.run("publish", "--clear-source", "bridge-artcle").exit_code == 1
    refused = console.run("publish", "--clear-source", "bridge-article", answers="n\n")
    assert "every quote proven against the text that was drafted" in " ".join(refused.output.split())
    console.publish(status=1)
    cleared = console.run("publish", "--clear-source", "bridge-article", "--yes")
    assert "barta publish puts its briefs out" in cleared.output
    assert console.deeds("bridge-article") == ["changed", "cleared"]
    assert "bridge is out" in console.publish()
    console.folder.source.write_text(text.replace("সোমবার (", "মঙ্গলবার ("), encoding="utf-8")
    console.folder.edit(OLD, NEW)
    console.folder.brief.write_text(
        console.folder.brief.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8"
    )
    console.publish(status=1)


def test_an_article_that_cannot_be_reached_has_not_changed(console: EditorsTerminal) -> None:
    console.add_source()
    console.folder.source.unlink()
    said = console.publish()
    assert "Not compared with" in said
    assert "No such file or directory" in " ".join(said.split())
    assert "bridge is out." in said
    cleared = console.run("publish", "--clear-source", "bridge-article")
    assert "has not changed since it was drafted; there is nothing to clear" in cleared.output


def test_a_file_that_holds_another_article_now_keeps_no_brief_back(console: EditorsTerminal) -> None:
    console.add_source()
    other = "খুলনা (বার্তা) – জেলেরা মঙ্গলবার থেকে আবার মাছ ধরতে যাচ্ছেন, বন বিভাগের নিষেধাজ্ঞা উঠে যাওয়ার পর।"
    console.folder.source.write_text(other, encoding="utf-8")
    said = console.publish()
    assert "another article stands there now" in " ".join(said.split())
    assert "bridge is out." in said


def test_an_article_at_an_address_is_fetched_and_compared_by_its_text(console: EditorsTerminal) -> None:
    """The bytes of a page may be others at each visit, with the same article in them."""
    console.add_source(origin="https://news.example/সেতু")
    asked: list[str] = []
    said: list[str] = []

    async def read(origin: str) -> tuple[str, str]:
        asked.append(origin)
        return "f" * 64, TEXT

    async def gone(_: str) -> tuple[str, str]:
        raise ArticleError("the server says 404")

    async def publish(store: Store, reader: Callable[[str], Awaitable[tuple[str, str]]]) -> str:
        return await publish_files(
            store, console.folder.path, [], NOON, "রহিমা@desk",
            confirm=lambda _: False, echo=said.append, read=reader,
        )  # fmt: skip

    assert console.store(lambda store: publish(store, read)) == "refused"
    assert asked == ["https://news.example/সেতু"]
    assert console.store(lambda store: publish(store, gone)) == "refused"
    assert any("the server says 404" in line for line in said)
    assert console.deeds("bridge-article") == []


def test_of_two_editors_who_publish_at_once_one_is_told_that_the_other_was_first(
    out: EditorsTerminal,
) -> None:
    brief = load(out.folder.path).briefs["bridge"]
    out.folder.edit(OLD, "পাঁচ মাসে খুলছে সেতু")
    out.folder.brief.write_text(out.folder.brief.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")
    said: list[str] = []

    def confirm(_: str) -> bool:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(out.record, changed(brief, "update")).result()
        return True

    done = out.store(
        lambda store: publish_files(
            store, out.folder.path, [], NOON, "রহিমা@desk", confirm=confirm, echo=said.append
        )
    )
    assert done == "overtaken"
    assert "bridge was changed by somebody else at this moment; nothing of it was stored" in "".join(said)
    assert [each.by for each in out.history()][1:] == ["কামাল (9)"]


def test_a_path_outside_the_folder_is_refused_with_the_nearest_file(
    console: EditorsTerminal, tmp_path: Path
) -> None:
    other = tmp_path / "brigde.toml"
    other.write_text("", encoding="utf-8")
    result = console.run("publish", other)
    assert isinstance(result.exception, ContentError)
    assert "did you mean" in str(result.exception)
    assert "bridge.toml" in str(result.exception)


async def test_comparing_changes_nothing(console: EditorsTerminal) -> None:
    store = Store.open(console.url)
    try:
        before = {path: path.read_bytes() for path in console.folder.path.rglob("*.toml")}
        going = await outgoing(store, console.folder.path, [], NOON, whole=True)
        assert set(going.before) == {"bridge"}
        assert {path: path.read_bytes() for path in console.folder.path.rglob("*.toml")} == before
        assert await store.versions.published() == {}
    finally:
        await store.close()


def test_a_name_that_was_corrected_on_another_machine_is_taken_over(out: EditorsTerminal) -> None:
    around = load(out.folder.path).around("bridge")
    person = around.people["rahima"]
    renamed = person.model_copy(update={"name": Bilingual(bn=person.name.bn, en="Rahima Begum")})
    library = type(around)(around.briefs, around.sources, {**around.people, "rahima": renamed}, around.topics)
    assert out.store(lambda store: store.versions.record(library, NOON, "কামাল (9)")) == ["bridge"]
    said = out.publish()
    assert "people.toml" in said
    assert "Write 1 file?" in said
    assert load(out.folder.path).people["rahima"] == renamed
    assert len(out.history()) == 2


def test_a_new_spelling_of_a_name_is_published_without_a_word_to_readers(out: EditorsTerminal) -> None:
    out.folder.edit(
        'name.en = "Rahima Khatun"', 'name.en = "Rahima Khatun"\naliases = ["রহিমা"]', "people.toml"
    )
    said = out.publish()
    assert "rahima's spellings" in said
    assert "    + রহিমা" in said
    assert "bridge is out with what stands around it." in said
    assert "There is nothing to publish" in out.publish(answers="")


def test_a_brief_under_an_embargo_waits_though_its_file_says_published(console: EditorsTerminal) -> None:
    console.folder.edit("evidence =", "embargo = 2099-01-01T00:00:00Z\nevidence =")
    assert "waits until 1 Jan 2099, 00:00 UTC" in console.publish()
    assert console.history() == []
    assert "There is nothing to publish" in console.publish(answers="")


async def test_an_address_is_read_as_it_was_drafted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fetch(url: str) -> Page:
        return Page(url, TEXT.encode(), "utf-8", "text")

    monkeypatch.setattr(publishing, "fetch", fetch)
    assert await publishing.read_origin("https://news.example/সেতু") == (SHA256, TEXT)


def test_a_machine_without_files_gets_all_that_is_out(console: EditorsTerminal) -> None:
    """Files of several briefs need people of the same file."""
    library = load(shipped())
    console.store(lambda store: store.versions.record(library, NOON, "কামাল (9)"))
    shutil.rmtree(console.folder.path)
    console.folder.path.mkdir()
    assert "file" in console.publish()
    here = load(console.folder.path)
    assert here.briefs == library.briefs
    assert all(here.around(key) == library.around(key) for key in library.briefs)
    assert "There is nothing to publish" in console.publish(answers="")


def test_a_draft_that_is_out_in_other_words_is_left_and_said_so(console: EditorsTerminal) -> None:
    brief = load(console.folder.path).briefs["bridge"]
    console.record(brief)
    console.make_draft()
    console.folder.edit(OLD, NEW)
    before = console.folder.brief.read_text(encoding="utf-8")
    assert "in other words than this draft has; see barta history bridge" in console.publish(answers="")
    assert "in other words than this draft has" in console.publish(console.folder.brief, status=1)
    assert console.folder.brief.read_text(encoding="utf-8") == before
    assert len(console.history()) == 1


def test_what_the_drafter_remarked_is_gone_once_it_is_out_and_an_editors_comments_stay(
    console: EditorsTerminal,
) -> None:
    console.make_draft()
    console.folder.edit(
        '[[quotes]]\nspeaker = "rahima"', '[[quotes]]  # the mayor; said (sure 90%)\nspeaker = "rahima"'
    )
    console.folder.edit('[[quotes]]\nspeaker = "kamal"', '[[quotes]]  # আমি শুনেছি\nspeaker = "kamal"')
    text = "# Drafted from the article. Open: the topic.\n" + console.folder.brief.read_text(encoding="utf-8")
    console.folder.brief.write_text(text, encoding="utf-8")
    console.publish(console.folder.brief)
    after = console.folder.brief.read_text(encoding="utf-8")
    assert "Drafted from" not in after
    assert "sure 90%" not in after
    assert "[[quotes]]  # আমি শুনেছি\n" in after


def test_editors_decide_on_a_draft_as_its_file_is_now(console: EditorsTerminal) -> None:
    """A file that was changed by hand is no other than the one that editors have in their chats."""
    console.make_draft()
    assert "Editors are shown 1 draft as the files are now." in console.publish(answers="")
    assert "Editors are shown" not in console.publish(answers="")
    console.folder.edit(OLD, NEW)
    assert "Editors are shown 1 draft" in console.publish(answers="")
    draft = console.store(lambda store: store.drafts.get("bridge"))
    assert draft is not None
    assert (draft.stamp, draft.state, draft.content["title"]["bn"]) == (2, "ready", NEW)
    assert console.deeds() == ["drafted", "saved"]
    console.publish(console.folder.brief)
    assert "There is nothing to publish" in console.publish(answers="")
    found = console.store(lambda store: store.drafts.get("bridge"))
    assert found is not None
    assert found.state == "published"


def test_an_embargo_beyond_the_calendar_is_refused_and_nothing_is_stored(console: EditorsTerminal) -> None:
    console.make_draft()
    console.folder.edit('topic = "city"', 'topic = "city"\nembargo = 9999-12-31T23:59:59-01:00')
    assert "beyond the calendar" in console.publish(console.folder.brief, answers="", status=1)
    assert console.history() == []
    console.publish(answers="")
    draft = console.store(lambda store: store.drafts.get("bridge"))
    assert draft
    assert draft.state == "open"


def test_a_link_to_a_file_elsewhere_is_published_by_its_own_place(
    console: EditorsTerminal, tmp_path: Path
) -> None:
    console.make_draft()
    console.folder.brief.rename(tmp_path / "সেতু.toml")
    console.folder.brief.symlink_to(tmp_path / "সেতু.toml")
    assert "bridge is out." in console.publish(console.folder.path / ".." / "briefs" / "bridge-article")
    assert console.folder.brief.is_symlink()
    assert 'status = "published"' in (tmp_path / "সেতু.toml").read_text(encoding="utf-8")
