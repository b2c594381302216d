"""What is exported: everything or a part of it, with no id that leads out of it, and the flat table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import resistcli
from resistcli.errors import UnknownNameError, UsageError
from resistcli.export import ExportAnswer
from resistcli.output.records import to_csv, to_tsv

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Statement

COLUMNS = ["gene", "mechanism", "modality", "agent", "relation", "level", "pmid", "claim", "reference", "doi", "stance", "cancer", "source"]
KINDS = ("categories", "mechanisms", "claims", "countermeasures", "references", "genes", "agents", "modalities")


def ids(records: Any) -> list[str]:
    """Return the ids of some records."""
    return [record.id for record in records]


def statements(answer: ExportAnswer) -> list[Statement]:
    """Return the claims and countermeasures of an export."""
    return [*answer.claims, *answer.countermeasures]


def dangling(answer: ExportAnswer) -> list[str]:
    """Return every id that a record of an export names and the export does not hold."""
    have = {kind: set(ids(getattr(answer, kind))) for kind in KINDS}
    named: list[tuple[str, str | None]] = []
    for mechanism in answer.mechanisms:
        named += [("categories", mechanism.category), *(("genes", gene) for gene in mechanism.genes)]
        named += [("claims", name) for name in mechanism.claims] + [("countermeasures", name) for name in mechanism.countermeasures]
        for modality, profile in mechanism.profiles.items():
            named += [("modalities", modality), *(("claims", name) for name in profile.claims), *(("references", name) for name in profile.citations)]
    for item in statements(answer):
        named += [("mechanisms", item.mechanism), ("modalities", item.modality), *(("references", line.reference) for line in item.evidence)]
        named += [("genes", gene) for gene in item.genes] + [("agents", agent) for agent in item.agents]
        named += [("modalities", node) for node in getattr(item, "treatment_classes", [])]
    named += [("modalities", agent.treatment_class) for agent in answer.agents] + [("modalities", node.parent) for node in answer.modalities]
    return [f"{kind}: {name}" for kind, name in named if name is not None and name not in have[kind]]


def test_without_filters_it_is_everything_in_the_order_of_the_dataset(kb: KnowledgeBase) -> None:
    answer = kb.export()
    assert answer.schema == "resist.export/1"
    assert {kind: ids(getattr(answer, kind)) for kind in KINDS} == {kind: list(getattr(kb, kind)) for kind in KINDS}
    assert (answer.dataset, answer.licence, answer.notice) == (kb.stamp, kb.meta.licence, kb.meta.notice)
    assert dangling(answer) == []


def test_it_gives_plain_data_and_a_table(kb: KnowledgeBase) -> None:
    answer = kb.export(gene="ABCB1")
    assert [claim["id"] for claim in answer.to_dict()["claims"]] == ids(answer.claims)
    assert answer.table().columns == COLUMNS
    assert len(answer.table().rows) == len(answer.records()) == len(answer.rows)


# The flat table


def test_the_flat_table_has_each_gene_with_each_agent_and_each_paper_of_a_claim(kb: KnowledgeBase) -> None:
    rows = kb.export().rows
    for claim in kb.claims.values():
        mine = [(row.gene, row.agent, row.reference) for row in rows if row.claim == claim.id]
        assert len(mine) == len(set(mine)) == max(len(claim.genes), 1) * max(len(claim.agents), 1) * len(claim.evidence)
        assert {gene for gene, _, _ in mine} == {*claim.genes} or {None}
        assert {agent for _, agent, _ in mine} == {*claim.agents} or {None}
        assert {paper for _, _, paper in mine} == {line.reference for line in claim.evidence}


def test_a_row_says_what_claim_and_paper_say(kb: KnowledgeBase) -> None:
    for row in kb.export().rows[::7]:
        claim, paper = kb.claims[row.claim], kb.references[row.reference]
        assert (row.mechanism, row.modality, row.relation, row.level, row.cancer) == (
            claim.mechanism,
            claim.modality,
            claim.relation,
            claim.level,
            claim.cancer,
        )
        assert (row.pmid, row.doi) == (paper.pmid, paper.doi)
        assert row.stance in {line.stance for line in claim.evidence if line.reference == paper.id}
        assert row.source == "bundled"


def test_a_claim_without_genes_and_agents_has_a_row_with_none(kb: KnowledgeBase) -> None:
    bare = next(claim for claim in kb.claims.values() if not claim.genes and not claim.agents)
    row = next(row for row in kb.export().rows if row.claim == bare.id)
    assert (row.gene, row.agent) == (None, None)
    [line, *_] = [line for line in to_tsv(kb.export()).splitlines() if f"\t{bare.id}\t" in line]
    assert line.startswith(f"\t{row.mechanism}\t{row.modality}\t\t")


def test_csv_and_tsv_are_the_same_table(kb: KnowledgeBase) -> None:
    answer = kb.export(modality="radio")
    from_csv = list(csv.reader(io.StringIO(to_csv(answer), newline="")))
    assert from_csv == [line.split("\t") for line in to_tsv(answer).splitlines()]
    assert from_csv[0] == COLUMNS
    assert len(from_csv) == len(answer.rows) + 1


def test_a_spreadsheet_gets_no_formula(kb: KnowledgeBase) -> None:
    answer = kb.export(gene="ABCB1")
    hostile = replace(answer, claims=[replace(claim, cancer='=HYPERLINK("http://example.org")') for claim in answer.claims])
    for text, delimiter in ((to_csv(hostile), ","), (to_tsv(hostile), "\t")):
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
        assert [cell for cell in cells if "HYPERLINK" in cell]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# Filters


@pytest.mark.parametrize(
    "filters",
    [
        {"modality": "radio"},
        {"modality": ["platinum", "taxanes"], "min_level": "C"},
        {"category": "immune"},
        {"role": "sensitising"},
        {"gene": ["TP53", "ABCB1"]},
        {"agent": "temozolomide", "contested": True},
        {"cancer": "NSCLC", "level": "B"},
    ],
    ids=str,
)
def test_filters_keep_what_list_lists(kb: KnowledgeBase, filters: dict[str, Any]) -> None:
    answer = kb.export(**filters)
    assert ids(answer.claims) == [row.id for row in kb.list("claims", **filters).results]
    assert ids(answer.countermeasures) == [row.id for row in kb.list("countermeasures", **filters).results]
    assert 0 < len(answer.claims) < len(kb.claims)
    assert not answer.empty
    assert dangling(answer) == []
    assert set(ids(answer.references)) == {line.reference for item in statements(answer) for line in item.evidence}


def test_an_export_says_what_was_picked(kb: KnowledgeBase) -> None:
    filters = kb.export(modality="radio", min_level="B").to_dict()["filters"]
    assert {name: value for name, value in filters.items() if value} == {"modalities": ["radio"], "min_level": "B"}


def test_picking_papers_does_not_change_what_is_known(kb: KnowledgeBase) -> None:
    [part] = [item for item in kb.export(modality="chemo", level="B").mechanisms if item.id == "drug-efflux"]
    whole = kb.mechanisms["drug-efflux"]
    assert part.profiles["chemo"].agreement == whole.profiles["chemo"].agreement
    assert 0 < len(part.profiles["chemo"].claims) < len(whole.profiles["chemo"].claims)
    assert part.profiles["radio"].role == "absent"
    assert part.profiles["radio"].claims == []


some = {
    "modality": st.lists(st.sampled_from(["chemo", "radio", "targeted", "endocrine", "immuno", "platinum", "photon"]), max_size=2),
    "category": st.lists(st.sampled_from(["immune", "drug-exposure", "dna-damage-response"]), max_size=1),
    "role": st.lists(st.sampled_from(["primary", "absent", "sensitising"]), max_size=1),
    "agent": st.lists(st.sampled_from(["cisplatin", "olaparib"]), max_size=1),
    "gene": st.lists(st.sampled_from(["TP53", "ABCB1", "BRCA1"]), max_size=1),
    "min_level": st.none() | st.sampled_from("ABCDE"),
    "contested": st.booleans(),
}


@settings(max_examples=40, deadline=None)
@given(filters=st.fixed_dictionaries({}, optional=some))
def test_no_id_leads_out_of_an_export(kb: KnowledgeBase, filters: dict[str, Any]) -> None:
    answer = kb.export(**filters)
    assert dangling(answer) == []
    assert {row.claim for row in answer.rows} == set(ids(answer.claims))


def test_what_passes_nothing_is_empty(kb: KnowledgeBase) -> None:
    answer = kb.export(cancer="zzqqxxyy")
    assert answer.empty
    assert answer.table() == (COLUMNS, [])


def test_names_and_choices_are_checked_as_in_list(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match="cisplatin"):
        kb.export(agent="cisplatn")
    with pytest.raises(UsageError, match="no category"):
        kb.export(category="no-such-category")


# Overlays

OVERLAY = """\
references:
  - {id: lab2026, title: A finding of ours, authors: [Doe J], year: 2026, kind: in-vitro, verification: {status: reported}}
mechanisms:
  - id: hypoxia
    claims:
      - {id: %s, evidence: [{reference: lab2026, stance: disputes, where: notebook}]}
      - {id: lab-1, modality: radio, relation: no-effect, text: None seen., level: D, evidence: [{reference: lab2026, stance: supports, where: notebook}]}
"""


def test_what_an_overlay_brought_is_marked_in_every_row(kb: KnowledgeBase, tmp_path: Path) -> None:
    bundled = next(claim for claim in kb.claims.values() if claim.mechanism == "hypoxia")
    lab = tmp_path / "lab.yaml"
    lab.write_text(OVERLAY % bundled.id, encoding="utf-8")
    answer = resistcli.load(lab).export()
    sources = {(row.claim, row.reference): row.source for row in answer.rows}
    assert sources["lab-1", "lab2026"] == sources[bundled.id, "lab2026"] == str(lab)
    assert sources[bundled.id, bundled.evidence[0].reference] == f"bundled; {lab}"
    assert {source for (claim, _), source in sources.items() if claim not in {"lab-1", bundled.id}} == {"bundled"}
    assert answer.dataset.overlays == [str(lab)]
    assert dangling(answer) == []
