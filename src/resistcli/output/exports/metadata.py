"""What a file of data says of itself: which data, whose, under which licence, and what was picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from resistcli import __version__

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer


def metadata(answer: ExportAnswer) -> dict[str, str]:
    """Return name and value of each item; no time of writing, so that the same data give the same file."""
    filters = {name: value for name, value in answer.filters.to_dict().items() if value}
    return {
        "title": answer.title,
        "version": answer.dataset.version,
        "sha256": answer.dataset.sha256,
        "licence": answer.licence,
        "notice": answer.notice,
        "overlays": msgspec.json.encode(answer.dataset.overlays).decode(),
        "filters": msgspec.json.encode(filters).decode(),
        "schema": answer.schema,
        "program": f"resist {__version__}",
    }
