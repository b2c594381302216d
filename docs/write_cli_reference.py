"""Write docs/cli.md from the program itself; with ``--check``, change nothing and fail where it is out of date.

Typer's own generator describes the commands. The examples and what goes for every command stand here.
"""

# ruff: noqa: INP001, T201  # a script, which prints what it did
from __future__ import annotations

import argparse
import sys
from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from resistcli.cli.app import COMMANDS, app

TARGET = Path(__file__).parent / "cli.md"
EXAMPLES: dict[str, tuple[str, ...]] = {
    "compare": ("resist compare chemo radio", "resist compare cisplatin photon --only shared --min-level D --references"),
    "search": ("resist search hypoxia", "resist search 'NF-κB' --kind mechanism --limit 3"),
    "show": ("resist show efflux", "resist show gene:TP53 --json"),
    "cite": ("resist cite hypoxia", "resist cite hypoxia efflux --style bibtex > papers.bib"),
    "overcome": ("resist overcome hypoxia", "resist overcome efflux --failed --references"),
    "list": ("resist list mechanisms --modality radio --role primary", "resist list claims --contested --format csv"),
    "export": ("resist export --format gmt > resist.gmt", "resist export --modality radio --output radio.tsv --force"),
    "enrich": ("resist enrich examples/resistant-line.txt", "cut -f 1 examples/resistant-line.txt | resist enrich - --json"),
    "validate": ("resist validate examples/lab-overlay.yaml", "resist validate --explain"),
    "info": ("resist info", "resist info --json"),
    "schema": ("resist schema", "resist schema compare > compare.schema.json"),
}
FOREWORD = """\
<!-- Written by docs/write_cli_reference.py; edits are lost. -->
# The commands

[README.md](../README.md) is a tour with outputs, [recipes.md](recipes.md) has a way through for several kinds of user; this is every
command with every option, as the program itself describes them. The examples run in a checkout.

For all commands:

| exit code | means |
| --- | --- |
| 0 | found |
| 1 | nothing found (what is printed for programs is still valid), or data that are not valid |
| 2 | the command line was not understood |

| environment variable | does |
| --- | --- |
| `RESIST_DATA` | names overlays, parted as in `PATH`, as `--data` does |
| `RESIST_CACHE` | is the folder for compiled data, instead of the system's place for caches |
| `NO_COLOR`, `FORCE_COLOR` | switch colour off or on |
| `COLUMNS`, `PAGER` | width of tables, and what shows a long one |

"""


def main() -> int:
    """Write or check the reference; return the exit code."""
    parser = argparse.ArgumentParser(description="Write docs/cli.md from the program itself.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where docs/cli.md is out of date")
    check = parser.parse_args().check
    new = reference()
    stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != new
    if stale:
        print(f"{TARGET.name}: {'out of date' if check else 'refreshed'}")
    if not check:
        TARGET.write_text(new, encoding="utf-8")
    return int(stale and check)


def reference() -> str:
    """Return the whole document."""
    program = typer.main.get_command(app)
    settings = {"help_option_names": ["-h", "--help"], "terminal_width": 80}
    context = typer.Context(program, info_name="resist", **settings)  # type: ignore[arg-type]
    head, _, _ = get_docs_for_click(obj=program, ctx=context, indent=1, name="resist").partition("**Commands**:")
    parts = [FOREWORD, head]
    for name in COMMANDS:
        command = program.get_command(context, name)  # type: ignore[attr-defined]
        parts.append(get_docs_for_click(obj=command, ctx=typer.Context(command, info_name=name, parent=context), indent=1, call_prefix="resist"))
        parts.append("**Examples**:\n\n```console\n" + "".join(f"$ {example}\n" for example in EXAMPLES[name]) + "```\n\n")
    return "".join(parts).strip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
