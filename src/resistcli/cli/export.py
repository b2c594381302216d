"""Export the dataset or a part of it, into a file or a pipe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resistcli.cli.options import (
    AgentOption,
    CancerOption,
    CategoryOption,
    ContestedOption,
    DataOption,
    GeneOption,
    JsonOption,
    LevelOption,
    MinLevelOption,
    ModalityOption,
    RoleOption,
)
from resistcli.output.exports.forms import Form

if TYPE_CHECKING:
    from resistcli.export import ExportAnswer
    from resistcli.knowledge import KnowledgeBase


def export_command(
    form: Annotated[
        Form | None, typer.Option("--format", "-f", help="Form of the export. Default: what the name of the file ends in, else tsv.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; - or nothing is standard output.", metavar="FILE", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    modality: ModalityOption = [],  # noqa: B006  # Typer copies it
    category: CategoryOption = [],  # noqa: B006
    role: RoleOption = [],  # noqa: B006
    gene: GeneOption = [],  # noqa: B006
    agent: AgentOption = [],  # noqa: B006
    cancer: CancerOption = [],  # noqa: B006
    level: LevelOption = [],  # noqa: B006
    min_level: MinLevelOption = None,
    contested: ContestedOption = False,
    data: DataOption = [],  # noqa: B006
    json: JsonOption = False,
) -> int:
    """Export everything, or the claims and countermeasures that pass filters: a flat table, papers, gene sets, a database.

    tsv, csv and parquet are one flat table: a row for each gene, agent and
    paper of a claim. json and sqlite hold whole records; bibtex, ris and
    csl-json the papers; gmt the genes of each mechanism, whole and by modality.
    """
    import resistcli
    from resistcli.cli.run import complain
    from resistcli.errors import ExitCode, UnknownNameError, UsageError
    from resistcli.export import export, nothing_exported
    from resistcli.listing import Filters
    from resistcli.output.exports.forms import form_of, held, lacks

    if json and form not in {None, Form.json}:
        raise UsageError(f"--json and --format {form} ask for different things; give one of them")
    target = None if output is None or str(output) == "-" else output
    chosen = Form.json if json else form or (form_of(target) if target else Form.tsv)
    filters = Filters(
        modalities=modality,
        categories=category,
        roles=role,
        genes=gene,
        agents=agent,
        cancers=cancer,
        levels=level,
        min_level=min_level,
        contested=contested,
    )
    kb = resistcli.load(*data)
    unknown = ""
    try:
        answer = export(kb, filters)
    except UnknownNameError as error:
        answer = nothing_exported(kb, filters)
        unknown = str(error)
    contents = held(answer, chosen, kb)
    if not contents:
        complain(unknown or lacks(answer, chosen))
        if chosen == Form.json and target is None:
            _print(answer, chosen, kb)
        return ExitCode.NOTHING
    if target is None:
        _print(answer, chosen, kb)
    else:
        _save(answer, chosen, kb, target, contents, force=force)
    return ExitCode.OK


def _print(answer: ExportAnswer, form: Form, kb: KnowledgeBase) -> None:
    """Write an export to standard output: what a file would hold, but where people read it JSON is indented and text is paged."""
    from resistcli.errors import UsageError
    from resistcli.output.context import make_context, write, write_bytes
    from resistcli.output.exports.forms import BINARY, to_bytes

    context = make_context()
    if form not in BINARY:
        content = to_bytes(answer, form, kb, indent=context.terminal)
        if context.terminal and form != Form.json:
            write(context, content.decode())
        else:
            write_bytes(context, content)
        return
    if context.terminal:
        raise UsageError(f"{form.value} is not for reading at a terminal; name a file with --output, or send it into a pipe")
    from resistcli.output.exports.forms import write_form
    from resistcli.output.files import scratch_file
    from resistcli.output.progress import Progress

    with Progress(f"writing {form.value}") as progress, scratch_file() as file:
        write_form(answer, form, kb, file, progress)
        write_bytes(context, file.read_bytes())


def _save(answer: ExportAnswer, form: Form, kb: KnowledgeBase, target: Path, contents: str, *, force: bool) -> None:
    """Write an export to a file, and say so at a terminal."""
    from resistcli.cli.run import complain
    from resistcli.output.exports.forms import write_form
    from resistcli.output.files import new_file
    from resistcli.output.progress import Progress

    with Progress(f"writing {form.value}") as progress, new_file(target, replace=force) as file:
        write_form(answer, form, kb, file, progress)
    if progress.terminal:
        complain(f"wrote {contents} as {form.value} to {target}")
