"""Columns of wrapped text, for tables of a hundred rows and more.

Rich's own Table measures and renders every cell several times; for a whole comparison that takes longer than everything else
together (``benchmarks/``). Here each cell is wrapped once into a column of known width, and Rich only styles the lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

GAP = 2
MIN_COLUMN = 6
_WRAPPER = Console(width=80, _environ={})
Piece = Text | str
"""A paragraph of a cell: styled text, which should be short, or plain text."""


def wrap(text: str, width: int) -> list[str]:
    """Break plain text into lines of at most ``width`` cells, at spaces where there are any."""
    lines: list[str] = []
    line = ""
    room = width
    for word in text.split():
        length = cell_len(word)
        if line and length < room:
            line += f" {word}"
            room -= length + 1
            continue
        if line:
            lines.append(line)
        while length > width:
            head = _fitting(word, width)
            lines.append(word[:head])
            word = word[head:]  # noqa: PLW2901  # the rest of an overlong word
            length = cell_len(word)
        line, room = word, width - length
    return [*lines, line] if line else lines


def _fitting(word: str, width: int) -> int:
    """Return how many leading characters of ``word`` take at most ``width`` cells; at least one."""
    used = 0
    for number, char in enumerate(word):
        used += cell_len(char)
        if used > width:
            return max(number, 1)
    return len(word)


def layout(header: Sequence[str], rows: Iterable[Sequence[Sequence[Piece]]], widths: Sequence[int], rule: str) -> Text:
    """Return a header, a rule and rows of cells as one text; a cell is a list of paragraphs, each beginning a line.

    Args:
        header: a title for each column.
        rows: cells in the order of the columns.
        widths: the width of each column, in cells; columns stand two cells apart.
        rule: the character of the line under the header.
    """
    sheet = _Sheet()
    titles: list[Sequence[Piece]] = [[Text(title, "bold")] for title in header]
    _add_row(sheet, titles, widths)
    sheet.add(Text(rule * (sum(widths) + GAP * (len(widths) - 1)), "dim"))
    sheet.add("\n")
    for row in rows:
        _add_row(sheet, row, widths)
    return sheet.text()


def stack(pieces: Iterable[tuple[int, Piece]], width: int) -> Text:
    """Return paragraphs one below the other, each with its own indent in cells, as one text of at most ``width`` cells."""
    sheet = _Sheet()
    for indent, piece in pieces:
        for line in _lines([piece], max(width - indent, 1)):
            sheet.add(" " * indent)
            sheet.add(line)
            sheet.add("\n")
    return sheet.text()


class _Sheet:
    """Lines put together as characters and spans: Rich's own ``append`` looks at every piece again, which for a page costs more than drawing it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def add(self, piece: Piece) -> None:
        plain = piece if isinstance(piece, str) else piece.plain
        if isinstance(piece, Text):
            start = self._length
            if piece.style:
                self._spans.append(Span(start, start + len(plain), piece.style))
            self._spans += [Span(span.start + start, span.end + start, span.style) for span in piece.spans]
        self._parts.append(plain)
        self._length += len(plain)

    def text(self) -> Text:
        """Return everything added, without white space at the end."""
        text = Text("".join(self._parts), no_wrap=True, overflow="ignore", spans=self._spans)
        text.rstrip()
        return text


def fit(natural: Sequence[int], total: int, keep: Collection[int] = ()) -> list[int]:
    """Return column widths that fit into ``total`` cells: as wide as asked, the widest columns cut down first.

    Columns whose index is in ``keep`` are never cut, nor is any below a few cells; so the result may exceed a tiny total.
    """
    widths = list(natural)
    elastic = [number for number, width in enumerate(widths) if number not in keep and width > MIN_COLUMN]
    while elastic and sum(widths) + GAP * (len(widths) - 1) > total:
        widest = max(elastic, key=lambda number: widths[number])
        if widths[widest] <= MIN_COLUMN:
            break
        widths[widest] -= 1
    return widths


def _add_row(sheet: _Sheet, row: Sequence[Sequence[Piece]], widths: Sequence[int]) -> None:
    cells = [_lines(pieces, width) for pieces, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        missing = 0
        for lines, width in zip(cells, widths, strict=True):
            line = lines[number] if number < len(lines) else ""
            length = cell_len(line) if isinstance(line, str) else line.cell_len
            if line:
                sheet.add(" " * missing)
                sheet.add(line)
                missing = 0
            missing += width - length + GAP
        sheet.add("\n")


def _lines(pieces: Sequence[Piece], width: int) -> list[Piece]:
    lines: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            lines += wrap(piece, width)
        elif "\n" not in piece.plain and piece.cell_len <= width:
            lines.append(piece)
        else:
            lines += piece.wrap(_WRAPPER, width)
    return lines
