#!/bin/sh
# Makes .venv. Debian keeps a part of Python's venv in a package of its own, which root installs here.
set -eu
python=${1:-python3}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

if ! has_venv && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
fi
if ! has_venv; then
    echo "$python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Barta needs Python 3.11 or newer, and $python is older. Name another: make setup PYTHON=python3.12" >&2
    exit 1
fi
"$python" -m venv --clear .venv
