"""Text as it may be shown: without characters that a terminal, a spreadsheet or a page would act on."""

from __future__ import annotations

import re
from typing import Any

_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
_FORMULA = frozenset("=+-@")


def clean(text: str) -> str:
    """Return ``text`` on one line, without control characters and direction overrides."""
    return text if text.isascii() and text.isprintable() else re.sub(_UNSAFE, " ", text)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 paper``, ``2 papers``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def cell(value: Any) -> str:
    """Return a value as the text of a table cell: lists joined by ``; ``, dicts as ``key=value``, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{clean(str(key))}={cell(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(cell(item) for item in value)
    return clean(str(value))


def spreadsheet_cell(value: Any) -> str:
    """Return :func:`cell`, with an apostrophe before what a spreadsheet would run as a formula (OWASP, CSV injection)."""
    text = cell(value)
    return f"'{text}" if text[:1] in _FORMULA and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
