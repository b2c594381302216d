"""Lists of every kind, whole and filtered by what the claims say."""

from __future__ import annotations

from typing import Any

import pytest

from resistcli.errors import UnknownNameError, UsageError
from resistcli.knowledge import KnowledgeBase
from resistcli.listing import LIST_KINDS
from resistcli.tree import under


def ids(kb: KnowledgeBase, kind: str = "mechanisms", **filters: Any) -> list[str]:
    """Return the ids in a list."""
    return [row.id for row in kb.list(kind, **filters).results]


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_a_list_without_filters_is_everything_in_the_order_of_the_dataset(kb: KnowledgeBase, kind: str) -> None:
    answer = kb.list(kind)
    assert answer.kind == kind
    assert [row.id for row in answer.results] == list(getattr(kb, kind))
    table = answer.table()
    assert len(table.rows) == len(answer.results)
    assert table.columns[0] == "id"


@pytest.mark.parametrize(("word", "kind"), [("mechanism", "mechanisms"), ("Genes", "genes"), ("modality", "modalities"), ("REFERENCE", "references")])
def test_a_kind_may_be_singular_and_in_capitals(kb: KnowledgeBase, word: str, kind: str) -> None:
    assert kb.list(word).kind == kind


def test_an_unknown_kind_is_refused_with_the_nearest(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match=r"cannot list 'mecanisms'; expected one of: .* Did you mean mechanisms\?"):
        kb.list("mecanisms")


def test_a_mechanism_row_tells_its_roles_and_where_papers_disagree(kb: KnowledgeBase) -> None:
    row = next(row.to_dict() for row in kb.list().results if row.id == "drug-efflux")
    assert (row["roles"]["chemo"], row["roles"]["radio"]) == ("primary", "absent")
    assert row["contested"] == [name for name, profile in kb.mechanisms["drug-efflux"].profiles.items() if profile.agreement.state == "contested"]
    assert row["claims"] == len(kb.mechanisms["drug-efflux"].claims)


# Each filter


def test_modality_keeps_mechanisms_with_a_profile_for_it_or_a_study_that_found_none(kb: KnowledgeBase) -> None:
    studied = {claim.mechanism for claim in kb.claims.values() if claim.modality == "radio"}
    assert ids(kb, modality=["radiotherapy"]) == [item.id for item in kb.mechanisms.values() if "radio" in item.profiles or item.id in studied]


def test_several_values_of_a_filter_mean_any_of_them(kb: KnowledgeBase) -> None:
    either = ids(kb, modality=["endocrine", "immuno"])
    assert set(either) == set(ids(kb, modality=["endocrine"])) | set(ids(kb, modality=["immuno"]))


def test_a_treatment_class_keeps_the_claims_about_it_and_its_agents(kb: KnowledgeBase) -> None:
    found = ids(kb, "claims", modality=["platinum"])
    assert found == [claim.id for claim in kb.claims.values() if under(kb, claim, "platinum")]
    assert {name for name in ids(kb, "claims", agent=["cisplatin"]) if kb.claims[name].modality == "chemo"} <= set(found)


def test_category(kb: KnowledgeBase) -> None:
    assert {kb.mechanisms[name].category for name in ids(kb, category=["Drug exposure"])} == {"drug-exposure"}
    assert {kb.mechanisms[kb.claims[name].mechanism].category for name in ids(kb, "claims", category=["immune"])} == {"immune"}


def test_role_and_modality_are_those_of_one_profile(kb: KnowledgeBase) -> None:
    found = ids(kb, role=["absent"], modality=["radio"])
    assert found == [item.id for item in kb.mechanisms.values() if "radio" in item.profiles and item.profiles["radio"].role == "absent"]
    assert "drug-efflux" in found
    assert "hypoxia" not in found


def test_gene_by_symbol_or_alias(kb: KnowledgeBase) -> None:
    found = ids(kb, "claims", gene=["p53"])
    assert found == ids(kb, "claims", gene=["TP53"])
    assert found
    assert all("TP53" in kb.claims[name].genes for name in found)
    assert {kb.claims[name].mechanism for name in found} <= set(ids(kb, gene=["TP53"]))


def test_agent_by_any_name(kb: KnowledgeBase) -> None:
    found = ids(kb, "claims", agent=["CISPLATIN"])
    assert found == [claim.id for claim in kb.claims.values() if "cisplatin" in claim.agents]


@pytest.mark.parametrize(("wanted", "other"), [("small-cell lung", "non-small-cell lung"), ("sclc", "non-small-cell lung"), ("rectal", "colorectal")])
def test_a_cancer_is_not_another_that_has_its_name_in_it(kb: KnowledgeBase, wanted: str, other: str) -> None:
    found = {kb.claims[name].cancer for name in ids(kb, "claims", cancer=[wanted])}
    assert found
    assert other not in found


def test_cancer_is_found_in_either_spelling(kb: KnowledgeBase) -> None:
    found = ids(kb, "claims", cancer=["leukemia"])
    assert found == ids(kb, "claims", cancer=["leukaemia"])
    assert found
    assert all("leukaemia" in (kb.claims[name].cancer or "").lower() for name in found)


def test_levels_and_min_level(kb: KnowledgeBase) -> None:
    assert {kb.claims[name].level for name in ids(kb, "claims", level=["b", "D"])} == {"B", "D"}
    assert ids(kb, "claims", min_level="B") == [claim.id for claim in kb.claims.values() if claim.level in {"A", "B"}]


def test_contested_claims_and_mechanisms(kb: KnowledgeBase) -> None:
    assert ids(kb, "claims", contested=True) == [claim.id for claim in kb.claims.values() if claim.agreement.state == "contested"]
    wanted = [item.id for item in kb.mechanisms.values() if any(profile.agreement.state == "contested" for profile in item.profiles.values())]
    assert ids(kb, contested=True) == wanted


def test_filters_together_narrow_the_list(kb: KnowledgeBase) -> None:
    found = ids(kb, "claims", modality=["chemo"], gene=["ABCB1"], min_level="B")
    expected = [c.id for c in kb.claims.values() if c.modality == "chemo" and "ABCB1" in c.genes and c.level in {"A", "B"}]
    assert found == expected
    assert found


def test_gene_and_modality_of_a_mechanism_are_those_of_one_claim(kb: KnowledgeBase) -> None:
    found = ids(kb, gene=["ABCB1"], modality=["radio"])
    carried = {c.mechanism for c in kb.statements() if "ABCB1" in c.genes and c.modality == "radio"}
    assert set(found) <= carried


@pytest.mark.parametrize("kind", LIST_KINDS)
@pytest.mark.parametrize(
    "filters",
    [{"modality": ["radio"]}, {"gene": ["TP53"]}, {"agent": ["cisplatin"]}, {"category": ["redox-metabolism"]}, {"min_level": "B"}, {"contested": True}],
)
def test_a_filter_never_adds_and_keeps_the_order(kb: KnowledgeBase, kind: str, filters: dict[str, Any]) -> None:
    whole, part = ids(kb, kind), ids(kb, kind, **filters)
    assert part == [name for name in whole if name in set(part)]
    assert 0 < len(part) < len(whole)


def test_genes_and_references_count_the_claims_that_pass(kb: KnowledgeBase) -> None:
    genes = {row.id: row.to_dict() for row in kb.list("genes", modality=["radio"]).results}
    statements = kb.statements()
    assert genes["TP53"]["claims"] == sum("TP53" in item.genes and item.modality == "radio" for item in kb.claims.values())
    references = {row.id: row.to_dict() for row in kb.list("references").results}
    name = kb.claims["drug-efflux-1"].evidence[0].reference
    assert references[name]["claims"] == sum(line.reference == name for item in statements for line in item.evidence)


def test_a_list_that_filters_empty_is_still_an_answer(kb: KnowledgeBase) -> None:
    answer = kb.list("claims", cancer=["no such cancer"])
    assert answer.empty
    assert answer.to_dict()["results"] == []
    assert answer.to_dict()["schema"] == "resist.list/1"


# Unknown values


@pytest.mark.parametrize("filters", [{"role": ["main"]}, {"category": ["drugs"]}, {"level": ["Z"]}, {"min_level": "best"}])
def test_words_from_closed_sets_are_refused_with_the_set(kb: KnowledgeBase, filters: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="expected one of: "):
        kb.list("claims", **filters)


@pytest.mark.parametrize(
    ("filters", "suggestion"), [({"modality": ["radiotherapie"]}, "radio"), ({"gene": ["TP533"]}, None), ({"agent": ["cisplatinn"]}, "cisplatin")]
)
def test_unknown_names_are_refused_with_the_nearest(kb: KnowledgeBase, filters: dict[str, Any], suggestion: str | None) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kb.list("claims", **filters)
    assert suggestion is None or suggestion in caught.value.suggestions


def test_a_blank_cancer_does_not_match_everything(kb: KnowledgeBase) -> None:
    assert ids(kb, "claims", cancer=["—"]) == []


def test_a_gene_finds_the_mechanisms_that_list_it_without_a_claim(kb: KnowledgeBase) -> None:
    listing = next((item, gene) for item in kb.mechanisms.values() for gene in item.genes if not any(gene in c.genes for c in kb.statements_of(item.id)))
    assert listing[0].id in ids(kb, gene=[listing[1]])


def test_a_negative_limit_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="limit"):
        kb.list(limit=-1)
