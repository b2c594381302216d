"""How countermeasures are grouped by stage, in every form of output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.overcome import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resistcli.model import Countermeasure

_GROUPS = (
    ("In use: guideline or approved", ("guideline", "approved")),
    ("Tried in patients", ("phase-3", "clinical", "phase-2", "phase-1")),
    ("Preclinical", ("preclinical",)),
    ("Failed or withdrawn: tried in patients, and what came of it", FAILED),
)


def groups(items: Sequence[Countermeasure]) -> Iterator[tuple[str, list[Countermeasure]]]:
    """Yield the title and countermeasures of each group that has any; failures have the last to themselves."""
    for title, stages in _GROUPS:
        if found := [item for item in items if item.stage in stages]:
            yield title, found
