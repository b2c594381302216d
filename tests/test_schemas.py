"""The published schemas: valid themselves, whole, and at one with the data, the overlays and the check."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import resistcli
from resistcli.answers import Answer
from resistcli.errors import UsageError
from resistcli.glossary import FIELDS
from resistcli.knowledge import KnowledgeBase
from resistcli.schemas import ANSWERS, DRAFT, NAMES, list_schemas, schema_of
from resistcli.sources.files import source_files
from resistcli.sources.store import CHECKOUT_DATA
from resistcli.sources.yaml_reader import parse_yaml, read_yaml

EXAMPLES = CHECKOUT_DATA.parent / "examples"
OVERLAY = """\
dataset: {version: 2026.1.1, title: Ours, licence: CC BY 4.0, notice: For research.}
references:
- {id: lab2026, title: Our finding, authors: [Doe J], year: 2026, doi: 10.1000/abc, pmid: '12345', kind: in-vitro, verification: {status: reported}}
genes:
- {id: ABCB1, aliases: [PUMP-1]}
mechanisms:
- id: drug-efflux
  replace: {definition: Pumps carry a drug out of the cell.}
  xrefs: ['GO:1990961']
  claims:
  - {id: drug-efflux-lab1, modality: chemo, relation: no-effect, text: None., level: D, evidence: [{reference: lab2026, stance: supports, where: title}]}
"""
each_schema = pytest.mark.parametrize("name", NAMES)


def _validator(name: str) -> Any:
    return Draft202012Validator(schema_of(name))


def _problems(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(data)]


@each_schema
def test_a_schema_is_valid_and_says_what_it_is(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == (DRAFT, f"urn:resist:{name}:1")
    assert schema["title"]
    assert schema["description"].endswith(".")


@each_schema
def test_every_record_is_described_in_plain_text(name: str) -> None:
    for title, definition in schema_of(name)["$defs"].items():
        if definition.get("type") == "object":
            assert definition.get("description"), title
        assert not re.search(r"``|:\w+:`|\n", definition.get("description", ""))


def test_every_answer_has_a_schema_and_every_schema_an_answer() -> None:
    modules = [import_module(module.name) for module in pkgutil.iter_modules(resistcli.__path__, "resistcli.") if module.name != "resistcli.__main__"]
    found = {item.__name__ for module in modules for item in vars(module).values() if isinstance(item, type) and issubclass(item, Answer)}
    assert found - {"Answer"} == {entry.name for entry in ANSWERS.values()}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_names_its_schema(name: str) -> None:
    definition = schema_of(name)["$defs"][ANSWERS[name].name]
    assert definition["properties"]["schema"]["const"] == f"resist.{name}/1"
    assert {"schema", "dataset"} <= set(definition["required"])


def test_every_word_of_the_glossary_is_used_and_said_of_no_record() -> None:
    described = set()
    for name in NAMES:
        for definition in schema_of(name)["$defs"].values():
            for field, value in definition.get("properties", {}).items():
                if field in FIELDS and value.get("description") == FIELDS[field]:
                    assert "$ref" not in str(value)
                    assert value.get("type") not in {"integer", "object"}
                    described.add(field)
    assert described == set(FIELDS)


@pytest.mark.skipif(not CHECKOUT_DATA.is_dir(), reason="the YAML files are in the checkout")
@pytest.mark.parametrize("file", source_files(CHECKOUT_DATA), ids=lambda file: file.name)
def test_the_data_files_satisfy_the_schema_of_data(file: Path) -> None:
    assert _problems("data", read_yaml(file).data) == []


@pytest.mark.parametrize("file", [None, *sorted(EXAMPLES.glob("*.yaml"))], ids=lambda file: file.name if file else "a small one")
def test_overlays_satisfy_the_schema_of_overlays(file: Path | None) -> None:
    document = read_yaml(file) if file else parse_yaml(OVERLAY, Path("lab.yaml"))
    assert document.data
    assert _problems("overlay", document.data) == []


def test_a_new_record_needs_all_its_keys_in_data_and_its_id_in_an_overlay() -> None:
    record = {"agents": [{"id": "pumpstatin"}]}
    assert _problems("overlay", record) == []
    assert _problems("data", record)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"mechansims": []}, "$"),
        ({"mechanisms": [{"id": "x", "profiles": {"chemo": {"role": "important", "basis": "None."}}}]}, "$.mechanisms[0].profiles.chemo.role"),
        ({"mechanisms": [{"id": "Drug Efflux"}]}, "$.mechanisms[0].id"),
        ({"mechanisms": [{"id": "x", "xrefs": ["GO:12"]}]}, "$.mechanisms[0].xrefs[0]"),
        ({"references": [{"id": "x", "doi": "https://doi.org/10.1000/abc"}]}, "$.references[0].doi"),
        ({"references": [{"id": "x", "doi": '10.1000/"abc"'}]}, "$.references[0].doi"),
        ({"references": [{"id": "x", "pmid": 12345}]}, "$.references[0].pmid"),
        ({"genes": [{"id": "ABCB1", "hgnc": "40"}]}, "$.genes[0].hgnc"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_mistake_in_an_overlay_is_found_at_its_place(wrong: dict[str, Any], place: str) -> None:
    errors = list(_validator("overlay").iter_errors(wrong))
    assert [error.json_path for error in errors] == [place]


@each_schema
def test_the_patterns_are_regular_expressions_of_javascript_too(name: str) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(pattern := value.get("pattern"), str):
                # what "u" expressions allow behind a backslash, of what the patterns use
                assert set(re.findall(r"\\(.)", pattern)) <= set("ds.")
                assert not re.search(r"\(\?[^:]", pattern)
            for child in value.values():
                walk(child)
        elif isinstance(value, list):
            for child in value:
                walk(child)

    walk(schema_of(name))


def test_the_list_names_every_schema(kb: KnowledgeBase) -> None:
    answer = list_schemas(kb.stamp)
    assert tuple(line.name for line in answer.results) == NAMES
    assert [line.uri for line in answer.results] == [schema_of(name)["$id"] for name in NAMES]


def test_a_schema_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="list, search, show"):
        schema_of("shwo")
