"""The bundled dataset, loaded once for all tests."""

from __future__ import annotations

import pytest

import resistcli
from resistcli.knowledge import KnowledgeBase


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Return the bundled dataset."""
    return resistcli.load()
