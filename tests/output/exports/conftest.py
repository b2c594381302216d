"""What the tests of the forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resistcli.output.progress import Progress

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer
    from resistcli.knowledge import KnowledgeBase


@pytest.fixture(scope="session")
def whole(kb: KnowledgeBase) -> ExportAnswer:
    """Return an export of everything."""
    return kb.export()


@pytest.fixture
def progress() -> Progress:
    """Return a progress that nobody watches."""
    return Progress("test")
