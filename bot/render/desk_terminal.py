"""What an editor sees in a terminal: the article's words behind a bar, quotes in their place, faults with their mends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wcwidth import strip_sequences, wcswidth, wrap

from bot.domain.editorial import Flaw
from bot.domain.models import Span
from bot.domain.source import Source
from bot.render.progress import clean, clip

_BAR = "  │ "
_STYLES = {"bold": "1", "dim": "2", "marked": "1;7", "wrong": "1;31", "old": "31", "new": "32"}
_BEFORE = 240  # characters of what goes before a quote: some three lines


@dataclass(frozen=True)
class Page:
    """How wide a terminal is, in cells, and whether it has styles."""

    width: int
    styled: bool

    def styled_text(self, text: str, style: str) -> str:
        """Give a text in a style, or as it is where there are none."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.styled else text

    def rule(self, left: str, right: str = "") -> str:
        """Give a line across the page with words at both its ends."""
        right = f" {right}" if right else ""
        head = clip(left, self.width - wcswidth(right) - 6)
        line = "─" * (self.width - wcswidth(head) - wcswidth(right) - 4)
        return f"── {self.styled_text(head, 'bold')} {line}{right}"

    def lines(self, text: str, indent: str = "  ", first: str | None = None) -> str:
        """Give a text wrapped by words, each of its lines behind an indent."""
        begin = indent if first is None else first
        # Indented afterwards, so that a style that goes on in the next line leaves its indent out.
        wrapped = wrap(text, self.width - max(wcswidth(indent), wcswidth(strip_sequences(begin)))) or [""]
        return "\n".join(
            (begin if place == 0 else indent) + line for place, line in enumerate(wrapped)
        ).rstrip()

    def in_a_row(self, items: Iterable[str]) -> str:
        """Give items beside each other, none of them broken over two lines."""
        lines: list[str] = []
        for item in items:
            joined = f"{lines[-1]} · {item}" if lines else f"  {item}"
            if lines and wcswidth(joined) <= self.width:
                lines[-1] = joined
            else:
                lines.append(f"  {item}")
        return "\n".join(lines)

    def barred(self, text: str) -> str:
        """Give words of the article, behind a bar."""
        return "\n".join(self.lines(each, _BAR) for each in text.split("\n") if each.strip())

    def field(self, name: str, text: str) -> str:
        """Give a value behind its name."""
        return self.lines(text, " " * 12, f"  {name:<9} ")

    def flaw(self, flaw: Flaw) -> str:
        """Give what is wrong, and how to mend it."""
        return self.lines(
            f"{clean(flaw.what)}: {clean(flaw.mend)}.", "    ", f"  {self.styled_text('!', 'wrong')} "
        )


def in_context(page: Page, source: Source | None, spans: Sequence[Span], around: tuple[str, str, str]) -> str:
    """Give a quote in its paragraph, with the end of the paragraph before it, its own words marked.

    Where nobody kept the article it stands between its prefix and suffix: `around` is prefix, words, suffix.
    """
    if source is None or not spans or spans[-1][1] > len(source.text):
        before, words, after = map(_flat, around)
        return page.barred(f"… {before}{_mark(page, words)}{after} …")
    start = source.text.rfind("\n", 0, spans[0][0]) + 1
    end = source.text.find("\n", spans[-1][1])
    end = len(source.text) if end < 0 else end
    before = source.text[:start].strip("\n").rpartition("\n")[2]
    pieces = [page.barred(_tail(clean(before)))] if before.strip() else []
    return "\n".join([*pieces, page.barred(_marked(page, source.text, start, end, spans))])


def evidence(source: Source | None, spans: Iterable[Span]) -> str:
    """Give the sentences of the article that a summary draws on; "" where nobody kept it."""
    if source is None:
        return ""
    return " ".join(clean(source.text[start:end]) for start, end in spans)


def sentence_around(source: Source, words: str) -> str:
    """Give the stretch of a paragraph where words first stand; "" where they do not."""
    at = source.text.find(words)
    if at < 0:
        return ""
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    line = clean(source.text[start : end if end >= 0 else None])
    return line if len(line) <= 2 * _BEFORE else f"{line[: 2 * _BEFORE].rsplit(' ', 1)[0]} …"


def _marked(page: Page, text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    return "".join(_pieces(page, text, start, end, spans))


def _pieces(page: Page, text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[str]:
    at = start
    for first, last in spans:
        yield _flat(text[at:first])
        # A quote over several paragraphs is marked in each.
        yield "\n".join(_mark(page, _flat(each)) for each in text[first:last].split("\n"))
        at = last
    yield _flat(text[at:end])


def _mark(page: Page, words: str) -> str:
    return page.styled_text(words, "marked") if page.styled else f"»{words}«"


def _tail(text: str) -> str:
    return text if len(text) <= _BEFORE else f"… {text[-_BEFORE:].partition(' ')[2]}"


def _flat(text: str) -> str:
    """Give a stretch without what a terminal would obey, its outer blanks kept."""
    return f"{' ' * text[:1].isspace()}{clean(text)}{' ' * (len(text) > 1 and text[-1:].isspace())}"
