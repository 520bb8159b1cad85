"""An editor at a terminal: types an answer to each prompt, whatever the screen says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import click.termui
import pytest

from bot.cli import barta

Answer = Callable[[str], str]


@dataclass
class Typist:
    """Runs commands of Barta and answers their prompts; `screen` is all that was printed, answers left out."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    screen: str = ""
    prompts: list[str] = field(default_factory=list)

    def run(self, *command: object, types: Answer | Iterable[str] = ()) -> int:
        """Run a command, and give its exit status.

        `types` gives an answer to what was printed since the last one, or is all lines that are typed; then the input ends.
        """
        self.screen, self.prompts = "", []
        if callable(types):
            answer = types
        else:
            lines = iter(types)

            def answer(_shown: str) -> str:
                try:
                    return next(lines)
                except StopIteration:
                    raise EOFError from None

        def typed(prompt: str) -> str:
            shown = self.capsys.readouterr().out + prompt
            self.screen += shown
            self.prompts.append(shown.rpartition("\n")[2])
            return answer(shown)

        self.monkeypatch.setattr(click.termui, "visible_prompt_func", typed)
        try:
            barta.main([str(part) for part in command], prog_name="barta", standalone_mode=False)
        except SystemExit as end:
            return int(end.code or 0)
        finally:
            self.screen += self.capsys.readouterr().out
        return 0


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typist:
    """Give an editor at a terminal."""
    return Typist(monkeypatch, capsys)
