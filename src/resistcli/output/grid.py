"""Columns of wrapped text, for tables of a hundred rows and more.

Rich's own Table measures and renders every cell several times; for a whole comparison that takes longer than everything else
together (``benchmarks/``). Here each cell is wrapped once into a column of known width, and Rich only styles the lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

GAP = 2
MIN_COLUMN = 6
_WORD = re.compile(r"\S+")
_NARROW = re.compile(r"[ -~¡-¬®-ʯΑ-ωА-я‐-‧′″←-↓≠-≥•…]*")
"""What nearly all texts are made of: characters of one cell, with no white space but the space."""
Piece = Text | str
"""A paragraph of a cell: styled text, which should be short, or plain text."""


class Line(NamedTuple):
    """A part of a piece that fits on a line: where in the piece it begins and ends."""

    piece: Piece
    start: int
    end: int
    cells: int


def wrap(text: str, width: int) -> list[str]:
    """Break plain text into lines of at most ``width`` cells, at spaces where there are any."""
    return [text[start:end] for start, end, _ in _breaks(text, width)]


def _breaks(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield beginning, end and width in cells of each line of :func:`wrap`."""
    return _breaks_of_letters(text, width) if _NARROW.fullmatch(text) else _breaks_of_cells(text, width)


def _breaks_of_letters(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Break a text whose characters take one cell each, by looking for the last space that fits."""
    end = len(text.rstrip(" "))
    start = end - len(text[:end].lstrip(" "))
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        stop = space if space > start else start + width  # in the middle of an overlong word
        line = text[start:stop].rstrip(" ")
        yield start, start + len(line), len(line)
        start = end - len(text[stop:end].lstrip(" "))
    if end > start:
        yield start, end, end - start


def _breaks_of_cells(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Break a text word by word, measuring each."""
    start = end = used = 0
    for word in _WORD.finditer(text):
        here, after = word.span()
        length = cell_len(word[0])
        longer = used + cell_len(text[end:here]) + length
        if used and longer <= width:
            end, used = after, longer
            continue
        if used:
            yield start, end, used
        while length > width:
            head = here + _fitting(text[here:after], width)
            yield here, head, cell_len(text[here:head])
            here, length = head, cell_len(text[head:after])
        start, end, used = here, after, length
    if end > start:
        yield start, end, used


def _fitting(word: str, width: int) -> int:
    """Return how many leading characters of ``word`` take at most ``width`` cells; at least one."""
    used = 0
    for number, char in enumerate(word):
        used += cell_len(char)
        if used > width:
            return max(number, 1)
    return len(word)


def layout(header: Sequence[str], rows: Iterable[Sequence[Sequence[Piece]]], widths: Sequence[int], rule: str) -> Sheet:
    """Return a header, a rule and rows of cells as one text; a cell is a list of paragraphs, each beginning a line.

    Args:
        header: a title for each column.
        rows: cells in the order of the columns.
        widths: the width of each column, in cells; columns stand two cells apart.
        rule: the character of the line under the header.
    """
    sheet = Sheet()
    titles: list[Sequence[Piece]] = [[Text(title, "bold")] for title in header]
    _add_row(sheet, titles, widths)
    sheet.add(rule * (sum(widths) + GAP * (len(widths) - 1)), "dim")
    sheet.add("\n")
    for row in rows:
        _add_row(sheet, row, widths)
    return sheet


def columns(rows: Iterable[Sequence[Sequence[Piece]]], widths: Sequence[int]) -> Sheet:
    """Return rows of cells as :func:`layout` does, without header and rule."""
    sheet = Sheet()
    for row in rows:
        _add_row(sheet, row, widths)
    return sheet


def stack(pieces: Iterable[tuple[int, Piece]], width: int) -> Sheet:
    """Return paragraphs one below the other, each with its own indent in cells, as one text of at most ``width`` cells."""
    sheet = Sheet()
    for indent, piece in pieces:
        for line in _lines([piece], max(width - indent, 1)):
            sheet.add(" " * indent)
            sheet.add_line(line)
            sheet.add("\n")
    return sheet


class Sheet:
    """Lines put together as characters and spans: Rich's own ``append`` looks at every piece again, which for a page costs more than drawing it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def add(self, text: str, style: str = "") -> None:
        """Add characters, in one style."""
        if style:
            self._spans.append(Span(self._length, self._length + len(text), style))
        self._parts.append(text)
        self._length += len(text)

    def add_line(self, line: Line) -> None:
        """Add a part of a piece, with the styles that it has."""
        piece, start, end, _ = line
        if isinstance(piece, str):
            self.add(piece[start:end])
            return
        shift = self._length - start
        if piece.style:
            self._spans.append(Span(start + shift, end + shift, piece.style))
        within = (span for span in piece.spans if span.start < end and span.end > start)
        self._spans += [Span(max(span.start, start) + shift, min(span.end, end) + shift, span.style) for span in within]
        self.add(piece.plain[start:end])

    @property
    def plain(self) -> str:
        """Everything added, without styles and without white space at the end."""
        return "".join(self._parts).rstrip()

    def __rich__(self) -> Text:
        """Return everything added as Rich's text."""
        plain = self.plain
        spans = [Span(span.start, min(span.end, len(plain)), span.style) for span in self._spans if span.start < len(plain)]
        return Text(plain, no_wrap=True, overflow="ignore", spans=spans)


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


def _add_row(sheet: Sheet, row: Sequence[Sequence[Piece]], widths: Sequence[int]) -> None:
    cells = [_lines(pieces, width) for pieces, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        missing = 0
        for lines, width in zip(cells, widths, strict=True):
            if number < len(lines):
                sheet.add(" " * missing)
                sheet.add_line(lines[number])
                missing = width - lines[number].cells + GAP
            else:
                missing += width + GAP
        sheet.add("\n")


def _lines(pieces: Sequence[Piece], width: int) -> list[Line]:
    lines: list[Line] = []
    for piece in pieces:
        plain = piece if isinstance(piece, str) else piece.plain
        offset = 0
        for paragraph in plain.split("\n"):
            lines += [Line(piece, offset + start, offset + end, cells) for start, end, cells in _breaks(paragraph, width)]
            if not paragraph and len(plain) > 1:  # an empty line between paragraphs
                lines.append(Line(piece, offset, offset, 0))
            offset += len(paragraph) + 1
    return lines
