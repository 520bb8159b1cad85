"""`barta review`: an editor goes through the open points of drafts, and publishes them."""

import signal
from asyncio import Runner
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

from bot.commands.console import Back, Console, Quit
from bot.commands.publish import read_origin
from bot.commands.review_article import review_article
from bot.commands.review_end import DraftEnd
from bot.commands.review_quotes import QuoteReview
from bot.commands.review_source import ChangedArticle
from bot.commands.review_topic import ask_topic
from bot.commands.review_words import WordsReview, ask_passage
from bot.commands.reviewing import Dropped, Reviewing, walk
from bot.commands.whoami import whoami
from bot.content.drafts import DraftFiles, titles
from bot.content.files import TomlFile, shown
from bot.content.read import shipped
from bot.domain.errors import ArticleError, ContentError
from bot.domain.review import Form, Step, is_open, open_steps, steps
from bot.domain.source import Source
from bot.extract.extraction import Extraction
from bot.extract.segment import Document
from bot.render.progress import clip
from bot.settings import read_settings
from bot.store.engine import Store
from bot.store.sources import NewSource, StoredSource

T = TypeVar("T")


def run(paths: Sequence[Path], briefs: Path | None) -> int:
    """Walk the drafts under the paths, or all that wait; give the exit status."""
    settings = read_settings()
    console, files = Console(), DraftFiles(briefs or settings.briefs or shipped())
    waiting = files.drafts(paths)
    if not waiting:
        console.say(
            f"No draft waits in {', '.join(map(shown, paths)) or shown(files.root)}.",
            "`barta draft ARTICLE` makes drafts of an article.",
        )
        return 0
    before = signal.signal(
        signal.SIGINT, _interrupt
    )  # asyncio's own would wait for the prompt to be answered
    with Runner() as runner:
        store = Store.open(settings.database_url)
        try:
            Review(console, files, store, runner, f"--briefs {shown(briefs)} " if briefs else "").go(waiting)
        finally:
            runner.run(store.close())
            signal.signal(signal.SIGINT, before)
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


class Review:
    """One sitting of an editor."""

    def __init__(
        self, console: Console, files: DraftFiles, store: Store, runner: Runner, option: str
    ) -> None:
        self._console, self._files, self._store, self._runner = console, files, store, runner
        self._option = option  # what names the folder again, where it is not the bot's own
        self._who = whoami()

    def go(self, waiting: Sequence[TomlFile]) -> None:
        """Take the drafts one after the other, what is open in their article first."""
        self._list(waiting)
        at = waiting[0]
        try:
            for article, drafts in groupby(waiting, lambda file: self._files.article_of(file.path)):
                files = list(drafts)
                at = files[0]
                desk = self._desk(article)
                self._forget_unnamed(article)
                review_article(desk, article)
                for at in files:
                    self._draft(desk, at)
        except (Quit, KeyboardInterrupt):
            again = f"barta review {self._option}{shown(at.path)}"
            self._console.say("", "All that you decided is saved. To go on:", f"  {again}")

    def _list(self, waiting: Sequence[TomlFile]) -> None:
        page = self._console.page
        self._console.say("1 draft waits" if len(waiting) == 1 else f"{len(waiting)} drafts wait")
        for article, drafts in groupby(waiting, lambda file: self._files.article_of(file.path)):
            self._console.say("", page.styled_text(f"{article.parent.name}", "bold"))
            for file in drafts:
                count = f"({len(list(open_steps(self._files.look(file.path, None))))} open)"
                title = next(titles(file.table), file.path.stem)
                self._console.say(f"  • {clip(title, page.width - len(count) - 5)} {count}")

    def _desk(self, article: Path) -> Reviewing:
        """Give what the drafts of an article are reviewed with."""
        desk = Reviewing(self._console, self._files)
        self._settle_source(desk, article)
        return desk

    def _settle_source(self, desk: Reviewing, article: Path) -> None:
        """Read the article's text that is kept; where another stands in its place now, let the editor decide first."""
        kept = self._kept(article)
        if kept and kept.blocks:
            newer = self._newer(kept)
            changed = ChangedArticle(desk, article, Source(kept.text), Source(newer.text) if newer else None)
            decision = "later"
            with suppress(Back):  # nothing comes before it
                decision = changed.ask()
            if decision == "take" and newer:
                self._do(self._store.sources.add(newer, datetime.now(UTC), self._who))
                changed.apply(newer.sha256)
            if decision != "later":
                self._do(self._store.sources.clear(kept.sha256, datetime.now(UTC), self._who))
            kept = self._kept(article)
        if kept:
            desk.source = Source(kept.text)
            named = Extraction(Document(kept.text, kept.language)).named
            desk.named = [each.full for each in named if not each.described]

    def _kept(self, article: Path) -> StoredSource | None:
        sha256 = str(self._files.look_at_article(article).table.get("sha256", ""))
        return self._do(self._store.sources.get(sha256))

    def _newer(self, kept: StoredSource) -> NewSource | None:
        """Give what stands in an article's place now; None where it cannot be read."""
        if newer := self._do(self._store.sources.get(kept.changed_to)):
            return newer
        with suppress(ArticleError, OSError):
            sha256, text = self._do(read_origin(kept.origin))
            return NewSource(sha256, kept.origin, kept.article_id, kept.language, text)
        return None

    def _draft(self, desk: Reviewing, file: TomlFile) -> None:
        page, path = self._console.page, file.path
        self._console.say("", page.rule(next(titles(file.table), path.stem), path.stem))
        stored = self._do(self._store.drafts.get(path.stem))
        if stored and stored.state == "published":
            self._console.say("  It is out already: `barta publish` writes its file as it is out.")
            return
        if stored and stored.state in ("held", "scheduled"):
            what = "is on hold" if stored.state == "held" else "waits for its embargo"
            self._console.say(page.lines(f"It {what}, by {stored.changed_by}."))
        article = self._files.article_of(path)
        decide = partial(self._settle_source, desk, article)
        end = DraftEnd(desk, path, self._store, self._do, self._who, decide)
        try:
            again, back, done = True, False, list[Step]()
            while again:
                walk(
                    self._console,
                    partial(desk.look, path),
                    steps,
                    is_open,
                    _asking(desk, path, end),
                    done,
                    back=back,
                )
                try:
                    again, back = end.ask(), False
                except Back:
                    again, back = True, True
        except Dropped:
            end.drop()
            self._forget_unnamed(article)
        except (Quit, KeyboardInterrupt):
            end.save()
            raise

    def _forget_unnamed(self, article: Path) -> None:
        """Let nobody be asked about, nor anything wait for, those whom no brief of an article names any more."""
        with suppress(ContentError):  # a file that cannot be read is said where it is asked about
            self._files.forget_unnamed(article)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)


def _asking(desk: Reviewing, draft: Path, end: DraftEnd) -> Callable[[Form, Step], None]:
    """Give what asks about a step of a draft."""

    def ask(_form: Form, step: Step) -> None:
        match step.part:
            case "topic":
                ask_topic(desk, draft)
            case "words":
                WordsReview(desk, draft, step).ask()
            case "passage":
                ask_passage(desk, draft)
            case "quote":
                QuoteReview(desk, draft, step).ask()
            case "file":
                end.ask_file()

    return ask
