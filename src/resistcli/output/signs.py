"""The signs of the tables: a role, stage or agreement is told by a glyph and a word, never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from resistcli.compare import Cell


class Sign(NamedTuple):
    """A glyph, what stands for it in ASCII, the word beside it and its style in colour."""

    glyph: str
    ascii: str
    word: str
    style: str

    def show(self, *, unicode: bool) -> str:
        """Return glyph and word."""
        return f"{self.glyph if unicode else self.ascii} {self.word}"


ROLES = {
    "primary": Sign("●", "#", "primary", "bold red"),
    "contributing": Sign("◐", "+", "contributing", "yellow"),
    "indirect": Sign("◌", "~", "indirect", "cyan"),
    "absent": Sign("○", "o", "absent", "dim"),
    "sensitising": Sign("▼", "v", "sensitising", "green"),
    None: Sign("·", ".", "nothing collected", "dim"),
}
NO_EFFECT = Sign("∅", "0", "no effect found", "dim")
NOT_FOUND = Sign("·", ".", "nothing usable found", "dim")
AGREEMENT = {
    "agreed": Sign("=", "=", "agreed", "green"),
    "contested": Sign("≠", "!", "contested", "bold magenta"),
    "single-source": Sign("1", "1", "single source", "dim"),
    "inferred": Sign("∴", "i", "inferred, no paper", "italic dim"),
}
STAGES = {
    "guideline": Sign("✓", "*", "guideline", "bold green"),
    "approved": Sign("✓", "*", "approved", "bold green"),
    "phase-3": Sign("▸", ">", "phase 3", "cyan"),
    "clinical": Sign("▸", ">", "in patients", "cyan"),
    "phase-2": Sign("▸", ">", "phase 2", "cyan"),
    "phase-1": Sign("▸", ">", "phase 1", "cyan"),
    "preclinical": Sign("▹", "-", "preclinical", "dim"),
    "withdrawn": Sign("✗", "x", "withdrawn", "red"),
    "failed-phase-3": Sign("✗", "x", "failed in phase 3", "red"),
    "failed-clinical": Sign("✗", "x", "failed in patients", "red"),
    "failed-phase-2": Sign("✗", "x", "failed in phase 2", "red"),
    "failed-phase-1": Sign("✗", "x", "failed in phase 1", "red"),
}
STANCES = {"supports": "", "disputes": "disputes", "inconclusive": "inconclusive"}
RELATIONS = {"confers-resistance": "Confers resistance", "no-effect": "No effect found", "sensitises": "Sensitises"}


def sign_of(cell: Cell, level: str | None) -> Sign:
    """Return the sign of a role, or of what else there is to say where a mechanism has none."""
    if cell.role is not None:
        return ROLES[cell.role]
    if cell.claims:
        return NO_EFFECT
    nothing = NOT_FOUND if cell.gap else ROLES[None]
    return nothing._replace(word=f"nothing at level {level} or above") if level else nothing
