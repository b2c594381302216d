"""Merging overlays: whatever way it is cut up, the same findings make the same dataset; and any text at all is valid or told."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from resistcli.errors import InvalidDataError
from resistcli.model import BUNDLED
from resistcli.sources.check import find_overlay_problems
from resistcli.sources.corpus import KINDS, Corpus, Tables
from resistcli.sources.files import DataFile, read_files
from resistcli.sources.overlay import _mark, _shape, check_overlays, merge_overlays, tables_of
from resistcli.sources.problems import FileError, Problem
from resistcli.sources.records import Records, assemble
from resistcli.sources.store import open_store
from resistcli.sources.yaml_reader import MAX_VALUES, YamlDocument, parse_yaml

EXAMPLE = Path(__file__).parents[2] / "examples" / "lab-overlay.yaml"
STORE = open_store()
BUNDLED_TABLES = tables_of(STORE)
BASE = """\
categories: [{id: exposure, name: Exposure}]
modalities:
- {id: chemo, name: Chemotherapy, description: Drugs.}
- {id: radio, name: Radiotherapy, description: Rays.}
genes: [{id: ABCB1, name: a pump, hgnc: 'HGNC:40'}]
references: [{id: doe2020, title: Pumps, authors: [Doe J], year: 2020, kind: review, verification: {status: reported}}]
mechanisms:
- id: efflux
  name: Efflux
  category: exposure
  definition: Pumps.
  profiles: {chemo: {role: primary, basis: Pumps.}}
  claims:
  - id: efflux-1
    modality: chemo
    relation: confers-resistance
    text: Words.
    level: D
    evidence: [{reference: doe2020, stance: supports, where: abstract}]
"""
SMALL = Corpus([[parse_yaml(BASE, Path("base.yaml"))]]).tables

words = st.text(st.characters(codec="ascii", exclude_characters='"\\', categories=["L", "N", "P", "S", "Zs"]), max_size=20).map(lambda text: f"w{text}w")


def ids(prefix: str) -> st.SearchStrategy[list[int]]:
    """Return a strategy for numbers, of which the ids of records are made."""
    return st.lists(st.integers(0, 30), max_size=4, unique=True, min_size=0)


@st.composite
def overlays(draw: st.DrawFn, name: str = "a") -> dict[str, list[dict[str, Any]]]:
    """Return a valid overlay upon the small base whose ids begin with ``name``, and whose records may be taken apart."""
    papers = [
        {"id": f"{name}-paper{n}", "title": draw(words), "authors": ["Doe J"], "year": 2000 + n, "kind": "review", "verification": {"status": "reported"}}
        for n in draw(ids("paper"))
    ]
    genes = [{"id": f"{name.upper()}{n}", "name": draw(words), "hgnc": f"HGNC:{(1000 if name == 'a' else 2000) + n}"} for n in draw(ids("gene"))]
    cited = [paper["id"] for paper in papers] + ["doe2020"]
    claims = [
        {
            "id": f"{name}-claim{n}",
            "modality": "chemo",
            "relation": draw(st.sampled_from(["confers-resistance", "no-effect", "sensitises"])),
            "text": draw(words),
            "genes": draw(st.lists(st.sampled_from([gene["id"] for gene in genes] + ["ABCB1"]), unique=True, max_size=3)),
            "level": draw(st.sampled_from("ABCDE")),
            "evidence": [
                {"reference": paper, "stance": "supports", "where": "page"} for paper in draw(st.lists(st.sampled_from(cited), unique=True, min_size=1))
            ],
        }
        for n in draw(ids("claim"))
    ]
    aliases = [f"{name} alias {n}" for n in draw(ids("alias"))]
    return {"references": papers, "genes": genes, "mechanisms": [{"id": "efflux", "aliases": aliases, "claims": claims}]}


def document(content: Any, name: str = "lab.yaml") -> YamlDocument:
    """Return an overlay as a file would give it."""
    return parse_yaml(json.dumps(content), Path(name))


def merged(*documents: YamlDocument, below: Tables = SMALL) -> Records:
    """Return the records that valid overlays make of what is below."""
    problems, corpus = find_overlay_problems(documents, below)
    assert problems == []
    records = assemble([_shape(corpus.tables)])
    _mark(records, corpus.brought)
    return records


def plain(records: Records, *, ordered: bool = True) -> Any:
    """Return records as plain data without where they came from; unordered also without the order of lists."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(child) for name, child in value.items() if name != "source"}
        if isinstance(value, list):
            return [bare(child) for child in value] if ordered else sorted(map(bare, value), key=repr)
        return value

    tables = {kind: bare(to_builtins(getattr(records, kind))) for kind in KINDS}
    return tables if not ordered else json.dumps(tables)


def parts(content: Any) -> list[Any]:
    """Return overlays with one record, claim or alias each, in the order in which they stand."""
    found = [{kind: [record]} for kind in ("references", "genes") for record in content[kind]]
    for mechanism in content["mechanisms"]:
        found += [{"mechanisms": [{"id": mechanism["id"], "aliases": [alias]}]} for alias in mechanism["aliases"]]
        found += [{"mechanisms": [{"id": mechanism["id"], "claims": [claim]}]} for claim in mechanism["claims"]]
    return found or [{"genes": []}]


@given(overlays())
def test_an_overlay_cut_into_many_files_gives_the_same_records(content: Any) -> None:
    assert plain(merged(*(document(part, f"{number}.yaml") for number, part in enumerate(parts(content))))) == plain(merged(document(content)))


@given(overlays())
def test_a_claim_cut_in_two_gives_the_same_records(content: Any) -> None:
    first = copy.deepcopy(content)
    second: dict[str, Any] = {"mechanisms": [{"id": "efflux", "claims": []}]}
    for claim in first["mechanisms"][0]["claims"]:
        evidence = claim["evidence"]
        second["mechanisms"][0]["claims"].append({"id": claim["id"], "genes": claim.pop("genes"), "evidence": evidence[1:]})
        claim["evidence"] = evidence[:1]
    assert plain(merged(document(first, "a.yaml"), document(second, "b.yaml"))) == plain(merged(document(content)))


@given(overlays())
def test_adding_nothing_changes_nothing(content: Any) -> None:
    once = merged(document(content))
    nothing: dict[str, Any]
    for nothing in ({"genes": []}, {"mechanisms": [{"id": "efflux"}]}, content):
        again = merged(document(content), document(nothing, "again.yaml"))
        assert again == once  # the same, and nothing marked as brought by the second


@given(overlays("a"), overlays("b"))
def test_the_order_of_independent_overlays_does_not_matter(one: Any, two: Any) -> None:
    assert plain(merged(document(one), document(two)), ordered=False) == plain(merged(document(two), document(one)), ordered=False)


@given(overlays())
def test_everything_that_an_overlay_brought_is_marked_and_nothing_else(content: Any) -> None:
    records = merged(document(content))
    for kind in KINDS:
        for name, record in getattr(records, kind).items():
            assert (record.source == "lab.yaml") == (name not in SMALL[kind])
    added_to = bool(content["mechanisms"][0]["aliases"] or content["mechanisms"][0]["claims"])
    assert records.mechanisms["efflux"].source == ("bundled; lab.yaml" if added_to else BUNDLED)
    for claim in records.claims.values():
        assert {line.source for line in claim.evidence} == {BUNDLED if claim.id == "efflux-1" else "lab.yaml"}


def test_what_is_computed_is_computed_anew() -> None:
    line = {"reference": "doe2020", "stance": "supports", "where": "x"}
    claim = {"id": "lab-1", "modality": "chemo", "relation": "no-effect", "text": "Words.", "level": "A", "evidence": [line]}
    before = merged(document({"genes": []})).mechanisms["efflux"].profiles["chemo"]
    after = merged(document({"mechanisms": [{"id": "efflux", "claims": [claim]}]})).mechanisms["efflux"].profiles["chemo"]
    assert after.claims == ["efflux-1", "lab-1"]
    assert (before.agreement.state, after.agreement.state) == ("single-source", "contested")


def test_a_gap_is_closed_by_an_overlay_that_has_a_claim() -> None:
    line = {"reference": "doe2020", "stance": "supports", "where": "x"}
    claim = {"id": "lab-1", "modality": "radio", "relation": "no-effect", "text": "Words.", "level": "D", "evidence": [line]}
    below = {kind: dict(table) for kind, table in SMALL.items()}
    below["mechanisms"]["efflux"] = below["mechanisms"]["efflux"] | {"gaps": {"radio": "Looked for."}}
    assert merged(document({"genes": []}), below=below).mechanisms["efflux"].gaps == {"radio": "Looked for."}
    assert merged(document({"mechanisms": [{"id": "efflux", "claims": [claim]}]}), below=below).mechanisms["efflux"].gaps == {}


def test_the_bundled_data_come_back_as_they_are_compiled() -> None:
    records = merged(document({"genes": []}), below=BUNDLED_TABLES)
    for kind in ("references", "claims", "mechanisms", "agents", "genes", "modalities", "countermeasures"):
        assert to_builtins(getattr(records, kind)) == STORE.section(kind, dict[str, Any])


def test_the_example_merges_and_a_wrong_file_does_not(tmp_path: Path) -> None:
    records = merge_overlays(read_files([EXAMPLE]), STORE)
    assert records.mechanisms["magnetic-shielding"].source == str(EXAMPLE)
    (tmp_path / "wrong.yaml").write_text("x: 1")
    with pytest.raises(InvalidDataError, match=r"wrong\.yaml:1:1: x: unknown key 'x'"):
        merge_overlays(read_files([EXAMPLE, tmp_path / "wrong.yaml"]), STORE)


def test_overlays_may_not_be_larger_together_than_one_may_be() -> None:
    content = f"genes: [{{id: G, aliases: [{', '.join(f'a{number}' for number in range(MAX_VALUES // 2))}]}}]".encode()
    problems, _ = check_overlays([DataFile(Path(name), content) for name in ("a.yaml", "b.yaml", "c.yaml")], STORE)
    assert list(map(str, problems)) == ["b.yaml:1:1: more than 80,000 values together with the overlays before it"]


# Mutations of the example: valid, or told at a place in the file


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong in an overlay upon the bundled data; what is not wrong must merge."""
    try:
        content = parse_yaml(text, Path("lab.yaml"))
    except FileError as error:
        return [error.problem]
    problems, corpus = find_overlay_problems([content], BUNDLED_TABLES)
    if not problems:
        _mark(assemble([_shape(corpus.tables)]), corpus.brought)
    return problems


def assert_told(problems: list[Problem], text: str) -> None:
    """Every problem stands in the file, and its message is one short line in the words of YAML."""
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.column >= 1
        assert f"{problem.path}{problem.message}".isprintable()
        assert len(str(problem)) < 700
        assert not {"NoneType", "<class", "dict", "Traceback"} & set(problem.message.split())


def places(value: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the place of every value in a tree."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for name, child in children for found in places(child, (*place, name)))]


TREE = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
PLACES = places(TREE)[1:]
anything: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, -1, 2.5, True, [], {}, [[]], [None], {"": None}, "x" * 2000, "\x1b[31m", "hypoxia", ["hypoxia"], {"id": "hypoxia"}]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["delete", "set", "double", "wrap", "rename", "add"]), anything), min_size=1, max_size=3))
def test_the_example_with_its_tree_changed_is_valid_or_told(changes: list[tuple[tuple[str | int, ...], str, Any]]) -> None:
    tree = copy.deepcopy(TREE)
    for place, change, value in changes:
        _change(tree, place, change, copy.deepcopy(value))
    text = json.dumps(tree, indent=0)
    assert_told(problems_of(text), text)


def _change(tree: Any, place: tuple[str | int, ...], change: str, value: Any) -> None:
    holder = tree
    try:
        for step in place[:-1]:
            holder = holder[step]
        here = holder[place[-1]]
    except (KeyError, IndexError, TypeError):  # an earlier change took it away
        return
    if isinstance(holder, str):  # or put a text in its place
        return
    if change == "delete":
        del holder[place[-1]]
    elif change == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(here))
    elif change == "rename" and isinstance(holder, dict):
        holder[f"{place[-1]}s"] = holder.pop(place[-1])
    elif change == "add" and isinstance(here, dict):
        here["replace"] = value
    else:
        holder[place[-1]] = [here] if change == "wrap" else value


LINES = EXAMPLE.read_text(encoding="utf-8").split("\n")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["delete", "double", "indent", "cut", "insert"]), st.text(max_size=6)), min_size=1, max_size=4
    )
)
def test_the_example_with_its_text_changed_is_valid_or_told(changes: list[tuple[int, str, str]]) -> None:
    lines = list(LINES)
    for number, change, text in changes:
        line = lines[number % len(lines)]
        changed = {"delete": [], "double": [line, line], "indent": [f"  {line}"], "cut": [line[: len(line) // 2]], "insert": [f"{line}{text}"]}[change]
        lines[number % len(lines) : number % len(lines) + 1] = changed
    assert_told(problems_of("\n".join(lines)), "\n".join(lines))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_valid_or_told(raw: bytes) -> None:
    problems, _ = check_overlays([DataFile(Path("lab.yaml"), raw)], STORE)
    assert all(problem.line >= 1 and problem.column >= 1 and str(problem).isprintable() for problem in problems)
