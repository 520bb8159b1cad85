"""A brief as a message: its card, and the parts that the card's other views are made of."""

from bot.domain.models import Article, Brief, HistoryEntry, Language, Library, Quote
from bot.render.actions import ShowBrief, View, encode
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.split import fit, shorten
from bot.render.steps import Step, encode_step
from bot.render.words import say, say_date

_TOLD_CHANGES = ("update", "correction", "retraction")
_CHANGES_ON_CARD = 3  # the latest
_INLINE_QUERY_LIMIT = 200


def card(library: Library, brief: Brief, language: Language, quote: int = 0) -> Message:
    """Give the brief itself: title, summary, the shown quote with that index, the source."""
    blocks = [heading(brief.title.get(language)), text(brief.summary.get(language))]
    if brief.why:
        blocks.append(why_block(brief.why.get(language), language))
    if brief.shown_quotes:
        blocks.append(quote_block(library, brief.shown_quotes[quote], language))
    noted = [entry for entry in told_changes(brief) if entry.note]
    blocks.extend(change(entry, language) for entry in noted[-_CHANGES_ON_CARD:])
    blocks.append(source_line(library.sources.get(brief.id), language))
    return fit(Message(tuple(blocks), _card_buttons(brief, language, quote)))


def quote_card(library: Library, brief: Brief, language: Language, quote: int = 0) -> Message:
    """Give one quote by itself, under the brief's title."""
    if not brief.shown_quotes:
        return card(library, brief, language)
    blocks = (
        heading(brief.title.get(language)),
        quote_block(library, brief.shown_quotes[quote], language),
        *last_change(brief, language),
        source_line(library.sources.get(brief.id), language),
    )
    first = (
        view_button(brief, language, "card", quote, "brief"),
        view_button(brief, language, "context", quote),
    )
    second = (other_language(brief, language, "quote", quote), _share(brief, language))
    return fit(Message(blocks, (first, second)))


def heading(words: str, second_line: str = "") -> Block:
    """Give a message's first line, in bold, with a plain one under it where one is given."""
    return Block((Run(words, "bold"), Run(f"\n{second_line}")) if second_line else (Run(words, "bold"),))


def text(words: str) -> Block:
    """Give a plain paragraph."""
    return Block((Run(words),))


def why_block(words: str, language: Language) -> Block:
    """Give why a brief matters, said to be that."""
    return Block((Run(say(language, "brief.why"), "italic"), Run(f" {words}")))


def quote_block(library: Library, quote: Quote, language: Language) -> Block:
    """Give a quote with its speaker, or a passage said to be the article's; a translation is labelled."""
    passage = quote.kind == "passage"
    runs = [Run(say(language, "brief.from_article"), "italic"), Run("\n")] if passage else []
    runs.append(Run(quote.exact if passage else f"“{quote.exact}”"))
    if translation := quote.translation.get(language):
        runs += [Run("\n"), Run(say(language, "brief.translated"), "italic"), Run(f" {translation}")]
    if not passage:
        runs.append(Run(f"\n— {attribution(library, quote, language)}"))
    return Block(tuple(runs), "quote")


def attribution(library: Library, quote: Quote, language: Language) -> str:
    """Give who said a quote, with their role, and by whom it was relayed."""
    if quote.speaker is None:
        return say(language, "brief.speaker_unnamed")
    words = [name(library, quote.speaker, language)]
    person = library.people.get(quote.speaker)
    if person and person.role:
        words.append(person.role.get(language))
    if quote.relayed_by:
        words.append(say(language, "brief.as_relayed_by", name=name(library, quote.relayed_by, language)))
    return ", ".join(words)


def name(library: Library, person: str, language: Language) -> str:
    """Give a person's name; of one whom no file describes, the id as words."""
    known = library.people.get(person)
    return known.name.get(language) if known else person.replace("-", " ").title()


def source_line(article: Article | None, language: Language) -> Block:
    """Give whose article it is and of what date, with the note that the date is inferred where it is."""
    if article is None:
        return Block((Run(say(language, "brief.no_source"), "italic"),))
    day = say_date(language, article.published)
    if article.published_inferred:
        day = f"{day} ({say(language, 'brief.date_inferred')})"
    return Block(
        (Run(say(language, "brief.source", credit=article.credit.get(language), date=day), "italic"),)
    )


def told_changes(brief: Brief) -> tuple[HistoryEntry, ...]:
    """Give the changes of a brief that its readers are told, the oldest first: all but misprints."""
    return tuple(entry for entry in brief.history if entry.kind in _TOLD_CHANGES)


def change(entry: HistoryEntry, language: Language) -> Block:
    """Give one change of a brief: its kind, its date, and the editor's note."""
    label = Run(say(language, f"history.{entry.kind}", date=say_date(language, entry.date.date())), "bold")
    return Block((label, Run(f": {entry.note.get(language)}")) if entry.note else (label,))


def last_change(brief: Brief, language: Language) -> tuple[Block, ...]:
    """Give the last change that readers are told of, if there was one."""
    return tuple(change(entry, language) for entry in told_changes(brief)[-1:] if entry.note)


def brief_button(brief: Brief, language: Language) -> Button:
    """Give a button with a brief's title that shows it."""
    return Button(brief.title.get(language), encode(ShowBrief(brief.id, language)))


def view_button(brief: Brief, language: Language, view: View, quote: int, word: str | None = None) -> Button:
    """Give a button that shows a view of the brief; `word` is its label's key where that is not the view's name."""
    return Button(say(language, f"button.{word or view}"), encode(ShowBrief(brief.id, language, view, quote)))


def other_language(brief: Brief, language: Language, view: View, quote: int) -> Button:
    """Give a button for the same view in the other language, named in that language."""
    other: Language = "en" if language == "bn" else "bn"
    return Button(say(language, "button.other_language"), encode(ShowBrief(brief.id, other, view, quote)))


def briefings_button(language: Language) -> Button:
    """Give the button that asks for regular briefings, or shows the reader's."""
    return Button(say(language, "subscribe.get"), encode_step(Step(0, "get")))


def _card_buttons(brief: Brief, language: Language, quote: int) -> tuple[Row, ...]:
    quotes = view_button(brief, language, "quotes", quote)
    context = view_button(brief, language, "context", quote)
    spoken: Row = ((), (context,), (quotes, context))[min(2, len(brief.shown_quotes))]
    about = (view_button(brief, language, "related", quote), view_button(brief, language, "source", quote))
    last = (other_language(brief, language, "card", quote), _share(brief, language))
    return tuple(row for row in (spoken, about, last, (briefings_button(language),)) if row)


def _share(brief: Brief, language: Language) -> Button:
    return Button(
        say(language, "button.share"), inline_query=shorten(brief.title.get(language), _INLINE_QUERY_LIMIT)
    )
