"""A folder of new files, written whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.content.files import shown
from bot.domain.errors import ContentError


def write_folder(target: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder that is not there yet.

    Raises:
        ContentError: The folder is there, or something cannot be written; then nothing is.
    """
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".new-") as beside:
            made = Path(beside) / target.name
            made.mkdir()
            for name, text in files.items():
                _write(made / name, text)
            made.rename(target)  # fails where it holds something already
    except OSError as error:
        if target.exists():
            raise ContentError(f"{shown(target)} is there already; rename or delete it.") from None
        raise ContentError(
            f"{shown(target)} cannot be written ({os.strerror(error.errno or 0)}) and was not begun; make room or choose "
            "another folder with --briefs."
        ) from None


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
