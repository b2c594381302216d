"""Side by side: what is peculiar to a treatment, what is shared, and what is not known."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from resistcli.compare import PATTERNS, CompareAnswer, CompareRow
from resistcli.errors import UnknownNameError, UsageError
from resistcli.knowledge import KnowledgeBase
from resistcli.model import ACTING_ROLES
from resistcli.sources.compiler import compile_dataset
from resistcli.sources.store import Store, encode

Lab = Callable[[str], KnowledgeBase]

HEAD = """\
modalities:
- {id: chemo, name: Chemotherapy, description: D.}
- {id: radio, name: Radiotherapy, description: D.}
- {id: immuno, name: Immunotherapy, description: D.}
- {id: taxanes, name: Taxanes, parent: chemo, description: D.}
- {id: platinum, name: Platinum compounds, parent: chemo, description: D.}
agents:
- {id: paclitaxel, name: Paclitaxel, type: drug, treatment_class: taxanes}
- {id: cisplatin, name: Cisplatin, type: drug, treatment_class: platinum}
- {id: verapamil, name: Verapamil, type: drug}
"""
DATASET = """\
dataset: {version: 1.0.0, title: T, licence: CC0, notice: N.}
categories: [{id: first, name: First}, {id: second, name: Second}]
mechanisms:
"""
RELATIONS = {"absent": "no-effect", "sensitising": "sensitises"}


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    """Return a function that makes a knowledge base of the YAML of some mechanisms."""

    def make(mechanisms: str) -> KnowledgeBase:
        papers = "".join(f"- {{id: p{n}, title: P{n}, authors: [P], year: 2020, kind: review, verification: {{status: reported}}}}\n" for n in range(1, 6))
        texts = {"modalities": HEAD, "genes": "genes: []\n", "references": "references:\n" + papers, "mechanisms": DATASET + mechanisms}
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return KnowledgeBase(Store(io.BytesIO(encode(compile_dataset(tmp_path)))))

    return make


def mechanism(name: str, category: str = "first", **roles: str) -> str:
    """Return the YAML of a mechanism with these roles, each carried by one claim of one paper at level D."""
    head = f"- id: {name}\n  name: {name.title()}\n  category: {category}\n  definition: D.\n"
    profiles = "  profiles:\n" + "".join(f"    {side}: {{role: {role}, basis: B.}}\n" for side, role in roles.items())
    return head + profiles + "  claims:\n" + "".join(claim(f"{name}-{side}", side, RELATIONS.get(role, "confers-resistance")) for side, role in roles.items())


def claim(name: str, modality: str, relation: str = "confers-resistance", level: str = "D", papers: tuple[str, ...] = ("p1",), **lists: str) -> str:
    """Return the YAML of a claim; ``agents="cisplatin"`` and ``treatment_classes="taxanes"`` name what it is about."""
    extra = "".join(f"    {field}: [{names}]\n" for field, names in lists.items())
    evidence = ", ".join(f"{{reference: {paper}, stance: supports, where: title}}" for paper in papers)
    head = f"  - id: {name}\n    modality: {modality}\n    relation: {relation}\n    text: Text of {name}.\n    level: {level}\n"
    return f"{head}{extra}    evidence: [{evidence}]\n"


def row(answer: CompareAnswer, name: str) -> CompareRow:
    """Return the row of a mechanism."""
    return next(found for found in answer.rows if found.mechanism.id == name)


# Patterns


@pytest.mark.parametrize(
    ("roles", "pattern", "sides"),
    [
        ({"chemo": "primary", "radio": "absent"}, "only", ["chemo"]),
        ({"chemo": "absent", "radio": "indirect"}, "only", ["radio"]),
        ({"chemo": "indirect", "radio": "primary"}, "mainly", ["radio"]),
        ({"chemo": "contributing", "radio": "indirect"}, "mainly", ["chemo"]),
        ({"chemo": "primary", "radio": "primary"}, "shared", ["chemo", "radio"]),
        ({"chemo": "indirect", "radio": "indirect"}, "shared", ["chemo", "radio"]),
        ({"chemo": "primary", "radio": "sensitising"}, "opposite", ["chemo"]),
        ({"chemo": "absent", "radio": "absent"}, "neither", ["chemo", "radio"]),
        ({"chemo": "sensitising", "radio": "absent"}, "neither", ["chemo", "radio"]),
        ({"chemo": "sensitising", "radio": "sensitising"}, "neither", ["chemo", "radio"]),
        ({"chemo": "primary"}, "no-evidence", ["chemo"]),
        ({"radio": "absent"}, "no-evidence", ["radio"]),
    ],
)
def test_the_pattern_of_two_sides_follows_from_their_roles(lab: Lab, roles: dict[str, str], pattern: str, sides: list[str]) -> None:
    (found,) = lab(mechanism("m", **roles)).compare("chemo", "radio").rows
    assert (found.pattern, found.pattern_sides) == (pattern, sides)


@pytest.mark.parametrize(
    ("roles", "pattern", "sides"),
    [
        ({"chemo": "primary", "radio": "absent", "immuno": "absent"}, "only", ["chemo"]),
        ({"chemo": "primary", "radio": "absent"}, "only", ["chemo"]),
        ({"chemo": "primary", "radio": "contributing", "immuno": "indirect"}, "mainly", ["chemo"]),
        ({"chemo": "primary", "radio": "primary", "immuno": "absent"}, "shared", ["chemo", "radio"]),
        ({"chemo": "primary", "radio": "contributing", "immuno": "primary"}, "shared", ["chemo", "immuno"]),
        ({"chemo": "primary", "radio": "primary", "immuno": "sensitising"}, "opposite", ["chemo", "radio"]),
        ({"chemo": "absent", "radio": "absent", "immuno": "sensitising"}, "neither", ["chemo", "radio", "immuno"]),
        ({"immuno": "primary"}, "no-evidence", ["immuno"]),
        ({"chemo": "primary", "immuno": "primary"}, "shared", ["chemo", "immuno"]),
    ],
)
def test_the_pattern_of_three_sides_follows_from_their_roles(lab: Lab, roles: dict[str, str], pattern: str, sides: list[str]) -> None:
    (found,) = lab(mechanism("m", **roles)).compare("chemo", "radio", "immuno").rows
    assert (found.pattern, found.pattern_sides) == (pattern, sides)
    assert {side for side, cell in found.cells.items() if cell.role} == set(roles)


def test_a_side_with_nothing_collected_is_none_and_never_absent(lab: Lab) -> None:
    (found,) = lab(mechanism("m", chemo="primary")).compare("chemo", "radio").rows
    assert found.cells["radio"].role is None
    assert found.cells["radio"].agreement is None
    assert found.cells["radio"].claims == []


def test_a_mechanism_with_nothing_on_any_side_is_left_out_and_counted(lab: Lab) -> None:
    answer = lab(mechanism("m", chemo="primary") + mechanism("n", immuno="primary")).compare("chemo", "radio")
    assert [found.mechanism.id for found in answer.rows] == ["m"]
    assert (answer.left_out.nothing_collected, answer.left_out.filtered) == (1, 0)


def test_rows_come_by_pattern_then_side_then_strength(lab: Lab) -> None:
    text = "".join(
        [
            mechanism("shared-weak", chemo="indirect", radio="indirect"),
            mechanism("shared-strong", chemo="primary", radio="primary"),
            mechanism("only-radio", chemo="absent", radio="primary"),
            mechanism("only-chemo", chemo="primary", radio="absent"),
            mechanism("unknown", chemo="primary"),
        ]
    )
    answer = lab(text).compare("chemo", "radio")
    assert [found.mechanism.id for found in answer.rows] == ["only-chemo", "only-radio", "shared-strong", "shared-weak", "unknown"]
    turned = lab(text).compare("radio", "chemo")
    assert [found.mechanism.id for found in turned.rows][:2] == ["only-radio", "only-chemo"]


# Treatment classes and agents


def test_a_class_or_agent_takes_its_role_from_the_claims_about_it(lab: Lab) -> None:
    text = mechanism("m", chemo="contributing", radio="primary") + claim("m-taxol", "chemo", level="B", agents="paclitaxel")
    answer = lab(text).compare("paclitaxel", "taxanes", "platinum", "radio")
    cells = answer.rows[0].cells
    for side in ("paclitaxel", "taxanes"):
        assert (cells[side].role, cells[side].derived, cells[side].claims) == ("contributing", True, ["m-taxol"])
        assert (cells[side].basis, cells[side].level) == ("Text of m-taxol.", "B")
    assert cells["platinum"].role is None
    assert not cells["radio"].derived
    assert [side.kind for side in answer.sides] == ["agent", "modality", "modality", "modality"]


def test_a_claim_on_a_class_says_nothing_on_one_agent_of_it(lab: Lab) -> None:
    text = mechanism("m", chemo="contributing") + claim("m-class", "chemo", treatment_classes="taxanes")
    cells = lab(text).compare("taxanes", "paclitaxel").rows[0].cells
    assert cells["taxanes"].claims == ["m-class"]
    assert cells["paclitaxel"].role is None


@pytest.mark.parametrize("papers", [("p1",), ("p1", "p2", "p3")])
def test_a_derived_role_is_that_of_the_modality_however_many_papers_there_are(lab: Lab, papers: tuple[str, ...]) -> None:
    text = mechanism("m", chemo="primary") + claim("m-cis", "chemo", papers=papers, agents="cisplatin")
    assert lab(text).compare("cisplatin", "radio").rows[0].cells["cisplatin"].role == "primary"


def test_where_claims_on_a_class_disagree_as_those_on_its_modality_do_the_role_is_the_same(lab: Lab) -> None:
    text = (
        mechanism("m", chemo="sensitising")
        + claim("m-1", "chemo", "sensitises", agents="cisplatin")
        + claim("m-2", "chemo", papers=("p2",), agents="cisplatin")
    )
    assert lab(text).compare("cisplatin", "chemo").rows[0].pattern == "neither"


def test_a_gap_is_told_from_a_cell_where_nobody_has_looked(kb: KnowledgeBase) -> None:
    cell = row(kb.compare("chemo", "radio"), "extrachromosomal-dna").cells["radio"]
    assert (cell.role, cell.gap) == (None, kb.mechanisms["extrachromosomal-dna"].gaps["radio"])
    assert row(kb.compare("chemo", "immuno"), "extrachromosomal-dna").cells["immuno"].gap is None


def test_claims_that_only_sensitise_make_an_agent_sensitised(lab: Lab) -> None:
    text = mechanism("m", chemo="primary", radio="primary") + claim("m-cis", "chemo", "sensitises", agents="cisplatin")
    found = row(lab(text).compare("cisplatin", "radio"), "m")
    assert (found.cells["cisplatin"].role, found.pattern) == ("sensitising", "opposite")


def test_a_study_without_effect_gives_an_agent_no_role_but_is_shown(lab: Lab) -> None:
    text = mechanism("m", chemo="primary", radio="primary") + claim("m-cis", "chemo", "no-effect", agents="cisplatin")
    found = row(lab(text).compare("cisplatin", "radio"), "m")
    assert (found.cells["cisplatin"].role, found.cells["cisplatin"].claims, found.pattern) == (None, ["m-cis"], "no-evidence")


def test_what_is_absent_for_a_modality_is_absent_for_its_classes_and_agents(kb: KnowledgeBase) -> None:
    cells = row(kb.compare("photon", "chemo"), "drug-efflux").cells
    assert cells["photon"].role == "absent"
    assert not cells["photon"].derived
    assert cells["photon"].basis == kb.mechanisms["drug-efflux"].profiles["radio"].basis


def test_but_not_for_the_classes_that_the_profile_excepts(kb: KnowledgeBase) -> None:
    cells = row(kb.compare("photon", "radionuclides", "alpha-emitters", "177lu-psma-617", "chemo"), "poor-drug-penetration").cells
    assert [cells[side].role for side in ("photon", "radionuclides", "alpha-emitters", "177lu-psma-617")] == ["absent", None, None, None]


def test_any_other_role_of_a_modality_is_not_handed_down(lab: Lab) -> None:
    answer = lab(mechanism("m", chemo="primary")).compare("cisplatin", "chemo")
    assert answer.rows[0].cells["cisplatin"].role is None


def test_an_agent_of_no_class_is_answered_from_claims_that_name_it(lab: Lab) -> None:
    text = mechanism("m", chemo="primary") + claim("m-ver", "chemo", agents="verapamil")
    assert lab(text).compare("verapamil", "chemo").rows[0].cells["verapamil"].claims == ["m-ver"]


# Filters


def test_only_keeps_patterns(kb: KnowledgeBase) -> None:
    whole = kb.compare("chemo", "radio")
    for pattern in PATTERNS:
        answer = kb.compare("chemo", "radio", only=[pattern])
        assert [found.mechanism.id for found in answer.rows] == [found.mechanism.id for found in whole.rows if found.pattern == pattern]
    both = kb.compare("chemo", "radio", only=["shared", "No Evidence"])
    assert {found.pattern for found in both.rows} == {"shared", "no-evidence"}


@pytest.mark.parametrize("name", ["chemo", "Chemo", "Chemotherapy"])
def test_only_a_side_keeps_what_is_peculiar_to_it(kb: KnowledgeBase, name: str) -> None:
    answer = kb.compare("chemo", "radio", only=[name])
    assert "drug-efflux" in [found.mechanism.id for found in answer.rows]
    for found in answer.rows:
        assert found.cells["chemo"].role in ACTING_ROLES
        assert found.cells["radio"].role == "absent"


def test_only_something_else_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match=r"--only 'immuno' is neither a pattern nor a side; expected one of: only, mainly, .*, chemo, radio"):
        kb.compare("chemo", "radio", only=["immuno"])


def test_what_the_filters_take_away_is_counted(kb: KnowledgeBase) -> None:
    whole, part = kb.compare("chemo", "radio"), kb.compare("chemo", "radio", only=["shared"])
    assert part.left_out.filtered == len(whole.rows) - len(part.rows)
    assert part.left_out.nothing_collected == whole.left_out.nothing_collected == len(kb.mechanisms) - len(whole.rows)


def test_mechanisms_by_any_of_their_names(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio", mechanisms=["efflux", "HYPOXIA"])
    assert {found.mechanism.id for found in answer.rows} == {"drug-efflux", "hypoxia"}


def test_categories(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio", categories=["Drug Exposure", "radiobiology"])
    assert {found.mechanism.category for found in answer.rows} == {"drug-exposure", "radiobiology"}
    with pytest.raises(UsageError, match="no category 'drugs'; expected one of: "):
        kb.compare("chemo", "radio", categories=["drugs"])


def test_min_level_leaves_out_weaker_claims_and_their_papers(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio", min_level="b")
    assert answer.rows
    for found in answer.rows:
        for cell in found.cells.values():
            if cell.role and not cell.inferred:
                assert cell.claims
                assert {kb.claims[name].level for name in cell.claims} <= {"A", "B"}
                assert cell.level in {"A", "B"}
                papers = {line.reference for name in cell.claims for line in kb.claims[name].evidence}
                assert set(cell.citations) == papers


def test_min_level_leaves_out_weaker_claims_beside_an_inferred_absence_too(lab: Lab) -> None:
    text = "- id: m\n  name: M\n  category: first\n  definition: D.\n  profiles:\n    chemo: {role: primary, basis: B.}\n"
    text += (
        "    radio: {role: absent, basis: B., inferred: true}\n  claims:\n"
        + claim("m-c", "chemo", level="A")
        + claim("m-r", "radio", level="D", papers=("p2",))
    )
    cell = lab(text).compare("chemo", "radio", min_level="A").rows[0].cells["radio"]
    assert (cell.role, cell.inferred) == ("absent", True)
    assert cell.claims == cell.citations == []


def test_min_level_counts_agreement_anew(lab: Lab) -> None:
    text = mechanism("m", chemo="primary", radio="primary") + claim("m-b", "chemo", "no-effect", level="D", papers=("p2",))
    text += claim("m-a", "chemo", level="A", papers=("p3", "p4"))
    knowledge = lab(text)
    before = knowledge.compare("chemo", "radio").rows[0].cells["chemo"].agreement
    assert before is not None
    assert before.state == "contested"
    strict = knowledge.compare("chemo", "radio", min_level="A").rows[0]
    after = strict.cells["chemo"].agreement
    assert after is not None
    assert (after.state, strict.cells["radio"].role, strict.pattern) == ("agreed", None, "no-evidence")


def test_min_level_e_changes_nothing(kb: KnowledgeBase) -> None:
    assert kb.compare("chemo", "radio", min_level="E") == kb.compare("chemo", "radio")


@pytest.mark.parametrize("level", ["F", "1", "AB", "?"])
def test_an_unknown_level_is_refused(kb: KnowledgeBase, level: str) -> None:
    with pytest.raises(UsageError, match="expected one of: A, B, C, D, E"):
        kb.compare("chemo", "radio", min_level=level)


# Sides


@pytest.mark.parametrize("sides", [(), ("chemo",)])
def test_fewer_than_two_sides_are_refused_with_an_example(kb: KnowledgeBase, sides: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="two or more sides, for example: resist compare chemo radio"):
        kb.compare(*sides)


def test_one_side_under_two_names_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="'chemo' is named twice"):
        kb.compare("chemo", "radio", "Chemotherapy")


def test_an_unknown_side_is_refused_with_the_nearest_names(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kb.compare("chemo", "cisplatine")
    assert "cisplatin" in caught.value.suggestions
    assert "no modality, treatment class or agent called 'cisplatine'. Did you mean: cisplatin" in str(caught.value)


def test_a_mechanism_is_no_side(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError):
        kb.compare("chemo", "drug-efflux")


def test_sides_are_known_by_aliases_and_keep_their_order(kb: KnowledgeBase) -> None:
    answer = kb.compare("radiotherapy", "immunotherapy", "Chemotherapy")
    assert [side.id for side in answer.sides] == ["radio", "immuno", "chemo"]
    assert all(list(found.cells) == ["radio", "immuno", "chemo"] for found in answer.rows)


# What the founding documents say of the two modalities


@pytest.mark.parametrize("name", ["drug-efflux", "drug-inactivation", "prodrug-activation-loss", "target-alteration", "sanctuary-sites"])
def test_what_radiation_escapes_is_peculiar_to_chemotherapy(kb: KnowledgeBase, name: str) -> None:
    found = row(kb.compare("chemo", "radio"), name)
    assert (found.pattern, found.pattern_sides, found.cells["radio"].role) == ("only", ["chemo"], "absent")


@pytest.mark.parametrize("name", ["hypoxia", "free-radical-scavenging", "cell-cycle-phase", "repopulation"])
def test_the_radiobiology_of_resistance_acts_on_radiotherapy(kb: KnowledgeBase, name: str) -> None:
    cell = row(kb.compare("chemo", "radio"), name).cells["radio"]
    assert cell.role in ACTING_ROLES
    assert cell.citations


def test_hypoxia_is_mainly_a_matter_of_radiotherapy(kb: KnowledgeBase) -> None:
    found = row(kb.compare("chemo", "radio"), "hypoxia")
    assert found.cells["radio"].role == "primary"
    assert found.cells["chemo"].role in {"indirect", "contributing"}
    assert (found.pattern, found.pattern_sides) == ("mainly", ["radio"])


# The answer as data


def test_every_citation_is_in_the_references(kb: KnowledgeBase) -> None:
    answer = kb.compare("platinum", "photon", "taxanes")
    cited = {name for found in answer.rows for cell in found.cells.values() for name in cell.citations}
    assert set(answer.references) == cited


def test_the_table_has_a_row_a_mechanism_and_a_value_a_column(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio")
    table = answer.table()
    assert len(table.rows) == len(answer.rows)
    assert all(len(cells) == len(table.columns) for cells in table.rows)
    efflux = dict(zip(table.columns, next(cells for cells in table.rows if cells[2] == "drug-efflux"), strict=True))
    assert (efflux["pattern"], efflux["chemo_role"], efflux["radio_role"]) == ("only", "primary", "absent")


def test_the_json_keeps_the_contract(kb: KnowledgeBase) -> None:
    plain = kb.compare("chemo", "radio", mechanisms=["hypoxia"]).to_dict()
    assert plain["schema"] == "resist.compare/1"
    assert {"version", "sha256"} <= set(plain["dataset"])
    assert set(plain["rows"][0]) >= {"mechanism", "pattern", "cells"}
    assert set(plain["rows"][0]["cells"]["radio"]) >= {"role", "basis", "inferred", "agreement", "level", "claims", "citations"}


def test_an_answer_without_rows_is_empty(kb: KnowledgeBase) -> None:
    answer = kb.compare("chemo", "radio", mechanisms=["drug-efflux"], only=["shared"])
    assert answer.empty
    assert answer.references == {}
