"""Files in layers: what an overlay adds, what it may not change unasked, and how everything that it brought is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from resistcli.sources.corpus import Corpus, given
from resistcli.sources.yaml_reader import parse_yaml

BASE = """\
mechanisms:
- id: efflux
  name: Efflux
  category: exposure
  definition: Pumps.
  aliases: [pumps]
  profiles:
    chemo: {role: primary, basis: Pumps.}
  claims:
  - id: efflux-1
    modality: chemo
    relation: confers-resistance
    text: Words.
    level: D
    quantity: {measure: fold, value: '2'}
    evidence: [{reference: doe2020, stance: supports, where: abstract}]
"""
BELOW = Corpus([[parse_yaml(BASE, Path("base.yaml"))]]).tables


def merged(*texts: str) -> Corpus:
    """Return overlays ``a.yaml``, ``b.yaml`` … merged upon the base."""
    return Corpus([[parse_yaml(text, Path(f"{name}.yaml"))] for name, text in zip("abc", texts, strict=False)], BELOW)


def test_lists_grow_by_what_is_new() -> None:
    corpus = merged("mechanisms: [{id: efflux, aliases: [pumps, ABC pumps]}]")
    assert corpus.tables["mechanisms"]["efflux"]["aliases"] == ["pumps", "ABC pumps"]
    assert corpus.brought["mechanisms"] == {"efflux": "bundled; a.yaml"}


def test_what_is_empty_is_filled() -> None:
    assert merged("mechanisms: [{id: efflux, genes: [ABCB1]}]").tables["mechanisms"]["efflux"]["genes"] == ["ABCB1"]


@pytest.mark.parametrize(
    "text",
    [
        "mechanisms: [{id: efflux}]",
        "mechanisms: [{id: efflux, name: Efflux, aliases: [pumps]}]",
        "mechanisms: [{id: efflux, aliases: [], xrefs: [], claims: []}]",
        "mechanisms: [{id: efflux, profiles: {chemo: {role: primary, basis: Pumps., inferred: false}}}]",
        "mechanisms: [{id: efflux, claims: [{id: efflux-1, level: D, cancer: ~, quantity: {measure: fold, value: '2', unit: ~}}]}]",
        "mechanisms: [{id: efflux, claims: [{id: efflux-1, evidence: [{reference: doe2020, stance: supports, where: abstract, checked: ~}]}]}]",
        BASE,
    ],
)
def test_saying_again_what_is_known_changes_nothing_and_brings_nothing(text: str) -> None:
    corpus = merged(text)
    assert given(corpus.tables) == given(BELOW)
    assert not any(corpus.brought.values())
    assert not corpus.conflicts


def test_a_new_claim_touches_its_mechanism() -> None:
    claim = "{id: lab-1, modality: chemo, relation: no-effect, text: t, level: D, evidence: [{reference: doe2020, stance: supports, where: x}]}"
    corpus = merged(f"mechanisms: [{{id: efflux, claims: [{claim}]}}]")
    assert corpus.brought["claims"] == {"lab-1": "a.yaml"}
    assert corpus.brought["mechanisms"] == {"efflux": "bundled; a.yaml"}
    assert corpus.brought["evidence"] == {"claims/lab-1/doe2020": "a.yaml"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("mechanisms: [{id: efflux, name: Other}]", ("mechanisms", 0, "name"), "'efflux' has a name 'Efflux' already"),
        (
            "mechanisms: [{id: efflux, profiles: {chemo: {role: absent, basis: b}}}]",
            ("mechanisms", 0, "profiles", "chemo"),
            "a profile for 'chemo' already",
        ),
        ("mechanisms: [{id: efflux, claims: [{id: efflux-1, level: A}]}]", ("mechanisms", 0, "claims", 0, "level"), "has a level 'D' already"),
        (
            "mechanisms: [{id: efflux, claims: [{id: efflux-1, quantity: {measure: m, value: '3'}}]}]",
            ("mechanisms", 0, "claims", 0, "quantity"),
            "a quantity",
        ),
    ],
)
def test_a_value_changes_only_under_replace(text: str, place: tuple[str | int, ...], message: str) -> None:
    (conflict,) = merged(text).conflicts
    assert conflict.location == place
    assert message in conflict.message
    assert conflict.message.endswith("; to change it, put the new one under replace:")


def test_replace_replaces_a_profile_by_itself_and_anything_else_as_a_whole() -> None:
    corpus = merged("mechanisms: [{id: efflux, replace: {aliases: [others], profiles: {radio: {role: absent, basis: b, inferred: true}}}}]")
    mechanism = corpus.tables["mechanisms"]["efflux"]
    assert mechanism["aliases"] == ["others"]
    assert set(mechanism["profiles"]) == {"chemo", "radio"}
    assert corpus.brought["profiles"] == {"efflux/radio": "a.yaml"}


def test_the_evidence_of_one_paper_cannot_be_added_to() -> None:
    line = "mechanisms: [{id: efflux, claims: [{id: efflux-1, evidence: [{reference: %s, stance: disputes, where: page 2}]}]}]"
    assert [finding.location[-1] for finding in merged(line % "doe2020").cited_twice] == [0]
    assert [finding.document.path.name for finding in merged(line % "roe2021", (line % "roe2021").replace("disputes", "supports")).cited_twice] == ["b.yaml"]


def test_overlays_that_contradict_each_other_are_told_at_the_later_one() -> None:
    gene = "genes: [{id: LAB1, name: %s, hgnc: 'HGNC:99999'}]"
    corpus = merged(gene % "one", gene % "another")
    assert [(finding.document.path.name, finding.location) for finding in corpus.conflicts] == [("b.yaml", ("genes", 0, "name"))]


def test_a_record_of_several_overlays_names_them_all() -> None:
    gene = "genes: [{id: LAB1, name: one, hgnc: 'HGNC:99999'}]"
    assert merged(gene, "genes: [{id: LAB1, aliases: [x]}]").brought["genes"] == {"LAB1": "a.yaml; b.yaml"}


def test_a_file_called_bundled_does_not_pass_for_the_bundled_data() -> None:
    document = parse_yaml("categories: [{id: mine, name: Mine}]", Path("bundled"))
    assert Corpus([[document]], BELOW).brought["categories"] == {"mine": "./bundled"}


def test_a_record_that_lacks_keys_is_left_out_but_known() -> None:
    corpus = merged("references: [{id: new}]\nmechanisms: [{id: efflux, claims: [{id: c}]}]")
    assert [(item.id, missing[:1]) for item, missing in corpus.lacking] == [("new", ["title"]), ("c", ["modality"])]
    assert corpus.known("references", "new")
    assert not corpus.whole("efflux")
    assert "new" not in corpus.tables["references"]


def test_merging_leaves_what_is_below_as_it_was() -> None:
    before = repr(BELOW)
    merged("mechanisms: [{id: efflux, aliases: [x], replace: {name: y}, claims: [{id: efflux-1, genes: [G]}]}]")
    assert repr(BELOW) == before
