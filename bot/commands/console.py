"""An editor's answers: a letter or a line, and always the same ways out."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from unicodedata import normalize

import click
from pydantic import TypeAdapter, ValidationError

from bot.domain.models import Text
from bot.render.desk_terminal import Page

_WIDEST = 80
_WAYS = {"b": "back", "q": "save and quit", "?": "help"}
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_ALWAYS = (
    "b goes back to the point before this one; q quits. Each decision is in the file as soon as it is made, so that nothing "
    "is lost by quitting, nor by Ctrl+C. A line that is left empty leaves what is there."
)


class Back(Exception):  # noqa: N818 - a way to go, and no error
    """The editor goes back to the point before."""


class Quit(Exception):  # noqa: N818 - a way to go, and no error
    """The editor stops here."""


class Console:
    """A terminal, or a file of typed lines in its place."""

    def __init__(self) -> None:
        self.page = Page(min(_WIDEST, shutil.get_terminal_size().columns), is_styled())

    def say(self, *lines: str) -> None:
        """Print lines."""
        for line in lines:
            click.echo(line)

    def choose(self, choices: Mapping[str, str], explained: str) -> str:
        """Ask for one of some letters, each with what it does, until one is given.

        Raises:
            Back: The editor goes back.
            Quit: They stop, or there is nobody to answer.
        """
        every = self._offer(choices)
        while True:
            typed = self._line("> ", explained)
            if (key := typed.casefold()) in choices:
                return key
            wrong = f"“{typed}” is none of them" if typed else "Type a letter and Enter"
            self.say(self.page.lines(f"{wrong}: {', '.join(every)}."))

    def ask(
        self, prompt: str, explained: str, before: str = "", choices: Mapping[str, str] = MappingProxyType({})
    ) -> str:
        """Ask for a line, with what is there now to change where the terminal can; "" leaves it. `choices` may be given instead.

        Raises:
            Back: The editor goes back.
            Quit: They stop, or there is nobody to answer.
        """
        if choices:
            self._offer(choices)
        while True:
            with _begun(before):
                typed = self._line(f"{prompt}: ", explained)
            if not typed or typed == before:
                return ""
            if typed in choices:
                return typed
            if not (wrong := _unusable(typed)):
                return normalize("NFC", typed)
            self.say(self.page.lines(wrong))

    def _offer(self, choices: Mapping[str, str]) -> Mapping[str, str]:
        """Print what letters do, and give those and the ways that there always are."""
        every = {**choices, **_WAYS}
        self.say(self.page.in_a_row([f"{key} {what}" for key, what in every.items()]))
        return every

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; whatever is not a yes is a no.

        Raises:
            Back: The editor goes back.
            Quit: They stop, or there is nobody to answer.
        """
        return self._line(f"{question} [y/N]: ", "y does it, anything else does not.").casefold() in (
            "y",
            "yes",
        )

    def _line(self, prompt: str, explained: str) -> str:
        while True:
            try:
                typed: str = click.prompt(prompt, default="", show_default=False, prompt_suffix="")
            except click.Abort:
                self.say("")
                raise Quit from None
            except UnicodeDecodeError:
                self.say("  That was not UTF-8: set the terminal to it, and type it again.")
                continue
            match typed.strip():
                case "?":
                    self.say(self.page.lines(f"{explained} {_ALWAYS}"))
                case "b" | "B":
                    raise Back
                case "q" | "Q":
                    raise Quit
                case line:
                    return line


def is_styled() -> bool:
    """Say whether what is printed is seen by somebody who wants styles (see no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _unusable(typed: str) -> str:
    """Say why a line can stand in no file; "" where it can."""
    try:
        _TEXT.validate_python(typed)
    except ValidationError as error:
        found = error.errors()[0]["msg"]
        return (
            f"It holds {found}, a character that nobody sees; type it without."
            if "U+" in found
            else "Write words."
        )
    return ""


@contextmanager
def _begun(text: str) -> Iterator[None]:
    """Put a text into the next line, to be changed, where there is somebody at a keyboard."""
    if not sys.stdin.isatty():
        yield
        return
    import readline  # noqa: PLC0415 - keys that move in a line, for a keyboard alone

    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook(None)
