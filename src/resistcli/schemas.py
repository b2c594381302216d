"""JSON Schemas (draft 2020-12) of every answer and of the YAML files, made from the classes that are printed and read."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from resistcli.answers import Answer
from resistcli.choices import choice
from resistcli.model import DatasetStamp, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Entry(NamedTuple):
    """A schema: where the class that it describes is made, and what that is."""

    module: str
    name: str
    about: str


ANSWERS = {
    "list": Entry("listing", "ListAnswer", "The records of one kind that pass the filters"),
    "search": Entry("search", "SearchAnswer", "What matches a query, best first"),
    "show": Entry("show", "ShowAnswer", "Everything about entities"),
    "compare": Entry("compare", "CompareAnswer", "Modalities, treatment classes or agents side by side"),
    "cite": Entry("citations", "CiteAnswer", "Claims with their papers"),
    "overcome": Entry("overcome", "OvercomeAnswer", "Countermeasures with their trial record"),
    "enrich": Entry("enrich", "EnrichAnswer", "Which mechanisms a gene list hits"),
    "export": Entry("export", "ExportAnswer", "The dataset, or a part of it (export --format json)"),
    "validate": Entry("validate", "ValidateAnswer", "What is wrong in overlays"),
    "explain": Entry("validate", "ExplainAnswer", "The checks that overlays must pass (validate --explain)"),
    "info": Entry("info", "InfoAnswer", "What the dataset holds"),
    "schema": Entry("schemas", "SchemaAnswer", "The names of the schemas"),
}
"""The answers as --json prints them, by verb."""
FILES = {
    "data": Entry("sources.shapes", "SourceShape", "A YAML file of the dataset"),
    "overlay": Entry("sources.shapes", "overlay_shape", "A YAML file of your own, merged with the dataset by --data"),
}
NAMES = (*ANSWERS, *FILES)


class SchemaLine(Record, kw_only=True, frozen=True):
    """A schema and what it describes."""

    name: str
    about: str
    uri: str


class SchemaAnswer(Answer, kw_only=True, frozen=True):
    """The schemas that there are; ``uri`` is the ``$id`` of each."""

    results: list[SchemaLine]

    def records(self) -> list[SchemaLine]:
        """Return the names of the schemas."""
        return self.results


def list_schemas(stamp: DatasetStamp) -> SchemaAnswer:
    """Return the names of all schemas, answers before files."""
    lines = [SchemaLine(name=name, about=entry.about, uri=_uri(name)) for name, entry in (ANSWERS | FILES).items()]
    return SchemaAnswer(schema="resist.schema/1", dataset=stamp, results=lines)


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a verb's answer, or of ``data`` or ``overlay``.

    Raises:
        UsageError: there is no schema of that name.
    """
    from msgspec.json import schema

    known = choice(name, NAMES, "schema")
    entry = (ANSWERS | FILES)[known]
    described = getattr(import_module(f"resistcli.{entry.module}"), entry.name)
    made = schema(described if isinstance(described, type) else described())
    definitions: dict[str, Any] = made["$defs"]
    for definition in definitions.values():
        _describe(definition)
    if known in ANSWERS:
        definitions[entry.name]["properties"]["schema"] = {"const": f"resist.{known}/1", "description": "The form of this answer and its version."}
    else:
        _add_patterns(definitions)
    title = f"resist {known}" if known in ANSWERS else f"resist: {known} file"
    return {"$schema": DRAFT, "$id": _uri(known), "title": title, "description": f"{entry.about}.", **made}


def _uri(name: str) -> str:
    return f"urn:resist:{name}:1"


def _describe(definition: dict[str, Any]) -> None:
    """Turn a docstring into plain text, and say what each field means where that is the same everywhere."""
    from resistcli.glossary import FIELDS

    if "description" in definition:
        definition["description"] = " ".join(re.sub(r":\w+:(?=`)", "", definition["description"]).replace("``", "`").split())
    for field, value in definition.get("properties", {}).items():
        if field in FIELDS and _is_plain(value):
            value["description"] = FIELDS[field]


def _is_plain(value: dict[str, Any]) -> bool:
    """Tell whether a field holds texts or truth values, not numbers or records."""
    parts = [*value.get("anyOf", []), *([value["items"]] if "items" in value else [])]
    kinds = "enum" in value or "const" in value or value.get("type") in {"string", "boolean", "null", "array"} or bool(parts)
    return kinds and "$ref" not in value and all(map(_is_plain, parts))


def _add_patterns(definitions: dict[str, Any]) -> None:
    """Say in the schema of a file what identifiers look like, as the check of the data does."""
    from resistcli.sources.forms import FORMS, GENE_ID, ID, XREFS

    patterns = {field: form.pattern for field, (form, _) in FORMS.items()}
    patterns["xrefs"] = "|".join(form.pattern for form in XREFS.values())
    for name, definition in definitions.items():
        identifier = GENE_ID if name.startswith("Gene") else ID
        for field, value in definition.get("properties", {}).items():
            pattern = identifier.pattern if field == "id" else patterns.get(field)
            for text in _texts(value) if pattern else ():
                text["pattern"] = f"^(?:{pattern})$".replace('\\"', '"')  # an escape that JavaScript's regular expressions lack


def _texts(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the parts of a field's schema that describe a text."""
    if value.get("type") == "string":
        yield value
    for part in (*value.get("anyOf", []), *([value["items"]] if "items" in value else [])):
        yield from _texts(part)
