"""Overlays: a lab's own YAML upon the bundled dataset, checked, merged and compiled like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from resistcli.errors import InvalidDataError
from resistcli.sources.check import SHAPES, find_overlay_problems
from resistcli.sources.corpus import LISTS, NESTED, Brought, Corpus, Tables
from resistcli.sources.problems import FileError, Problem, as_text
from resistcli.sources.records import assemble
from resistcli.sources.shapes import EvidenceShape, SourceShape
from resistcli.sources.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from resistcli.sources.records import Records
    from resistcli.sources.store import Store


def check_overlays(files: Sequence[Path], base: Store) -> tuple[list[Problem], Corpus]:
    """Return everything wrong in some overlays taken together upon ``base``, in the order of the files, and what they make merged.

    Files that cannot be read are told first, with what is wrong in the others by themselves.
    """
    documents = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            documents.append(read_yaml(file))
        except FileError as error:
            problems.append(error.problem)
    found, corpus = find_overlay_problems(documents, tables_of(base))
    return problems + found, corpus


def merge_overlays(files: Sequence[Path], base: Store) -> Records:
    """Return the records of ``base`` with overlays merged in, each in its turn, everything that they brought marked by ``source``.

    Raises:
        InvalidDataError: something is wrong; the message is one line a problem.
    """
    problems, corpus = check_overlays(files, base)
    if problems:
        raise InvalidDataError(as_text(problems))
    records = assemble([_shape(corpus.tables)])
    _mark(records, corpus.brought)
    return records


def tables_of(store: Store) -> Tables:
    """Return the records of a compiled dataset as its data files hold them, without what is computed."""
    tables: Tables = {}
    for kind in (*LISTS, *NESTED):
        section: Any = store.section(kind, Any)
        keys = [*SHAPES[kind].__struct_fields__, *(["mechanism"] if kind in NESTED else [])]
        records = section.values() if isinstance(section, dict) else section
        tables[kind] = {record["id"]: {name: record[name] for name in keys if name in record} for record in records}
    for statement in (*tables["claims"].values(), *tables["countermeasures"].values()):
        statement["evidence"] = [{name: line[name] for name in EvidenceShape.__struct_fields__ if name in line} for line in statement["evidence"]]
    for mechanism in tables["mechanisms"].values():
        fields = ("role", "basis", "inferred")
        mechanism["profiles"] = {modality: {name: profile[name] for name in fields} for modality, profile in mechanism["profiles"].items()}
    return tables


def _shape(tables: Tables) -> SourceShape:
    """Nest claims and countermeasures in their mechanisms again."""
    mechanisms = {name: record | {kind: [] for kind in NESTED} for name, record in tables["mechanisms"].items()}
    for kind in NESTED:
        for record in tables[kind].values():
            bare = {name: value for name, value in record.items() if name != "mechanism"}
            mechanisms[record["mechanism"]][kind].append(bare)
    data = {kind: list(tables[kind].values()) for kind in LISTS} | {"mechanisms": list(mechanisms.values())}
    return msgspec.convert(data, SourceShape)


def _mark(records: Records, brought: Brought) -> None:
    """Set the ``source`` of everything that overlays brought."""
    for kind in (*LISTS, *NESTED):
        table: dict[str, Any] = getattr(records, kind)
        for name, source in brought[kind].items():
            table[name] = structs.replace(table[name], source=source)
    for place, source in brought["profiles"].items():
        mechanism, _, modality = place.partition("/")
        profile = structs.replace(records.mechanisms[mechanism].profiles[modality], source=source)
        records.mechanisms[mechanism].profiles[modality] = profile
    for place, source in brought["evidence"].items():
        name, _, reference = place.partition("/")
        for statements in (records.claims, records.countermeasures):
            if name in statements:
                _mark_evidence(statements, name, reference, source)


def _mark_evidence(statements: dict[str, Any], name: str, reference: str, source: str) -> None:
    lines = [structs.replace(line, source=source) if line.reference == reference else line for line in statements[name].evidence]
    statements[name] = structs.replace(statements[name], evidence=lines)
