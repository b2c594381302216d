"""Reference lists are read by other people's programs, whole, and whatever stands in a title or a name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text as RichText

from resistcli.csl_json import to_csl
from resistcli.model import Reference, Verification
from resistcli.output.bibliography import to_bibliography, to_bibtex, to_ris
from resistcli.output.text import clean

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

_UNTEX = {r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textbackslash{}": "\\"}
_UNTEX |= {r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", **{"\\" + char: char for char in "{}$&%#_"}}
_UNTEX_PATTERN = re.compile("|".join([*map(re.escape, _UNTEX), r"[{}]"]))


def untex(text: str) -> str:
    """Return the words that TeX would print."""
    return _UNTEX_PATTERN.sub(lambda match: _UNTEX.get(match.group(), ""), text)


def words(text: str) -> str:
    """Return text with single spaces, as every one of these formats understands it."""
    return " ".join(clean(text).split())


def by_bibtexparser(text: str) -> list[dict[str, str]]:
    """Return the entries as bibtexparser reads them."""
    entries: list[dict[str, str]] = bibtexparser.loads(text, BibTexParser(common_strings=True)).entries
    return entries


@pytest.fixture(scope="module")
def papers(kb: KnowledgeBase) -> list[Reference]:
    """Return every paper of the dataset."""
    return list(kb.references.values())


# The whole dataset


def test_bibtexparser_reads_every_paper(kb: KnowledgeBase, papers: list[Reference]) -> None:
    entries = {entry["ID"]: entry for entry in by_bibtexparser(to_bibliography(papers, "bibtex", kb))}
    assert list(entries) == [paper.id for paper in papers]
    for paper in papers:
        entry = entries[paper.id]
        assert words(untex(entry["title"])) == words(paper.title)
        assert entry["year"] == str(paper.year)
        assert entry.get("doi") == paper.doi
        assert entry.get("pmid") == paper.pmid
        assert ("note" in entry) == paper.retracted


def test_pybtex_reads_every_paper_and_author(kb: KnowledgeBase, papers: list[Reference]) -> None:
    entries = parse_string(to_bibliography(papers, "bibtex", kb), "bibtex").entries
    assert list(entries) == [paper.id for paper in papers]
    for paper in papers:
        persons = entries[paper.id].persons["author"]
        families = [untex(" ".join([*person.prelast_names, *person.last_names])) for person in persons]
        assert len(families) == len(paper.authors) + paper.et_al
        assert all(author.startswith(family) for author, family in zip(paper.authors, families, strict=False))
        assert (families[-1] == "others") == paper.et_al


def test_rispy_reads_every_paper(kb: KnowledgeBase, papers: list[Reference]) -> None:
    entries = rispy.loads(to_bibliography(papers, "ris", kb))
    assert [entry["id"] for entry in entries] == [paper.id for paper in papers]
    for paper, entry in zip(papers, entries, strict=True):
        assert entry["title"] == words(paper.title)
        assert len(entry["authors"]) == len(paper.authors)
        assert entry["year"] == str(paper.year)
        assert entry.get("doi") == paper.doi
        assert (entry.get("notes") == ["RETRACTED"]) == paper.retracted


def test_citeproc_reads_every_paper(kb: KnowledgeBase, papers: list[Reference]) -> None:
    items = json.loads(to_bibliography(papers, "csl-json", kb))
    source = CiteProcJSON(items)
    for paper, item in zip(papers, items, strict=True):
        assert item["type"] == "article-journal"
        assert item["issued"] == {"date-parts": [[paper.year]]}
        assert item["title"] == paper.title
        assert all(name.get("family") or name.get("literal") for name in item["author"])
        read = source[paper.id]
        assert str(read["title"])
        assert len(read["author"]) == len(paper.authors)


@pytest.mark.parametrize("style", ["vancouver", "apa"])
def test_a_style_gives_one_line_a_paper(kb: KnowledgeBase, papers: list[Reference], style: str) -> None:
    lines = to_bibliography(papers, style, kb).splitlines()
    assert len(lines) == len(papers)
    for paper, line in zip(papers, lines, strict=True):
        assert str(paper.year) in line
        assert paper.retracted == line.partition(" ")[2].startswith("[RETRACTED]") or style == "apa"
    assert not [line for line in lines if "{" in line or "\x1b" in line]


def test_vancouver_is_numbered_from_1(kb: KnowledgeBase, papers: list[Reference]) -> None:
    assert [line.partition(". ")[0] for line in to_bibliography(papers[:3], "vancouver", kb).splitlines()] == ["1", "2", "3"]


# What a reader of the file sees


def _paper(**fields: Any) -> Reference:
    given_fields: dict[str, Any] = {
        "id": "doe2020",
        "title": "A title",
        "authors": ["Doe J"],
        "year": 2020,
        "kind": "review",
        "verification": Verification(status="reported"),
    }
    return Reference(**(given_fields | fields))


def test_a_bibtex_entry_by_example() -> None:
    authors = ["van den Berg AB", "Doe J Jr", "WHO Working Group"]
    paper = _paper(title="P-gp & ABCB1 in 50% of tumours", authors=authors, et_al=True, pages="12–15", doi="10.1000/a_b")
    assert to_bibtex(paper).split("\n") == [
        "@article{doe2020,",
        r"  title = {P-gp \& {ABCB1} in 50\% of tumours},",
        "  author = {{van den Berg}, A. B. and Doe, Jr, J. and {WHO Working Group} and others},",
        "  year = {2020},",
        "  pages = {12--15},",
        "  doi = {10.1000/a_b},",
        "}",
        "",
    ]


def test_a_retraction_is_said_in_every_form(kb: KnowledgeBase) -> None:
    paper = _paper(retracted=True)
    assert "note = {RETRACTED}" in to_bibtex(paper)
    assert "N1  - RETRACTED" in to_ris([paper])
    assert to_csl(paper)["note"] == "RETRACTED"


def test_capitals_that_matter_are_kept_by_pybtex() -> None:
    (entry,) = parse_string(to_bibtex(_paper(title="The role of HIF-1 and mTOR In cancer")), "bibtex").entries.values()
    assert str(RichText.from_latex(entry.fields["title"]).lower()) == "the role of HIF-1 and mTOR in cancer"


def test_papers_of_ris_stand_apart() -> None:
    text = to_ris([_paper(), _paper(id="roe2021")])
    assert text.count("TY  - JOUR") == text.count("ER  -") == 2
    assert "\n\nTY  - " in text


# Hostile titles and names: what the check of an overlay lets through, and more

_ANY = st.characters(exclude_categories=["Cs"])
HOSTILE = st.text(st.one_of(st.sampled_from('{}\\%@#$&_~^",=\n\r\t -andER'), _ANY), min_size=1, max_size=60).filter(lambda text: bool(words(text)))
WITHOUT_COMMAS = HOSTILE.map(lambda text: text.replace(",", ";"))


@settings(max_examples=150, deadline=None)
@given(title=HOSTILE, journal=HOSTILE, pages=HOSTILE, authors=st.lists(WITHOUT_COMMAS, min_size=1, max_size=4))
def test_no_title_breaks_bibtex(title: str, journal: str, pages: str, authors: list[str]) -> None:
    text = to_bibtex(_paper(title=title, journal=journal, pages=pages, authors=authors)) + "\n" + to_bibtex(_paper(id="after2020"))
    first, second = by_bibtexparser(text)
    assert words(untex(first["title"])) == words(title)
    assert words(untex(first["journal"])) == words(journal)
    assert second["ID"] == "after2020"
    assert list(parse_string(text, "bibtex").entries) == ["doe2020", "after2020"]


@pytest.mark.parametrize("text", ["{", "}", "a { b", "a } b", "\\{", "@article{evil, title = {"])
@pytest.mark.parametrize("field", ["title", "journal", "pages", "authors"])
def test_no_brace_breaks_bibtex(field: str, text: str) -> None:
    file = to_bibtex(_paper(**{field: [text] if field == "authors" else text})) + "\n" + to_bibtex(_paper(id="after2020"))
    assert [entry["ID"] for entry in by_bibtexparser(file)] == ["doe2020", "after2020"]
    assert list(parse_string(file, "bibtex").entries) == ["doe2020", "after2020"]


@settings(max_examples=300, deadline=None)
@given(authors=st.lists(WITHOUT_COMMAS, min_size=1, max_size=4))
def test_no_author_is_lost_in_bibtex(authors: list[str]) -> None:
    (entry,) = parse_string(to_bibtex(_paper(authors=authors)), "bibtex").entries.values()
    assert len(entry.persons["author"]) == len(authors)


_CUT = [pytest.param(name) for name in ("A,B", "A,B,C,D")]


@pytest.mark.parametrize("author", ["Salt and Pepper Group", "Smith and Jones AB", "\\", "a, b, c, d", "others", "%", "@article", *_CUT])
def test_a_group_is_one_author_with_its_whole_name(author: str) -> None:
    (entry,) = parse_string(to_bibtex(_paper(authors=[author, "Doe J"])), "bibtex").entries.values()
    first, second = entry.persons["author"]
    assert untex(" ".join([*first.prelast_names, *first.last_names])) == author.removesuffix(" AB")
    assert second.last_names == ["Doe"]


@settings(max_examples=150, deadline=None)
@given(title=HOSTILE, authors=st.lists(HOSTILE, min_size=1, max_size=4), journal=HOSTILE, note=HOSTILE)
def test_no_text_breaks_ris(title: str, authors: list[str], journal: str, note: str) -> None:
    first, second = rispy.loads(to_ris([_paper(title=title, authors=authors, journal=journal, note=note, volume=note, pages=note), _paper(id="after2020")]))
    assert words(first["title"]) == words(title)
    assert len(first["authors"]) == len(authors)
    assert second["id"] == "after2020"


@settings(max_examples=50, deadline=None)
@given(title=HOSTILE, authors=st.lists(HOSTILE, min_size=1, max_size=4))
def test_csl_json_keeps_the_text_as_it_is(kb: KnowledgeBase, title: str, authors: list[str]) -> None:
    (item,) = json.loads(to_bibliography([_paper(title=title, authors=authors)], "csl-json", kb))
    assert item["title"] == title
    assert len(item["author"]) == len(authors)


def test_a_doi_with_braces_does_not_end_its_field() -> None:
    (entry,) = by_bibtexparser(to_bibtex(_paper(doi="10.1000/a}b{c\\d")))
    assert entry["doi"] == "10.1000/a%7Db%7Bc%5Cd"
