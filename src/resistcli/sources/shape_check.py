"""Whether a document has the shape of a data file: every departure from it, in sentences for the person who typed it."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from resistcli.sources.problems import MAX_PROBLEMS, Finding, Problem, near, shown
from resistcli.sources.shapes import SourceShape, overlay_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resistcli.sources.yaml_reader import YamlDocument

_KINDS_OF_VALUE = {"array": "a list", "object": "keys and values", "string": "text", "boolean": "true or false", "integer": "a whole number"}


def shape_problems(document: YamlDocument, *, overlay: bool = False) -> list[Problem]:
    """Return where a document is not of the shape of a data file (or of an overlay)."""
    shape = overlay_shape() if overlay else SourceShape
    try:
        msgspec.convert(document.data if document.data is not None else {}, shape)
    except msgspec.ValidationError as first:
        errors = islice(_validator(overlay=overlay).iter_errors(document.data), MAX_PROBLEMS + 1)
        problems = [finding.problem("shape") for error in errors for finding in _findings(document, error)]
        return list(dict.fromkeys(problems)) or [Finding(document, (), str(first)).problem("shape")]
    return []


@cache
def _validator(*, overlay: bool) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(msgspec.json.schema(overlay_shape() if overlay else SourceShape))


def _findings(document: YamlDocument, error: Any) -> Iterator[Finding]:
    while error.context:  # a choice of types: the branch that went furthest says most
        error = max(error.context, key=lambda child: len(child.absolute_path))
    location = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        allowed = list(error.schema.get("properties", {}))
        for unknown in islice((name for name in error.instance if name not in allowed), MAX_PROBLEMS):
            message = f"unknown key {shown(unknown)}; expected one of: {', '.join(allowed)}"
            yield Finding(document, (*location, unknown), message, near(unknown, allowed))
    elif error.validator == "enum":
        choices = [str(choice) for choice in error.validator_value]
        yield Finding(document, location, f"{shown(error.instance)} is not one of: {', '.join(choices)}", near(str(error.instance)[:100], choices))
    elif error.validator == "required":
        for missing in (name for name in error.validator_value if name not in error.instance):
            yield Finding(document, location, f"the key {missing!r} is missing")
    elif error.validator == "type":
        hint = "; put it in quotes" if error.validator_value == "string" and isinstance(error.instance, int | float) else ""
        yield Finding(document, location, f"expected {_kind_of_value(error.validator_value)}, got {_got(error.instance)}{hint}")
    else:
        yield Finding(document, location, shown(error.message))


def _kind_of_value(name: Any) -> str:
    return _KINDS_OF_VALUE.get(str(name), str(name))


def _got(value: Any) -> str:
    """A value for a message; of a list or mapping, which may be huge, only what it is."""
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else shown(value)
