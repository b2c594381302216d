"""One answer, one context, one text: picks the renderer. Only the one that is needed is imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import convert, to_builtins

from resistcli.output.context import transliterated, write, write_bytes

if TYPE_CHECKING:
    from resistcli.answers import Answer
    from resistcli.knowledge import KnowledgeBase
    from resistcli.output.context import Context

_TABLES = {
    "list": ("list_table", "render_list"),
    "search": ("list_table", "render_search"),
    "show": ("show_page", "render"),
    "compare": ("compare_table", "render"),
    "cite": ("cite_list", "render"),
    "overcome": ("overcome_list", "render"),
    "enrich": ("enrich_table", "render"),
    "info": ("info_page", "render"),
    "schema": ("schema_list", "render"),
    "validate": ("validate_list", "render"),
    "explain": ("validate_list", "render_checks"),
}


def render(answer: Answer, context: Context, kb: KnowledgeBase, **options: Any) -> None:
    """Write ``answer`` in the context's format. ``options`` go to the table's renderer (``references``, ``style``)."""
    if context.format in {"json", "jsonl"}:
        from resistcli.output.records import to_json, to_jsonl

        write_bytes(context, to_json(answer, indent=context.terminal) if context.format == "json" else to_jsonl(answer))
    elif context.format == "table":
        write(context, _table(answer, context, kb, options))
    elif context.format == "markdown":
        from resistcli.output.markdown import to_markdown

        write(context, to_markdown(answer, kb, unicode=context.unicode))
    else:
        from resistcli.output.records import to_csv, to_tsv

        write(context, to_csv(answer) if context.format == "csv" else to_tsv(answer, header=context.format == "tsv"))


def _table(answer: Answer, context: Context, kb: KnowledgeBase, options: dict[str, Any]) -> str:
    verb = answer.schema.removeprefix("resist.").partition("/")[0]
    if answer.empty and verb != "validate":  # of which nothing wrong is the best answer
        return ""
    if not context.unicode:  # before lines are broken, because Greek letters get longer
        answer = convert(transliterated(to_builtins(answer)), type(answer))
    module, function = _TABLES[verb]
    text: str = getattr(import_module(f"resistcli.output.{module}"), function)(answer, context, kb, **options)
    return text
