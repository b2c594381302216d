"""Wrong shapes are told in the words of YAML, each at its place, and one wrong record costs no more than itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resistcli.sources.check import find_overlay_problems
from resistcli.sources.problems import MAX_PROBLEMS, Problem
from resistcli.sources.shape_check import key_problems, shape_findings
from resistcli.sources.yaml_reader import parse_yaml

FILE = Path("lab.yaml")


def problems_of(text: str, *, overlay: bool = True) -> list[Problem]:
    """Return what is wrong with the shape of an overlay."""
    return [finding.problem("shape") for finding in shape_findings(parse_yaml(text, FILE), overlay=overlay)[0]]


def test_an_overlay_may_add_to_records_a_data_file_may_not() -> None:
    assert problems_of("mechanisms:\n- id: hypoxia\n") == []
    assert [problem.message for problem in problems_of("mechanisms:\n- id: hypoxia\n", overlay=False)] == [
        "the key 'name' is missing",
        "the key 'category' is missing",
        "the key 'definition' is missing",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("5", "expected text, got 5; put it in quotes"),
        ("true", "expected text, got true; put it in quotes"),
        ("", "expected text, got nothing"),
        ("[a]", "expected text, got a list"),
        ("{a: b}", "expected text, got keys and values"),
    ],
)
def test_a_value_of_another_kind_is_told_without_words_of_python(value: str, message: str) -> None:
    (problem,) = problems_of(f"mechanisms:\n- id: {value}\n")
    assert (problem.line, problem.column, problem.path, problem.message) == (2, 3, "mechanisms[0].id", message)


def test_of_a_value_that_may_be_null_every_fault_is_told() -> None:
    text = "mechanisms:\n- id: m\n  claims:\n  - id: c\n    quantity: {measuer: a, value: 2, condition: [x]}\n"
    assert {(problem.path, problem.message.split(";")[0]) for problem in problems_of(text)} == {
        ("mechanisms[0].claims[0].quantity", "the key 'measure' is missing"),
        ("mechanisms[0].claims[0].quantity.measuer", "unknown key 'measuer'"),
        ("mechanisms[0].claims[0].quantity.value", "expected text, got 2"),
        ("mechanisms[0].claims[0].quantity.condition", "expected text, got a list"),
    }


def test_a_whole_number_has_no_fraction() -> None:
    (problem,) = problems_of("references:\n- {id: r, year: 2026.0}\n")
    assert (problem.path, problem.message) == ("references[0].year", "expected a whole number, got 2026.0")


def test_a_claim_is_broken_by_itself_and_a_mechanism_without_its_claims() -> None:
    text = "mechanisms:\n- {id: a, claims: [{id: a-1}, {id: a-2, levl: D}]}\n- {id: b, nmae: B, claims: [{id: b-1}]}\ngenes: none\n"
    _, broken = shape_findings(parse_yaml(text, FILE), overlay=True)
    assert broken == {("mechanisms", 0, "claims", 1), ("mechanisms", 1), ()}


def test_every_record_is_known_to_be_broken_although_only_the_first_faults_are_told() -> None:
    count = 2 * MAX_PROBLEMS
    findings, broken = shape_findings(parse_yaml("genes:\n" + "- {x: 1}\n" * count, FILE), overlay=True)
    assert len(findings) == MAX_PROBLEMS + 1
    assert len(broken) == count


def test_keys_given_twice_are_told_at_their_second_places() -> None:
    (problem,) = key_problems(parse_yaml("genes:\n- id: a\n  id: b\n", FILE))
    assert problem == Problem("lab.yaml", 3, 3, "genes[0].id", "yaml", "the key 'id' stands twice in the same mapping")


@pytest.mark.parametrize("value", [None, 5, 2.5, True, "text", [], ["a"], {}, {"a": 1}, [[]], [None], {"": None}])
@pytest.mark.parametrize("key", ["dataset", "genes", "mechanisms", "references"])
def test_any_value_under_any_key_is_right_or_told_at_its_place(key: str, value: Any) -> None:
    for content in ({key: value}, {key: [value]}, {key: [{"id": value}]}, {key: [{"id": "x", "claims": value, "replace": value}]}):
        for problem in problems_of(json.dumps(content)):
            assert problem.line >= 1
            assert "Type" not in problem.message
            assert "Expected" not in problem.message  # that would be msgspec's own message


def test_a_wrong_word_does_not_hide_what_else_is_wrong_with_its_record() -> None:
    claim = "{id: c-1, modality: radio, relation: confers, text: t, level: D, evidence: [{reference: nope, stance: supports, where: title}]}"
    document = parse_yaml(f"mechanisms:\n- id: hypoxia\n  claims:\n  - {claim}\n", Path("lab.yaml"))
    found, _ = find_overlay_problems([document], {})
    assert {"shape", "links"} <= {problem.check for problem in found}
