"""What may stand in the text of a record: letters that can be seen, in one alphabet a word, neither nothing nor too much."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from resistcli.sources.corpus import NESTED
from resistcli.sources.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resistcli.sources.corpus import Corpus
    from resistcli.sources.yaml_reader import Location, YamlDocument

MAX_TEXT = 1200
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\U000e0000-\U000e007f]")
_ALIKE = "[\u0370-\u0377\u0400-\u052f\u0530-\u058f\u13a0-\u13ff\uff21-\uff3a\uff41-\uff5a]"
_MIXED = re.compile(f"[A-Za-z]({_ALIKE})|({_ALIKE})[A-Za-z]")


def text(corpus: Corpus) -> Iterator[Finding]:
    """Text holds no control, direction or invisible characters and no word in two alphabets, is not empty and is at most 1,200 characters long."""
    for item in corpus.items:
        yield from _texts(item.document, item.data, item.location)
    for document in corpus.documents:
        if ("dataset",) not in document.broken and isinstance(document.data, dict):
            yield from _texts(document, document.data.get("dataset"), ("dataset",))


def _texts(document: YamlDocument, data: Any, place: Location) -> Iterator[Finding]:
    for location, value in _strings(data, place):
        if value.isascii() and value.isprintable() and value.strip() and len(value) <= MAX_TEXT:
            continue  # nearly all of them
        if hidden := _HIDDEN.search(value):
            yield Finding(document, location, f"the text holds a control character or one that cannot be seen: {_character(hidden.group())}")
        elif not value.strip():
            yield Finding(document, location, "the text is empty")
        elif len(value) > MAX_TEXT:
            yield Finding(document, location, f"the text has {len(value)} characters; at most {MAX_TEXT} are expected")
        elif mixed := _MIXED.search(value):
            yield Finding(document, location, f"a word of Latin letters holds {_character(mixed[1] or mixed[2])}, which only looks like one of them")


def _character(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} ({name.lower()})" if name else f"U+{ord(char):04X}"


def _strings(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for name, child in value.items():
            if name not in NESTED and name != "replace":  # these are records of their own
                yield from _strings(child, (*location, name))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _strings(child, (*location, number))
