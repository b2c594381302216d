"""The library as a user of Python meets it: load, look up, ask."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import resistcli
from resistcli.errors import ExitCode, UnknownNameError
from resistcli.knowledge import KINDS, KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_the_readme_example(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio", only=["shared"])
    assert {row.pattern for row in answer.rows} == {"shared"}
    assert kb.show("efflux").results[0].to_dict()["profiles"]["radio"]["role"] == "absent"


def test_loading_twice_gives_the_same_data() -> None:
    assert resistcli.load().stamp == resistcli.load().stamp


def test_the_repr_tells_version_and_size(kb: KnowledgeBase) -> None:
    assert re.fullmatch(rf"<resistcli\.KnowledgeBase {re.escape(kb.stamp.version)}: {len(kb.mechanisms)} mechanisms, \d+ claims, \d+ references>", repr(kb))


def test_the_dataset_says_what_it_is_for(kb: KnowledgeBase) -> None:
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", kb.stamp.version)
    assert re.fullmatch(r"[0-9a-f]{64}", kb.stamp.sha256)
    assert kb.meta.licence == "CC BY 4.0"
    assert "not for treating" in kb.meta.notice


def test_tables_are_mappings_in_the_order_of_the_dataset(kb: KnowledgeBase) -> None:
    assert kb.claims["drug-efflux-1"].mechanism == "drug-efflux"
    assert list(kb.genes) == [gene.id for gene in kb.genes.values()]
    assert "TP53" in kb.genes
    assert len(kb.references) == len(set(kb.references))
    with pytest.raises(KeyError):
        kb.claims["no-such-claim"]


def test_records_are_immutable_and_compare_by_value(kb: KnowledgeBase) -> None:
    item = kb.mechanisms["hypoxia"]
    with pytest.raises(AttributeError):
        item.name = "x"  # type: ignore[misc]
    assert item == resistcli.load().mechanisms["hypoxia"]


# Names


def test_a_name_is_understood_whatever_its_spelling(kb: KnowledgeBase) -> None:
    for name in ("drug-efflux", "Drug Efflux", "EFFLUX", "drug efflux", "DRUG-EFFLUX"):
        assert kb.resolve(name)[:2] == ("mechanism", "drug-efflux")


def test_american_spelling_finds_british_names(kb: KnowledgeBase) -> None:
    assert kb.resolve("tumor hypoxia") == kb.resolve("tumour hypoxia")


def test_every_entity_is_found_by_its_qualified_id(kb: KnowledgeBase) -> None:
    tables: dict[str, Mapping[str, Any]] = dict(
        zip(KINDS, (kb.mechanisms, kb.modalities, kb.agents, kb.genes, kb.countermeasures, kb.claims, kb.references), strict=True)
    )
    for kind, table in tables.items():
        assert [name for name in table if kb.resolve(f"{kind}:{name}")[:2] != (kind, name)] == []


def test_every_mechanism_modality_and_agent_is_found_by_each_of_its_names(kb: KnowledgeBase) -> None:
    for kind in KINDS[:3]:
        tables: dict[str, Mapping[str, Any]] = {"mechanism": kb.mechanisms, "modality": kb.modalities, "agent": kb.agents}
        for record in tables[kind].values():
            for name in (record.id, record.name, *record.aliases):
                assert kb.resolve(name, [kind]).id == record.id


def test_ids_and_names_come_before_aliases_then_the_order_of_kinds(kb: KnowledgeBase) -> None:
    assert [(match.kind, match.id) for match in kb.matches("photon")] == [("modality", "photon"), ("agent", "photon")]
    assert kb.resolve("EGFR")[:2] == ("gene", "EGFR")
    kinds = [match.kind for match in kb.matches("MDR1")]
    assert kinds == sorted(kinds, key=KINDS.index)


@pytest.mark.parametrize("name", ["agent:photon", "AGENT:photon", " agent : photon"])
def test_a_kind_in_front_says_which_one_is_meant(kb: KnowledgeBase, name: str) -> None:
    assert [match.kind for match in kb.matches(name)] == ["agent"]


def test_a_colon_after_another_word_belongs_to_the_name(kb: KnowledgeBase) -> None:
    assert kb.resolve("HGNC:11998").id == "TP53"


def test_kinds_may_be_limited(kb: KnowledgeBase) -> None:
    assert kb.resolve("photon", ["agent"]).kind == "agent"
    with pytest.raises(UnknownNameError):
        kb.resolve("TP53", ["mechanism"])


def test_a_kind_in_front_does_not_widen_the_kinds_asked_for(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError):
        kb.resolve("gene:TP53", ["mechanism"], "mechanism")


@pytest.mark.parametrize(("name", "near"), [("hypoxya", "hypoxia"), ("cisplatine", "cisplatin"), ("drug eflux", "drug-efflux"), ("radiotherappy", "radio")])
def test_a_near_miss_is_offered_and_never_taken(kb: KnowledgeBase, name: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kb.resolve(name)
    assert near in caught.value.suggestions
    assert len(caught.value.suggestions) <= 3
    assert f"no name called '{name}'. Did you mean: " in str(caught.value)
    assert caught.value.exit_code == ExitCode.NOTHING


@pytest.mark.parametrize("name", ["xyzzyqwv", "", " ", "—", ":"])
def test_a_name_that_is_nothing_like_any_offers_nothing(kb: KnowledgeBase, name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kb.resolve(name)
    assert caught.value.suggestions == []


def test_several_words_are_one_name_only_where_together_they_are_one(kb: KnowledgeBase) -> None:
    assert kb.split_names(["drug", "efflux"]) == ["drug efflux"]
    assert kb.split_names(["hypoxia", "efflux"]) == ["hypoxia", "efflux"]
    assert kb.split_names(["hypoxia"]) == ["hypoxia"]


def test_what_people_call_each_kind_of_entity(kb: KnowledgeBase) -> None:
    assert kb.name_of("mechanism", "drug-efflux") == "Drug efflux"
    assert kb.name_of("gene", "TP53") == "TP53"
    assert kb.name_of("claim", "drug-efflux-1") == kb.claims["drug-efflux-1"].text
    name = kb.claims["drug-efflux-1"].evidence[0].reference
    assert kb.name_of("reference", name) == kb.references[name].title


def test_every_answer_is_plain_data_and_draws_itself(kb: KnowledgeBase) -> None:
    for answer in (kb.list("genes"), kb.search("hypoxia"), kb.show("hypoxia"), kb.compare("chemo", "radio"), kb.cite("hypoxia")):
        plain = json.loads(json.dumps(answer.to_dict()))
        assert plain["dataset"]["sha256"] == kb.stamp.sha256
        assert plain["schema"].startswith("resist.")
        assert answer.table().rows
        assert "<" in answer._repr_html_()
