"""A reference as a CSL-JSON item: the form that reference managers and CSL processors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resistcli.model import BUNDLED, split_author

if TYPE_CHECKING:
    from resistcli.model import Reference


def to_csl(reference: Reference) -> dict[str, Any]:
    """Return the CSL-JSON item of a reference (schema: citationstyles.org, csl-data.json). A retraction stands in ``note``."""
    fields = {
        "container-title": reference.journal,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.page_range,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": None if reference.doi else reference.url,
        "note": "RETRACTED" if reference.retracted else None if reference.source == BUNDLED else f"from {reference.source}",
    }
    return {
        "id": reference.id,
        "type": "article-journal",
        "title": reference.title,
        "author": [_name(author) for author in reference.authors],
        "issued": {"date-parts": [[reference.year]]},
    } | {field: value for field, value in fields.items() if value}


def _name(author: str) -> dict[str, str]:
    family, initials, suffix = split_author(author)
    if not initials:
        return {"literal": author} if " " in author else {"family": author}
    name = {"family": family, "given": " ".join(f"{letter}." for letter in initials if letter != "-")}
    return name | ({"suffix": suffix} if suffix else {})
