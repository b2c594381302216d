"""Vancouver and APA citations, made once when a dataset is compiled, by a CSL processor with the styles' own CSL files.

Formatting 600 papers takes seconds, far too long for a command; so the finished texts are stored in the compiled form.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resistcli.csl_json import to_csl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resistcli.model import Reference

STYLES = {"vancouver": "nlm-citation-sequence.csl", "apa": "apa.csl"}
MAX_EARLY = 100
"""How many papers of overlays are formatted when they are merged, in less than a second; more are when they are cited."""
_CSL = Path(__file__).parents[1] / "csl"
_NUMBER = re.compile(r"^1\.\s*")
# The stand-in for authors that the page read did not list, and what the styles make of it as a last author.
_MORE = {"literal": "et al"}
_APA_MORE = re.compile(r",? & et al\.?(?= \()")
_AFTER_MARK = re.compile(r"(?<=[?!])\.(?=\s|$)")  # a title that ends in a question mark has ended
_DOTS = re.compile(r"et al\.\.")
# The processor shortens the last page of "1-10" to "0", so a range over another number of digits is kept from it by another dash.
_UNEVEN = re.compile(r"^(\d+)-(\d+)$")
_DASH = "\u2012"


def format_references(references: Iterable[Reference], style: str) -> dict[str, str]:
    """Return each reference's citation text in ``style`` (a key of :data:`STYLES`), by reference id, without a number."""
    from citeproc import CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fields of newer CSL that the processor does not know
        csl_style = _csl_style(style)
        texts: dict[str, str] = {}
        for reference in references:
            source = CiteProcJSON([_item(reference)])
            texts[reference.id] = _format_one(reference.id, CitationStylesBibliography(csl_style, source, formatter.plain), style)
    return texts


class LateCitations(dict[str, str]):
    """Citation texts, those that were not made when the dataset was compiled made when they are asked for: overlays may bring thousands of papers."""

    def __init__(self, made: dict[str, str], references: Mapping[str, Reference], style: str) -> None:
        """Begin with what was ``made``; ``references`` are all of the dataset."""
        super().__init__(made)
        self._references = references
        self._style = style

    def __missing__(self, name: str) -> str:
        """Make the citation of a reference; raises KeyError where there is none of that id."""
        self[name] = format_references([self._references[name]], self._style)[name]
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return the citation of a reference, or ``default`` where there is none of that id."""
        return self[name] if name in self._references else default


@cache
def _csl_style(style: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(_CSL / STYLES[style]), validate=False)


def _item(reference: Reference) -> dict[str, Any]:
    item = to_csl(reference)
    if reference.et_al:
        item["author"] = [*item["author"], _MORE]
    if (pages := _UNEVEN.match(item.get("page", ""))) and len(pages[1]) != len(pages[2]):
        item["page"] = _DASH.join(pages.groups())
    return item


def _format_one(identifier: str, bibliography: Any, style: str) -> str:
    from citeproc import Citation, CitationItem

    bibliography.register(Citation([CitationItem(identifier)]))
    text = _NUMBER.sub("", str(bibliography.bibliography()[0])).replace(_DASH, "–")
    if style == "apa":
        text = _APA_MORE.sub(", et al.", text)
    return " ".join(_AFTER_MARK.sub("", _DOTS.sub("et al.", text)).split())
