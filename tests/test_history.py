"""`barta history`: every version of a brief and all that editors did with it."""

from datetime import timedelta

from wcwidth import wcswidth

from bot.content.open_points import to_draft
from bot.content.read import load, survey
from bot.store.engine import Store
from tests.editors_terminal import NEW, OLD, EditorsTerminal, changed
from tests.stores import NOON


def history(console: EditorsTerminal, *arguments: str, status: int = 0) -> str:
    result = console.run("history", *arguments)
    assert result.exit_code == status, result.output
    assert all(wcswidth(line) <= 80 for line in result.output.splitlines())
    return result.output


def test_each_version_says_when_who_and_what_and_deeds_stand_between_them(console: EditorsTerminal) -> None:
    brief = load(console.folder.path).briefs["bridge"]
    console.make_draft()
    draft = to_draft(survey(console.folder.path), "bridge")
    console.folder.edit('status = "draft"  # আমার নোট', 'status = "published"')

    async def deeds(store: Store) -> None:
        await store.drafts.save([draft], NOON, "রহিমা@desk")
        assert await store.drafts.hold("bridge", 1, NOON + timedelta(hours=1), "মীনা (7)")

    console.store(deeds)
    assert "It is a draft on hold." in history(console, "bridge")
    console.record(brief, NOON + timedelta(hours=2))
    console.record(changed(brief), NOON + timedelta(hours=3), "রহিমা@desk")
    lines = history(console, "bridge").splitlines()
    assert [line.split("  ")[-1].strip() for line in lines if "Jul 2025" in line] == [
        "drafted",
        "held",
        "published",
        "correction",
    ]
    assert lines[0].startswith("     3 Jul 2025, 12:00 UTC   রহিমা@desk")
    (last,) = [place for place, line in enumerate(lines) if line.startswith("  2  3 Jul 2025, 15:00 UTC")]
    assert [line.strip() for line in lines[last + 1 :]] == [
        "তিন নয়, চার মাস।",
        "Four months, not three.",
        "changed: title in Bengali",
    ]


def test_until_when_a_draft_waits_is_said_in_words_and_that_it_is_late(console: EditorsTerminal) -> None:
    console.make_draft()
    draft = to_draft(survey(console.folder.path), "bridge")

    async def scheduled(store: Store) -> None:
        await store.drafts.save([draft], NOON, "রহিমা@desk")
        assert await store.drafts.schedule("bridge", 1, NOON + timedelta(hours=1), NOON, "রহিমা@desk")

    console.store(scheduled)
    said = " ".join(history(console, "bridge").split())
    assert "scheduled until 3 Jul 2025, 13:00 UTC" in said
    assert "It was due at 3 Jul 2025, 13:00 UTC; a running bot puts it out." in said


def test_what_a_version_changed_is_shown_field_by_field(console: EditorsTerminal) -> None:
    brief = load(console.folder.path).briefs["bridge"]
    console.record(brief)
    console.record(changed(brief, "update"))
    said = history(console, "bridge", "--diff", "2")
    assert "version 2" in said
    assert "- »তিন« মাসে খুলছে সেতু" in said
    assert "+ »চার« মাসে খুলছে সেতু" in said
    assert "version 1" not in said
    both = history(console, "bridge", "--diff")
    assert both.index("version 1") < both.index(OLD) < both.index("version 2")
    assert NEW not in history(console, "bridge", "--diff", "1")
    assert "bridge has no version 9; its versions are 1 to 2" in history(
        console, "bridge", "--diff", "9", status=1
    )


def test_for_an_unknown_id_the_nearest_are_offered(console: EditorsTerminal) -> None:
    assert "did you mean bridge?" in history(console, "brigde", status=1)
    assert "barta publish puts a brief out" in history(console, "সেতু", status=1)
    assert "barta publish puts a brief out" in history(console, "bridge", status=1)


def test_who_became_an_editor_and_who_is_none_any_more_is_kept(console: EditorsTerminal) -> None:
    console.run("editor", "add", "12", "মীনা")
    console.run("editor", "add", "12", "মীনা")
    console.run("editor", "remove", "12")
    deeds = console.store(lambda store: store.audit.of("12"))
    assert [deed.action for deed in deeds] == ["editor-added", "editor-removed"]
    assert all("@" in deed.who for deed in deeds)
