"""An overlay that is valid and full of attacks, through the real program: every verb and form prints words, as real parsers read them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
import rispy
from markdown_it import MarkdownIt

import resistcli

from .helpers import PROGRAM, environment, run, run_in_terminal, strip

if TYPE_CHECKING:
    from pathlib import Path

ATTACKS = [
    "[bold red]x[/bold red][link=http://example.org]y[/link] :bomb: [/]",
    '=HYPERLINK("http://example.org";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>--><!--",
    "**b** [x](javascript:alert(1)) | cell | `code` ![i](http://example.org/i.png) # h",
    r"\input{/etc/passwd} % $x$ ~ ^ # _ & \write18{id}",
    "} } @comment{x} @article{evil, title = {x",
    "ER  - TY  - EVIL",
    "'; DROP TABLE claims; -- \"; DROP TABLE claims; --",
    "{{ 7*7 }} ${7*7} %s %(x)s {0} {x!r}",
    "]8;;http://example.org\\ ]0;title ^[[31m \\x1b[2J \\u001b",
]
_ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
COMMANDS = [
    *(f"list {kind} --limit 0" for kind in ("mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures")),
    "search evil --limit 0",
    *(f"show {kind}:evil-{number}" for kind in ("mechanism", "agent", "modality", "claim", "countermeasure", "reference") for number in (0, 4)),
    "show gene:EVIL4",
    "compare chemo radio --category evil",
    "compare evil-4 radio --category evil",
    "cite mechanism:evil-4",
    "overcome mechanism:evil-4",
    "info",
]


def hostile_overlay() -> dict[str, Any]:
    """Return an overlay with one record of each kind for each attack."""
    overlay: dict[str, Any] = {"categories": [{"id": "evil", "name": f"c {ATTACKS[4]}"}]}
    for number, text in enumerate(ATTACKS):
        name = f"evil-{number}"
        page = f"https://example.org/{text}"
        evidence = [{"reference": name, "stance": "disputes", "where": text, "checked": {"page": page, "on": "2026-01-31", "verdict": "supports"}}]
        hangs: dict[str, Any] = {"modality": "chemo", "genes": [f"EVIL{number}"], "agents": [name], "cancer": text, "level": "B", "evidence": evidence}
        hangs["quantity"] = {"measure": text, "value": text, "unit": text, "condition": text}
        records: dict[str, dict[str, Any]] = {
            "references": {
                "title": text, "authors": [text, "Doe J"], "journal": text, "year": 2020, "volume": text, "issue": text, "pages": text,
                "doi": f"10.1000/}}<b>{number}{{", "kind": "review", "note": text, "verification": {"status": "verified", "seen_at": page},
            },
            "modalities": {"name": f"class {number} {text}", "parent": "chemo", "aliases": [f"class alias {number} {text}"], "description": text},
            "agents": {"name": f"drug {number} {text}", "type": "drug", "treatment_class": name, "aliases": [f"drug alias {number} {text}"]},
            "mechanisms": {
                "name": f"evil {number} {text}", "category": "evil", "definition": text, "aliases": [f"m alias {number} {text}"], "genes": [f"EVIL{number}"],
                "profiles": {"chemo": {"role": "primary", "basis": text}, "radio": {"role": "absent", "basis": text, "inferred": True}},
                "claims": [{"id": name, "relation": "confers-resistance", "text": text, **hangs}],
                "countermeasures": [{"id": name, "name": text, "stage": "approved", "outcome": text, **hangs}],
            },
        }  # fmt: skip
        for kind, record in records.items():
            overlay.setdefault(kind, []).append({"id": name, **record})
        gene = {"id": f"EVIL{number}", "name": text, "hgnc": f"HGNC:{90000 + number}", "aliases": [f"g {text}"], "previous": [f"p {text}"]}
        overlay.setdefault("genes", []).append(gene)
    return overlay


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the overlay."""
    file = tmp_path_factory.mktemp("hostile") / "lab.yaml"
    file.write_text(json.dumps(hostile_overlay()), encoding="utf-8")  # JSON is YAML
    return str(file)


def printed(lab: str, command: str, *more: str, **options: Any) -> str:
    """Return what a command prints with the overlay."""
    result = run(*command.split(), *more, "--data", lab, **options)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_it_is_valid(lab: str) -> None:
    assert ": valid; brings or adds to 1 category, 12 modalities, 12 agents, 12 genes, 12 references, 12 mechanisms" in run("validate", lab).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_and_a_pipe_get_no_code_but_ours(lab: str, command: str) -> None:
    assert not _ACTIVE.findall(printed(lab, command, "-f", "table"))
    screen = run_in_terminal(*command.split(), "--data", lab, columns=100)
    assert not _ACTIVE.findall(strip(screen.text))


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_json_with_the_words_as_they_are(lab: str, command: str) -> None:
    answer = json.loads(printed(lab, command, "--json"))
    assert answer["schema"].startswith("resist.")
    for line in printed(lab, command, "-f", "jsonl").splitlines():
        json.loads(line)


def test_json_keeps_every_attack_word_for_word(lab: str) -> None:
    texts = {claim["name"] for claim in json.loads(printed(lab, "list claims --json"))["results"]}
    titles = {paper["title"] for paper in json.loads(printed(lab, "list references --json"))["results"]}
    assert texts >= set(ATTACKS)
    assert titles >= set(ATTACKS)


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_of_cells_keep_their_columns_and_run_nothing(lab: str, command: str) -> None:
    for form, delimiter in {"csv": ",", "tsv": "\t"}.items():
        text = printed(lab, command, "-f", form)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if form == "csv" else csv.QUOTE_NONE))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(r"[-+][\d.e+-]+", cell)]


@pytest.mark.parametrize("command", COMMANDS)
def test_markdown_has_no_markup_of_theirs(lab: str, command: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(printed(lab, command, "-f", "markdown"))
    pieces = [piece for token in tokens for piece in token.children or []]
    assert {piece.content for piece in pieces if piece.type == "html_inline"} <= {"<br>"}
    assert not [token for token in tokens if token.type in {"html_block", "fence", "code_block"}]
    assert not [piece for piece in pieces if piece.type in {"image", "code_inline", "s_open"}]
    assert not [piece for piece in pieces if piece.type == "link_open" and ("javascript" in str(piece.attrs) or "example.org" in str(piece.attrs))]


@pytest.mark.parametrize("command", ["cite mechanism:evil-%d --style", "cite reference:evil-%d --style", "export -f"])
def test_bibliographies_hold_the_papers_and_nothing_else(lab: str, command: str) -> None:
    for number in (6, 7, 8) if "%" in command else (0,):
        asked = command % number if "%" in command else command
        expected = {f"evil-{number}"} if "%" in command else {f"evil-{n}" for n in range(len(ATTACKS))}
        found = {entry["ID"] for entry in bibtexparser.loads(printed(lab, f"{asked} bibtex")).entries}
        assert expected <= found
        assert not {"evil", "x"} & found
        ris = rispy.loads(printed(lab, f"{asked} ris"))
        assert {paper.get("title") or paper.get("primary_title") for paper in ris} >= ({ATTACKS[number]} if "%" in command else set(ATTACKS[8:9]))
        assert {paper["type_of_reference"] for paper in ris} <= {"JOUR", "GEN", "BOOK", "ELEC"}
        papers = json.loads(printed(lab, f"{asked} csl-json"))
        assert expected <= {paper["id"] for paper in papers}
        assert len(papers) == len(ris) == len(found)


def test_a_database_has_the_words_and_its_tables(lab: str, tmp_path: Path) -> None:
    names = {}
    for name, args in {"with": ["--data", lab], "without": []}.items():
        assert run("export", "-o", str(tmp_path / f"{name}.sqlite"), *args).returncode == 0
        with sqlite3.connect(tmp_path / f"{name}.sqlite") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            names[name] = sorted(database.execute("SELECT type, name FROM sqlite_master").fetchall())
            texts = {row[0] for row in database.execute("SELECT text FROM claim")}
    assert names["with"] == names["without"]
    assert not set(ATTACKS) & texts
    with sqlite3.connect(tmp_path / "with.sqlite") as database:
        assert {row[0] for row in database.execute("SELECT text FROM claim")} >= set(ATTACKS)


@pytest.mark.parametrize("form", ["tsv", "csv", "gmt", "json"])
def test_flat_exports_keep_their_lines(lab: str, form: str) -> None:
    text = printed(lab, "export -f", form)
    assert not _ACTIVE.findall(re.sub(r"[\t\r]", "", text))
    if form == "json":
        assert json.loads(text)
    elif form == "gmt":
        assert {"evil-4", "evil-4.chemo"} <= {line.split("\t")[0] for line in text.splitlines()}
    else:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if form == "csv" else "\t"))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_enrichment_names_the_mechanisms(lab: str) -> None:
    for form in ("table", "csv", "tsv", "markdown", "json"):
        text = printed(lab, "enrich -", "-f", form, stdin="EVIL4\nEVIL5\nEVIL0\n", columns=200)
        assert "evil-4" in text or "evil 4" in text
        assert not _ACTIVE.findall(re.sub(r"[\t\r]", "", text))


class _Tags(HTMLParser):
    """Remembers the tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_notebook_has_no_tags_of_theirs(lab: str) -> None:
    kb = resistcli.load(lab)
    for answer in (kb.list("claims"), kb.list("references"), kb.show("mechanism:evil-4"), kb.compare("chemo", "radio"), kb.overcome("mechanism:evil-4")):
        page = _Tags(answer._repr_html_())
        assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p", "a", "br"}
        assert not {name for name in page.attributes if name.startswith("on") or name in {"src", "style"}}


def test_completion_offers_words_only(lab: str) -> None:
    asked = {"_RESIST_COMPLETE": "complete", "_RESIST_LINE": f"resist --data {lab} show evil", "RESIST_DATA": lab}
    result = subprocess.run([*PROGRAM], env=environment(asked), capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert not _ACTIVE.findall(result.stdout.replace("\t", ""))
    words = [line.split("\t")[1] for line in result.stdout.splitlines()]
    assert "evil-4" in words
    assert all(re.fullmatch(r"[\w.:/+,-]+", word) for word in words)


def test_completion_of_a_broken_overlay_is_silent(tmp_path: Path) -> None:
    (tmp_path / "lab.yaml").write_text("x: 1")
    asked = {"_RESIST_COMPLETE": "complete", "_RESIST_LINE": "resist show hyp", "RESIST_DATA": str(tmp_path / "lab.yaml")}
    result = subprocess.run([*PROGRAM], env=environment(asked), capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")
