"""Every answer satisfies the JSON Schema of its type, checked by another program's validator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from resistcli.citations import CiteAnswer
from resistcli.compare import CompareAnswer
from resistcli.listing import LIST_KINDS, ListAnswer
from resistcli.output.records import to_json
from resistcli.search import SearchAnswer
from resistcli.show import ShowAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase

ANSWERS: tuple[type[Answer], ...] = (ListAnswer, SearchAnswer, ShowAnswer, CompareAnswer, CiteAnswer)


each_answer = pytest.mark.parametrize(
    "answer",
    ANSWERS,
    ids=lambda answer: answer.__name__,
)


def _questions(kb: KnowledgeBase) -> Iterator[Answer]:
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


@pytest.fixture(scope="module")
def real(kb: KnowledgeBase) -> list[Answer]:
    """Return real answers of every type."""
    answers = list(_questions(kb))
    assert set(map(type, answers)) == set(ANSWERS)
    return answers


@each_answer
def test_real_answers_satisfy_their_schema(real: list[Answer], answer: type[Answer]) -> None:
    check = Draft202012Validator(msgspec.json.schema(answer))
    mine = [item for item in real if type(item) is answer]
    assert mine
    for item in mine:
        assert [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(json.loads(to_json(item)))] == []


@each_answer
def test_a_schema_is_itself_valid_and_says_what_things_mean(answer: type[Answer]) -> None:
    schema = msgspec.json.schema(answer)
    Draft202012Validator.check_schema(schema)
    definition = schema["$defs"][answer.__name__]
    assert {"schema", "dataset"} <= set(definition["required"])
    assert definition["description"]


@each_answer
def test_an_answer_is_read_back_as_its_type(real: list[Answer], answer: type[Answer]) -> None:
    item = next(item for item in real if type(item) is answer)
    assert msgspec.json.decode(to_json(item), type=answer) == item


def test_a_schema_refuses_what_is_not_an_answer(kb: KnowledgeBase) -> None:
    answer = json.loads(to_json(kb.compare("chemo", "radio")))
    check: Any = Draft202012Validator(msgspec.json.schema(CompareAnswer))
    assert check.is_valid(answer)
    assert not check.is_valid({name: value for name, value in answer.items() if name != "rows"})
    assert not check.is_valid(answer | {"unknown": 1})
    answer["rows"][0]["cells"]["chemo"]["role"] = "important"
    assert not check.is_valid(answer)
