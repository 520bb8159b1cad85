"""Who sits at this terminal."""

import getpass
import socket

from bot.render.progress import clean


def whoami() -> str:
    """Give the login name and the machine, "anna@desk", as the audit names who did something."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        name = "somebody"
    return clean(f"{name}@{socket.gethostname()}")
