"""Whether overlays are valid: every problem at once, each with its place, and what they would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.answers import Answer
from resistcli.model import DatasetStamp, Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from resistcli.sources.store import Store


class Fault(Record, kw_only=True, frozen=True):
    """One thing wrong. Lines and columns count from 1; ``path`` is the place in the data; ``check`` is the name that ``--explain`` explains."""

    file: str
    line: int
    column: int
    path: str
    check: str
    message: str
    suggestion: str | None


class ValidateAnswer(Answer, kw_only=True, frozen=True):
    """Whether ``files`` are valid upon the bundled data: ``errors`` in their order, and how many records of each kind they bring or add to.

    ``more`` is true where there are more errors than are told (500): files with so many have one cause, or are no data files.
    """

    valid: bool
    files: list[str]
    brings: dict[str, int]
    errors: list[Fault]
    more: bool

    def records(self) -> list[Fault]:
        """Return the errors."""
        return self.errors


class CheckLine(Record, kw_only=True, frozen=True):
    """A named check and what it looks for."""

    name: str
    about: str


class ExplainAnswer(Answer, kw_only=True, frozen=True):
    """The named checks, in the order in which they are made."""

    checks: list[CheckLine]

    def records(self) -> list[CheckLine]:
        """Return the checks."""
        return self.checks


def validate(files: Sequence[Path], base: Store) -> ValidateAnswer:
    """Check overlay files together, in their order, upon the dataset ``base``."""
    from resistcli.sources.files import read_files
    from resistcli.sources.overlay import check_overlays
    from resistcli.sources.problems import MAX_PROBLEMS, file_text
    from resistcli.sources.store import Meta

    sources = read_files(files)
    problems, corpus = check_overlays(sources, base)
    counts = {kind: len(brought) for kind, brought in corpus.brought.items() if brought} if not problems else {}
    return ValidateAnswer(
        schema="resist.validate/1",
        dataset=base.section("meta", Meta).stamp,
        valid=not problems,
        files=[file_text(file.path) for file in sources],
        brings=counts,
        errors=[Fault(**problem._asdict()) for problem in problems[:MAX_PROBLEMS]],
        more=len(problems) > MAX_PROBLEMS,
    )


def explain(stamp: DatasetStamp) -> ExplainAnswer:
    """Return what each named check looks for."""
    from resistcli.sources.check import CHECKS

    reading = {
        "file": "The file is there, can be read, is UTF-8 text and no larger than a data file ever is.",
        "yaml": "It is plain YAML: one document of unique keys, lists and values, without tags, anchors and aliases, of bounded size and depth.",
        "shape": "Every key is known, and every value is of its kind: text, number, list, or one of the words of a closed set.",
    }
    found = reading | {name: " ".join((check.__doc__ or "").split()) for name, check in CHECKS.items()}
    return ExplainAnswer(schema="resist.explain/1", dataset=stamp, checks=[CheckLine(name=name, about=about) for name, about in found.items()])
