"""Side by side: which mechanisms act on each of several modalities, treatment classes or agents, and on which alone.

A mechanism's *pattern* is computed from the roles that are known; a side with nothing collected is never counted as "no":

- ``only``: exactly one side acts and every other known side is absent,
- ``mainly``: several act, one of them with a higher role than all others,
- ``shared``: the highest role is that of two sides or more,
- ``opposite``: at least one side acts and at least one is sensitised,
- ``neither``: no side acts,
- ``no-evidence``: fewer than two sides are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from resistcli import agreement
from resistcli.answers import Answer, Rows
from resistcli.choices import LEVELS, choice, parse_levels
from resistcli.errors import UsageError
from resistcli.model import ACTING_ROLES, BUNDLED, Agreement, Kind, Level, Profile, Record, Reference, Role, joined_sources
from resistcli.names import key
from resistcli.tree import lineage, nodes_of, root_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Claim, Mechanism

Pattern = Literal["only", "mainly", "shared", "opposite", "neither", "no-evidence"]
PATTERNS: tuple[Pattern, ...] = ("only", "mainly", "shared", "opposite", "neither", "no-evidence")
_STRENGTH: dict[Role, int] = {"primary": 3, "contributing": 2, "indirect": 1}


class Side(Record, kw_only=True, frozen=True):
    """One of the things compared."""

    id: str
    name: str
    kind: Kind


class MechanismHead(Record, kw_only=True, frozen=True):
    """What a row says of its mechanism."""

    id: str
    name: str
    category: str
    source: str


class Cell(Record, kw_only=True, frozen=True):
    """What a mechanism means for one side. ``role`` is None where nothing was collected; ``gap`` says what was looked for in vain.

    ``derived`` is true where the role of a treatment class or agent was worked out from the claims about it rather than
    written by a curator. ``citations`` are reference ids, those of the strongest claims first.
    """

    role: Role | None = None
    basis: str | None = None
    inferred: bool = False
    derived: bool = False
    agreement: Agreement | None = None
    level: Level | None = None
    claims: list[str] = []
    citations: list[str] = []
    gap: str | None = None
    source: str = BUNDLED


class CompareRow(Record, kw_only=True, frozen=True):
    """A mechanism across the sides. ``pattern_sides`` are the sides that ``pattern`` speaks of (those that lead, share or are known)."""

    mechanism: MechanismHead
    pattern: Pattern
    pattern_sides: list[str]
    cells: dict[str, Cell]


class LeftOut(Record, kw_only=True, frozen=True):
    """Mechanisms that are not in the rows: nothing collected on any side, or removed by the filters."""

    nothing_collected: int
    filtered: int


class CompareAnswer(Answer, kw_only=True, frozen=True):
    """Mechanisms by sides, grouped by pattern; within a group the strongest roles first. ``min_level`` is None where claims of every level count."""

    sides: list[Side]
    min_level: Level | None = None
    rows: list[CompareRow]
    references: dict[str, Reference]
    left_out: LeftOut

    def records(self) -> list[CompareRow]:
        """Return the rows."""
        return self.rows

    def table(self) -> Rows:
        """Return one row a mechanism, with six columns a side."""
        fields = ("role", "basis", "agreement", "level", "citations", "source")
        columns = ["pattern", "pattern_sides", "mechanism", "name", "category", *(f"{side.id}_{field}" for side in self.sides for field in fields)]
        return Rows(columns, [self._flat_row(row) for row in self.rows])

    def _flat_row(self, row: CompareRow) -> list[object]:
        cells: list[object] = []
        for side in self.sides:
            cell = row.cells[side.id]
            cells += [cell.role, cell.basis, cell.agreement.state if cell.agreement else None, cell.level, cell.citations, cell.source]
        head = row.mechanism
        return [row.pattern, row.pattern_sides, head.id, head.name, head.category, *cells]


def compare(
    kb: KnowledgeBase,
    names: Sequence[str],
    *,
    only: Iterable[str] = (),
    mechanisms: Iterable[str] = (),
    categories: Iterable[str] = (),
    min_level: str | None = None,
) -> CompareAnswer:
    """Return the mechanisms side by side for two or more modalities, treatment classes or agents.

    Args:
        kb: the dataset.
        names: what to compare, by id, name or alias.
        only: patterns to keep (``shared``), or sides, which keeps the mechanisms peculiar to them.
        mechanisms: mechanisms to keep, by id, name or alias.
        categories: categories to keep.
        min_level: leave out claims weaker than this level (A to E).

    Raises:
        UnknownNameError: a name that is not in the dataset.
        UsageError: fewer than two sides, a side twice, or a pattern, category or level that does not exist.
    """
    sides = _parse_sides(kb, names)
    keep = _parse_only(only, sides)
    chosen = {kb.resolve(name, ["mechanism"], "mechanism").id for name in mechanisms}
    groups = {choice(name, [*kb.categories], "category") for name in categories}
    levels = parse_levels([], min_level)
    finder = CellFinder(kb, levels)
    rows: list[CompareRow] = []
    nothing = filtered = 0
    for mechanism in kb.mechanisms.values():
        cells = {side.id: finder.cell(mechanism, side) for side in sides}
        if all(cell.role is None and not cell.claims for cell in cells.values()):
            nothing += 1
            continue
        pattern, leading = _pattern(cells)
        wanted = (not chosen or mechanism.id in chosen) and (not groups or mechanism.category in groups)
        if wanted and (not keep or pattern in keep or (pattern == "only" and leading[0] in keep)):
            head = MechanismHead(id=mechanism.id, name=mechanism.name, category=mechanism.category, source=mechanism.source)
            rows.append(CompareRow(mechanism=head, pattern=pattern, pattern_sides=leading, cells=cells))
        else:
            filtered += 1
    order = [side.id for side in sides]
    rows.sort(key=lambda row: _sort_key(row, order))
    cited = dict.fromkeys(name for row in rows for cell in row.cells.values() for name in cell.citations)
    return CompareAnswer(
        schema="resist.compare/1",
        dataset=kb.stamp,
        sides=sides,
        min_level=next((level for level in reversed(get_args(Level)) if level in finder.levels), None),
        rows=rows,
        references={name: kb.references[name] for name in cited},
        left_out=LeftOut(nothing_collected=nothing, filtered=filtered),
    )


def nothing_compared(kb: KnowledgeBase) -> CompareAnswer:
    """Return the answer for sides that are not in the dataset."""
    return CompareAnswer(schema="resist.compare/1", dataset=kb.stamp, sides=[], rows=[], references={}, left_out=LeftOut(nothing_collected=0, filtered=0))


def _parse_sides(kb: KnowledgeBase, names: Sequence[str]) -> list[Side]:
    matches = [kb.resolve(name, ["modality", "agent"], "modality, treatment class or agent") for name in names]
    sides = [Side(id=match.id, name=kb.name_of(match.kind, match.id), kind=match.kind) for match in matches]
    if len(sides) < 2:
        raise UsageError("compare needs two or more sides, for example: resist compare chemo radio")
    ids = [side.id for side in sides]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise UsageError(f"{twice!r} is named twice; compare needs different sides")
    return sides


def _parse_only(only: Iterable[str], sides: Sequence[Side]) -> set[str]:
    choices = [*PATTERNS, *(side.id for side in sides)]
    keep = set()
    for word in only:
        name = next((choice for choice in choices if key(choice) == key(word)), None)
        name = name or next((side.id for side in sides if key(side.name) == key(word)), None)
        if name is None:
            raise UsageError(f"--only {word!r} is neither a pattern nor a side; expected one of: {', '.join(choices)}")
        keep.add(name)
    return keep


def _pattern(cells: dict[str, Cell]) -> tuple[Pattern, list[str]]:
    """Return the pattern of a row and the sides that it speaks of."""
    known = {side: cell.role for side, cell in cells.items() if cell.role is not None}
    acting = {side: _STRENGTH[role] for side, role in known.items() if role in ACTING_ROLES}
    if len(known) < 2:
        return "no-evidence", list(known)
    if not acting:
        return "neither", list(known)
    if "sensitising" in known.values():
        return "opposite", list(acting)
    if len(acting) == 1:
        return "only", list(acting)
    top = max(acting.values())
    leading = [side for side, strength in acting.items() if strength == top]
    return ("mainly" if len(leading) == 1 else "shared"), leading


def _sort_key(row: CompareRow, order: Sequence[str]) -> tuple[int, list[int], int]:
    """Order rows by pattern, then by the sides that it speaks of, then by strength of role."""
    strength = sum(_STRENGTH.get(cell.role, 0) ** 2 for cell in row.cells.values() if cell.role)
    return PATTERNS.index(row.pattern), [order.index(side) for side in row.pattern_sides], -strength


class CellFinder:
    """Finds or works out what a mechanism means for a side."""

    def __init__(self, kb: KnowledgeBase, levels: Collection[str] = ()) -> None:
        """Answer from ``kb``, from claims of these levels only (none means all)."""
        self.kb = kb
        self.levels = () if set(levels) == set(LEVELS) else levels

    def cell(self, mechanism: Mechanism, side: Side) -> Cell:
        """Return the cell: a curated profile, or what claims say.

        What cannot act on a modality cannot act on its classes and agents, but for those that its profile names under ``not_for``.
        A modality without a profile has no claims, or only claims of studies that looked and found no effect, which give no role.
        """
        profile = mechanism.profiles.get(side.id) if side.kind == "modality" else None
        if profile is not None:
            return self._curated(profile)
        root = self._root(side)
        inherited = next((mechanism.profiles[node] for node in self._parents(side) if node in mechanism.profiles), None)
        if inherited is not None and inherited.role == "absent" and not {side.id, *self._parents(side)} & {*inherited.not_for}:
            return self._curated(inherited)
        claims = [claim for claim in self._claims(mechanism) if self._about(claim, side, root)]
        return self._derived(claims, mechanism.profiles.get(root or "")) if claims else Cell(gap=mechanism.gaps.get(side.id))

    def _root(self, side: Side) -> str | None:
        node = side.id if side.kind == "modality" else self.kb.agents[side.id].treatment_class
        return root_of(self.kb, node) if node else None

    def _parents(self, side: Side) -> list[str]:
        node = self.kb.modalities[side.id].parent if side.kind == "modality" else self.kb.agents[side.id].treatment_class
        return lineage(self.kb.modalities, node)

    def _claims(self, mechanism: Mechanism) -> list[Claim]:
        return [self.kb.claims[name] for name in mechanism.claims]

    def _about(self, claim: Claim, side: Side, root: str | None) -> bool:
        if side.kind == "agent":
            return side.id in claim.agents and (root is None or claim.modality == root)
        return side.id in nodes_of(claim, self.kb.modalities, self.kb.agents)

    def _curated(self, profile: Profile) -> Cell:
        if self.levels:
            claims = [claim for name in profile.claims if (claim := self.kb.claims[name]).level in self.levels]
            if not claims and not profile.inferred:
                return Cell()
            if claims and not profile.inferred and not agreement.going_with(profile.role, claims):
                return self._derived(claims, profile)
            profile = agreement.profile_of(profile, claims)
        return Cell(
            role=profile.role,
            basis=profile.basis,
            inferred=profile.inferred,
            agreement=profile.agreement,
            level=profile.level,
            claims=profile.claims,
            citations=profile.citations,
            source=joined_sources([profile, *(self.kb.claims[name] for name in profile.claims)]) if self.kb.stamp.overlays else BUNDLED,
        )

    def _derived(self, claims: list[Claim], parent: Profile | None) -> Cell:
        """Work out a role from claims: that of the modality where they say the same, for counting papers is not weighing them.

        Where they say otherwise, the mechanism contributes or sensitises. Claims that find no effect, and nothing else, give no role: a
        mechanism without effect in a study is not one that cannot act. The basis is the text of the strongest claim.
        """
        claims = [claim for claim in claims if not self.levels or claim.level in self.levels]
        if not claims:
            return Cell()
        relations = {claim.relation for claim in claims if any(line.stance == "supports" for line in claim.evidence)}
        role = _role_of(relations, parent.role if parent else None)
        speaking = {"sensitising": "sensitises", None: "no-effect"}.get(role, "confers-resistance")
        candidates = [claim for claim in claims if claim.relation == speaking] or claims
        first = min(candidates, key=lambda claim: (claim.level, -len(claim.evidence)))
        return Cell(
            role=role,
            basis=first.text,
            derived=True,
            agreement=agreement.of_profile(role or "absent", claims),
            level=agreement.level_for(role, claims) if role else agreement.strongest(claim.level for claim in claims),
            claims=[claim.id for claim in claims],
            citations=agreement.citations_of(claims),
            source=joined_sources(claims),
        )


def _role_of(relations: Collection[str], parent: Role | None) -> Role | None:
    """Return the role that claims of these relations give a class or agent, ``parent`` being that of its modality."""
    if "sensitises" in relations and (parent == "sensitising" or "confers-resistance" not in relations):
        return "sensitising"
    if "confers-resistance" not in relations:
        return None
    return parent if parent in ACTING_ROLES else "contributing"
