"""Read YAML as plain data that remembers where each value stood, within bounds that hostile files cannot exceed.

Only what the dataset needs is accepted: mappings with unique string keys, sequences, and scalars of the YAML 1.2 core
schema (so that a gene called ``NO`` is not false). Tags, anchors and aliases are refused, so nothing can be
constructed or multiplied. The text is read event by event; depth and size are checked while reading.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from resistcli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000
MAX_DEPTH = 20

Position = tuple[int, int]
Location = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlDocument(NamedTuple):
    """A file's plain data, and for each location in it (a path of keys and indexes) the line and column, from 1."""

    path: Path
    data: Any
    positions: dict[Location, Position]

    def where(self, location: Location) -> str:
        """Return ``file:line:column`` of a location, or of its nearest parent that has one."""
        while location and location not in self.positions:
            location = location[:-1]
        line, column = self.positions.get(location, (1, 1))
        return f"{self.path}:{line}:{column}"


def read_yaml(path: Path) -> YamlDocument:
    """Read one YAML file.

    Raises:
        DataError: the file cannot be read, is too large, is not UTF-8 or is not the YAML described above. The message
            begins with ``file:line:column`` where the place is known.
    """
    return parse_yaml(_read_text(path), path)


def parse_yaml(text: str, path: Path) -> YamlDocument:
    """Parse YAML ``text``; ``path`` is used in messages only. Raises :class:`DataError` as :func:`read_yaml` does."""
    positions: dict[Location, Position] = {}
    try:
        events = _events(text)
        for event in events:
            if isinstance(event, yaml.StreamEndEvent):
                return YamlDocument(path, None, positions)
            if isinstance(event, yaml.DocumentStartEvent):
                break
        data = _build(next(events), events, (), positions, path)
        next(events)
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            raise _error(path, after, "a second document starts here; one document a file is expected")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"
        raise DataError(f"{place}: not valid YAML: {error.problem or error.context}") from error
    except UnicodeEncodeError as error:
        raise DataError(f"{path}:1:1: not valid YAML: half of a surrogate pair at character {error.start}") from error
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise DataError(f"{path}:1:1: not valid YAML: {first}") from error
    return YamlDocument(path, data, positions)


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise DataError(f"{path}: is a directory; a YAML file is expected")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(raw) > MAX_BYTES:
        raise DataError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB, the limit for a data file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise DataError(f"{path}:{line}:{column}: is not UTF-8 text (byte 0x{raw[error.start]:02x})") from error


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    return events


def _build(event: Any, events: Iterator[Any], location: Location, positions: dict[Location, Position], path: Path) -> Any:
    if len(location) > MAX_DEPTH:
        raise _error(path, event, f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _error(path, event, "anchors and aliases (& and *) are not accepted; write the value out")
    if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
        raise _error(path, event, f"tags are not accepted: {event.tag[:60]}")
    positions.setdefault(location, _position(event))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event.value) if event.implicit[0] and not event.style else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(_build(child, events, (*location, len(items)), positions, path))
        return items
    return _mapping(events, location, positions, path)


def _mapping(events: Iterator[Any], location: Location, positions: dict[Location, Position], path: Path) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(child := next(events), yaml.MappingEndEvent):
        if not isinstance(child, yaml.ScalarEvent):
            raise _error(path, child, "a key must be plain text")
        if child.anchor or child.tag:
            raise _error(path, child, "tags, anchors and aliases are not accepted on keys")
        if child.value in mapping:
            raise _error(path, child, f"the key {child.value[:60]!r} stands twice in the same mapping")
        positions[(*location, child.value)] = _position(child)
        mapping[child.value] = _build(next(events), events, (*location, child.value), positions, path)
    return mapping


def _scalar(value: str) -> str | int | float | bool | None:
    if value in _NULLS:
        return None
    if value in _BOOLS:
        return _BOOLS[value]
    if len(value) <= 20:
        if _INT.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value):
            return float(value)
    return value


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _error(path: Path, event: Any, message: str) -> DataError:
    line, column = _position(event)
    return DataError(f"{path}:{line}:{column}: {message}")
