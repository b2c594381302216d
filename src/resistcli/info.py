"""What the dataset holds and how well it is covered, checked and agreed on; and which program is asking. Every number is counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resistcli.answers import Answer
from resistcli.coverage import AgreementCounts, Coverage, VerificationCounts, agreement_of, counts_of, coverage_of, verification_of
from resistcli.model import BUNDLED, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from resistcli.knowledge import KnowledgeBase


class SourceCounts(Record, kw_only=True, frozen=True):
    """What one source (``bundled`` or an overlay) brought, and what of others it added to or changed: records by kind, none left out but zeros."""

    source: str
    brought: dict[str, int]
    added_to: dict[str, int]


class Program(Record, kw_only=True, frozen=True):
    """The program, the interpreter, and the folder in which compiled overlays are kept."""

    version: str
    python: str
    cache: str
    cache_writable: bool


class Fact(Record, kw_only=True, frozen=True):
    """One line of the answer, for tables and pipes."""

    topic: str
    name: str
    value: str | int | bool


class InfoAnswer(Answer, kw_only=True, frozen=True):
    """The dataset's ``version`` and licence, its ``counts`` and ``coverage``, its ``sources``, and the program."""

    version: str
    title: str
    licence: str
    notice: str
    counts: dict[str, int]
    coverage: Coverage
    agreement: AgreementCounts
    verification: VerificationCounts
    sources: list[SourceCounts]
    program: Program

    def records(self) -> list[Fact]:
        """Return the answer as facts, one a line."""
        return list(self._facts())

    def _facts(self) -> Iterator[Fact]:
        dataset = {"version": self.version, "sha256": self.dataset.sha256, "title": self.title, "licence": self.licence, "notice": self.notice}
        yield from _named("dataset", dataset)
        yield from _named("counts", self.counts)
        for row in self.coverage.profiles:
            for modality, roles in row.roles.items():
                yield from _named(f"profiles {row.category} {modality}", roles)
        yield from _named("gaps", self.coverage.gaps)
        for modality, levels in self.coverage.claims.items():
            yield from _named(f"claims {modality}", levels)
        yield from _named("agreement profiles", self.agreement.profiles)
        yield from _named("agreement claims", self.agreement.claims)
        checked = self.verification
        yield from _named("references", {"verified": checked.verified, "reported": checked.reported, "retracted": checked.retracted})
        yield from _named("evidence", checked.evidence)
        for source in self.sources:
            yield from _named(f"brought by {source.source}", source.brought)
            yield from _named(f"added to by {source.source}", source.added_to)
        yield from _named("program", self.program.to_dict())


def _named(topic: str, values: Mapping[str, str | int | bool]) -> Iterator[Fact]:
    return (Fact(topic=topic, name=name, value=value) for name, value in values.items())


def info(kb: KnowledgeBase) -> InfoAnswer:
    """Return what the dataset of ``kb`` holds, counted from its records, and what this program is."""
    return InfoAnswer(
        schema="resist.info/1",
        dataset=kb.stamp,
        version=kb.stamp.version,
        title=kb.meta.title,
        licence=kb.meta.licence,
        notice=kb.meta.notice,
        counts=counts_of(kb),
        coverage=coverage_of(kb),
        agreement=agreement_of(kb),
        verification=verification_of(kb),
        sources=[_source(kb, name) for name in (BUNDLED, *kb.stamp.overlays)],
        program=program(),
    )


def program() -> Program:
    """Return the versions of program and Python, and where overlays are cached."""
    import sys

    from resistcli import __version__
    from resistcli.sources.store import CacheFolder

    folder = CacheFolder().path
    return Program(version=__version__, python=sys.version.split()[0], cache=str(folder), cache_writable=_writable(folder))


def _writable(folder: Path) -> bool:
    """Tell whether files can be put into a folder that may have to be made first."""
    import os

    nearest = next((path for path in (folder, *folder.absolute().parents) if path.exists()), folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _source(kb: KnowledgeBase, name: str) -> SourceCounts:
    """Count the records that a source brought, which it is the first to be named in, and those that it added to."""
    brought: dict[str, int] = {}
    added_to: dict[str, int] = {}
    for kind, sources in _sources(kb):
        counts = Counter(sources).items()
        first = sum(count for source, count in counts if f"{source}; ".startswith(f"{name}; "))
        named = sum(count for source, count in counts if f"; {name}; " in f"; {source}; ")
        brought |= {kind: first} if first else {}
        added_to |= {kind: named - first} if named > first else {}
    return SourceCounts(source=name, brought=brought, added_to=added_to)


def _sources(kb: KnowledgeBase) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of record with the ``source`` of every one."""
    yield "mechanisms", [item.source for item in kb.mechanisms.values()]
    yield "profiles", [profile.source for item in kb.mechanisms.values() for profile in item.profiles.values()]
    yield "claims", [item.source for item in kb.claims.values()]
    yield "countermeasures", [item.source for item in kb.countermeasures.values()]
    yield "evidence_lines", [line.source for item in kb.statements() for line in item.evidence]
    yield "references", [item.source for item in kb.references.values()]
    yield "genes", [item.source for item in kb.genes.values()]
    yield "agents", [item.source for item in kb.agents.values()]
    yield "modalities", [item.source for item in kb.modalities.values() if item.parent is None]
    yield "treatment_classes", [item.source for item in kb.modalities.values() if item.parent]
    yield "categories", [item.source for item in kb.categories.values()]
