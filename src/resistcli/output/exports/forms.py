"""An export in each of its forms, as bytes or in a file. Only the writer that is needed is imported."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from resistcli.errors import UsageError
from resistcli.output.text import counted

if TYPE_CHECKING:
    from pathlib import Path

    from resistcli.export import ExportAnswer
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.progress import Progress


class Form(StrEnum):
    """The forms of an export."""

    tsv = "tsv"
    csv = "csv"
    json = "json"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"
    gmt = "gmt"
    sqlite = "sqlite"
    parquet = "parquet"


SUFFIXES = {
    ".tsv": Form.tsv,
    ".csv": Form.csv,
    ".json": Form.json,
    ".bib": Form.bibtex,
    ".ris": Form.ris,
    ".gmt": Form.gmt,
    ".sqlite": Form.sqlite,
    ".db": Form.sqlite,
    ".parquet": Form.parquet,
}
"""The form that a file's name asks for; CSL-JSON has no suffix of its own."""
BINARY = frozenset({Form.sqlite, Form.parquet})
PAPERS = frozenset({Form.bibtex, Form.ris, Form.csl_json})


def form_of(path: Path) -> Form:
    """Return the form that the suffix of ``path`` stands for. Raises :class:`UsageError` where it stands for none."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"the name {path.name!r} does not say which format to write; end it in one of {', '.join(SUFFIXES)}, or give --format")
    return form


def held(answer: ExportAnswer, form: Form, kb: KnowledgeBase) -> str:
    """Return what a form of ``answer`` holds, in words (``1433 rows``); nothing where it would hold nothing."""
    if form in {Form.json, Form.sqlite}:
        numbers = {"claim": len(answer.claims), "countermeasure": len(answer.countermeasures)}
    elif form in PAPERS:
        numbers = {"paper": len(answer.references)}
    elif form == Form.gmt:
        from resistcli.output.exports.gmt import exported_sets

        numbers = {"gene set": len(exported_sets(answer, kb))}
    else:
        numbers = {"row": len(answer.rows)}
    return " and ".join(counted(number, noun) for noun, number in numbers.items() if number)


def lacks(answer: ExportAnswer, form: Form) -> str:
    """Return why a form of ``answer`` holds nothing, in words."""
    if answer.empty:
        return "no claim or countermeasure passes these filters"
    if answer.claims:
        return "no claim that passes these filters names a gene"
    return f"no claim passes these filters; {counted(len(answer.countermeasures), 'countermeasure')} would be in {Form.json} or {Form.sqlite}, not in {form}"


def to_bytes(answer: ExportAnswer, form: Form, kb: KnowledgeBase, *, indent: bool = False) -> bytes | bytearray:
    """Return ``answer``, made from ``kb``, in a form that is text, as UTF-8; ``indent`` spreads JSON for people."""
    if form == Form.json:
        from resistcli.output.records import to_json

        return to_json(answer, indent=indent)
    if form in PAPERS:
        from resistcli.output.bibliography import to_bibliography

        return to_bibliography(answer.references, form.value, kb).encode()
    if form == Form.gmt:
        from resistcli.output.exports.gmt import exported_sets, to_gmt

        return to_gmt(exported_sets(answer, kb), kb).encode()
    from resistcli.output.records import to_csv, to_tsv

    return (to_csv(answer) if form == Form.csv else to_tsv(answer)).encode()


def write_form(answer: ExportAnswer, form: Form, kb: KnowledgeBase, path: Path, progress: Progress) -> None:
    """Write ``answer``, made from ``kb``, in any form to ``path``, which is new or empty.

    Raises:
        UsageError: the form is Parquet and pyarrow is not installed.
        OutputError: the system does not let it be written.
    """
    if form == Form.sqlite:
        from resistcli.output.exports.sqlite import write_sqlite

        write_sqlite(answer, path, progress)
    elif form == Form.parquet:
        from resistcli.output.exports.parquet import write_parquet

        write_parquet(answer, path, progress)
    else:
        path.write_bytes(to_bytes(answer, form, kb))
