"""Lists of one kind of entity, filtered by what their claims say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from resistcli.answers import Answer
from resistcli.choices import check_limit, choice, parse_levels
from resistcli.compare import CellFinder, Side
from resistcli.errors import UsageError
from resistcli.model import AgentType, AgreementState, Claim, Level, Record, Relation, Role, Stage, StudyKind
from resistcli.names import words
from resistcli.tree import lineage, root_of, under

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resistcli.compare import Cell
    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Countermeasure, Mechanism, Profile, Statement

ListKind = Literal["mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures"]
LIST_KINDS: tuple[ListKind, ...] = ("mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures")


class Filters(Record, kw_only=True, frozen=True):
    """What to keep; an empty field keeps everything, several values of one field mean any of them.

    ``levels`` are single letters; ``min_level`` keeps it and everything stronger. ``contested`` keeps what papers disagree on.
    """

    modalities: list[str] = []
    categories: list[str] = []
    roles: list[str] = []
    genes: list[str] = []
    agents: list[str] = []
    cancers: list[str] = []
    levels: list[str] = []
    min_level: str | None = None
    contested: bool = False


class MechanismRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="mechanism"):
    """A mechanism with its role for each modality."""

    id: str
    name: str
    category: str
    roles: dict[str, Role]
    contested: list[str]
    claims: int
    countermeasures: int
    source: str


class ClaimRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="claim"):
    """A claim; ``name`` is its text."""

    id: str
    name: str
    mechanism: str
    modality: str
    relation: Relation
    level: Level
    agreement: AgreementState
    genes: list[str]
    agents: list[str]
    cancer: str | None
    references: list[str]
    source: str


class GeneRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="gene"):
    """A gene with the mechanisms whose claims name it, and the numbers of claims and countermeasures that do."""

    id: str
    name: str
    hgnc: str
    mechanisms: list[str]
    claims: int
    countermeasures: int
    source: str


class AgentRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="agent"):
    """An agent with its class, its modality, and the numbers of claims and countermeasures that name it."""

    id: str
    name: str
    type: AgentType
    treatment_class: str | None
    modality: str | None
    claims: int
    countermeasures: int
    source: str


class ModalityRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="modality"):
    """A modality or treatment class."""

    id: str
    name: str
    parent: str | None
    agents: int
    claims: int
    source: str


class ReferenceRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="reference"):
    """A reference with the number of claims and countermeasures that cite it; ``study`` is the kind of study."""

    id: str
    title: str
    citation: str
    journal: str | None
    year: int
    study: StudyKind
    doi: str | None
    pmid: str | None
    verification: Literal["verified", "reported"]
    retracted: bool
    claims: int
    source: str


class CountermeasureRow(Record, kw_only=True, frozen=True, tag_field="kind", tag="countermeasure"):
    """A countermeasure with how far it got."""

    id: str
    name: str
    mechanism: str
    modality: str
    stage: Stage
    level: Level
    agents: list[str]
    references: list[str]
    source: str


R = TypeVar("R", bound=Record)
Row = MechanismRow | ClaimRow | GeneRow | AgentRow | ModalityRow | ReferenceRow | CountermeasureRow


class ListAnswer(Answer, kw_only=True, frozen=True):
    """The records of one kind that pass the filters, in the order of the dataset."""

    kind: ListKind
    results: list[Row]

    def records(self) -> Sequence[Row]:
        """Return the rows of the list."""
        return self.results


def list_records(kb: KnowledgeBase, kind: str = "mechanisms", filters: Filters | None = None, *, limit: int = 0) -> ListAnswer:
    """Return the records of ``kind`` (one of :data:`LIST_KINDS`, or its singular) that pass ``filters``.

    Mechanisms pass by their profiles (modality, role, contested) and claims (gene, agent, cancer, level); genes, agents,
    modalities and references by the claims and countermeasures that name them.

    Raises:
        UsageError: a kind, category, role or level that does not exist, or a negative limit.
        UnknownNameError: a modality, gene or agent that is not in the dataset.
    """
    check_limit(limit)
    chosen = _parse_kind(kind)
    selection = Selection(kb, filters or Filters())
    results = _LISTERS[chosen](selection)
    return ListAnswer(schema="resist.list/1", dataset=kb.stamp, kind=chosen, results=results[:limit] if limit else results)


def nothing_listed(kb: KnowledgeBase, kind: str) -> ListAnswer:
    """Return the answer for filters that name what is not in the dataset."""
    return ListAnswer(schema="resist.list/1", dataset=kb.stamp, kind=_parse_kind(kind), results=[])


class Selection:
    """The filters with their names resolved, and the tests that they amount to."""

    def __init__(self, kb: KnowledgeBase, filters: Filters) -> None:
        """Resolve every name in ``filters``; raises as :func:`list_records` does."""
        self.kb = kb
        self.finder = CellFinder(kb)
        self.modalities = [kb.resolve(name, ["modality"], "modality or treatment class").id for name in filters.modalities]
        self.categories = [choice(name, [*kb.categories], "category") for name in filters.categories]
        self.roles = [choice(name, ["primary", "contributing", "indirect", "absent", "sensitising"], "role") for name in filters.roles]
        self.genes = {kb.resolve(name, ["gene"], "gene").id for name in filters.genes}
        self.agents = {kb.resolve(name, ["agent"], "agent").id for name in filters.agents}
        self.cancers = [_cancer(name) for name in filters.cancers]
        self.levels = parse_levels(filters.levels, filters.min_level)
        self.contested = filters.contested
        self.by_claims = bool(self.genes or self.agents or self.cancers or self.levels)
        self.active = self.by_claims or bool(self.modalities or self.categories or self.roles or self.contested)

    def statement(self, item: Statement) -> bool:
        """Tell whether a claim or countermeasure passes all filters."""
        mechanism = self.kb.mechanisms[item.mechanism]
        profile = mechanism.profiles.get(item.modality)
        return (
            self._carries(item)
            and (not self.categories or mechanism.category in self.categories)
            and self._under(item)
            and (not self.roles or (profile is not None and profile.role in self.roles))
            and (not self.contested or item.agreement.state == "contested")
        )

    def mechanism(self, mechanism: Mechanism) -> bool:
        """Tell whether a mechanism passes: by one profile for modality, role and contested, by one claim for the rest."""
        if self.categories and mechanism.category not in self.categories:
            return False
        if (self.modalities or self.roles or self.contested) and not any(self._passes(cell) for cell in self._cells(mechanism)):
            return False
        return not self.by_claims or any(self._carries(item) and self._under(item) for item in self.kb.statements_of(mechanism.id)) or self._lists(mechanism)

    def _lists(self, mechanism: Mechanism) -> bool:
        """Tell whether a mechanism lists a gene asked for; where more is asked, only a claim can answer."""
        return not (self.agents or self.cancers or self.levels or self.modalities) and not self.genes.isdisjoint(mechanism.genes)

    def statements(self) -> list[Statement]:
        """Return the claims and countermeasures that pass."""
        if not self.active:
            return self.kb.statements()
        return [item for item in self.kb.statements() if self.statement(item)]

    def claims(self) -> list[Claim]:
        """Return the claims that pass."""
        if not self.active:
            return [*self.kb.claims.values()]
        return [claim for claim in self.kb.claims.values() if self.statement(claim)]

    def countermeasures(self) -> list[Countermeasure]:
        """Return the countermeasures that pass."""
        return [item for item in self.kb.countermeasures.values() if self.statement(item)]

    def _under(self, item: Statement) -> bool:
        return not self.modalities or any(under(self.kb, item, node) for node in self.modalities)

    def _carries(self, item: Statement) -> bool:
        return (
            (not self.genes or not self.genes.isdisjoint(item.genes))
            and (not self.agents or not self.agents.isdisjoint(item.agents))
            and (not self.cancers or any(_names_cancer(cancer, words(item.cancer or "")) for cancer in self.cancers))
            and (not self.levels or item.level in self.levels)
        )

    def _cells(self, mechanism: Mechanism) -> list[Profile | Cell]:
        """Return what the mechanism means for the modalities and classes asked for, or for every modality."""
        if not self.modalities:
            return [*mechanism.profiles.values()]
        sides = [Side(id=node, name=node, kind="modality") for node in self.modalities]
        return [cell for side in sides if (cell := self.finder.cell(mechanism, side)).role or cell.claims]

    def _passes(self, cell: Profile | Cell) -> bool:
        state = cell.agreement.state if cell.agreement else None
        return (not self.roles or cell.role in self.roles) and (not self.contested or state == "contested")


_CANCERS = {
    "nsclc": "non-small-cell lung", "sclc": "small-cell lung", "gbm": "glioblastoma", "hnscc": "head and neck", "crc": "colorectal",
    "pdac": "pancreatic", "hcc": "hepatocellular", "aml": "acute myeloid", "all": "acute lymphoblastic", "cml": "chronic myeloid",
    "tnbc": "breast", "npc": "nasopharyngeal", "apl": "acute promyelocytic",
}  # fmt: skip


def _cancer(name: str) -> list[str]:
    """Return the words by which a cancer is looked for: abbreviations written out, words that all cancers share left out."""
    return [word for word in words(_CANCERS.get(name.strip().lower(), name)) if word not in {"cancer", "cancers", "tumor", "tumors", "carcinoma"}]


def _names_cancer(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether a cancer is the one wanted or a kind of it: its words in their order, the last perhaps begun only, and not after "non"."""
    for start in range(len(found) - len(wanted) + 1) if wanted else ():
        here = found[start : start + len(wanted)]
        if here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1]) and found[max(start - 1, 0) : start] != ["non"]:
            return True
    return False


def _parse_kind(kind: str) -> ListKind:
    word = kind.lower()
    for name in LIST_KINDS:
        if word in {name, name.removesuffix("s"), name.replace("ies", "y")}:
            return name
    from difflib import get_close_matches

    near = get_close_matches(word, LIST_KINDS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"cannot list {kind!r}; expected one of: {', '.join(LIST_KINDS)}.{hint}")


def _row(type_: type[R], record: Record, **own: object) -> R:
    """Return a row: its ``own`` fields, and the rest as the record has them."""
    return type_(**{name: own[name] if name in own else getattr(record, name) for name in type_.__struct_fields__})


def _mechanisms(selection: Selection) -> list[Row]:
    return [
        _row(
            MechanismRow,
            item,
            roles={modality: profile.role for modality, profile in item.profiles.items()},
            contested=[modality for modality, profile in item.profiles.items() if profile.agreement.state == "contested"],
            claims=len(item.claims),
            countermeasures=len(item.countermeasures),
        )
        for item in selection.kb.mechanisms.values()
        if selection.mechanism(item)
    ]


def _claims(selection: Selection) -> list[Row]:
    return [_row(ClaimRow, item, name=item.text, agreement=item.agreement.state, references=_papers(item)) for item in selection.claims()]


def _countermeasures(selection: Selection) -> list[Row]:
    return [_row(CountermeasureRow, item, references=_papers(item)) for item in selection.countermeasures()]


def _papers(item: Statement) -> list[str]:
    return [line.reference for line in item.evidence]


def _genes(selection: Selection) -> list[Row]:
    statements = selection.statements()
    rows: list[Row] = []
    for gene in selection.kb.genes.values():
        naming = [item for item in statements if gene.id in item.genes]
        if naming or not selection.active:
            rows.append(_row(GeneRow, gene, mechanisms=list(dict.fromkeys(item.mechanism for item in naming)), **_counts(naming)))
    return rows


def _agents(selection: Selection) -> list[Row]:
    statements = selection.statements()
    rows: list[Row] = []
    for agent in selection.kb.agents.values():
        naming = [item for item in statements if agent.id in item.agents]
        if naming or not selection.active:
            modality = root_of(selection.kb, agent.treatment_class) if agent.treatment_class else None
            rows.append(_row(AgentRow, agent, modality=modality, **_counts(naming)))
    return rows


def _counts(statements: Sequence[Statement]) -> dict[str, int]:
    claims = sum(isinstance(item, Claim) for item in statements)
    return {"claims": claims, "countermeasures": len(statements) - claims}


def _modalities(selection: Selection) -> list[Row]:
    kb = selection.kb
    claims = selection.claims()
    rows: list[Row] = []
    for node in kb.modalities.values():
        count = sum(under(kb, claim, node.id) for claim in claims)
        if count or not selection.active:
            agents = sum(node.id in lineage(kb.modalities, agent.treatment_class) for agent in kb.agents.values())
            rows.append(_row(ModalityRow, node, agents=agents, claims=count))
    return rows


def _references(selection: Selection) -> list[Row]:
    counts: dict[str, int] = {}
    for item in selection.statements():
        for name in _papers(item):
            counts[name] = counts.get(name, 0) + 1
    return [
        _row(ReferenceRow, item, citation=item.short, study=item.kind, verification=item.verification.status, claims=counts.get(item.id, 0))
        for item in selection.kb.references.values()
        if item.id in counts or not selection.active
    ]


_LISTERS: dict[ListKind, Callable[[Selection], list[Row]]] = {
    "mechanisms": _mechanisms,
    "claims": _claims,
    "genes": _genes,
    "agents": _agents,
    "modalities": _modalities,
    "references": _references,
    "countermeasures": _countermeasures,
}
