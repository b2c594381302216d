"""Vancouver and APA citations of hand-made papers, as the styles print them."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from resistcli.model import Reference, Verification
from resistcli.sources.bibliography import STYLES, format_references


def paper(**fields: Any) -> Reference:
    """Return a paper with these fields in place of the usual ones."""
    usual: dict[str, Any] = {
        "id": "doe2020",
        "title": "Pumps and drugs in breast cancer",
        "authors": ["Doe JA", "Roe R"],
        "journal": "Br J Cancer",
        "year": 2020,
        "volume": "12",
        "issue": "3",
        "pages": "101-110",
        "doi": "10.1000/abc",
        "kind": "review",
        "verification": Verification(status="reported"),
    }
    return Reference(**usual | fields)


def cite(style: str, **fields: Any) -> str:
    """Return the citation of :func:`paper` in ``style``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (text,) = format_references([paper(**fields)], style).values()
    return text


def test_a_paper_in_vancouver_style() -> None:
    text = cite("vancouver")
    assert text.startswith("Doe JA, Roe R. Pumps and drugs in breast cancer. Br J Cancer. 2020")
    assert "12(3):101" in text


@pytest.mark.parametrize(
    ("pages", "vancouver", "apa"),
    [
        ("983-91", "983–91", "983–991"),
        ("983-991", "983–91", "983–991"),
        ("1-10", "1–10", "1–10"),
        ("327-35", "327–35", "327–335"),
        ("e001150", "e001150", "e001150"),
    ],
)
def test_pages_end_where_they_end(pages: str, vancouver: str, apa: str) -> None:
    assert f":{vancouver}." in cite("vancouver", pages=pages)
    assert f", {apa}." in cite("apa", pages=pages)


def test_a_paper_in_apa_style() -> None:
    text = cite("apa")
    assert text.startswith("Doe, J. A., & Roe, R. (2020). Pumps and drugs in breast cancer. Br J Cancer, 12(3), 101")
    assert text.endswith("https://doi.org/10.1000/abc")


def test_authors_of_whom_the_page_showed_only_the_first_get_et_al() -> None:
    assert cite("vancouver", authors=["Doe JA"], et_al=True).startswith("Doe JA, et al. Pumps")
    assert cite("apa", authors=["Doe JA"], et_al=True).startswith("Doe, J. A., et al. (2020). Pumps")


def test_several_authors_and_et_al() -> None:
    assert cite("vancouver", et_al=True).startswith("Doe JA, Roe R, et al. Pumps")
    assert cite("apa", et_al=True).startswith("Doe, J. A., Roe, R., et al. (2020). Pumps")


def test_a_family_name_alone() -> None:
    assert cite("vancouver", authors=["Doe"]).startswith("Doe. Pumps")
    assert cite("apa", authors=["Doe"]).startswith("Doe. (2020). Pumps")


def test_a_group_is_an_author_whole() -> None:
    group = "Early Breast Cancer Trialists' Collaborative Group"
    printed = {group, group.replace("'", "’")}
    for style in STYLES:
        assert any(cite(style, authors=[group]).startswith(f"{name}. ") for name in printed)


def test_accents_and_particles_stay() -> None:
    authors = ["Müller-Schöll JÖ", "van der Berg A", "Đặng T", "O'Neil P"]
    for style in STYLES:
        text = cite(style, authors=authors)
        assert "Müller-Schöll" in text
        assert "Đặng" in text
        assert "Berg" in text
        assert text.index("Müller-Schöll") < text.index("Berg") < text.index("Đặng")


def test_a_suffix_follows_the_name() -> None:
    assert cite("vancouver", authors=["Doe JA Jr"]).startswith("Doe JA Jr")
    assert cite("apa", authors=["Doe JA Jr"]).startswith("Doe, J. A., Jr")


def test_many_authors_are_listed_as_the_style_says() -> None:
    authors = [f"{name} A" for name in ("Abel", "Baker", "Cole", "Dunn", "Evans", "Ford", "Gray", "Hill")]
    assert "Baker A" in cite("vancouver", authors=authors)
    assert "Hill, A. (2020)" in cite("apa", authors=authors)


def test_marks_that_a_style_might_read_as_markup_stay_as_they_are() -> None:
    title = "Effect of p < 0.05 & γ-H2AX on TGF-β <i>in vitro</i>"
    for style in STYLES:
        text = cite(style, title=title)
        assert "γ-H2AX on TGF-β" in text
        assert "&amp;" not in text
        assert "&lt;" not in text


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("missing", ["journal", "volume", "issue", "pages", "doi"])
def test_a_field_that_is_missing_leaves_no_hole(style: str, missing: str) -> None:
    text = cite(style, **{missing: None})
    assert text.startswith("Doe")
    for hole in ("None", "()", ", ,", "..", " :", "  "):
        assert hole not in text


@pytest.mark.parametrize("style", STYLES)
def test_a_title_that_ends_in_a_mark_is_not_followed_by_a_stop(style: str) -> None:
    assert "resist?." not in cite(style, title="Do tumours resist?")


@pytest.mark.parametrize("style", STYLES)
def test_no_citation_begins_with_a_number_or_holds_a_line_break(style: str) -> None:
    for fields in ({}, {"title": "1. First things\nfirst"}, {"authors": ["Doe JA"], "et_al": True}):
        text = cite(style, **fields)
        assert not text[0].isdigit()
        assert "\n" not in text


def test_every_paper_gets_its_own_text() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        texts = format_references([paper(), paper(id="roe2021", authors=["Roe R"], year=2021)], "vancouver")
    assert list(texts) == ["doe2020", "roe2021"]
    assert "2020" in texts["doe2020"]
    assert texts["roe2021"].startswith("Roe R. ")
