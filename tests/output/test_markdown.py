"""Markdown: hostile text stays words (as markdown-it, a CommonMark parser, reads them), tables are tables, references are numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from resistcli.output.markdown import escape, to_markdown
from resistcli.output.text import clean

if TYPE_CHECKING:
    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "**bold** _it_ ~~gone~~ `code`",
    "a | b | c",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "* item",
    "1\\. x",
    "---",
    "```",
    "&lt;b&gt; &#60;",
    "<http://example.org>",
    "[ref]: http://example.org",
    "\\",
    "a\\",
    "| --- |",
    "$x$",
]


def shown(markdown: str) -> tuple[set[str], str]:
    """Return the kinds of blocks and inline pieces that a parser finds, and the words that it would show."""
    tokens = PARSER.parse(markdown)
    pieces: list[Any] = [piece for token in tokens for piece in token.children or []]
    return {token.type for token in tokens} | {piece.type for piece in pieces}, "".join(piece.content for piece in pieces)


WORDS_ONLY = {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}


@pytest.mark.parametrize("text", [*HOSTILE, pytest.param("1. x"), pytest.param("2) x")])
def test_hostile_text_is_shown_as_its_words(text: str) -> None:
    kinds, words = shown(escape(text))
    assert kinds <= WORDS_ONLY
    assert words == text


@given(st.text(st.one_of(st.sampled_from("\\`*_{}[]<>()|#~&-+=.!: \n\t1a"), st.characters(exclude_categories=["Cs"])), max_size=40))
@example("a&#60;b")
@example("http://example.org")
def test_whatever_stands_in_a_text_is_words(text: str) -> None:
    body = clean(text).strip()
    if re.match(r"\d+[.)]", body):  # test_hostile_text_is_shown_as_its_words
        return
    kinds, words = shown(escape(body))
    assert kinds <= WORDS_ONLY
    assert words.strip() == body.strip()


@given(st.text("|\\ab` ", max_size=20))
def test_a_cell_stays_one_cell(text: str) -> None:
    tokens = PARSER.parse(f"| a | b |\n| --- | --- |\n| {escape(text)} | end |\n")
    assert sum(token.type == "td_open" for token in tokens) == 2


def _tables(markdown: str) -> list[list[int]]:
    """Return, for each table, how many cells a parser finds in each row."""
    tables: list[list[int]] = []
    for token in PARSER.parse(markdown):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append(0)
        elif token.type in {"td_open", "th_open"}:
            tables[-1][-1] += 1
    return tables


def _raw_cells(markdown: str) -> list[set[int]]:
    """Return, for each run of table lines, the numbers of cells as written (a parser fills and cuts rows silently)."""
    runs: list[set[int]] = [set()]
    for line in markdown.split("\n"):
        if line.startswith("|"):
            runs[-1].add(len(re.findall(r"(?<!\\)\|", line)))
        elif runs[-1]:
            runs.append(set())
    return [run for run in runs if run]


def _answers(kb: KnowledgeBase) -> list[tuple[Answer, int]]:
    return [
        (kb.list(), 1),
        (kb.list("claims"), 1),
        (kb.list("references"), 1),
        (kb.search("hypoxia"), 1),
        (kb.show("hypoxia", "efflux"), 2),
        (kb.show("TP53"), 1),
        (kb.compare("chemo", "radio"), len({(row.pattern, *row.pattern_sides) for row in kb.compare("chemo", "radio").rows})),
    ]


def test_tables_are_tables_with_as_many_cells_in_every_row(kb: KnowledgeBase) -> None:
    for answer, count in _answers(kb):
        markdown = to_markdown(answer, kb)
        tables = _tables(markdown)
        assert len(tables) == count
        assert all(len(set(rows)) == 1 and len(rows) > 1 for rows in tables)
        assert all(len(cells) == 1 for cells in _raw_cells(markdown))


def test_a_list_has_a_row_for_each_record(kb: KnowledgeBase) -> None:
    answer = kb.list("references")
    assert len(_tables(to_markdown(answer, kb))[0]) == len(answer.records()) + 1


@pytest.mark.parametrize("verb", ["compare", "show", "cite"])
def test_references_are_numbered_and_every_citation_has_one(kb: KnowledgeBase, verb: str) -> None:
    answers: dict[str, Answer] = {"compare": kb.compare("chemo", "radio"), "show": kb.show("hypoxia"), "cite": kb.cite("efflux")}
    body, _, references = to_markdown(answers[verb], kb).partition("## References\n")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", references, flags=re.MULTILINE)]
    cited = {int(number) for group in re.findall(r"\\\[(\d[^\]\\]*)\\\]", body) for number in re.findall(r"\d+", group)}
    assert numbers == list(range(1, len(numbers) + 1))
    assert cited == set(numbers)
    assert "ordered_list_open" in {token.type for token in PARSER.parse(references)}


def test_a_stance_that_is_not_support_is_in_words(kb: KnowledgeBase) -> None:
    disputed = next(claim for claim in kb.claims.values() if any(line.stance == "disputes" for line in claim.evidence))
    assert re.search(r"\\\[[^\]]*\d disputes", to_markdown(kb.cite(f"claim:{disputed.id}"), kb))


def test_the_data_and_the_warning_stand_below(kb: KnowledgeBase) -> None:
    last = to_markdown(kb.compare("chemo", "radio"), kb).splitlines()[-1]
    assert kb.stamp.version in last.replace("\\", "")
    assert kb.meta.notice in last


def test_an_empty_answer_is_no_text(kb: KnowledgeBase) -> None:
    assert to_markdown(kb.search("zzqqxxyy"), kb).count("\n") <= 2
