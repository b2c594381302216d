"""Overlays: a lab's own YAML upon the bundled dataset, checked, merged and compiled like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from resistcli.errors import InvalidDataError
from resistcli.sources.check import find_overlay_problems
from resistcli.sources.corpus import LISTS, NESTED, Brought, Corpus, Tables, given
from resistcli.sources.problems import MAX_PROBLEMS, FileError, Problem, as_text
from resistcli.sources.records import assemble
from resistcli.sources.shapes import RECORDS, EvidenceShape, SourceShape
from resistcli.sources.yaml_reader import MAX_VALUES, parse_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.sources.files import DataFile
    from resistcli.sources.records import Records
    from resistcli.sources.store import Store
    from resistcli.sources.yaml_reader import YamlDocument


def check_overlays(files: Sequence[DataFile], base: Store) -> tuple[list[Problem], Corpus]:
    """Return everything wrong in some overlays taken together upon ``base``, in the order of the files, and what they make merged.

    Files that cannot be read are told first, with what is wrong in the others by themselves; together they may not be larger than
    one may be. At most one problem more is returned than is ever told.
    """
    documents: list[YamlDocument] = []
    problems: list[Problem] = []
    for file in files:
        try:
            document = _parsed(file)
        except FileError as error:
            problems.append(error.problem)
            continue
        documents.append(document)
        if sum(len(document.positions) for document in documents) > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values together with the overlays before it"
            return [*problems, FileError(file.path, message, "yaml").problem], Corpus([], {})
    found, corpus = find_overlay_problems(documents, tables_of(base))
    return (problems + found)[: MAX_PROBLEMS + 1], corpus


def _parsed(file: DataFile) -> YamlDocument:
    if isinstance(file.content, FileError):
        raise file.content
    return parse_bytes(file.content, file.path)


def merge_overlays(files: Sequence[DataFile], base: Store) -> Records:
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
        keys = [*RECORDS[kind].__struct_fields__, *(["mechanism"] if kind in NESTED else [])]
        records = section.values() if isinstance(section, dict) else section
        tables[kind] = {record["id"]: {name: given(record[name]) for name in keys if record.get(name) is not None} for record in records}
    for statement in (*tables["claims"].values(), *tables["countermeasures"].values()):
        statement["evidence"] = [{name: line[name] for name in EvidenceShape.__struct_fields__ if name in line} for line in statement["evidence"]]
    for mechanism in tables["mechanisms"].values():
        fields = ("role", "basis", "inferred", "not_for")
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
    cited: dict[tuple[str, str], dict[str, str]] = {}
    for place, source in brought["evidence"].items():
        kind, name, reference = place.split("/")
        cited.setdefault((kind, name), {})[reference] = source
    for (kind, name), sources in cited.items():
        statements: dict[str, Any] = getattr(records, kind)
        lines = [structs.replace(line, source=sources.get(line.reference, line.source)) for line in statements[name].evidence]
        statements[name] = structs.replace(statements[name], evidence=lines)
