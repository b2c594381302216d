"""A hundred and sixty overlays that are wrong: each is told at its place, by its check, in words that help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resistcli.sources.check import CHECKS
from resistcli.validate import validate

from .overlay_faults import FAULTS, Fault

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_is_told_at_its_place(kb: KnowledgeBase, tmp_path: Path, fault: Fault) -> None:
    file = tmp_path / "lab.yaml"
    file.write_bytes(fault.raw)
    answer = validate([file], kb.store)
    assert not answer.valid
    assert not answer.brings
    error = answer.errors[0]
    assert (f"{error.line}:{error.column}", error.check, error.path) == (fault.place, fault.check, fault.path)
    assert fault.words in error.message
    assert error.suggestion == fault.suggestion
    for each in answer.errors:
        assert each.file == str(file)
        assert f"{each.path} {each.message} {each.suggestion}".isprintable()
        assert len(each.message) < 300


def test_every_check_has_a_fault_that_it_finds() -> None:
    assert {fault.check for fault in FAULTS} == {"file", "yaml", "shape", *CHECKS} - {"gaps"}  # which an overlay has none of
