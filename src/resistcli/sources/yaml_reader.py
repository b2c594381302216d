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

from resistcli.sources.files import read_bytes
from resistcli.sources.problems import FileError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 20
MAX_VALUES = 250_000
"""The bundled dataset has a fifth of it. Each value takes some microseconds, so reading is over within a second or so."""

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

    def position(self, location: Location) -> Position:
        """Return line and column of a location, or of its nearest parent that has them."""
        while location and location not in self.positions:
            location = location[:-1]
        return self.positions.get(location, (1, 1))


def read_yaml(path: Path) -> YamlDocument:
    """Read one YAML file.

    Raises:
        FileError: the file cannot be read, is too large, is not UTF-8 or is not the YAML described above. The message
            begins with ``file:line:column``.
    """
    return parse_yaml(_read_text(path), path)


def parse_yaml(text: str, path: Path) -> YamlDocument:
    """Parse YAML ``text``; ``path`` is used in messages only. Raises :class:`FileError` as :func:`read_yaml` does."""
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
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise FileError(path, f"not valid YAML: {_reason(error)}", "yaml", place) from error
    except UnicodeEncodeError as error:
        raise FileError(path, f"not valid YAML: half of a surrogate pair at character {error.start}", "yaml", _place(text, error.start)) from error
    except yaml.reader.ReaderError as error:
        place = _place(text, error.position)
        raise FileError(path, f"not valid YAML: the character {shown(error.character)} is not allowed", "yaml", place) from error
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise FileError(path, f"not valid YAML: {first}", "yaml") from error
    return YamlDocument(path, data, positions)


def _reason(error: yaml.MarkedYAMLError) -> str:
    """What the parser says; of a tab, which is what people ask about most, what to do."""
    reason = error.problem or error.context or "it cannot be parsed"
    return f"{reason}; indent with spaces, not tabs" if "token" in reason and "start" in reason else reason


def _place(text: str, offset: int) -> Position:
    """Return line and column of a character."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _read_text(path: Path) -> str:
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise FileError(path, f"is not UTF-8 text (byte 0x{raw[error.start]:02x})", "file", (line, column)) from error


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
    if len(positions) > MAX_VALUES:
        raise _error(path, event, f"more than {MAX_VALUES} values; a data file is smaller")
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


def _error(path: Path, event: Any, message: str) -> FileError:
    return FileError(path, message, "yaml", _position(event))
