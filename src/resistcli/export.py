"""The dataset or a part of it, whole and as the flat table: what ``resist export`` writes."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from resistcli.answers import Answer, Rows, flat
from resistcli.listing import Filters, Selection
from resistcli.model import (
    BUNDLED,
    Agent,
    Category,
    Claim,
    Countermeasure,
    Evidence,
    Gene,
    Level,
    Mechanism,
    Modality,
    Record,
    Reference,
    Relation,
    Stance,
)
from resistcli.tree import lineage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Statement


_NONE = (None,)


class FlatRow(Record, kw_only=True, frozen=True):
    """A row of the flat table: one gene, one agent and one paper of a claim; None where the claim names none, or the paper has no such id.

    ``source`` is that of the evidence line where an overlay brought the line, else that of the claim.
    """

    gene: str | None
    mechanism: str
    modality: str
    agent: str | None
    relation: Relation
    level: Level
    pmid: str | None
    claim: str
    reference: str
    doi: str | None
    stance: Stance
    cancer: str | None
    source: str


class ExportAnswer(Answer, kw_only=True, frozen=True, dict=True):
    """The claims and countermeasures that pass ``filters`` with everything they refer to; all records where nothing is filtered.

    No id leads out of an export: mechanisms and their profiles name only the claims, countermeasures and papers that are in it. Role,
    basis, level and agreement of a profile stay those of the whole dataset, for picking papers does not change what is known.
    """

    title: str
    licence: str
    notice: str
    filters: Filters
    categories: list[Category]
    mechanisms: list[Mechanism]
    claims: list[Claim]
    countermeasures: list[Countermeasure]
    references: list[Reference]
    genes: list[Gene]
    agents: list[Agent]
    modalities: list[Modality]

    @property
    def empty(self) -> bool:
        """True where no claim and no countermeasure passed."""
        return not self.claims and not self.countermeasures

    @cached_property
    def rows(self) -> list[FlatRow]:
        """The flat table: each gene with each agent and each paper of a claim, in the order of the dataset."""
        papers = {reference.id: reference for reference in self.references}
        return [
            _row(claim, gene, agent, line, papers[line.reference])
            for claim in self.claims
            for gene, agent, line in product(claim.genes or _NONE, claim.agents or _NONE, claim.evidence)
        ]

    def records(self) -> list[FlatRow]:
        """Return the rows of the flat table."""
        return self.rows

    def table(self) -> Rows:
        """Return the flat table."""
        return Rows([*FlatRow.__struct_fields__], flat(self.rows).rows)


def export(kb: KnowledgeBase, filters: Filters | None = None) -> ExportAnswer:
    """Return the dataset, or the claims and countermeasures that pass ``filters`` with everything they refer to.

    Raises:
        UsageError: a category, role or level that does not exist.
        UnknownNameError: a modality, gene or agent that is not in the dataset.
    """
    filters = filters or Filters()
    selection = Selection(kb, filters)
    if not selection.active:
        return _answer(kb, filters, kb.mechanisms.values(), kb.statements(), [kb.categories, kb.references, kb.genes, kb.agents, kb.modalities])
    chosen = selection.statements()
    names = {item.id for item in chosen}
    papers = {line.reference for item in chosen for line in item.evidence}
    about = {item.mechanism for item in chosen}
    mechanisms = [_narrowed(item, names, papers) for item in kb.mechanisms.values() if item.id in about]
    genes = {gene for item in (*mechanisms, *chosen) for gene in item.genes}
    agents = {agent for item in chosen for agent in item.agents}
    groups = {item.category for item in mechanisms}
    return _answer(kb, filters, mechanisms, chosen, [groups, papers, genes, agents, _nodes(kb, mechanisms, chosen, agents)])


def nothing_exported(kb: KnowledgeBase, filters: Filters) -> ExportAnswer:
    """Return the answer for filters that name what is not in the dataset."""
    return _answer(kb, filters, [], [], [()] * 5)


def _answer(
    kb: KnowledgeBase, filters: Filters, mechanisms: Iterable[Mechanism], statements: Sequence[Statement], named: Sequence[Collection[str]]
) -> ExportAnswer:
    """Put an answer together; ``named`` are the ids of categories, references, genes, agents and modalities."""
    categories, references, genes, agents, modalities = named
    return ExportAnswer(
        schema="resist.export/1",
        dataset=kb.stamp,
        title=kb.meta.title,
        licence=kb.meta.licence,
        notice=kb.meta.notice,
        filters=filters,
        categories=[item for item in kb.categories.values() if item.id in categories],
        mechanisms=[*mechanisms],
        claims=[item for item in statements if isinstance(item, Claim)],
        countermeasures=[item for item in statements if isinstance(item, Countermeasure)],
        references=[item for item in kb.references.values() if item.id in references],
        genes=[item for item in kb.genes.values() if item.id in genes],
        agents=[item for item in kb.agents.values() if item.id in agents],
        modalities=[item for item in kb.modalities.values() if item.id in modalities],
    )


def _narrowed(mechanism: Mechanism, statements: set[str], papers: set[str]) -> Mechanism:
    """Return a mechanism that names only what is exported."""
    from msgspec.structs import replace

    profiles = {
        modality: replace(profile, claims=_kept(profile.claims, statements), citations=_kept(profile.citations, papers))
        for modality, profile in mechanism.profiles.items()
    }
    return replace(mechanism, profiles=profiles, claims=_kept(mechanism.claims, statements), countermeasures=_kept(mechanism.countermeasures, statements))


def _kept(names: Iterable[str], exported: set[str]) -> list[str]:
    return [name for name in names if name in exported]


def _nodes(kb: KnowledgeBase, mechanisms: Iterable[Mechanism], statements: Iterable[Statement], agents: Iterable[str]) -> set[str]:
    """Return the modalities and classes that something exported names, with their parents."""
    named = [modality for item in mechanisms for modality in (*item.profiles, *item.gaps)]
    named += [name for item in mechanisms for profile in item.profiles.values() for name in profile.not_for]
    for item in statements:
        named += [item.modality, *(item.treatment_classes if isinstance(item, Claim) else ())]
    named += [node for agent in agents if (node := kb.agents[agent].treatment_class)]
    return {node for name in set(named) for node in lineage(kb.modalities, name)}


def _row(claim: Claim, gene: str | None, agent: str | None, line: Evidence, paper: Reference) -> FlatRow:
    return FlatRow(
        gene=gene,
        mechanism=claim.mechanism,
        modality=claim.modality,
        agent=agent,
        relation=claim.relation,
        level=claim.level,
        pmid=paper.pmid,
        claim=claim.id,
        reference=paper.id,
        doi=paper.doi,
        stance=line.stance,
        cancer=claim.cancer,
        source=claim.source if line.source == BUNDLED else line.source,
    )
