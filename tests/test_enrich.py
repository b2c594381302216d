"""Which mechanisms a gene list hits: what is counted, what is tested, and the same numbers as other programs give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gseapy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import resistcli
from resistcli.enrich import PROTEIN_CODING, EnrichAnswer
from resistcli.errors import DataError, UsageError
from resistcli.gene_lists import read_genes
from resistcli.gene_sets import gene_sets
from resistcli.knowledge import KnowledgeBase

EXAMPLE = Path(__file__).parents[1] / "examples" / "resistant-line.txt"
REPAIR = ["PRKDC", "XRCC5", "XRCC6", "LIG4", "NBN", "MRE11", "ATM"]


def numbers(answer: EnrichAnswer) -> dict[tuple[str, str | None], tuple[float, float]]:
    """Return P and FDR of each set in an answer."""
    return {(item.mechanism, item.modality): (item.p_value, item.fdr) for item in answer.results}


def overlapping(genes: set[str], sets: dict[str, list[str]]) -> dict[str, float]:
    """Return SciPy's P of the sets that have genes in common with a list, out of 19,281."""
    hits = {name: len(genes & set(members)) for name, members in sets.items()}
    return {name: float(stats.hypergeom.sf(hits[name] - 1, PROTEIN_CODING, len(members), len(genes))) for name, members in sets.items() if hits[name]}


def test_a_list_of_repair_genes_hits_repair(kb: KnowledgeBase) -> None:
    answer = kb.enrich(REPAIR)
    first = answer.results[0]
    assert first.mechanism == "double-strand-break-repair"
    assert set(first.overlap) <= set(REPAIR)
    assert first.p_value < first.fdr < 1e-6
    assert first.source == "bundled"


def test_each_number_is_that_of_its_two_by_two_table(kb: KnowledgeBase) -> None:
    sets = {(item.mechanism, item.modality): set(item.genes) for item in gene_sets(kb)}
    answer = kb.enrich([*REPAIR, "GAPDH", "ACTB"], background=15_000)
    assert answer.query.size == len(REPAIR) + 2
    for item in answer.results:
        members = sets[item.mechanism, item.modality]
        table = [[len(item.overlap), len(members) - len(item.overlap)], [9 - len(item.overlap), 15_000 - 9 - len(members) + len(item.overlap)]]
        expected = stats.fisher_exact(table, alternative="greater")
        assert (item.size, set(item.overlap)) == (len(members), members & set(REPAIR))
        assert item.p_value == pytest.approx(float(expected.pvalue), rel=1e-9)
        assert item.odds_ratio == (pytest.approx(float(expected.statistic)) if table[0][1] else None)


def test_the_most_significant_come_first_and_every_set_with_a_gene_in_common_is_there(kb: KnowledgeBase) -> None:
    answer = kb.enrich(REPAIR)
    assert [item.p_value for item in answer.results] == sorted(item.p_value for item in answer.results)
    assert {(item.mechanism, item.modality) for item in answer.results} == {
        (item.mechanism, item.modality) for item in gene_sets(kb) if not set(REPAIR).isdisjoint(item.genes)
    }
    assert answer.found == len(answer.results)


@given(st.data())
def test_the_order_of_the_list_and_doubles_change_no_result(kb: KnowledgeBase, data: st.DataObject) -> None:
    genes = data.draw(st.lists(st.sampled_from([*kb.genes]), min_size=1, max_size=20, unique=True))
    shuffled = data.draw(st.permutations([*genes, *genes]))
    assert kb.enrich(shuffled).results == kb.enrich(genes).results


# False discovery rates


@pytest.mark.parametrize("whole", [True, False])
def test_rates_are_over_every_set_of_the_family_also_those_without_a_gene_in_common(kb: KnowledgeBase, *, whole: bool) -> None:
    family = {item.id: item.genes for item in gene_sets(kb) if (item.modality is None) is whole}
    answer = kb.enrich(REPAIR)
    assert len(family) == (answer.tested.mechanisms if whole else answer.tested.by_modality)
    p_values = overlapping(set(REPAIR), family)
    names = [*family]
    rates = stats.false_discovery_control([p_values.get(name, 1.0) for name in names])
    expected = {name: float(rate) for name, rate in zip(names, rates, strict=True) if name in p_values}
    mine = {f"{item.mechanism}.{item.modality}" if item.modality else item.mechanism: item.fdr for item in answer.results if (item.modality is None) is whole}
    assert mine == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_gseapy_finds_the_same_p_values_and_smaller_rates(kb: KnowledgeBase, seed: int, *, whole: bool) -> None:
    """GSEApy takes its rates over the sets with a gene in common alone, which depends on the list; here they are over all sets."""
    genes = [*kb.genes][seed::11] + [f"OTHER{number}" for number in range(70)]
    family = {item.id: item.genes for item in gene_sets(kb) if (item.modality is None) is whole}
    theirs: Any = gseapy.enrich(gene_list=genes, gene_sets=family, background=PROTEIN_CODING, outdir=None, no_plot=True).results
    rows = {row["Term"]: row for _, row in theirs.iterrows()}
    results = [item for item in kb.enrich(genes).results if (item.modality is None) is whole]
    mine = {f"{item.mechanism}.{item.modality}" if item.modality else item.mechanism: item for item in results}
    assert set(mine) == set(rows)
    for name, item in mine.items():
        assert item.p_value == pytest.approx(rows[name]["P-value"], rel=1e-9)
        assert f"{len(item.overlap)}/{item.size}" == rows[name]["Overlap"]
        assert set(item.overlap) == set(rows[name]["Genes"].split(";"))
        assert item.fdr >= rows[name]["Adjusted P-value"] * (1 - 1e-9)
    tested = len(family)
    scaled = stats.false_discovery_control([row["P-value"] for row in rows.values()]) * tested / len(rows)
    assert {name: min(1, value) for name, value in zip(rows, scaled, strict=True)} == pytest.approx({name: item.fdr for name, item in mine.items()}, rel=1e-9)


def test_gseapy_finds_the_same_within_a_background_list(kb: KnowledgeBase) -> None:
    background = [*list(kb.genes)[::2], *(f"OTHER{number}" for number in range(500))]
    genes = [*list(kb.genes)[::6], *list(kb.genes)[1::50], "OTHER1", "OTHER2"]
    family = {item.id: item.genes for item in gene_sets(kb) if item.modality is None}
    theirs: Any = gseapy.enrich(gene_list=genes, gene_sets=family, background=set(background), outdir=None, no_plot=True).results
    mine = {item.mechanism: (item.p_value, f"{len(item.overlap)}/{item.size}") for item in kb.enrich(genes, background=background, modality="all").results}
    assert {name: overlap for name, (_, overlap) in mine.items()} == {row["Term"]: row["Overlap"] for _, row in theirs.iterrows()}
    assert {name: p_value for name, (p_value, _) in mine.items()} == pytest.approx({row["Term"]: row["P-value"] for _, row in theirs.iterrows()}, rel=1e-9)


# What is kept for reading


def test_what_is_kept_changes_no_number(kb: KnowledgeBase) -> None:
    everything = kb.enrich(REPAIR)
    radio = kb.enrich(REPAIR, modality="radiotherapy")
    assert radio.results == [item for item in everything.results if item.modality == "radio"]
    assert radio.tested == everything.tested
    both = kb.enrich(REPAIR, modality=["all", "chemo"], min_overlap=2, limit=3)
    expected = [item for item in everything.results if item.modality in {None, "chemo"} and len(item.overlap) >= 2]
    assert (both.results, both.found) == (expected[:3], len(expected))


@pytest.mark.parametrize("name", ["platinum", "cisplatin", "no such modality", ""])
def test_sets_are_by_modality_and_nothing_else(kb: KnowledgeBase, name: str) -> None:
    with pytest.raises(UsageError, match=r"no modality .*; expected one of: all, chemo, radio"):
        kb.enrich(REPAIR, modality=name)


# What the list is understood as


def test_the_example_is_understood_whole(kb: KnowledgeBase) -> None:
    query = kb.enrich(read_genes(EXAMPLE)).query
    typed = {item.gene: item.typed for item in query.recognised}
    assert (query.unrecognised, query.ambiguous, query.size) == ([], [], len(typed))
    assert (typed["ATM"], typed["NBN"], typed["CHEK1"], typed["TP53"]) == (["HGNC:795"], ["NBS1"], ["Chek1"], ["7157"])
    assert (typed["ABCB1"], typed["PRKDC"]) == (["ENSG00000085563.14"], [])


def test_a_gene_that_the_dataset_lacks_counts_in_the_size_and_what_is_no_gene_does_not(kb: KnowledgeBase) -> None:
    answer = kb.enrich([*REPAIR, "GAPDH", "gapdh", "FAD", "logFC > 2"])
    query = answer.query
    assert query.size == len(REPAIR) + 1
    assert (query.unrecognised, query.not_genes) == (["GAPDH", "logFC > 2"], ["logFC > 2"])
    assert [item.to_dict() for item in query.ambiguous] == [{"name": "FAD", "candidates": ["BRCA2", "FANCD2"]}]
    assert numbers(answer) == numbers(kb.enrich([*REPAIR, "XYZ1"]))


def test_more_genes_beside_the_point_make_a_hit_less_significant(kb: KnowledgeBase) -> None:
    few, many = (numbers(kb.enrich([*REPAIR, *(f"OTHER{number}" for number in range(count))])) for count in (10, 1000))
    assert all(few[name][0] < many[name][0] for name in few)


# The background


def test_the_background_is_stated(kb: KnowledgeBase) -> None:
    assert kb.enrich(REPAIR).background.to_dict() == {"size": PROTEIN_CODING, "source": "approved protein-coding human genes, HGNC"}
    assert kb.enrich(REPAIR, background=12_000).background.to_dict() == {"size": 12_000, "source": "number given"}
    assert kb.enrich(REPAIR, background=[*REPAIR, "GAPDH", "gapdh", "0.5", "NA"]).background.to_dict() == {"size": len(REPAIR) + 1, "source": "list given"}


def test_a_background_list_restricts_list_and_sets_whatever_names_it_uses(kb: KnowledgeBase) -> None:
    background = ["5591", "ENSG00000079246.3", "NBS1", "HGNC:795", "BRCA1", *(f"OTHER{number}" for number in range(95))]
    answer = kb.enrich([*REPAIR, "OTHER7", "ELSEWHERE1"], background=background, modality="all")
    assert (answer.background.size, answer.query.size) == (100, 5)
    assert answer.query.outside_background == ["XRCC6", "LIG4", "MRE11", "ELSEWHERE1"]
    [repair] = [item for item in answer.results if item.mechanism == "double-strand-break-repair"]
    assert (set(repair.overlap), repair.size) == ({"PRKDC", "XRCC5", "NBN", "ATM"}, 5)
    assert repair.p_value == pytest.approx(float(stats.hypergeom.sf(3, 100, 5, 5)))


def test_sets_outside_the_background_are_not_tested(kb: KnowledgeBase) -> None:
    answer = kb.enrich(["ABCB1"], background=["ABCB1", "OTHER1"])
    members = [item for item in gene_sets(kb) if "ABCB1" in item.genes]
    assert answer.tested.mechanisms == sum(item.modality is None for item in members)
    assert answer.tested.by_modality == sum(item.modality is not None for item in members)


@pytest.mark.parametrize("background", [0, -5, 100])
def test_a_background_must_hold_list_and_sets(kb: KnowledgeBase, background: int) -> None:
    with pytest.raises(UsageError, match=f"a background of {background} genes is too small"):
        kb.enrich(REPAIR, background=background)


def test_a_list_larger_than_the_default_background_asks_for_one(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="a background of 19281 genes is too small"):
        kb.enrich([f"OTHER{number}" for number in range(19_281)])


def test_a_background_list_must_name_genes(kb: KnowledgeBase) -> None:
    with pytest.raises(DataError, match="the background names no gene"):
        kb.enrich(REPAIR, background=["0.5", "NA"])


# Nothing, and overlays


@pytest.mark.parametrize(
    ("genes", "options", "why"),
    [
        ([], {}, "none of the 0 names is a gene"),
        (["GAPDH", "0.5"], {}, "none of the 2 names is a gene that the dataset knows"),
        (["FAD"], {}, "1 could mean several genes"),
        (["TP53"], {"min_overlap": 2}, "no gene set asked for has enough genes of the list, of which 1 were recognised among 1 names"),
        (["TP53"], {"background": ["ATM", "OTHER1"]}, "none of the genes is in the background"),
    ],
)
def test_nothing_is_an_answer_that_says_why(kb: KnowledgeBase, genes: list[str], options: dict[str, Any], why: str) -> None:
    answer = kb.enrich(genes, **options)
    assert answer.empty
    assert why in answer.nothing
    assert answer.to_dict()["results"] == []


def test_what_an_overlay_adds_is_tested_and_marked(tmp_path: Path) -> None:
    overlay = tmp_path / "lab.yaml"
    overlay.write_text(
        "genes:\n- {id: LABG1, name: a gene of the lab, hgnc: 'HGNC:999999'}\nmechanisms:\n- {id: drug-efflux, genes: [LABG1]}\n",
        encoding="utf-8",
    )
    answer = resistcli.load(overlay).enrich(["LABG1", "ABCB1"])
    [efflux] = [item for item in answer.results if (item.mechanism, item.modality) == ("drug-efflux", None)]
    assert set(efflux.overlap) == {"LABG1", "ABCB1"}
    assert "lab.yaml" in efflux.source
    assert any(item.source == "bundled" for item in answer.results)
