"""What stands in a folder of briefs, with the file that each record came from."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.content.files import TomlFile
from bot.domain.editorial import Fault, Flaw
from bot.domain.models import Article, Brief, Library, Person, Topic, newest_first


@dataclass(frozen=True)
class UnfinishedFile:
    """The file of a draft, or of what stands around drafts, and what the format's first rule still misses in it."""

    file: TomlFile
    flaws: tuple[Flaw, ...] = ()

    @property
    def has_id(self) -> bool:
        """Whether it goes by an id, which the store and a button can hold: its file's name."""
        return not any(flaw.location == ("id",) for flaw in self.flaws)


@dataclass
class Contents:
    """All that stands in a folder, with the file that each record came from.

    `drafts` are the files of all drafts by their ids; those without a flaw are in `briefs` too. `around_drafts` are the
    files of articles and people that only drafts need, as far as they are unfinished; `aside` says which drafts have the
    id of another file. None of that keeps the rest from being used.
    """

    folder: Path
    files: list[TomlFile] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # the names of the files without a fault
    briefs: dict[str, tuple[Brief, TomlFile]] = field(default_factory=dict)
    articles: dict[Path, tuple[Article, TomlFile]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    drafts: dict[str, UnfinishedFile] = field(default_factory=dict)
    around_drafts: dict[Path, UnfinishedFile] = field(default_factory=dict)
    aside: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def file_of(self, brief_id: str) -> TomlFile:
        """Give the file of a brief or a draft."""
        return self.briefs[brief_id][1] if brief_id in self.briefs else self.drafts[brief_id].file

    def article_file(self, brief_id: str) -> TomlFile | None:
        """Give the file of the article beside a brief or a draft, or else in the nearest folder above it."""
        for parent in self.file_of(brief_id).path.parents:
            if parent in self.articles:
                return self.articles[parent][1]
            if (unfinished := self.around_drafts.get(parent / "article.toml")) is not None:
                return unfinished.file
            if parent == self.folder:
                break
        return None

    def article_of(self, brief_id: str) -> Article | None:
        """Give the article of a brief or a draft; None where it has none, or an unfinished one."""
        file = self.article_file(brief_id)
        return self.articles[file.path.parent][0] if file and file.path.parent in self.articles else None

    def library(self) -> Library:
        """Give the records alone; a topic that no file names is called by its id."""
        ordered = sorted((brief for brief, _ in self.briefs.values()), key=newest_first)
        topics = dict(self.topics)
        for brief in ordered:
            topics.setdefault(brief.topic, Topic.nameless(brief.topic))
        sources = {brief.id: article for brief in ordered if (article := self.article_of(brief.id))}
        return Library({brief.id: brief for brief in ordered}, sources, self.people, topics)
