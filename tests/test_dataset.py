"""The dataset itself: what the founding documents say is in it, cited, and nothing hangs in the air."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from resistcli.knowledge import KnowledgeBase
from resistcli.model import ACTING_ROLES
from resistcli.sources import check
from resistcli.sources.store import CHECKOUT_DATA
from resistcli.tree import lineage

STATEMENTS = CHECKOUT_DATA / "founding-statements.yaml"
FOUNDING_IDS = [f"S{document}-{number}" for document, last in enumerate([9, 10, 15, 22]) for number in range(1, last + 1)]


def statements() -> dict[str, dict[str, Any]]:
    """Return the founding statements by id."""
    data = yaml.safe_load(STATEMENTS.read_text(encoding="utf-8"))
    rows = data if isinstance(data, list) else data["statements"]
    return {row["id"]: row for row in rows}


def as_list(value: str | list[str] | None) -> list[str]:
    """Return one name or several as a list."""
    return [value] if isinstance(value, str) else value or []


def test_it_has_95_mechanisms(kb: KnowledgeBase) -> None:
    assert len(kb.mechanisms) == 95


def test_it_has_the_five_modalities_and_every_class_belongs_to_one(kb: KnowledgeBase) -> None:
    roots = ["chemo", "radio", "targeted", "endocrine", "immuno"]
    assert [node.id for node in kb.modalities.values() if node.parent is None] == roots
    assert {lineage(kb.modalities, node)[-1] for node in kb.modalities} == set(roots)


def test_every_mechanism_is_defined_categorised_and_profiled(kb: KnowledgeBase) -> None:
    for item in kb.mechanisms.values():
        assert item.definition.endswith(".")
        assert item.category in kb.categories
        assert item.profiles
        assert item.claims


def test_every_claim_and_countermeasure_is_cited_by_papers_that_are_there(kb: KnowledgeBase) -> None:
    for item in kb.statements():
        assert item.evidence
        assert all(line.reference in kb.references and line.where for line in item.evidence)
        assert item.mechanism in kb.mechanisms
        assert item.modality in kb.modalities


def test_genes_and_agents_of_every_claim_are_there(kb: KnowledgeBase) -> None:
    for item in kb.statements():
        assert [name for name in item.genes if name not in kb.genes] == []
        assert [name for name in item.agents if name not in kb.agents] == []


def test_every_profile_is_of_a_modality_and_carried_by_claims_or_marked_as_inferred(kb: KnowledgeBase) -> None:
    for item in kb.mechanisms.values():
        for modality, profile in item.profiles.items():
            assert modality in kb.modalities
            assert profile.basis.endswith(".")
            if profile.inferred:
                assert profile.role == "absent"
            else:
                assert profile.claims
                assert profile.citations


def test_every_modality_with_claims_that_find_an_effect_has_a_profile(kb: KnowledgeBase) -> None:
    found = [claim for claim in kb.claims.values() if claim.relation != "no-effect"]
    assert {(claim.mechanism, claim.modality) for claim in found if claim.modality not in kb.mechanisms[claim.mechanism].profiles} == set()


def test_for_chemotherapy_and_radiotherapy_every_mechanism_has_a_profile_a_study_without_effect_or_a_gap_that_says_what_was_looked_for(
    kb: KnowledgeBase,
) -> None:
    studied = {(claim.mechanism, claim.modality) for claim in kb.claims.values()}
    for item in kb.mechanisms.values():
        for modality in ("chemo", "radio"):
            assert (modality in item.gaps) == (modality not in item.profiles and (item.id, modality) not in studied), (item.id, modality)
        assert all(text.endswith(".") for text in item.gaps.values())


def test_an_acting_role_has_a_paper_that_says_it_confers_resistance(kb: KnowledgeBase) -> None:
    unsaid = [
        (item.id, modality)
        for item in kb.mechanisms.values()
        for modality, profile in item.profiles.items()
        if profile.role in ACTING_ROLES and profile.agreement.reason.startswith("no paper")
    ]
    assert unsaid == []


def test_no_reference_is_a_retracted_paper_that_is_not_marked(kb: KnowledgeBase) -> None:
    retracted = set((Path(check.__file__).parent / "retracted-pmids.txt").read_text(encoding="ascii").split())
    assert len(retracted) > 1000
    assert [paper.id for paper in kb.references.values() if paper.pmid in retracted and not paper.retracted] == []


def test_every_reference_names_authors_and_says_how_it_was_verified(kb: KnowledgeBase) -> None:
    for paper in kb.references.values():
        assert paper.authors
        assert 1900 < paper.year <= 2026
        assert paper.verification.status == "reported" or (paper.verification.seen_at or "").startswith("http")


def test_efflux_acts_on_drugs_and_hypoxia_above_all_on_radiation(kb: KnowledgeBase) -> None:
    efflux, hypoxia = kb.mechanisms["drug-efflux"].profiles, kb.mechanisms["hypoxia"].profiles
    assert (efflux["chemo"].role, efflux["radio"].role) == ("primary", "absent")
    assert hypoxia["radio"].role == "primary"
    assert hypoxia["chemo"].role in {"indirect", "contributing"}


def test_a_journal_has_one_name(kb: KnowledgeBase) -> None:
    written: dict[str, set[str]] = {}
    for journal in filter(None, (paper.journal for paper in kb.references.values())):
        bare = "".join(filter(str.isalpha, journal.lower().removeprefix("the ").replace(" and ", " ")))
        written.setdefault(bare, set()).add(journal)
    assert [names for names in written.values() if len(names) > 1] == []


def test_what_was_withdrawn_is_gone_and_its_id_not_used_again(kb: KnowledgeBase) -> None:
    withdrawn = yaml.safe_load((CHECKOUT_DATA / "withdrawn.yaml").read_text(encoding="utf-8"))["withdrawn"]
    papers = {item.id: {line.reference for line in item.evidence} for item in kb.statements()}
    assert all(row["why"] for row in withdrawn)
    assert [row["claim"] for row in withdrawn if "reference" not in row and row["claim"] in papers] == []
    assert [row for row in withdrawn if row.get("reference") in papers.get(row["claim"], ())] == []


needs_statements = pytest.mark.skipif(not STATEMENTS.exists(), reason="the founding statements are not in this checkout")


@needs_statements
def test_all_56_founding_statements_are_answered() -> None:
    assert len(FOUNDING_IDS) == 56
    assert list(statements()) == FOUNDING_IDS


@needs_statements
@pytest.mark.parametrize("name", FOUNDING_IDS)
def test_what_a_founding_statement_points_at_is_in_the_dataset(kb: KnowledgeBase, name: str) -> None:
    row = statements()[name]
    assert row["says"]
    assert row["finding"]
    assert as_list(row["mechanism"])
    assert [item for item in as_list(row["mechanism"]) if item not in kb.mechanisms] == []
    assert row["modality"] in kb.modalities
    assert [item for item in as_list(row["claims"]) if item not in kb.claims and item not in kb.countermeasures] == []
    assert [item for item in as_list(row["references"]) if item not in kb.references] == []


@needs_statements
@pytest.mark.parametrize("name", FOUNDING_IDS)
def test_a_founding_statement_rests_on_a_claim_a_paper_or_an_inference_that_says_so(kb: KnowledgeBase, name: str) -> None:
    row = statements()[name]
    profiles = [kb.mechanisms[item].profiles.get(row["modality"]) for item in as_list(row["mechanism"])]
    inferred = any(profile is not None and profile.inferred for profile in profiles)
    assert row["claims"] or row["references"] or inferred or row["finding"] == "not-found"
    assert row.get("note") or row["finding"] == "carried"
