"""What is wrong with overlays is told at its place, by a named check, all at once; what is right is counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resistcli.sources.check import CHECKS
from resistcli.validate import explain, validate

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

CLAIM = """\
mechanisms:
- id: hypoxia
  claims:
  - id: lab-1
    modality: chemo
    relation: no-effect
    text: Words.
    level: D
    evidence:
    - {reference: r2026, stance: supports, where: x}
"""
PAPER = "references:\n- {id: r2026, title: T, authors: [Doe J], year: 2026, kind: review, verification: {status: reported}}\n"
GENE = "genes:\n- {id: LAB1, name: g, hgnc: 'HGNC:99999'}\n"
EXAMPLE = Path(__file__).parents[1] / "examples" / "lab-overlay.yaml"


def test_the_example_is_valid_and_what_it_brings_is_counted(kb: KnowledgeBase) -> None:
    answer = validate([EXAMPLE], kb.store)
    assert (answer.valid, answer.errors, answer.files) == (True, [], [str(EXAMPLE)])
    assert answer.brings["claims"] == 4
    assert answer.brings["mechanisms"] == 2


def test_the_explanation_names_every_check_in_a_sentence(kb: KnowledgeBase) -> None:
    checks = explain(kb.stamp).checks
    assert [check.name for check in checks] == ["file", "yaml", "shape", *CHECKS]
    assert all(check.about.endswith((".", ")")) and len(check.about) > 30 for check in checks)


def test_the_faults_of_several_files_are_told_together_in_their_order(kb: KnowledgeBase, tmp_path: Path) -> None:
    texts = {"a": CLAIM.replace("level: D", "level: F"), "b": "!!str x", "c": GENE.replace("HGNC:", ""), "d": PAPER}
    files = []
    for name, text in texts.items():
        files.append(tmp_path / f"{name}.yaml")
        files[-1].write_text(text)
    answer = validate([*files, tmp_path / "none.yaml"], kb.store)
    told = [(Path(error.file).stem, error.check) for error in answer.errors]
    assert told == [("b", "yaml"), ("none", "file"), ("a", "shape"), ("c", "identifiers")]


def test_a_later_file_may_build_on_an_earlier_one(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "claims.yaml").write_text(CLAIM)
    (tmp_path / "papers.yaml").write_text(PAPER)
    assert not validate([tmp_path / "claims.yaml"], kb.store).valid
    assert validate([tmp_path / "claims.yaml", tmp_path / "papers.yaml"], kb.store).valid


def test_a_file_named_twice_is_one_file(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "lab.yaml").write_text(CLAIM + PAPER)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "lab.yaml")
    answer = validate([tmp_path / "lab.yaml", tmp_path / "link.yaml", tmp_path / "." / "lab.yaml"], kb.store)
    assert (answer.valid, answer.files) == (True, [str(tmp_path / "lab.yaml")])


def test_more_faults_than_anybody_reads_are_cut_and_that_is_said(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "lab.yaml").write_text("mechanisms:\n- id: hypoxia\n  genes: [" + ", ".join(f"NONE{number}" for number in range(5000)) + "]\n")
    answer = validate([tmp_path / "lab.yaml"], kb.store)
    assert (len(answer.errors), answer.more) == (500, True)
    assert answer.errors[499].path == "mechanisms[0].genes[499]"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "mechanisms:\n- id: hypoxia\n  genes: [HIF1A,\n    NOSUCH, TP53,\n    NEITHER]\n",
            ["4:5 mechanisms[0].genes[1]", "5:5 mechanisms[0].genes[3]"],
        ),
        (
            "mechanisms:\n- id: hypoxia\n  replace:\n    genes:\n    - NOSUCH\n    profiles:\n      chmo:\n        role: primary\n        basis: ''\n",
            ["5:7 mechanisms[0].replace.genes[0]", "7:7 mechanisms[0].replace.profiles.chmo", "9:9 mechanisms[0].replace.profiles.chmo.basis"],
        ),
        (
            "mechanisms:\n- id: hypoxia\n  claims:\n  - id: hypoxia-1\n    replace:\n      evidence: [{reference: nobody1900, stance: supports, where: x}]\n",
            ["6:19 mechanisms[0].claims[0].replace.evidence[0].reference"],
        ),
        (
            "genes:\n- id: TP53\n  aliases: ['', \"\\u200B\"]\n  replace: {hgnc: none}\n",
            ["3:13 genes[0].aliases[0]", "3:17 genes[0].aliases[1]", "4:13 genes[0].replace.hgnc"],
        ),
    ],
)
def test_places_in_lists_and_under_replace_are_those_of_the_file(kb: KnowledgeBase, tmp_path: Path, text: str, places: list[str]) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(text)
    assert [f"{error.line}:{error.column} {error.path}" for error in validate([file], kb.store).errors] == places
