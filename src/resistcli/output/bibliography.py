"""Reference lists in the forms of reference managers: BibTeX, RIS and CSL-JSON, and in running text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from resistcli.csl_json import to_csl
from resistcli.model import BUNDLED, split_author
from resistcli.output.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Reference

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even behind a backslash
    "}": r"\textbraceright{}",
    **{char: f"\\{char}" for char in "$&%#_"},
}
_TEX_PATTERN = re.compile("|".join(map(re.escape, _TEX)))
_RANGE = re.compile(r"(?<=\w)[-–](?=\w)")
_KEEP_CASE = re.compile(r"\b(?=\w*[^\W\d_])(?=\w*[A-Z]\w*[A-Z0-9]|\w*\d|\w+[A-Z])[\w-]+")


def to_bibliography(references: Sequence[Reference], style: str, kb: KnowledgeBase) -> str:
    """Return references as a file in ``style``: vancouver or apa (numbered lines), bibtex, ris or csl-json."""
    if style == "bibtex":
        return "\n".join(map(to_bibtex, references))
    if style == "ris":
        return to_ris(references)
    if style == "csl-json":
        return json.dumps([to_csl(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"
    texts = kb.citation_texts(style)
    marks = ("[RETRACTED] " if reference.retracted else "" for reference in references)
    lines = [f"{mark}{clean(texts[reference.id])}" for mark, reference in zip(marks, references, strict=True)]
    return "".join(f"{number}. {line}\n" if style == "vancouver" else f"{line}\n" for number, line in enumerate(lines, 1))


def _note(reference: Reference) -> str:
    """What a reader must know of a paper's standing, for the note field of a reference manager."""
    brought = "" if reference.source == BUNDLED else f"from {reference.source}"
    return "; ".join(part for part in ("RETRACTED" if reference.retracted else "", brought) if part)


def to_bibtex(reference: Reference) -> str:
    """Return one BibTeX entry. Text is escaped for TeX; words whose capitals matter are braced; DOI and URL stay as they are."""
    fields = {
        "title": _braced(reference.title),
        "author": " and ".join([_bibtex_author(author) for author in reference.authors] + (["others"] if reference.et_al else [])),
        "journal": _tex(reference.journal or ""),
        "year": str(reference.year),
        "volume": _tex(reference.volume or ""),
        "number": _tex(reference.issue or ""),
        "pages": _RANGE.sub("--", _tex(reference.page_range or "")),
        "doi": _verbatim(reference.doi or ""),
        "pmid": reference.pmid or "",
        "url": "" if reference.doi else _verbatim(reference.url or ""),
        "note": _tex(_note(reference)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{reference.id},", *lines, "}", ""])


def to_ris(references: Sequence[Reference]) -> str:
    """Return references in RIS, the import form of reference managers."""
    import rispy

    return "\n".join(rispy.dumps([_ris(reference)]).split("\n", 1)[1].rstrip("\n") + "\n" for reference in references)


def _ris(reference: Reference) -> dict[str, object]:
    first, _, last = (reference.page_range or "").replace("–", "-").partition("-")
    entry = {
        "type_of_reference": "JOUR",
        "id": reference.id,
        "title": clean(reference.title),
        "authors": [_ris_author(author) for author in reference.authors],
        "journal_name": clean(reference.journal or ""),
        "year": str(reference.year),
        "volume": reference.volume,
        "number": reference.issue,
        "start_page": first,
        "end_page": last,
        "doi": reference.doi,
        "accession_number": reference.pmid,
        "urls": [reference.url] if reference.url else [],
        "notes": [_note(reference)] if _note(reference) else [],
    }
    return {name: value if isinstance(value, list) else clean(str(value)) for name, value in entry.items() if value}


def _ris_author(author: str) -> str:
    family, initials, suffix = split_author(clean(author))
    given = " ".join(f"{letter}." for letter in initials if letter != "-")
    return ", ".join(part for part in (family, given, suffix) if part)


def _bibtex_author(author: str) -> str:
    family, initials, suffix = split_author(author)
    if not initials:
        return f"{{{_tex(author)}}}" if " " in author or "," in author else _tex(author)
    given = " ".join(f"{letter}." for letter in initials if letter != "-")
    family = f"{{{_tex(family)}}}" if " " in family else _tex(family)
    return ", ".join(part for part in (family, suffix, given) if part)


def _braced(title: str) -> str:
    """Escape a title and brace the words whose capitals a bibliography style must not change."""
    pieces: list[str] = []
    end = 0
    title = clean(title)
    for match in _KEEP_CASE.finditer(title):
        pieces += (_tex(title[end : match.start()]), f"{{{_tex(match.group())}}}")
        end = match.end()
    return "".join([*pieces, _tex(title[end:])])


def _tex(text: str) -> str:
    return _TEX_PATTERN.sub(lambda match: _TEX[match.group()], clean(text))


def _verbatim(text: str) -> str:
    """A DOI or URL is not escaped; only what would end the field early is percent-encoded."""
    return clean(text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
