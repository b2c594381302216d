"""How the groups of a comparison are called, in every form of output."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resistcli.compare import CompareAnswer, CompareRow


def groups(answer: CompareAnswer) -> Iterator[tuple[str, list[CompareRow]]]:
    """Yield the title and rows of each group of a comparison, in order."""
    for (pattern, sides), rows in groupby(answer.rows, key=lambda row: (row.pattern, row.pattern_sides)):
        found = list(rows)
        known = all(cell.role for row in found for cell in row.cells.values())
        yield title(pattern, sides, len(answer.sides)) + ("" if known or pattern == "no-evidence" else ", of the sides with evidence"), found


def title(pattern: str, sides: list[str], of: int) -> str:
    """Return the heading of a group, such as ``Only chemo`` or ``Shared by chemo and radio``."""
    names = _joined(sides)
    return {
        "only": f"Only {names}",
        "mainly": f"Mainly {names}",
        "shared": f"Shared by all {of}" if len(sides) == of > 2 else f"Shared by {names}",
        "opposite": f"Opposite: resistance to {names}, the other side sensitised",
        "neither": "Resistance to neither" if of == 2 else "Resistance to none",
        "no-evidence": f"Role known for {names} only" if names else "No role established",
    }[pattern]


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else " and ".join([", ".join(names[:-1]), names[-1]]) if names else ""
