"""Whether a document has the shape of a data file: every departure from it, in sentences for the person who typed it."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from resistcli.sources.corpus import LISTS, NESTED, listed
from resistcli.sources.problems import MAX_PROBLEMS, Finding, Problem, Wanted, shown
from resistcli.sources.shapes import RECORDS, SourceShape, overlay_records, overlay_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resistcli.sources.yaml_reader import Location, YamlDocument

_KINDS_OF_VALUE = {"array": "a list", "object": "keys and values", "string": "text", "boolean": "true or false", "integer": "a whole number"}


def shape_findings(document: YamlDocument, *, overlay: bool = False) -> tuple[list[Finding], frozenset[Location]]:
    """Return where a document is not of the shape of a data file (or of an overlay), and which records cannot be read for that.

    A record in which only a word of a closed set is wrong can be read. Only the first findings are made. A location of less than
    two steps stands for the file itself.
    """
    shape = overlay_shape() if overlay else SourceShape
    if overlay and document.data is None:
        return [Finding(document, (), f"the file holds no data; expected one or more of the keys {', '.join(SourceShape.__struct_fields__)}")], frozenset()
    if _fits(data := document.data if document.data is not None else {}, shape):
        return [], frozenset()
    parts = [((), _without(data, LISTS), shape), *_records(data, overlay_records() if overlay else RECORDS)]
    broken = [part for part in parts if not _fits(part[1], part[2])]
    findings = (finding for part in broken for finding in _errors(document, *part, overlay=overlay))
    readable = {location for location, value, shape in broken[:MAX_PROBLEMS] if _only_words(value, shape, overlay=overlay)}
    return list(islice(findings, MAX_PROBLEMS + 1)), frozenset(location for location, _, _ in broken if location not in readable)


def _fits(value: Any, shape: type[msgspec.Struct]) -> bool:
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError:
        return False
    return True


def _records(data: Any, shapes: Mapping[str, type[msgspec.Struct]]) -> Iterator[tuple[Location, Any, type[msgspec.Struct]]]:
    """Yield every record without those under it, so that a wrong one among many costs no more than itself."""
    for kind in LISTS:
        for number, record in enumerate(listed(data, kind)):
            yield (kind, number), _without(record, NESTED if kind == "mechanisms" else ()), shapes[kind]
            for nested in NESTED if kind == "mechanisms" else ():
                for position, child in enumerate(listed(record, nested)):
                    yield (kind, number, nested, position), child, shapes[nested]


def _without(value: Any, lists: Iterable[str]) -> Any:
    """Return a mapping with some of its lists empty."""
    return value | {name: [] for name in lists if isinstance(value.get(name), list)} if isinstance(value, dict) else value


def _only_words(value: Any, shape: type[msgspec.Struct], *, overlay: bool) -> bool:
    """Tell whether all that is wrong with a record is a word that is not one of its set, so that the other checks can look at it."""
    return all(_is_word(error) for error in _validator(shape.__name__, overlay=overlay).iter_errors(value))


def _is_word(error: Any) -> bool:
    if error.context:
        return all(map(_is_word, _closest(error)))
    return error.validator == "enum" and isinstance(error.instance, str)


def _errors(document: YamlDocument, location: Location, value: Any, shape: type[msgspec.Struct], *, overlay: bool) -> Iterator[Finding]:
    for error in _validator(shape.__name__, overlay=overlay).iter_errors(value):
        yield from _findings(document, location, error)


def key_problems(document: YamlDocument) -> list[Problem]:
    """Return the keys that stand twice in one mapping, at their second places."""
    problems = []
    for location, (line, column) in document.repeated[: MAX_PROBLEMS + 1]:
        message = f"the key {shown(location[-1])} stands twice in the same mapping"
        problems.append(Finding(document, location, message).problem("yaml")._replace(line=line, column=column))
    return problems


@cache
def _validator(shape: str, *, overlay: bool) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    standard = Draft202012Validator.TYPE_CHECKER
    types = standard.redefine("integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool))  # JSON Schema has 2026.0 as one
    schema = msgspec.json.schema(overlay_shape() if overlay else SourceShape)
    return extend(Draft202012Validator, type_checker=types)(schema | {"$ref": f"#/$defs/{shape}"})


def _findings(document: YamlDocument, above: Location, error: Any) -> Iterator[Finding]:
    if error.context:
        for child in _closest(error):
            yield from _findings(document, above, child)
        return
    location = (*above, *error.absolute_path)
    if error.validator == "additionalProperties":
        allowed = list(error.schema.get("properties", {}))
        for unknown in (name for name in error.instance if name not in allowed):
            message = f"unknown key {shown(unknown)}; expected one of: {', '.join(allowed)}"
            yield Finding(document, (*location, unknown), message, Wanted(unknown, allowed, 0.6))
    elif error.validator == "enum":
        choices = [str(choice) for choice in error.validator_value]
        yield Finding(document, location, f"{_got(error.instance)} is not one of: {', '.join(choices)}", Wanted(str(error.instance)[:100], choices, 0.6))
    elif error.validator == "required":
        if (missing := _missing(error)) is not None:
            yield Finding(document, location, f"the key {missing!r} is missing")
    elif error.validator == "type":
        hint = "; put it in quotes" if error.validator_value == "string" and isinstance(error.instance, int | float) else ""
        expected = _kind_of_value(error.validator_value) if location else f"one or more of the keys {', '.join(error.schema['properties'])}"
        yield Finding(document, location, f"expected {expected}, got {_got(error.instance)}{hint}")
    else:
        yield Finding(document, location, shown(error.message))


def _closest(error: Any) -> list[Any]:
    """Return the errors of the one of several types that a value comes nearest to: of its kind, and right furthest down."""
    branches: dict[Any, list[Any]] = {}
    for child in error.context:
        branches.setdefault(child.schema_path[0], []).append(child)
    own = len(error.absolute_path)

    def rank(children: list[Any]) -> tuple[bool, int]:
        return not any(child.validator == "type" and len(child.absolute_path) == own for child in children), max(len(child.absolute_path) for child in children)

    return max(branches.values(), key=rank)


def _missing(error: Any) -> str | None:
    """Return which key is missing: jsonschema makes an error of each, and names it in the message alone."""
    return next((str(name) for name in error.validator_value if error.message.startswith(f"{name!r} is")), None)


def _kind_of_value(name: Any) -> str:
    return _KINDS_OF_VALUE.get(str(name), str(name))


def _got(value: Any) -> str:
    """A value for a message; of a list or mapping, which may be huge, only what it is."""
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else shown(value)
