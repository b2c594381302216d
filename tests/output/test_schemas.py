"""Every answer satisfies the JSON Schema of its type, checked by another program's validator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from resistcli.listing import LIST_KINDS
from resistcli.output.records import to_json
from resistcli.schemas import ANSWERS, list_schemas, schema_of
from resistcli.sources.store import open_store
from resistcli.validate import explain, validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase

VERBS = tuple(ANSWERS)
each_verb = pytest.mark.parametrize("verb", VERBS)


def _questions(kb: KnowledgeBase, folder: Path) -> Iterator[Answer]:
    for kind in LIST_KINDS:
        yield kb.list(kind)
    for query in ("hypoxia", "TP53", "hypoxai", "cispaltin resistance", "zzqqxxyy", ""):
        yield kb.search(query, limit=0)
    yield from (kb.show(f"mechanism:{name}") for name in kb.mechanisms)
    yield from (kb.show(f"modality:{name}") for name in kb.modalities)
    yield from (kb.show(f"agent:{name}") for name in list(kb.agents)[::5])
    yield from (kb.show(f"gene:{name}") for name in list(kb.genes)[::9])
    yield from (kb.show(f"claim:{name}") for name in list(kb.claims)[::25])
    yield from (kb.show(f"reference:{name}") for name in list(kb.references)[::25])
    yield from (kb.show(f"countermeasure:{name}") for name in list(kb.countermeasures)[::9])
    yield kb.compare("chemo", "radio")
    yield kb.compare("chemo", "radio", "targeted", "endocrine", "immuno", min_level="B")
    yield kb.compare("cisplatin", "photon", "taxanes", only=["shared"])
    yield kb.cite("hypoxia", "efflux", "goebel2021")
    yield from (kb.overcome(name) for name in ("chemo", "hypoxia", "photon", "gene:ABCB1"))
    yield kb.overcome("radio", stages=["guideline"], failed=True)
    yield kb.info()
    yield list_schemas(kb.stamp)
    yield explain(kb.stamp)
    yield kb.enrich(["ABCB1", "P-gp", "TP53", "not a gene", "HIF1A"])
    yield kb.enrich(["ABCB1", "EGFR"], background=["ABCB1", "EGFR", "TP53", "XYZ1"])
    yield kb.export()
    yield kb.export(modality="endocrine")
    for text in ("genes:\n- {id: ABCB1, aliases: [PUMP-1]}\n", "mechansims: []\nagents: [{id: x}]\n"):
        file = folder / "lab.yaml"
        file.write_text(text, encoding="utf-8")
        yield validate([file], open_store())


def _verb(answer: Answer) -> str:
    return answer.schema.removeprefix("resist.").removesuffix("/1")


@pytest.fixture(scope="module")
def real(kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """Return real answers to every verb."""
    answers = list(_questions(kb, tmp_path_factory.mktemp("overlays")))
    assert set(map(_verb, answers)) == set(VERBS)
    return answers


@each_verb
def test_real_answers_satisfy_their_schema(real: list[Answer], verb: str) -> None:
    check = Draft202012Validator(schema_of(verb))
    mine = [item for item in real if _verb(item) == verb]
    assert mine
    for item in mine:
        assert [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(json.loads(to_json(item)))] == []


@each_verb
def test_an_answer_of_another_verb_does_not(real: list[Answer], verb: str) -> None:
    check = Draft202012Validator(schema_of(verb))
    assert not [item.schema for item in {item.schema: item for item in real if _verb(item) != verb}.values() if check.is_valid(json.loads(to_json(item)))]


@each_verb
def test_an_answer_is_read_back_as_its_type(real: list[Answer], verb: str) -> None:
    item = next(item for item in real if _verb(item) == verb)
    assert msgspec.json.decode(to_json(item), type=type(item)) == item


def test_a_schema_refuses_what_is_not_an_answer(kb: KnowledgeBase) -> None:
    answer = json.loads(to_json(kb.compare("chemo", "radio")))
    check: Any = Draft202012Validator(schema_of("compare"))
    assert check.is_valid(answer)
    assert not check.is_valid({name: value for name, value in answer.items() if name != "rows"})
    assert not check.is_valid(answer | {"unknown": 1})
    answer["rows"][0]["cells"]["chemo"]["role"] = "important"
    assert not check.is_valid(answer)
