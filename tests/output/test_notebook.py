"""In a notebook an answer draws itself as an HTML table, every cell escaped."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec

from resistcli.listing import ClaimRow, ListAnswer
from resistcli.output.notebook import MAX_ROWS
from resistcli.output.text import cell

if TYPE_CHECKING:
    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase

ALLOWED = {"table", "thead", "tbody", "tr", "th", "td", "p"}


class _Reader(HTMLParser):
    """What a browser would find: tags, their attributes, and the text of each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[object] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def _read(answer: Answer) -> _Reader:
    reader = _Reader()
    reader.feed(answer._repr_html_())
    reader.close()
    return reader


def test_an_answer_is_a_table_of_its_cells(kb: KnowledgeBase) -> None:
    for answer in (kb.list(), kb.search("hypoxia"), kb.show("TP53"), kb.compare("chemo", "radio"), kb.cite("efflux")):
        columns, rows = answer.table()
        read = _read(answer)
        expected = [*columns, *(cell(value) for row in rows[:MAX_ROWS] for value in row)]
        assert read.cells[: len(expected) - 1] == expected[:-1]
        assert set(read.tags) <= ALLOWED
        assert read.attributes == []


def _hostile(kb: KnowledgeBase, text: str, times: int = 1) -> ListAnswer:
    row = kb.list("claims").results[0]
    assert isinstance(row, ClaimRow)
    row = msgspec.structs.replace(row, name=text, genes=[text], cancer=text)
    return ListAnswer(schema="resist.list/1", dataset=kb.stamp, kind="claims", results=[row] * times)


def test_hostile_text_is_words(kb: KnowledgeBase) -> None:
    for text in ("<script>alert(1)</script>", "</td></table><img src=x onerror=alert(1)>", "\" onmouseover='x'", "&lt;b&gt;", "<!-- x", "{{ x }}"):
        read = _read(_hostile(kb, text))
        assert read.cells.count(text) == 3
        assert set(read.tags) <= ALLOWED
        assert read.attributes == []


def test_control_characters_are_gone(kb: KnowledgeBase) -> None:
    assert not {"\x1b", "\u202e"} & set(_hostile(kb, "\x1b[31m\u202ex")._repr_html_())


def test_a_long_answer_is_cut_and_the_rest_counted(kb: KnowledgeBase) -> None:
    answer = _hostile(kb, "x", MAX_ROWS + 5)
    assert _read(answer).tags.count("tr") == MAX_ROWS + 1
    assert "5 more rows" in answer._repr_html_()
    assert "more rows" not in _hostile(kb, "x", MAX_ROWS)._repr_html_()


def test_it_says_which_data(kb: KnowledgeBase) -> None:
    assert f"Data {kb.stamp.version}" in kb.list()._repr_html_()
