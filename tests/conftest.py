"""Fixtures that several test modules use."""

from pathlib import Path

import pytest


@pytest.fixture
def shared() -> Path:
    """Give the folder of material beside the checkout; the test is skipped where it is absent."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not beside this checkout")
    return folder
