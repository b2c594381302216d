"""All names of one kind of entity as one text, searched where it lies.

A command looks up one or two names; building a dictionary of ten thousand for that costs more than the command itself. So
the names are lines of ``key, id, field, name`` and a look-up is a search for a line's beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from resistcli.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resistcli.model import Kind


class NameMatch(NamedTuple):
    """One way in which a name is known: the entity, and the field and text that bear the name."""

    kind: Kind
    id: str
    field: str
    text: str


class NameTable:
    """The names of the entities of one kind."""

    def __init__(self, kind: Kind, lines: bytes) -> None:
        """Wrap the text that :func:`write` made."""
        self._kind = kind
        self._lines = lines

    def exact(self, spelled: str) -> list[NameMatch]:
        """Return what has the name with the key ``spelled``."""
        return [match for _, match in self._find(f"\n{spelled}\t")]

    def begun(self, start: str) -> Iterator[tuple[str, NameMatch]]:
        """Yield (key, match) of the names whose key begins with ``start``."""
        return self._find(f"\n{start}")

    def holding(self, part: str) -> Iterator[tuple[str, NameMatch]]:
        """Yield (key, match) of the names whose key holds ``part`` anywhere."""
        return ((name, match) for name, match in self._find(part) if part in name)

    def beginning(self, typed: str) -> Iterator[tuple[NameMatch, str]]:
        """Yield the names of one word whose text begins with ``typed``, case aside; with an id, the name or title that it stands for, else nothing."""
        # The name of an entity stands in the line below its id.
        title = r"(?:(?=\n[^\t\n]*\t\1\t(?:name|title)\t([^\n]*)))?"
        line = rf"^[^\t\n]*\t([^\t\n]*)\t([^\t\n]*)\t({re.escape(typed)}\S*)${title}"
        for found in re.finditer(line, self._lines.decode(), re.MULTILINE | re.IGNORECASE):
            identifier, field, text, name = found.groups("")
            yield NameMatch(self._kind, identifier, field, text), name

    def keys(self) -> list[str]:
        """Return the key of every name."""
        return [line.partition("\t")[0] for line in self._lines.decode().split("\n") if line]

    def _find(self, wanted: str) -> Iterator[tuple[str, NameMatch]]:
        sought = wanted.encode()
        place = self._lines.find(sought)
        while place >= 0:
            start = self._lines.rfind(b"\n", 0, place + 1) + 1
            end = self._lines.index(b"\n", start)
            name, identifier, field, text = self._lines[start:end].decode().split("\t", 3)
            yield name, NameMatch(self._kind, identifier, field, text)
            place = self._lines.find(sought, end)


def write(entries: Iterable[tuple[str, str, str]]) -> bytes:
    """Return the lines for (id, field, name) entries; of several names of an entity with one key the first stands."""
    seen: set[tuple[str, str]] = set()
    lines = [""]
    for identifier, field, text in entries:
        spelled = key(text)
        if spelled and (spelled, identifier) not in seen:
            seen.add((spelled, identifier))
            lines.append(f"{spelled}\t{identifier}\t{field}\t{' '.join(text.split())}")
    return "\n".join([*lines, ""]).encode()
