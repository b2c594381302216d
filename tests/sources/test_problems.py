"""Problems as people and programs read them: one short line each, whatever the file held."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.sources.problems import MAX_PROBLEMS, FileError, Finding, Problem, Wanted, as_text, file_text, near, shown
from resistcli.sources.yaml_reader import parse_yaml

FILE = Path("lab.yaml")
PROBLEM = Problem("lab.yaml", 3, 5, "genes[0].id", "links", "no gene has the id 'TP5'", "TP53")


def test_a_problem_is_one_line_that_editors_understand() -> None:
    assert str(PROBLEM) == "lab.yaml:3:5: genes[0].id: no gene has the id 'TP5' (did you mean TP53?)"
    assert str(PROBLEM._replace(path=".", suggestion=None)) == "lab.yaml:3:5: no gene has the id 'TP5'"


@given(st.text(), st.text(), st.text())
def test_nothing_ends_the_line_of_a_problem(file: str, message: str, suggestion: str) -> None:
    assert str(PROBLEM._replace(file=file, message=message, suggestion=suggestion)).isprintable()


def test_the_first_problems_are_told_and_that_there_are_more() -> None:
    lines = as_text([PROBLEM] * (MAX_PROBLEMS + 1)).splitlines()
    assert lines[:-1] == [str(PROBLEM)] * MAX_PROBLEMS
    assert lines[-1] == "more problems are not shown: these are the first 500"
    assert as_text([PROBLEM]) == str(PROBLEM)


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "'a'"), ("it's", '"it\'s"'), ("a\nb", r"'a\nb'"), ("x" * 99, f"'{'x' * 57}…'"), (None, "null"), (True, "true"), (12, "12"), (2.5, "2.5")],
)
def test_a_value_is_shown_as_yaml_has_it(value: object, text: str) -> None:
    assert shown(value) == text


@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.text()))
def test_a_value_is_shown_short_and_on_one_line(value: object) -> None:
    assert len(shown(value)) <= 60
    assert shown(value).isprintable()


def test_the_nearest_choice_is_found_whatever_its_capitals() -> None:
    assert near("Review", ["trial", "review"]) == "review"
    assert near("TP35", ["TP53", "ABCB1"]) == "TP53"
    assert near("quite different", ["TP53", "ABCB1"]) is None
    assert near("x" * 1000, ["x" * 999]) is None
    assert near("anything", []) is None


def test_a_finding_knows_its_place_and_looks_for_the_right_thing_when_it_is_told() -> None:
    document = parse_yaml("genes:\n- id: TP5\n  bad.key: 1\n  '': 2\n", FILE)
    assert Finding(document, ("genes", 0, "id"), "wrong", Wanted("TP5", ["TP53"])).problem("links") == Problem(
        "lab.yaml", 2, 3, "genes[0].id", "links", "wrong", "TP53"
    )
    assert Finding(document, ("genes", 0, "bad.key"), "wrong").problem("shape")[1:4] == (3, 3, "genes[0].'bad.key'")
    assert Finding(document, ("genes", 0, ""), "wrong").problem("shape")[1:4] == (4, 3, "genes[0].''")
    assert Finding(document, (), "wrong").problem("shape")[1:4] == (1, 1, ".")


def test_a_file_whose_name_is_no_text_has_a_name_that_is() -> None:
    assert file_text(Path("a\udcff.yaml")) == "a\ufffd.yaml"
    assert FileError(Path("a\udcff.yaml"), "is missing", "file").problem.file.encode("utf-8")


def test_a_word_begun_is_the_only_one_that_begins_so() -> None:
    assert near("confers", ["confers-resistance", "no-effect", "sensitises"]) == "confers-resistance"
    assert near("failed", ["failed-phase-1", "failed-phase-2"], cutoff=0.9) is None
    assert near("no", ["confers-resistance", "no-effect", "sensitises"]) is None
