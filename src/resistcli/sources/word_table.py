"""The word index as one text of lines ``stem, documents and weights``, searched where it lies, as :mod:`resistcli.sources.name_table` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class WordTable:
    """Which documents hold a word."""

    def __init__(self, lines: bytes) -> None:
        """Wrap the text that :func:`write` made."""
        self._lines = lines

    def __contains__(self, stem: str) -> bool:
        """Tell whether any document holds the word."""
        return f"\n{stem}\t".encode() in self._lines

    def documents(self, stem: str) -> list[tuple[int, int]]:
        """Return (document, weight) of the documents that hold the word; the document is its number in the index."""
        wanted = f"\n{stem}\t".encode()
        place = self._lines.find(wanted)
        if place < 0:
            return []
        start = place + len(wanted)
        numbers = [int(number) for number in self._lines[start : self._lines.index(b"\n", start)].split(b" ")]
        return list(zip(numbers[::2], numbers[1::2], strict=True))


def write(postings: Mapping[str, Sequence[int]]) -> bytes:
    """Return the lines for flat (document, weight) lists by stem."""
    return "\n".join(["", *(f"{stem}\t{' '.join(map(str, flat))}" for stem, flat in postings.items()), ""]).encode()
