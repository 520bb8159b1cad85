"""Every rule of the format, held to a whole folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from unicodedata import is_normalized

from bot.content.contents import Contents
from bot.content.files import TomlFile, shown
from bot.content.read import is_draft
from bot.domain.editorial import Fault, Flaw
from bot.domain.history import unexplained_change
from bot.domain.models import Article, Brief
from bot.domain.rules import brief_flaws, citation_flaw
from bot.domain.source import Source


@dataclass(frozen=True)
class SourceFile:
    """An article's text, and the sha256 of the bytes that it was read from."""

    path: Path
    sha256: str
    source: Source


def check(
    contents: Contents,
    source: SourceFile | None,
    published: Mapping[str, Brief],
    kept: Mapping[str, Source] = MappingProxyType({}),
    drafted: Mapping[str, str] = MappingProxyType({}),
) -> list[Fault]:
    """Give every fault of a folder, in the order of its files and lines; what is open in drafts is none.

    The briefs of the article that `source` is the text of are proven against it; the others must agree with
    themselves, unless their article is one of those that are `kept`, by the sha256 of their bytes; `drafted` has the sha256
    of each article's own, by the article's id. `published` holds the last published version of each brief, by id.
    """
    faults = [*contents.faults, *_form_faults(contents), *_folder_faults(contents)]
    faults += _gone_faults(contents, published)
    if source:
        faults += _source_faults(contents, source)
    texts = {*kept, source.sha256} if source else kept
    for article, file in contents.articles.values():
        if flaw := citation_flaw(article, texts, drafted):
            faults.append(file.fault(flaw))
    for brief, file in contents.briefs.values():
        if brief.id in contents.drafts:
            continue
        flaws = [*_brief_flaws(brief, contents, source, kept)]
        if brief.id in published and (flaw := unexplained_change(published[brief.id], brief)):
            flaws.append(flaw)
        faults += map(file.fault, flaws)
    return sorted(faults, key=lambda fault: (fault.file, fault.line or 0))


def _brief_flaws(
    brief: Brief, contents: Contents, source: SourceFile | None, kept: Mapping[str, Source]
) -> Iterator[Flaw]:
    article = contents.article_of(brief.id)
    texts = {**kept, source.sha256: source.source} if source else kept
    text = texts.get(article.sha256) if article else None
    people = contents.people if "people.toml" in contents.taken else None
    topics = contents.topics if "topics.toml" in contents.taken else None
    return brief_flaws(brief, article, people, topics, text)


def _form_faults(contents: Contents) -> Iterator[Fault]:
    for file in contents.files:
        if not is_draft(file):
            yield from form_faults(file)


def form_faults(file: TomlFile) -> Iterator[Fault]:
    """Give the first line of a file that is not in Unicode's composed form."""
    lines = enumerate(file.text.split("\n"), 1)
    if line := next((number for number, text in lines if not is_normalized("NFC", text)), None):
        what = "the text is not in Unicode's composed form (NFC)"
        yield Fault(shown(file.path), line, what, "run `barta check --fix`")


def _folder_faults(contents: Contents) -> Iterator[Fault]:
    """Say what the folder as a whole lacks."""
    if not contents.briefs and not contents.drafts and not contents.faults:
        yield Fault(shown(contents.folder), None, "there is no brief here", "name a folder of briefs")
        return
    for name, holds in (("people.toml", "who speaks and who is named"), ("topics.toml", "the topics")):
        if not any(contents.folder.rglob(name)):
            yield Fault(shown(contents.folder), None, f"{name} is missing", f"add it, with {holds}")
    orphans = {
        file.path.parent
        for brief, file in contents.briefs.values()
        if brief.id not in contents.drafts and not contents.article_of(brief.id)
    }
    for folder in sorted(orphans):
        if not (folder / "article.toml").exists():
            yield Fault(shown(folder), None, "article.toml is missing", "add it, with the article's citation")


def _gone_faults(contents: Contents, published: Iterable[str]) -> Iterator[Fault]:
    """Name what was published and has no file any more."""
    for brief_id in sorted(set(published) - contents.briefs.keys() - contents.drafts.keys()):
        if not any(contents.folder.rglob(f"{brief_id}.toml")):
            what = f'"{brief_id}" was published, and its file is gone'
            mend = f"run `barta publish`, which writes it, or take the brief back: barta retract {brief_id}"
            yield Fault(shown(contents.folder), None, what, mend)


def _source_faults(contents: Contents, source: SourceFile) -> Iterator[Fault]:
    """Say where the source is no article's text, or not as long as its article says."""
    articles = list(contents.articles.values())
    matching = [(article, file) for article, file in articles if article.sha256 == source.sha256]
    unread = not articles and any(contents.folder.rglob("article.toml"))
    drafted = any(each.file.table.get("sha256") == source.sha256 for each in contents.around_drafts.values())
    if not matching and not unread and not drafted:
        sums = [f"that of {article.id} is {article.sha256}" for article, _ in articles]
        what = (
            f"its sha256 is {source.sha256}, which no article.toml has ({', '.join(sums) or 'there is none'})"
        )
        mend = "name the source as it was fetched, or correct article.toml"
        yield Fault(shown(source.path), None, what, mend)
    for article, file in matching:
        if flaw := _length_flaw(article, len(source.source.text)):
            yield file.fault(flaw)


def _length_flaw(article: Article, length: int) -> Flaw | None:
    if article.characters == length:
        return None
    what = f"the article has {length} characters in NFC, not {article.characters}"
    return Flaw(("characters",), what, f"write characters = {length}")
