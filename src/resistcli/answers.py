"""What every answer has in common: the envelope, its records, and its flat table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resistcli.model import DatasetStamp, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Rows(NamedTuple):
    """An answer as a flat table, for CSV, TSV, Markdown and pipes. Cells are plain values; lists and dicts are joined on output."""

    columns: list[str]
    rows: list[list[Any]]


class Answer(Record, kw_only=True, frozen=True):
    """Base of all answers. ``schema`` names the form and its version, ``dataset`` the data it was made from."""

    schema: str
    dataset: DatasetStamp

    @property
    def empty(self) -> bool:
        """True where nothing was found."""
        return not self.records()

    def records(self) -> Sequence[Record]:
        """Return the records that JSONL prints one a line."""
        raise NotImplementedError

    def table(self) -> Rows:
        """Return the answer as a flat table."""
        return flat(self.records())

    def _repr_html_(self) -> str:
        """Draw the answer in a notebook."""
        from resistcli.output.notebook import to_html

        return to_html(self)


def flat(records: Iterable[Record]) -> Rows:
    """Return records of one type as rows, a column for each field."""
    records = list(records)
    columns = list(records[0].__struct_fields__) if records else []
    return Rows(columns, [[getattr(record, column) for column in columns] for record in records])
