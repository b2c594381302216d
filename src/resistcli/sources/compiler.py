"""From data files to the sections of the compiled form: checked records, names, word index and finished citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resistcli.errors import DataError
from resistcli.model import BUNDLED, DatasetStamp
from resistcli.sources import word_table
from resistcli.sources.bibliography import MAX_EARLY, STYLES, format_references
from resistcli.sources.check import check_documents
from resistcli.sources.files import content_hash, hash_of, source_files
from resistcli.sources.index import names, word_index
from resistcli.sources.overlay import merge_overlays
from resistcli.sources.problems import file_text
from resistcli.sources.records import Records, assemble
from resistcli.sources.store import Meta
from resistcli.sources.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from resistcli.sources.files import DataFile
    from resistcli.sources.store import Store


def compile_dataset(folder: Path) -> dict[str, object]:
    """Return the sections of the compiled form of the YAML files in ``folder``, by name, as values to be encoded.

    Raises:
        DataError: a file cannot be read, or the files do not pass the check; the message lists every problem.
    """
    files = source_files(folder)
    shapes = check_documents([read_yaml(file) for file in files])
    records = assemble(shapes)
    dataset = next((shape.dataset for shape in shapes if shape.dataset), None)
    if dataset is None:
        raise DataError(f"{folder}: no file has the key 'dataset' with version, title, licence and notice")
    stamp = DatasetStamp(version=dataset.version, sha256=content_hash(files))
    meta = Meta(stamp=stamp, title=dataset.title, licence=dataset.licence, notice=dataset.notice)
    return _sections(meta, records, {style: format_references(records.references.values(), style) for style in STYLES})


def compile_overlays(base: Store, files: Sequence[DataFile]) -> dict[str, object]:
    """Return the sections of the compiled form of ``base`` with overlays merged in, each in its turn.

    Raises:
        DataError: an overlay cannot be read or is not valid; the message lists every problem.
    """
    records = merge_overlays(files, base)
    meta = base.section("meta", Meta)
    stamp = DatasetStamp(version=meta.stamp.version, sha256=hash_of(files, meta.stamp.sha256), overlays=[file_text(file.path) for file in files])
    fresh = [reference for reference in records.references.values() if reference.source != BUNDLED]
    citations = {}
    for style in STYLES:
        same = {name: text for name, text in base.section(style, dict[str, str]).items() if records.references[name].source == BUNDLED}
        citations[style] = same | format_references(fresh[:MAX_EARLY], style)
    return _sections(Meta(stamp=stamp, title=meta.title, licence=meta.licence, notice=meta.notice), records, citations)


def _sections(meta: Meta, records: Records, citations: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    index = word_index(records)
    return {
        "meta": meta,
        "categories": list(records.categories.values()),
        "mechanisms": records.mechanisms,
        "claims": records.claims,
        "countermeasures": records.countermeasures,
        "references": records.references,
        "genes": records.genes,
        "agents": records.agents,
        "modalities": records.modalities,
        **{f"names {kind}": table for kind, table in names(records).items()},
        "documents": index.documents,
        "words": word_table.write(index.postings),
        "vocabulary": index.vocabulary,
        **citations,
    }
