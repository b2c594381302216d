"""What the dataset holds: every number against the YAML files, counted here by other means."""

from __future__ import annotations

import platform
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import resistcli
from resistcli.info import InfoAnswer, program
from resistcli.knowledge import KnowledgeBase
from resistcli.sources.store import CHECKOUT_DATA

pytestmark = pytest.mark.skipif(not CHECKOUT_DATA.is_dir(), reason="the YAML files are in the checkout")

OVERLAY = """\
agents:
- {id: pumpstatin, name: Pumpstatin, type: drug}
references:
- {id: lab2026, title: Our finding, authors: [Doe J], year: 2026, kind: in-vitro, verification: {status: reported}}
mechanisms:
- id: drug-efflux
  aliases: [pumping]
  countermeasures:
  - id: drug-efflux-lab1
    modality: chemo
    name: Pumpstatin
    stage: preclinical
    outcome: Restored uptake.
    agents: [pumpstatin]
    level: D
    evidence: [{reference: lab2026, stance: supports, where: notebook}]
"""


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    """Return the YAML files under data/ as plain data, all keys together."""
    whole: dict[str, Any] = {}
    for name in ("modalities", "genes", "references", "mechanisms"):
        whole |= yaml.load((CHECKOUT_DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return whole


@pytest.fixture(scope="module")
def answer(kb: KnowledgeBase) -> InfoAnswer:
    return kb.info()


def _statements(files: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for mechanism in files["mechanisms"] for key in ("claims", "countermeasures") for item in mechanism.get(key, [])]


def test_the_counts_are_those_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    mechanisms = files["mechanisms"]
    assert answer.counts == {
        "mechanisms": len(mechanisms),
        "profiles": sum(len(item.get("profiles", {})) for item in mechanisms),
        "claims": sum(len(item.get("claims", [])) for item in mechanisms),
        "countermeasures": sum(len(item.get("countermeasures", [])) for item in mechanisms),
        "evidence_lines": sum(len(item["evidence"]) for item in _statements(files)),
        "references": len(files["references"]),
        "genes": len(files["genes"]),
        "agents": len(files["agents"]),
        "modalities": sum("parent" not in item for item in files["modalities"]),
        "treatment_classes": sum("parent" in item for item in files["modalities"]),
        "categories": len(files["categories"]),
    }


def test_the_coverage_is_that_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    assert [row.category for row in answer.coverage.profiles] == [item["id"] for item in files["categories"]]
    for row in answer.coverage.profiles:
        mine = [item for item in files["mechanisms"] if item["category"] == row.category]
        assert row.mechanisms == len(mine)
        for modality, roles in row.roles.items():
            given = Counter(item.get("profiles", {}).get(modality, {"role": "nothing"})["role"] for item in mine)
            assert {role: number for role, number in roles.items() if number} == dict(given)


def test_the_gaps_are_those_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    gaps = Counter(modality for item in files["mechanisms"] for modality in item.get("gaps", {}))
    assert {modality: number for modality, number in answer.coverage.gaps.items() if number} == dict(gaps)


def test_the_claims_by_level_are_those_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    claims = Counter((claim["modality"], claim["level"]) for item in files["mechanisms"] for claim in item.get("claims", []))
    assert {(modality, level): number for modality, levels in answer.coverage.claims.items() for level, number in levels.items() if number} == dict(claims)


def test_the_verification_is_that_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    statuses = Counter(item["verification"]["status"] for item in files["references"])
    assert (answer.verification.verified, answer.verification.reported) == (statuses["verified"], statuses["reported"])
    assert answer.verification.retracted == sum(item.get("retracted", False) for item in files["references"])
    verdicts = Counter(line.get("checked", {"verdict": "unchecked"})["verdict"] for item in _statements(files) for line in item["evidence"])
    assert {verdict: number for verdict, number in answer.verification.evidence.items() if number} == dict(verdicts)


def test_every_profile_and_claim_has_a_state_of_agreement(answer: InfoAnswer) -> None:
    assert sum(answer.agreement.profiles.values()) == answer.counts["profiles"]
    assert sum(answer.agreement.claims.values()) == answer.counts["claims"]


def test_version_licence_and_notice_are_those_of_the_files(files: dict[str, Any], answer: InfoAnswer) -> None:
    assert [answer.version, answer.title, answer.licence, answer.notice] == [files["dataset"][name] for name in ("version", "title", "licence", "notice")]
    assert answer.dataset.version == answer.version


def test_without_overlays_everything_is_bundled(answer: InfoAnswer) -> None:
    [bundled] = answer.sources
    assert (bundled.source, bundled.brought, bundled.added_to) == ("bundled", answer.counts, {})


def test_an_overlay_is_told_apart_by_what_it_brought_and_added_to(tmp_path: Path, answer: InfoAnswer) -> None:
    file = tmp_path / "lab; ours.yaml"
    file.write_text(OVERLAY, encoding="utf-8")
    merged = resistcli.load(file).info()
    bundled, lab = merged.sources
    assert bundled.brought == answer.counts
    assert (lab.source, lab.brought) == (str(file), {"countermeasures": 1, "evidence_lines": 1, "references": 1, "agents": 1})
    assert lab.added_to == {"mechanisms": 1}
    assert merged.counts["countermeasures"] == answer.counts["countermeasures"] + 1


def test_of_two_overlays_the_second_adds_to_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(OVERLAY, encoding="utf-8")
    second.write_text("agents:\n- {id: pumpstatin, aliases: [PS-1]}\n", encoding="utf-8")
    _, one, two = resistcli.load(first, second).info().sources
    assert one.brought["agents"] == 1
    assert (two.brought, two.added_to) == ({}, {"agents": 1})


def test_the_program_says_what_it_is_and_where_it_keeps_overlays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESIST_CACHE", str(tmp_path / "not" / "yet"))
    found = program()
    assert (found.version, found.python) == (resistcli.__version__, platform.python_version())
    assert (found.cache, found.cache_writable) == (str(tmp_path / "not" / "yet"), True)


def test_a_cache_that_cannot_be_a_folder_is_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file", "file/below"):
        monkeypatch.setenv("RESIST_CACHE", str(tmp_path / place))
        assert not program().cache_writable


def test_the_facts_hold_every_count_once(answer: InfoAnswer) -> None:
    facts = {(fact.topic, fact.name): fact.value for fact in answer.records()}
    assert len(facts) == len(answer.records())
    assert facts["counts", "claims"] == answer.counts["claims"]
    assert facts["dataset", "sha256"] == answer.dataset.sha256
    assert facts["program", "version"] == resistcli.__version__
