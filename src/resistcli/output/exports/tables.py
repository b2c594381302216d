"""The records of an export as rows of the tables in ``schema.sql``, in the order of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.model import Claim
from resistcli.output.exports.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resistcli.export import ExportAnswer
    from resistcli.model import Agent, Gene, Mechanism, Modality, Record, Reference, Statement

    Value = str | int | None
    TableRow = tuple[str, tuple[Value, ...]]

SEARCH = """\
SELECT kind, id, snippet(search, -1, '[', ']', '…', 12) FROM search WHERE search MATCH 'hypoxia AND (radiotherapy OR "carbon ion")' ORDER BY rank LIMIT 10"""
"""How the full-text index is asked."""


def batches(answer: ExportAnswer) -> Iterator[Iterable[TableRow]]:
    """Yield the rows of each record in turn, each row with the name of its table; what a record refers to comes before it."""
    yield (("metadata", item) for item in (metadata(answer) | {"search": SEARCH}).items())
    yield (("category", (item.id, item.name, item.source)) for item in answer.categories)
    yield from map(_modality, answer.modalities)
    yield from map(_agent, answer.agents)
    yield from map(_gene, answer.genes)
    yield from map(_reference, answer.references)
    yield from map(_mechanism, answer.mechanisms)
    yield from map(_statement, answer.claims)
    yield from map(_statement, answer.countermeasures)
    yield from map(_profiles, answer.mechanisms)


def batch_count(answer: ExportAnswer) -> int:
    """Return how many batches there are."""
    records = (answer.modalities, answer.agents, answer.genes, answer.references, answer.mechanisms, answer.claims, answer.countermeasures)
    return 2 + sum(len(kind) for kind in records) + len(answer.mechanisms)


def _modality(item: Modality) -> Iterator[TableRow]:
    yield "modality", (item.id, item.name, item.parent, item.description, item.source)
    yield from _listed("modality_alias", item.id, item.aliases)


def _agent(item: Agent) -> Iterator[TableRow]:
    yield "agent", (item.id, item.name, item.type, item.treatment_class, item.source)
    yield from _listed("agent_alias", item.id, item.aliases)
    yield from _listed("agent_xref", item.id, item.xrefs)


def _gene(item: Gene) -> Iterator[TableRow]:
    yield "gene", (item.id, item.name, item.hgnc, item.entrez, item.ensembl, item.source)
    yield from (("gene_alias", (item.id, alias, 0)) for alias in item.aliases)
    yield from (("gene_alias", (item.id, alias, 1)) for alias in item.previous)


def _reference(item: Reference) -> Iterator[TableRow]:
    printed = (item.journal, item.year, item.volume, item.issue, item.pages, item.doi, item.pmid, item.pmcid, item.kind)
    standing = (item.verification.status, item.verification.seen_at, item.retracted, item.note, item.source)
    yield "reference", (item.id, item.title, item.et_al, *printed, *standing)
    yield from (("reference_author", (item.id, position, author)) for position, author in enumerate(item.authors, 1))
    yield _found("reference", item.id, item.title, [*item.authors, item.journal])


def _mechanism(item: Mechanism) -> Iterator[TableRow]:
    yield "mechanism", (item.id, item.name, item.category, item.definition, item.source)
    yield from _listed("mechanism_alias", item.id, item.aliases)
    yield from _listed("mechanism_xref", item.id, item.xrefs)
    yield from _listed("mechanism_gene", item.id, item.genes)
    yield _found("mechanism", item.id, item.name, [item.definition, *item.aliases])


def _statement(item: Statement) -> Iterator[TableRow]:
    kind = "claim" if isinstance(item, Claim) else "countermeasure"
    said = (item.relation, item.text) if isinstance(item, Claim) else (item.name, item.stage, item.outcome)
    measured = (None,) * 4 if item.quantity is None else _values(item.quantity)
    judged = (item.level, item.agreement.state, item.agreement.reason, item.source)
    yield kind, (item.id, item.mechanism, item.modality, *said, item.cancer, *measured, *judged)
    yield from _listed(f"{kind}_gene", item.id, item.genes)
    yield from _listed(f"{kind}_agent", item.id, item.agents)
    if isinstance(item, Claim):
        yield from _listed("claim_treatment_class", item.id, item.treatment_classes)
        yield _found("claim", item.id, item.text, [*item.genes, *item.agents, item.cancer])
    for line in item.evidence:
        checked = (None,) * 3 if line.checked is None else _values(line.checked)
        yield f"{kind}_evidence", (item.id, line.reference, line.stance, line.where, *checked, line.source)


def _profiles(mechanism: Mechanism) -> Iterator[TableRow]:
    for modality, item in mechanism.profiles.items():
        key = (mechanism.id, modality)
        yield "profile", (*key, item.role, item.basis, item.inferred, item.level, item.agreement.state, item.agreement.reason, item.source)
        yield from (("profile_not_for", (*key, name)) for name in item.not_for)
        yield from (("profile_claim", (*key, claim)) for claim in item.claims)
        yield from (("profile_reference", (*key, reference)) for reference in item.citations)
    yield from (("gap", (mechanism.id, modality, text)) for modality, text in mechanism.gaps.items())


def _values(record: Record) -> tuple[str | None, ...]:
    return tuple(getattr(record, field) for field in record.__struct_fields__)


def _listed(table: str, owner: str, names: Iterable[str]) -> Iterator[TableRow]:
    return ((table, (owner, name)) for name in names)


def _found(kind: str, name: str, title: str, words: Iterable[str | None]) -> TableRow:
    return "search", (kind, name, title, "; ".join(filter(None, words)))
