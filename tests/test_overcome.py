"""Ways round resistance: by any name, the furthest first, failures apart and complete."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from resistcli.errors import UnknownNameError, UsageError
from resistcli.knowledge import KnowledgeBase
from resistcli.model import Stage
from resistcli.output.signs import STAGES
from resistcli.overcome import ADVANCING, FAILED, STAGE_ORDER
from resistcli.tree import under


def test_a_mechanism_has_all_its_countermeasures(kb: KnowledgeBase) -> None:
    answer = kb.overcome("efflux")
    assert [(subject.kind, subject.id) for subject in answer.subjects] == [("mechanism", "drug-efflux")]
    assert {item.id for item in answer.results} == set(kb.mechanisms["drug-efflux"].countermeasures)


@pytest.mark.parametrize("name", ["radio", "chemo", "targeted"])
def test_a_modality_has_what_restores_it(kb: KnowledgeBase, name: str) -> None:
    found = {item.id for item in kb.overcome(name).results}
    assert found == {item.id for item in kb.countermeasures.values() if item.modality == name}
    assert found


def test_a_treatment_class_has_what_is_about_it(kb: KnowledgeBase) -> None:
    found = {item.id for item in kb.overcome("modality:platinum").results}
    assert found == {item.id for item in kb.countermeasures.values() if under(kb, item, "platinum")}
    assert found


def test_an_agent_and_a_gene_have_what_names_them(kb: KnowledgeBase) -> None:
    assert {item.id for item in kb.overcome("Verapamil").results} == {item.id for item in kb.countermeasures.values() if "verapamil" in item.agents}
    assert {item.id for item in kb.overcome("gene:ABCB1").results} == {item.id for item in kb.countermeasures.values() if "ABCB1" in item.genes}


def test_a_countermeasure_by_its_id(kb: KnowledgeBase) -> None:
    assert [item.id for item in kb.overcome("drug-efflux-cm3").results] == ["drug-efflux-cm3"]


def test_several_words_that_are_one_name_and_several_names(kb: KnowledgeBase) -> None:
    assert kb.overcome("drug", "efflux") == kb.overcome("drug-efflux")
    both = kb.overcome("drug-efflux", "hypoxia", "efflux")
    assert {item.id for item in both.results} == {item.id for name in ("drug-efflux", "hypoxia") for item in kb.overcome(name).results}
    assert len({item.id for item in both.results}) == len(both.results)
    assert [subject.id for subject in both.subjects] == ["drug-efflux", "hypoxia"]


def test_the_stages_are_those_of_the_model() -> None:
    assert list(STAGES) == list(STAGE_ORDER)
    assert sorted(STAGE_ORDER) == sorted(get_args(Stage))
    assert {stage for stage in get_args(Stage) if stage.startswith("failed") or stage == "withdrawn"} == set(FAILED)


@pytest.mark.parametrize("name", ["chemo", "radio", "hypoxia"])
def test_the_furthest_come_first_and_failures_last(kb: KnowledgeBase, name: str) -> None:
    results = kb.overcome(name).results
    for before, after in pairwise(results):
        assert (STAGE_ORDER.index(before.stage), before.level) <= (STAGE_ORDER.index(after.stage), after.level)
    assert {item.stage for item in results} & set(FAILED)
    assert {item.stage for item in results} & set(ADVANCING)


def test_failures_say_why(kb: KnowledgeBase) -> None:
    failures = kb.overcome("chemo", failed=True).results
    assert {item.stage for item in failures} <= set(FAILED)
    assert all(item.outcome and item.evidence for item in failures)


def test_only_and_without_failures_make_up_the_whole(kb: KnowledgeBase) -> None:
    whole = [item.id for item in kb.overcome("radio").results]
    assert [item.id for failed in (False, True) for item in kb.overcome("radio", failed=failed).results] == whole


def test_stages_however_they_are_spelled(kb: KnowledgeBase) -> None:
    found = kb.overcome("chemo", stages="Phase 3").results
    assert {item.stage for item in found} == {"phase-3"}
    both = kb.overcome("chemo", stages=["phase-3", "failed phase 3"]).results
    assert {item.stage for item in both} == {"phase-3", "failed-phase-3"}


def test_modalities_narrow_to_what_restores_them(kb: KnowledgeBase) -> None:
    whole = kb.overcome("hypoxia").results
    narrow = kb.overcome("hypoxia", modalities="radiotherapy").results
    assert narrow == [item for item in whole if item.modality == "radio"]
    assert 0 < len(narrow) < len(whole)
    classes = kb.overcome("hypoxia", modalities=["photon"]).results
    assert {item.id for item in classes} <= {item.id for item in narrow}


def test_every_paper_cited_is_there_and_no_other(kb: KnowledgeBase) -> None:
    answer = kb.overcome("radio", failed=True)
    assert set(answer.references) == {line.reference for item in answer.results for line in item.evidence}
    assert all(answer.references[name] == kb.references[name] for name in answer.references)


def test_a_name_with_several_meanings_says_so(kb: KnowledgeBase) -> None:
    answer = kb.overcome("photon")
    assert [f"{subject.kind}:{subject.id}" for subject in answer.subjects] + answer.also == [
        f"{match.kind}:{match.id}" for match in kb.matches("photon", ["mechanism", "modality", "agent", "gene", "countermeasure"])
    ]


def test_the_table_has_one_row_a_countermeasure(kb: KnowledgeBase) -> None:
    answer = kb.overcome("efflux")
    columns, rows = answer.table()
    assert len(rows) == len(answer.results)
    first = dict(zip(columns, rows[0], strict=True))
    assert first["references"] == [line.reference for line in answer.results[0].evidence]
    assert first["agreement"] == answer.results[0].agreement.state
    assert first["source"] == "bundled"


@pytest.mark.parametrize("name", ["hypoxai", "claim:drug-efflux-1", "reference:goebel2021", ""])
def test_what_cannot_be_overcome_is_not_found(kb: KnowledgeBase, name: str) -> None:
    with pytest.raises(UnknownNameError):
        kb.overcome(name)


def test_an_unknown_name_offers_the_nearest(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean: hypoxia"):
        kb.overcome("hypoxya")


def test_a_stage_that_does_not_exist_and_no_name_are_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="phase-4"):
        kb.overcome("hypoxia", stages=["phase-4"])
    with pytest.raises(UsageError, match="name what is to be overcome"):
        kb.overcome()
