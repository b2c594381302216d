"""A dataset whose every text is an attack: markup, terminal escapes, formulas, HTML, Markdown. Every form prints them as words only.

It is compiled from YAML as an overlay's author would write it. The check refuses control characters; so that a text which
slipped through it does no harm either, they are tried again with the check left out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from markdown_it import MarkdownIt

from resistcli.errors import DataError
from resistcli.knowledge import KnowledgeBase
from resistcli.output.context import Context
from resistcli.output.render import render
from resistcli.sources import compiler
from resistcli.sources.shapes import SourceShape
from resistcli.sources.store import Store, encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resistcli.answers import Answer

MARKUP = "[bold red]x[/bold red][link=http://example.org]y[/link] :bomb:"
PRINTABLE = {
    "Rich markup": MARKUP,
    "formula": '=HYPERLINK("http://example.org";"x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "Markdown": "**b** [x](javascript:alert(1)) | cell | `code` ![i](http://example.org/i.png)",
    "TeX": r"\input{/etc/passwd} % $x$ ~ ^ # _",
    "template": "{{ 7*7 }} ${7*7} %s {0}",
}
CONTROL = {
    "erased screen": "\x1b[2Jred",
    "window title": "\x1b]0;owned\x07x",
    "link": "\x1b]8;;http://example.org\x1b\\x",
    "one-byte CSI": "\x9b31mred",
    "direction": "\u202eexe.gpj\u2066x\u200fy\u061c",
    "line": "one\r\ntwo\u2028three\tfour",
}
# The only escape codes that may appear: colours, and links to the address of a paper.
_OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;(?:https://[\w./%()<>;:-]*)?\x1b\\")
_ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def _files(text: str, notice: str, day: str) -> dict[str, Any]:
    """Return a small dataset in which every text is ``text``."""
    checked = {"page": f"https://example.org/{text}", "on": day, "verdict": "supports"}
    evidence = [{"reference": "doe2020", "stance": "supports", "where": text, "checked": checked}]
    quantity = {"measure": text, "value": text, "unit": text, "condition": text}
    hangs = {"modality": "chemo", "genes": ["ABCB1"], "agents": ["drug"], "cancer": text, "quantity": quantity, "level": "B", "evidence": evidence}
    claims = [{"id": f"claim-{relation}", "relation": relation, "text": text, **hangs} for relation in ("confers-resistance", "no-effect", "sensitises")]
    mechanism: dict[str, Any] = {"id": "mechanism", "name": f"m {text}", "category": "group", "definition": text, "aliases": [f"a {text}"]}
    mechanism |= {"genes": ["ABCB1"], "claims": claims}
    mechanism["profiles"] = {"chemo": {"role": "primary", "basis": text}, "radio": {"role": "absent", "basis": text, "inferred": True}}
    mechanism["gaps"] = {"immuno": text}
    mechanism["countermeasures"] = [{"id": "countermeasure", "name": text, "stage": "approved", "outcome": text, **hangs}]
    paper: dict[str, Any] = {"id": "doe2020", "title": text, "authors": [text, "Doe J"], "year": 2020, "kind": "review"}
    paper |= {"journal": text, "volume": text, "issue": text, "pages": text}
    paper |= {"doi": "10.1000/<b>x</b>", "note": text, "retracted": True, "verification": {"status": "verified", "seen_at": f"https://example.org/{text}"}}
    modalities = [{"id": name, "name": f"{name} {text}", "aliases": [f"{name} a {text}"], "description": text} for name in ("chemo", "radio", "immuno")]
    classes = [{"id": "class", "name": f"class {text}", "parent": "chemo", "description": text}]
    return {
        "mechanisms.yaml": {
            "dataset": {"version": "2020.1.1", "title": text, "licence": text, "notice": notice},
            "categories": [{"id": "group", "name": text}],
            "mechanisms": [mechanism],
        },
        "references.yaml": {"references": [paper]},
        "modalities.yaml": {
            "modalities": modalities + classes,
            "agents": [{"id": "drug", "name": f"d {text}", "type": "drug", "treatment_class": "class", "aliases": [f"da {text}"]}],
        },
        "genes.yaml": {"genes": [{"id": "ABCB1", "name": text, "hgnc": "HGNC:40", "aliases": [f"ga {text}"], "previous": [f"gp {text}"]}]},
    }


def _compile(folder: Path, text: str, notice: str = "For research.", day: str = "2020-01-01") -> KnowledgeBase:
    for name, content in _files(text, notice, day).items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML
    return KnowledgeBase(Store(io.BytesIO(encode(compiler.compile_dataset(folder)))))


@pytest.fixture(params=[*PRINTABLE, *CONTROL])
def hostile(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[KnowledgeBase, str]:
    """Return a dataset full of one attack, and the attack."""
    text = PRINTABLE.get(request.param) or CONTROL[request.param]
    if request.param in CONTROL:
        monkeypatch.setattr(compiler, "check_documents", lambda documents: [msgspec.convert(document.data, SourceShape) for document in documents])
    return _compile(tmp_path, text), text


def _answers(kb: KnowledgeBase) -> Iterator[Answer]:
    for kind in ("mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures"):
        yield kb.list(kind)
    yield kb.search("mechanism", limit=0)
    yield kb.search("doe2020", limit=0)
    for name in ("mechanism:mechanism", "gene:ABCB1", "agent:drug", "modality:chemo", "modality:class", "claim:claim-no-effect"):
        yield kb.show(name)
    yield kb.show("countermeasure:countermeasure")
    yield kb.show("reference:doe2020")
    yield kb.compare("chemo", "radio")
    yield kb.compare("drug", "radio")
    yield kb.cite("mechanism:mechanism")
    yield kb.cite("reference:doe2020")
    yield kb.overcome("mechanism:mechanism", "agent:drug")
    yield kb.info()


def _printed(answer: Answer, kb: KnowledgeBase, form: Any, *, terminal: bool = False, width: int = 100, **options: Any) -> str:
    stream = io.StringIO()
    render(answer, Context(stream, form, terminal=terminal, width=width, colour=terminal, unicode=True, pager=None), kb, **options)
    return stream.getvalue()


def _letters(text: str) -> str:
    return "".join(re.sub(_ACTIVE, " ", text).split())


def test_the_check_refuses_control_characters(tmp_path: Path) -> None:
    for text in ("\x1b[31mred", "\x9b31mred", "\u202eexe.gpj", "\x00", "a\rb"):
        with pytest.raises(DataError, match="control character"):
            _compile(tmp_path, text)


def test_the_check_refuses_what_output_takes_out(tmp_path: Path) -> None:
    for text in ("a\u200fb", "a\u200eb", "a\u061cb"):
        with pytest.raises(DataError, match="control character"):
            _compile(tmp_path, text)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the check when a dataset is compiled."""
    monkeypatch.setattr(compiler, "check_documents", lambda documents: [msgspec.convert(document.data, SourceShape) for document in documents])


def test_the_notice_of_a_dataset_is_words(unchecked: None, tmp_path: Path) -> None:
    kb = _compile(tmp_path, "text", notice="\x1b]0;owned\x07x")
    for answer in _answers(kb):
        for form in ("table", "markdown"):
            assert "\x1b" not in _printed(answer, kb, form), answer.schema


@pytest.mark.parametrize("name", ["claim:claim-no-effect", "countermeasure:countermeasure"])
def test_the_day_of_a_second_reading_is_words(unchecked: None, tmp_path: Path, name: str) -> None:
    kb = _compile(tmp_path, "text", day="\x1b]0;owned\x07x")
    assert "\x1b" not in _printed(kb.show(name), kb, "table")


@pytest.mark.parametrize("width", [40, 80, 130])
def test_a_terminal_gets_no_escape_codes_but_ours(hostile: tuple[KnowledgeBase, str], width: int) -> None:
    kb, _ = hostile
    for answer in _answers(kb):
        text = _printed(answer, kb, "table", terminal=True, width=width)
        assert not _ACTIVE.findall(_OURS.sub("", text)), answer.schema


def test_a_table_in_a_pipe_has_no_escape_codes_at_all(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, _ = hostile
    for answer in _answers(kb):
        assert not _ACTIVE.findall(_printed(answer, kb, "table")), answer.schema


def test_references_below_a_comparison_are_words(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, _ = hostile
    assert not _ACTIVE.findall(_printed(kb.compare("chemo", "radio"), kb, "table", references=True))


def test_the_words_are_shown_as_they_are_written(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, attack = hostile
    for answer in (kb.list("claims"), kb.show("mechanism:mechanism"), kb.show("claim:claim-no-effect"), kb.compare("chemo", "radio")):
        text = _printed(answer, kb, "table", width=400)
        assert _letters(attack) in _letters(text), answer.schema


def test_plain_records_keep_their_lines_and_columns(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, _ = hostile
    for answer in _answers(kb):
        columns, rows = answer.table()
        for form in ("plain", "tsv"):
            lines = _printed(answer, kb, form).splitlines()
            assert len(lines) == len(rows) + (form == "tsv")
            assert {line.count("\t") for line in lines} == {len(columns) - 1}
            assert not _ACTIVE.findall("".join(lines).replace("\t", ""))


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_spreadsheet_gets_no_formula(hostile: tuple[KnowledgeBase, str], form: str) -> None:
    kb, _ = hostile
    for answer in _answers(kb):
        for row in csv.reader(io.StringIO(_printed(answer, kb, form), newline=""), delimiter="," if form == "csv" else "\t"):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_json_keeps_the_text_and_escapes_what_acts(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, attack = hostile
    for answer in _answers(kb):
        text = _printed(answer, kb, "json")
        assert "\x1b" not in text
        assert json.loads(text) == answer.to_dict()
    assert json.loads(_printed(kb.show("claim:claim-no-effect"), kb, "json"))["results"][0]["text"] == attack


def test_markdown_has_no_html_no_links_and_no_images_of_theirs(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, _ = hostile
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for answer in _answers(kb):
        markdown = _printed(answer, kb, "markdown")
        tokens = parser.parse(markdown)
        pieces = [piece for token in tokens for piece in token.children or []]
        assert {piece.content for piece in pieces if piece.type == "html_inline"} <= {"<br>"}
        assert not [token for token in tokens if token.type in {"html_block", "fence", "code_block"}]
        assert not [piece for piece in pieces if piece.type in {"image", "code_inline", "s_open"}]
        assert not [piece for piece in pieces if piece.type == "link_open" and "example.org" in str(piece.attrs)]
        assert not _ACTIVE.findall(markdown)


def test_a_notebook_has_no_tags_of_theirs(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, _ = hostile
    for answer in _answers(kb):
        html = answer._repr_html_()
        assert set(re.findall(r"<\s*/?\s*(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
        assert not _ACTIVE.findall(html)


@pytest.mark.parametrize("style", ["vancouver", "apa", "bibtex", "ris", "csl-json"])
def test_a_bibliography_has_no_control_characters(hostile: tuple[KnowledgeBase, str], style: str) -> None:
    from resistcli.output.bibliography import to_bibliography

    kb, _ = hostile
    text = to_bibliography(list(kb.references.values()), style, kb)
    assert text
    if style == "csl-json":
        assert "\x1b" not in text
        assert json.loads(text)[0]["id"] == "doe2020"
    else:
        assert not _ACTIVE.findall(text)


def test_a_name_not_found_is_quoted_harmlessly(hostile: tuple[KnowledgeBase, str]) -> None:
    kb, attack = hostile
    with pytest.raises(LookupError) as caught:
        kb.show(f"zzqqxxyy {attack}")
    assert "\x1b" not in str(caught.value)
