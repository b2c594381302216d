"""Gene sets as enrichment programs read them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from resistcli.gene_sets import gene_sets
from resistcli.output.exports.gmt import exported_sets, to_gmt

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer
    from resistcli.knowledge import KnowledgeBase


def test_gseapy_reads_the_sets_that_enrichment_uses(kb: KnowledgeBase, whole: ExportAnswer, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies
        import gseapy
    path = tmp_path / "resist.gmt"
    path.write_text(to_gmt(exported_sets(whole, kb), kb), encoding="utf-8")
    read = gseapy.read_gmt(str(path))
    assert read == {found.id: found.genes for found in gene_sets(kb)}
    assert {"hypoxia", "hypoxia.radio"} <= set(read)


def test_a_line_is_id_description_genes(kb: KnowledgeBase) -> None:
    answer = kb.export(agent="olaparib", gene="ABCB1")
    lines = [line.split("\t") for line in to_gmt(exported_sets(answer, kb), kb).splitlines()]
    assert lines[0][:2] == ["drug-efflux", "Drug efflux"]
    assert lines[1][:2] == ["drug-efflux.targeted", f"Drug efflux ({kb.modalities['targeted'].name})"]
    assert "ABCB1" in lines[0][2:]
    assert all(len(line) > 2 and "" not in line for line in lines)


def test_picked_claims_make_smaller_sets(kb: KnowledgeBase) -> None:
    answer = kb.export(modality="radio", min_level="B")
    for found in exported_sets(answer, kb):
        named = {gene for claim in answer.claims if claim.mechanism == found.mechanism for gene in claim.genes}
        assert found.modality in {None, "radio"}
        assert set(found.genes) == named


def test_a_category_is_picked_with_the_whole_sets_of_its_mechanisms(kb: KnowledgeBase) -> None:
    picked = exported_sets(kb.export(category="immune"), kb)
    assert picked == [found for found in gene_sets(kb) if kb.mechanisms[found.mechanism].category == "immune"]
