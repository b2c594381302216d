"""At a terminal: colour, links and wrapping to its width, in 40, 80 and 120 columns; what the environment asks for is honoured."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from resistcli.listing import LIST_KINDS
from resistcli.output.context import Context
from resistcli.output.render import render

from .helpers import COLOUR, LINK, run, run_in_terminal, strip

if TYPE_CHECKING:
    from pathlib import Path

    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase

QUESTIONS = [
    ["list"],
    ["list", "claims", "-m", "endocrine"],
    ["search", "hypoxia"],
    ["search", "P-glycoprotein efflux"],
    ["show", "efflux"],
    ["show", "cisplatin"],
    ["show", "TP53"],
    ["show", "radio"],
    ["show", "goebel2021"],
    ["compare", "chemo", "radio", "--references"],
    ["compare", "chemo", "radio", "targeted", "endocrine", "immuno"],
    ["cite", "hypoxia"],
]
WIDTHS = (40, 80, 120)


def _too_wide(text: str, columns: int) -> list[str]:
    return [line for line in strip(text).split("\n") if cell_len(line) > columns]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(args: list[str], columns: int) -> None:
    screen = run_in_terminal(*args, columns=columns)
    assert screen.returncode == 0
    assert _too_wide(screen.text, columns) == []
    assert "\x1b" not in screen.plain, "no escape codes but colours and links"


def _draw(answer: Answer, kb: KnowledgeBase, columns: int, *, colour: bool = False, unicode: bool = True) -> str:
    stream = io.StringIO()
    render(answer, Context(stream, "table", terminal=colour, width=columns, colour=colour, unicode=unicode, pager=None), kb)
    return stream.getvalue()


_LISTS = [pytest.param(kind, columns) for kind in LIST_KINDS for columns in WIDTHS]


@pytest.mark.parametrize(("kind", "columns"), _LISTS)
def test_every_list_fits(kb: KnowledgeBase, kind: str, columns: int) -> None:
    assert _too_wide(_draw(kb.list(kind), kb, columns), columns) == []


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_mechanism_fits(kb: KnowledgeBase, columns: int) -> None:
    for name in kb.mechanisms:
        assert _too_wide(_draw(kb.show(f"mechanism:{name}"), kb, columns), columns) == []


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("kind", ["agent", "modality", "gene", "claim", "countermeasure", "reference"])
def test_a_page_of_every_kind_fits(kb: KnowledgeBase, kind: str, columns: int) -> None:
    for name in list(kb.list(kind).results)[::7]:
        assert _too_wide(_draw(kb.show(f"{kind}:{name.id}"), kb, columns), columns) == []


@pytest.mark.parametrize("args", [["list"], ["search", "hypoxia"], ["show", "efflux"], ["compare", "chemo", "radio"]], ids=" ".join)
def test_a_terminal_gets_colour(args: list[str]) -> None:
    assert COLOUR.search(run_in_terminal(*args).text)


@pytest.mark.parametrize("args", [["show", "efflux"], ["compare", "chemo", "radio"], ["cite", "hypoxia"]], ids=" ".join)
def test_citations_are_links_on_a_terminal(args: list[str]) -> None:
    targets = {target for target in LINK.findall(run_in_terminal(*args).text) if target}
    assert targets
    assert all(target.startswith(("https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/", "https://pmc.ncbi.nlm.nih.gov/")) for target in targets)


@pytest.mark.parametrize("args", [["list"], ["show", "efflux"], ["compare", "chemo", "radio"]], ids=" ".join)
def test_no_color_means_no_colour(args: list[str]) -> None:
    text = run_in_terminal(*args, env={"NO_COLOR": "1"}).text
    colours = [code for code in COLOUR.findall(text) if any(30 <= int(part) <= 49 or 90 <= int(part) <= 107 for part in code[2:-1].split(";") if part)]
    assert colours == []


def test_no_color_keeps_the_words_and_glyphs() -> None:
    assert run_in_terminal("list", env={"NO_COLOR": "1"}).plain == run_in_terminal("list").plain


def test_an_empty_no_color_does_not_count() -> None:
    assert "\x1b[3" in run_in_terminal("list", env={"NO_COLOR": ""}).text


def test_force_color_colours_a_table_in_a_pipe() -> None:
    assert COLOUR.search(run("list", "-f", "table", env={"FORCE_COLOR": "1"}).stdout)
    assert "\x1b" not in run("list", "-f", "table").stdout
    assert "\x1b[3" not in run("list", "-f", "table", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout, "NO_COLOR wins"


def test_columns_sets_the_width_of_a_table_in_a_pipe() -> None:
    narrow, wide = (run("compare", "chemo", "radio", "-f", "table", columns=columns).stdout for columns in (60, 160))
    assert _too_wide(narrow, 60) == []
    assert _too_wide(wide, 160) == []
    assert _too_wide(wide, 120)


@pytest.mark.parametrize("args", [["list"], ["show", "efflux"]], ids=" ".join)
def test_a_dumb_terminal_gets_no_escape_codes(args: list[str]) -> None:
    assert "\x1b" not in run_in_terminal(*args, env={"TERM": "dumb"}).text


def test_a_role_is_told_by_a_glyph_and_a_word() -> None:
    text = run_in_terminal("compare", "chemo", "radio").plain
    assert "● primary" in text
    assert "○ absent" in text


ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


@pytest.mark.parametrize("args", [["list"], ["show", "hypoxia"], ["compare", "chemo", "radio", "--references"], ["cite", "hypoxia"]], ids=" ".join)
def test_an_ascii_locale_gets_ascii(args: list[str]) -> None:
    screen = run_in_terminal(*args, env=ASCII)
    assert screen.returncode == 0
    assert screen.text.isascii()


def test_an_ascii_locale_keeps_the_width() -> None:
    assert _too_wide(run_in_terminal("compare", "chemo", "radio", "--references", env=ASCII).text, 80) == []


def test_ascii_glyphs_stand_for_the_others() -> None:
    text = run_in_terminal("compare", "chemo", "radio", env=ASCII).plain
    assert "# primary" in text
    assert "o absent" in text
    assert "? primary" not in text


def test_letters_that_ascii_lacks_are_spelt_out(kb: KnowledgeBase) -> None:
    paper = next(reference for reference in kb.references.values() if "β" in reference.title)
    text = run("show", f"reference:{paper.id}", "-f", "tsv", env=ASCII).stdout
    assert text.isascii()
    assert "beta" in text


def test_a_long_answer_goes_through_the_pager(tmp_path: Path) -> None:
    file = tmp_path / "paged"
    screen = run_in_terminal("list", env={"PAGER": f"tee '{file}'"}, rows=20)
    assert screen.returncode == 0
    assert strip(file.read_text(encoding="utf-8")) == screen.plain


def test_a_short_answer_does_not(tmp_path: Path) -> None:
    file = tmp_path / "paged"
    screen = run_in_terminal("search", "hypoxia", "-n", "1", env={"PAGER": f"tee '{file}'"})
    assert "hypoxia" in screen.plain
    assert not file.exists()


def test_a_pipe_has_no_pager(tmp_path: Path) -> None:
    file = tmp_path / "paged"
    assert run("list", "-f", "table", env={"PAGER": f"tee '{file}'"}).returncode == 0
    assert not file.exists()


@pytest.mark.parametrize("pager", ["cat", "", "/no/such/program", "unclosed 'quote", "true"])
def test_a_strange_pager_is_no_error(pager: str) -> None:
    screen = run_in_terminal("list", env={"PAGER": pager}, rows=20)
    assert screen.returncode == 0
    assert "Traceback" not in screen.text
    assert ("drug-efflux" in screen.plain) == (pager != "true")


def test_json_at_a_terminal_is_indented_and_uncoloured() -> None:
    screen = run_in_terminal("search", "hypoxia", "--json")
    assert screen.text.startswith('{\n  "schema"')
    assert "\x1b" not in screen.text


def test_errors_at_a_terminal_are_words() -> None:
    screen = run_in_terminal("show", "zzqqxxyy")
    assert screen.returncode == 1
    assert screen.text == "resist: no name called 'zzqqxxyy'.\n"
