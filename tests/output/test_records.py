"""Answers as data: the envelope and field names that scripts rely on, the same records in every form, and no formulas."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resistcli.answers import Answer, Rows
from resistcli.listing import ListAnswer
from resistcli.model import DatasetStamp, Record
from resistcli.output.records import to_csv, to_json, to_jsonl, to_tsv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resistcli.knowledge import KnowledgeBase

ASK: dict[str, Callable[[KnowledgeBase], Answer]] = {
    "list mechanisms": lambda kb: kb.list(),
    "list claims": lambda kb: kb.list("claims"),
    "list genes": lambda kb: kb.list("genes"),
    "list agents": lambda kb: kb.list("agents"),
    "list modalities": lambda kb: kb.list("modalities"),
    "list references": lambda kb: kb.list("references"),
    "list countermeasures": lambda kb: kb.list("countermeasures"),
    "search": lambda kb: kb.search("hypoxia", limit=0),
    "show": lambda kb: kb.show("efflux", "cisplatin", "TP53", "radio", "platinum", "goebel2021"),
    "compare": lambda kb: kb.compare("chemo", "radio", "immuno"),
    "cite": lambda kb: kb.cite("hypoxia", "goebel2021"),
}
every_answer = pytest.mark.parametrize("ask", ASK.values(), ids=ASK)


def plain(answer: Answer) -> dict[str, Any]:
    """Return what a script gets from ``--json``."""
    decoded: dict[str, Any] = json.loads(to_json(answer))
    return decoded


# The contract: DESIGN, "Field names that scripts rely on"

CLAIM = {"id", "mechanism", "modality", "relation", "text", "genes", "agents", "cancer", "quantity", "level", "agreement", "evidence"}
REFERENCE = {"id", "title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid", "pmcid", "kind", "verification", "retracted"}


@every_answer
def test_every_answer_says_what_it_is_and_from_which_data(kb: KnowledgeBase, ask: Callable[[KnowledgeBase], Answer]) -> None:
    answer = plain(ask(kb))
    verb = type(ask(kb)).__name__.removesuffix("Answer").lower()
    assert list(answer)[:2] == ["schema", "dataset"]
    assert answer["schema"] == f"resist.{verb}/1"
    assert answer["dataset"]["version"] == kb.stamp.version
    assert len(bytes.fromhex(answer["dataset"]["sha256"])) == 32


def test_list(kb: KnowledgeBase) -> None:
    for kind in ("mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures"):
        answer = plain(kb.list(kind))
        assert answer["kind"] == kind
        assert all(row["id"] and (row.get("name") or row.get("title")) for row in answer["results"])


def test_search(kb: KnowledgeBase) -> None:
    answer = plain(kb.search("hypoxia"))
    assert answer["query"] == "hypoxia"
    for hit in answer["results"]:
        assert set(hit) == {"kind", "id", "name", "score", "matched", "source"}
        assert set(hit["matched"]) == {"field", "text", "how"}
        assert hit["matched"]["how"] in {"exact", "alias", "prefix", "token", "fuzzy"}
        assert 0 <= hit["score"] <= 100


def test_show_mechanism(kb: KnowledgeBase) -> None:
    (shown,) = plain(kb.show("hypoxia"))["results"]
    assert shown["kind"] == "mechanism"
    assert {"id", "name", "aliases", "category", "definition", "genes", "xrefs", "profiles", "claims", "countermeasures"} <= set(shown)
    for profile in shown["profiles"].values():
        assert {"role", "basis", "inferred", "agreement", "level", "claims"} <= set(profile)
        assert set(profile["agreement"]) == {"state", "reason"}
    assert all(set(claim) >= CLAIM for claim in shown["claims"])
    assert all({"reference", "stance", "where"} <= set(line) for claim in shown["claims"] for line in claim["evidence"])


def test_show_claim(kb: KnowledgeBase) -> None:
    identifier = next(iter(kb.claims))
    (shown,) = plain(kb.show(f"claim:{identifier}"))["results"]
    assert shown["kind"] == "claim"
    assert set(shown) >= CLAIM


def test_show_reference(kb: KnowledgeBase) -> None:
    (shown,) = plain(kb.show("reference:goebel2021"))["results"]
    assert set(shown) >= REFERENCE
    assert (shown["kind"], shown["study"]) == ("reference", "review")  # everything shown says what it is in kind


def test_a_reference_says_whether_its_identifiers_were_read(kb: KnowledgeBase) -> None:
    for reference in plain(kb.compare("chemo", "radio"))["references"].values():
        assert set(reference) >= REFERENCE
        assert reference["verification"]["status"] in {"verified", "reported"}
        assert (reference["verification"]["seen_at"] is not None) or reference["verification"]["status"] == "reported"


def test_compare(kb: KnowledgeBase) -> None:
    answer = plain(kb.compare("chemo", "radio"))
    assert [set(side) for side in answer["sides"]] == [{"id", "name", "kind"}] * 2
    for row in answer["rows"]:
        assert {"mechanism", "pattern", "cells"} <= set(row)
        assert set(row["mechanism"]) == {"id", "name", "category", "source"}
        assert list(row["cells"]) == ["chemo", "radio"]
        for cell in row["cells"].values():
            assert {"role", "basis", "inferred", "agreement", "level", "claims", "citations"} <= set(cell)
            assert set(cell["citations"]) <= set(answer["references"])
    assert any(cell["role"] is None for row in answer["rows"] for cell in row["cells"].values()), "nothing collected is null, never left out"


def test_cite(kb: KnowledgeBase) -> None:
    for cited in plain(kb.cite("hypoxia"))["results"]:
        assert set(cited) == {"claim", "references"}
        assert all(set(reference) >= REFERENCE for reference in cited["references"])


# The same records in every form


@every_answer
def test_json_is_what_to_dict_gives(kb: KnowledgeBase, ask: Callable[[KnowledgeBase], Answer]) -> None:
    answer = ask(kb)
    assert plain(answer) == json.loads(json.dumps(answer.to_dict()))
    assert json.loads(to_json(answer, indent=True)) == plain(answer)


@every_answer
def test_json_lines_are_the_records_of_json(kb: KnowledgeBase, ask: Callable[[KnowledgeBase], Answer]) -> None:
    answer = plain(ask(kb))
    lines = to_jsonl(ask(kb)).decode().removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == answer.get("results", answer.get("rows"))


@every_answer
def test_csv_and_tsv_are_the_table(kb: KnowledgeBase, ask: Callable[[KnowledgeBase], Answer]) -> None:
    answer = ask(kb)
    columns, rows = answer.table()
    from_csv = list(csv.reader(io.StringIO(to_csv(answer), newline="")))
    from_tsv = [line.split("\t") for line in to_tsv(answer).removesuffix("\n").split("\n")]
    assert from_csv == from_tsv
    assert from_csv[0] == columns
    assert len(from_csv) == len(rows) + 1
    assert {len(row) for row in from_csv} == {len(columns)}


def test_openpyxl_is_given_no_formula(kb: KnowledgeBase) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.Workbook().active
    for row in csv.reader(io.StringIO(to_csv(_answer([[text] for text in FORMULAS])), newline="")):
        sheet.append(row)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for row in csv.reader(io.StringIO(to_csv(kb.list("references")), newline="")):
        sheet.append(row)
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


# Untrusted cells


class _Record(Record, kw_only=True, frozen=True):
    pass


class _Answer(Answer, kw_only=True, frozen=True):
    """An answer with nothing but a table."""

    cells: list[list[Any]]

    def records(self) -> Sequence[_Record]:
        return [_Record()] * len(self.cells)

    def table(self) -> Rows:
        return Rows([f"column{number}" for number in range(len(self.cells[0]))], self.cells)


def _answer(cells: list[list[Any]]) -> _Answer:
    return _Answer(schema="resist.test/1", dataset=DatasetStamp(version="1", sha256=""), cells=cells)


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\ufeff=1+1", "＝1+1"]
FORMULAS += ['=HYPERLINK("http://example.org";"x")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_csv_and_tsv(formula: str) -> None:
    answer = _answer([[formula, [formula, "x"], {"role": formula}]])
    for row in (next(csv.reader(io.StringIO(to_csv(answer).split("\r\n", 1)[1], newline=""))), to_tsv(answer).split("\n")[1].split("\t")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_pipe_gets_the_words_as_they_are() -> None:
    assert to_tsv(_answer([["-5 to 3 Gy", "=A1"]]), header=False) == "-5 to 3 Gy\t=A1\n"


@pytest.mark.parametrize("number", ["-5", "-1.5e-3", "+2"])
def test_a_number_stays_a_number(number: str) -> None:
    assert to_csv(_answer([[number]])).split("\r\n")[1] == number


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "yes"), (False, "no"), ([], ""), (["a", "b"], "a; b"), ({"chemo": "primary"}, "chemo=primary"), (3, "3")]
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    assert to_tsv(_answer([[value, "end"]])) == f"column0\tcolumn1\n{text}\tend\n"


@given(st.lists(st.lists(st.one_of(st.text(), st.lists(st.text(), max_size=3)), min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_cell_never_breaks_its_row(cells: list[list[Any]]) -> None:
    answer = _answer(cells)
    for lines in (to_tsv(answer).split("\n"), to_tsv(answer).splitlines()):
        assert [line.count("\t") for line in lines if line] == [2] * (len(cells) + 1)
    rows = list(csv.reader(io.StringIO(to_csv(answer), newline="")))
    assert [len(row) for row in rows] == [3] * (len(cells) + 1)


def test_an_empty_answer_is_no_line(kb: KnowledgeBase) -> None:
    empty = ListAnswer(schema="resist.list/1", dataset=kb.stamp, kind="claims", results=[])
    assert (to_tsv(empty, header=False), to_jsonl(empty)) == ("", b"")
    assert plain(empty)["results"] == []
