"""Read YAML as plain data that remembers where each value stood, within bounds that hostile files cannot exceed.

Only what the dataset needs is accepted: mappings with unique string keys, sequences, and scalars of the YAML 1.2 core
schema (so that a gene called ``NO`` is not false). Tags, anchors and aliases are refused, so nothing can be
constructed or multiplied. The text is read event by event; depth and size are checked while reading.
"""

from __future__ import annotations

import codecs
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from resistcli.sources.files import read_bytes
from resistcli.sources.problems import FileError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 20
MAX_VALUES = 80_000
"""The largest of the bundled files has less than half of it. Reading, checking and merging so many takes a second or two."""

Position = tuple[int, int]
Location = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlDocument(NamedTuple):
    """A file's plain data, and for each location in it (a path of keys and indexes) the line and column, from 1.

    ``repeated`` are the keys that stand twice in their mapping, each with its second place; the data have the first. ``broken``
    are the records whose shape is wrong, which nothing but the shape check may look at.
    """

    path: Path
    data: Any
    positions: dict[Location, Position]
    repeated: list[tuple[Location, Position]]
    broken: frozenset[Location] = frozenset()

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
    return parse_bytes(read_bytes(path), path)


def parse_bytes(raw: bytes, path: Path) -> YamlDocument:
    """Parse the content of a YAML file; ``path`` is used in messages only. Raises :class:`FileError` as :func:`read_yaml` does."""
    return parse_yaml(_decoded(raw, path), path)


def parse_yaml(text: str, path: Path) -> YamlDocument:
    """Parse YAML ``text``; ``path`` is used in messages only. Raises :class:`FileError` as :func:`read_yaml` does."""
    reader = _Reader(path)
    try:
        data = reader.document(_events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise FileError(path, f"not valid YAML: {_reason(error, _character(text, place))}", "yaml", place) from error
    except UnicodeEncodeError as error:
        raise FileError(path, f"not valid YAML: half of a surrogate pair at character {error.start}", "yaml", _place(text, error.start)) from error
    except yaml.reader.ReaderError as error:
        hint = "; this is no text, or text that is not in UTF-8" if error.character in {0, "\0"} else ""
        reason = f"the character {_code_point(error.character)} is not allowed{hint}"
        raise FileError(path, f"not valid YAML: {reason}", "yaml", _place(text, error.position)) from error
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise FileError(path, f"not valid YAML: {first}", "yaml") from error
    return YamlDocument(path, data, reader.positions, reader.repeated)


def _reason(error: yaml.MarkedYAMLError, at: str) -> str:
    """What the parser says, and what to do where people often do it wrong; ``at`` is the character at which it stopped."""
    reason = error.problem or error.context or "it cannot be parsed"
    if at == "\t" or "tab character" in reason:
        return f"{reason}; indent with spaces, not tabs"
    if "cannot start any token" in reason:
        return f"{reason}: put text that begins with {shown(at)} in quotes"
    if "mapping values are not allowed" in reason:
        return f"{reason}; put text with a colon in quotes, and look at the indentation"
    return reason


def _character(text: str, place: Position) -> str:
    """Return the character at a line and column; empty where the text is over or goes on for very long."""
    line, column = place
    lines = text.split("\n", line) if line < 10_000 else []
    return lines[line - 1][column - 1 : column] if line <= len(lines) else ""


def _code_point(character: int | str | bytes) -> str:
    return f"U+{character if isinstance(character, int) else ord(character):04X}"


def _place(text: str, offset: int) -> Position:
    """Return line and column of a character."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        what = "is UTF-16 or UTF-32; save it as UTF-8" if raw.startswith(_WIDE) else f"is not UTF-8 text (byte 0x{raw[error.start]:02x})"
        raise FileError(path, what, "file", (line, column)) from error


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    return events


class _Reader:
    """Builds plain data from the events of a parser."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.positions: dict[Location, Position] = {}
        self.repeated: list[tuple[Location, Position]] = []
        self._values = 0

    def document(self, events: Iterator[Any]) -> Any:
        """Return the only document of the file; None where it has none."""
        for event in events:
            if isinstance(event, yaml.StreamEndEvent):
                return None
            if isinstance(event, yaml.DocumentStartEvent):
                break
        data = self._build(next(events), events, ())
        next(events)
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            raise self._error(after, "a second document starts here; one document a file is expected")
        return data

    def _build(self, event: Any, events: Iterator[Any], location: Location) -> Any:
        if len(location) > MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(event, "anchors and aliases (& and *) are not accepted; write the value out")
        if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            raise self._error(event, f"tags are not accepted: {event.tag.replace('tag:yaml.org,2002:', '!!')[:60]}")
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._error(event, f"more than {MAX_VALUES:,} values; a data file is smaller")
        self.positions.setdefault(location, _position(event))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] and not event.style else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(child := next(events), yaml.SequenceEndEvent):
                items.append(self._build(child, events, (*location, len(items))))
            return items
        return self._mapping(events, location)

    def _mapping(self, events: Iterator[Any], location: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(child := next(events), yaml.MappingEndEvent):
            if not isinstance(child, yaml.ScalarEvent):
                raise self._error(child, "a key must be plain text")
            if child.anchor or child.tag:
                raise self._error(child, "tags, anchors and aliases are not accepted on keys")
            place = (*location, child.value)
            if child.value in mapping:
                self.repeated.append((place, _position(child)))
            self.positions.setdefault(place, _position(child))
            mapping.setdefault(child.value, self._build(next(events), events, place))
        return mapping

    def _error(self, event: Any, message: str) -> FileError:
        return FileError(self.path, message, "yaml", _position(event))


def _scalar(value: str) -> str | int | float | bool | None:
    if value in _NULLS:
        return None
    if value in _BOOLS:
        return _BOOLS[value]
    if len(value) <= 20:
        if _INT.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value) and math.isfinite(number := float(value)):
            return number
    return value


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
