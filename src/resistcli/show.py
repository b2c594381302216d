"""Everything about one entity: the whole record, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from resistcli.answers import Answer, Rows
from resistcli.compare import CellFinder, Side
from resistcli.model import (
    AgentType,
    Agreement,
    Claim,
    Countermeasure,
    Kind,
    Level,
    Profile,
    Quantity,
    Record,
    Reference,
    Relation,
    Role,
    Stage,
    Statement,
    StudyKind,
    Verification,
    joined_sources,
)
from resistcli.model import Evidence as EvidenceLine
from resistcli.tree import lineage, root_of, under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase


class Link(Record, kw_only=True, frozen=True):
    """A mechanism that hangs on the entity shown; ``role`` is its role for the modality in question, where there is one."""

    id: str
    name: str
    category: str
    role: Role | None = None
    basis: str | None = None
    level: Level | None = None
    agreement: Agreement | None = None
    source: str


class ShownRecord(Record, frozen=True):
    """Base of what is shown; its ``kind`` tells which."""

    @property
    def kind(self) -> Kind:
        """The kind of entity."""
        tag: Any = self.__struct_config__.tag
        kind: Kind = tag
        return kind


class ShownMechanism(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="mechanism"):
    """A mechanism with its claims and countermeasures in full."""

    id: str
    name: str
    aliases: list[str]
    category: str
    definition: str
    genes: list[str]
    xrefs: list[str]
    profiles: dict[str, Profile]
    gaps: dict[str, str]
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    source: str


class ShownGene(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="gene"):
    """A gene with the mechanisms it is part of and the claims that name it."""

    id: str
    name: str
    hgnc: str
    aliases: list[str]
    previous: list[str]
    entrez: str | None
    ensembl: str | None
    mechanisms: list[Link]
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    source: str


class ShownAgent(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="agent"):
    """An agent with the claims and countermeasures that name it."""

    id: str
    name: str
    type: AgentType
    treatment_class: str | None
    modality: str | None
    aliases: list[str]
    xrefs: list[str]
    mechanisms: list[Link]
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    source: str


class ShownModality(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="modality"):
    """A modality or treatment class: its place in the tree, its agents, and the mechanisms with a role for it.

    ``claims`` are given for a treatment class only; those of a whole modality are asked for with ``list claims``.
    """

    id: str
    name: str
    aliases: list[str]
    parent: str | None
    description: str
    children: list[str]
    agents: list[str]
    mechanisms: list[Link]
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    source: str


class ShownClaim(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="claim"):
    """A claim with the name of its mechanism."""

    id: str
    mechanism: str
    mechanism_name: str
    modality: str
    relation: Relation
    text: str
    genes: list[str]
    agents: list[str]
    treatment_classes: list[str]
    cancer: str | None
    quantity: Quantity | None
    level: Level
    agreement: Agreement
    evidence: list[EvidenceLine]
    source: str


class ShownCountermeasure(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="countermeasure"):
    """A countermeasure with the name of its mechanism."""

    id: str
    mechanism: str
    mechanism_name: str
    modality: str
    name: str
    stage: Stage
    outcome: str
    genes: list[str]
    agents: list[str]
    cancer: str | None
    quantity: Quantity | None
    level: Level
    agreement: Agreement
    evidence: list[EvidenceLine]
    source: str


class ShownReference(ShownRecord, kw_only=True, frozen=True, tag_field="kind", tag="reference"):
    """A paper with the claims and countermeasures that cite it. ``study`` is the kind of study."""

    id: str
    title: str
    authors: list[str]
    et_al: bool
    journal: str | None
    year: int
    volume: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    study: StudyKind
    verification: Verification
    retracted: bool
    note: str | None
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    source: str


Shown = ShownMechanism | ShownGene | ShownAgent | ShownModality | ShownClaim | ShownCountermeasure | ShownReference


class ShowAnswer(Answer, kw_only=True, frozen=True):
    """The entities asked for; ``references`` are the papers they cite, ``also`` other entities of the same names (``kind:id``)."""

    results: list[Shown]
    references: dict[str, Reference]
    also: list[str]

    def records(self) -> Sequence[Shown]:
        """Return the entities."""
        return self.results

    def table(self) -> Rows:
        """Return the entities field by field, one value a row, statements with level, agreement and references."""
        columns = ["kind", "id", "field", "value", "level", "agreement", "references", "source"]
        return Rows(columns, [row for shown in self.results for row in _field_rows(shown)])


def show(kb: KnowledgeBase, names: Sequence[str]) -> ShowAnswer:
    """Return everything about each of ``names`` (id, name or alias of any entity, or ``kind:id``).

    Several names are several entities, unless together they are one name (``drug efflux``).

    Raises:
        UnknownNameError: a name that is not in the dataset.
    """
    results: list[Shown] = []
    also: list[str] = []
    for name in kb.split_names(names):
        first, *others = [kb.resolve(name), *kb.matches(name)[1:]]
        results.append(_SHOWERS[first.kind](kb, first.id))
        also += [f"{match.kind}:{match.id}" for match in others]
    cited = dict.fromkeys(line.reference for shown in results for item in _statements(shown) for line in item.evidence)
    references = {name: kb.references[name] for name in cited}
    return ShowAnswer(schema="resist.show/1", dataset=kb.stamp, results=results, references=references, also=also)


def nothing_shown(kb: KnowledgeBase) -> ShowAnswer:
    """Return the answer for names that are not in the dataset."""
    return ShowAnswer(schema="resist.show/1", dataset=kb.stamp, results=[], references={}, also=[])


def statements_of(kb: KnowledgeBase, kind: Kind, identifier: str, among: Iterable[Statement] | None = None) -> list[Statement]:
    """Return the claims and then the countermeasures that hang on an entity, in the order of the dataset.

    ``among`` are the statements to look through for one that hangs on many mechanisms; without it, all.
    """
    if kind == "claim":
        return [kb.claims[identifier]]
    if kind == "countermeasure":
        return [kb.countermeasures[identifier]]
    if kind == "mechanism":
        return kb.statements_of(identifier)

    def hangs(item: Statement) -> bool:
        if kind == "gene":
            return identifier in item.genes
        if kind == "agent":
            return identifier in item.agents
        if kind == "modality":
            return under(kb, item, identifier)
        return any(line.reference == identifier for line in item.evidence)

    return [item for item in (kb.statements() if among is None else among) if hangs(item)]


def _split(statements: Sequence[Statement]) -> tuple[list[Claim], list[Countermeasure]]:
    return [item for item in statements if isinstance(item, Claim)], [item for item in statements if isinstance(item, Countermeasure)]


def _mechanism_links(kb: KnowledgeBase, statements: Sequence[Statement], gene: str = "") -> list[Link]:
    """Return the mechanisms of some statements, and those that list a gene, in the order of the dataset."""
    names = {item.mechanism for item in statements}
    found = (item for item in kb.mechanisms.values() if item.id in names or gene in item.genes)
    return [Link(id=item.id, name=item.name, category=item.category, source=item.source) for item in found]


def _role_links(kb: KnowledgeBase, side: Side) -> list[Link]:
    """Return the mechanisms that mean something for a modality, class or agent, with their roles as a comparison gives them."""
    finder = CellFinder(kb)
    links = []
    for item in kb.mechanisms.values():
        cell = finder.cell(item, side)
        if cell.role or cell.claims:
            links.append(
                Link(
                    id=item.id,
                    name=item.name,
                    category=item.category,
                    role=cell.role,
                    basis=cell.basis,
                    level=cell.level,
                    agreement=cell.agreement,
                    source=joined_sources([item, cell]),
                )
            )
    return links


def _hanging(kb: KnowledgeBase, kind: Kind, identifier: str) -> dict[str, Any]:
    """Return the claims and countermeasures that hang on an entity, as fields."""
    claims, countermeasures = _split(statements_of(kb, kind, identifier))
    return {"claims": claims, "countermeasures": countermeasures}


def _mechanism(kb: KnowledgeBase, identifier: str) -> ShownMechanism:
    return ShownMechanism(**asdict(kb.mechanisms[identifier]) | _hanging(kb, "mechanism", identifier))


def _gene(kb: KnowledgeBase, identifier: str) -> ShownGene:
    hanging = _hanging(kb, "gene", identifier)
    mechanisms = _mechanism_links(kb, [*hanging["claims"], *hanging["countermeasures"]], identifier)
    return ShownGene(**asdict(kb.genes[identifier]), **hanging, mechanisms=mechanisms)


def _agent(kb: KnowledgeBase, identifier: str) -> ShownAgent:
    item = kb.agents[identifier]
    modality = root_of(kb, item.treatment_class) if item.treatment_class else None
    mechanisms = _role_links(kb, Side(id=item.id, name=item.name, kind="agent"))
    return ShownAgent(**asdict(item), **_hanging(kb, "agent", identifier), modality=modality, mechanisms=mechanisms)


def _modality(kb: KnowledgeBase, identifier: str) -> ShownModality:
    item = kb.modalities[identifier]
    hanging = _hanging(kb, "modality", identifier) if item.parent else {"claims": [], "countermeasures": []}
    return ShownModality(
        **asdict(item),
        **hanging,
        children=[node.id for node in kb.modalities.values() if node.parent == identifier],
        agents=[agent.id for agent in kb.agents.values() if identifier in lineage(kb.modalities, agent.treatment_class)],
        mechanisms=_role_links(kb, Side(id=item.id, name=item.name, kind="modality")),
    )


def _claim(kb: KnowledgeBase, identifier: str) -> ShownClaim:
    item = kb.claims[identifier]
    return ShownClaim(**asdict(item), mechanism_name=kb.mechanisms[item.mechanism].name)


def _countermeasure(kb: KnowledgeBase, identifier: str) -> ShownCountermeasure:
    item = kb.countermeasures[identifier]
    return ShownCountermeasure(**asdict(item), mechanism_name=kb.mechanisms[item.mechanism].name)


def _reference(kb: KnowledgeBase, identifier: str) -> ShownReference:
    fields = asdict(kb.references[identifier])
    return ShownReference(study=fields.pop("kind"), **fields, **_hanging(kb, "reference", identifier))


_SHOWERS: dict[Kind, Callable[[KnowledgeBase, str], Shown]] = {
    "mechanism": _mechanism,
    "gene": _gene,
    "agent": _agent,
    "modality": _modality,
    "claim": _claim,
    "countermeasure": _countermeasure,
    "reference": _reference,
}


def _statements(shown: Shown) -> list[Claim | Countermeasure | ShownClaim | ShownCountermeasure]:
    if isinstance(shown, ShownClaim | ShownCountermeasure):
        return [shown]
    return [*shown.claims, *shown.countermeasures]


def _field_rows(shown: Shown) -> list[list[object]]:
    rows: list[list[object]] = []
    skipped = {"kind", "id", "claims", "countermeasures", "profiles", "gaps", "mechanisms", "evidence", "agreement", "level"}

    def add(field: str, value: object, level: object = None, agreement: Agreement | None = None, references: object = None, source: str = shown.source) -> None:
        rows.append([shown.kind, shown.id, field, value, level, agreement.state if agreement else None, references, source])

    for field in shown.__struct_fields__:
        if field not in skipped and (value := getattr(shown, field)) not in (None, [], ""):
            add(field, value)
    for modality, profile in getattr(shown, "profiles", {}).items():
        add(f"profile {modality}", f"{profile.role}: {profile.basis}", profile.level, profile.agreement, source=profile.source)
    for modality, text in getattr(shown, "gaps", {}).items():
        add(f"gap {modality}", text)
    for link in getattr(shown, "mechanisms", []):
        add("mechanism", f"{link.id}: {link.role}" if link.role else link.id, link.level, link.agreement, source=link.source)
    for item in _statements(shown):
        papers = [line.reference for line in item.evidence]
        if isinstance(item, Claim | ShownClaim):
            add(f"claim {item.id}", item.text, item.level, item.agreement, papers, item.source)
        else:
            add(f"countermeasure {item.id}", f"{item.name} ({item.stage}): {item.outcome}", item.level, item.agreement, papers, item.source)
    return rows
