"""Options and kinds of arguments that commands share."""

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
briefs_option = click.option("--briefs", type=FOLDER, help="Read the briefs of another folder.")
