"""How long commands take, as ratios to bare Typer applications on the same machine in the same run.

Two yardsticks are written to a temporary folder: T, a Typer application of two commands, and R, the same printing a small
Rich table. A command that prints JSON is compared with T, one that draws a table with R, and a ``--help`` page with T's.
Command and yardstick run in turn (A B A B …), so that whatever else the machine does meets both; the ratio is the
median of the ratios of neighbouring runs.

It measures the package that is installed beside the interpreter that runs it, and must be an ordinary installation: an
editable one looks at every source file at each start to see whether the dataset must be compiled again.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install -q . && /tmp/bench/bin/python benchmarks/startup.py

Only the standard library is used. With ``--strict`` the exit code is 1 where a command is over budget.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

BUDGET = 1.3
SLACK = 0.005
"""What rounding to two decimals hides."""

BARE = """
import typer

app = typer.Typer()


@app.command()
def first(name: str, times: int = 1) -> None:
    print(name * times)


@app.command()
def second(name: str) -> None:
    print(name)
"""
BARE_TABLE = """
import typer

app = typer.Typer()


@app.command()
def first(name: str, times: int = 1) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="A table")
    table.add_column("name")
    table.add_column("number")
    for number in range(5):
        table.add_row(name, str(number * times))
    Console().print(table)


@app.command()
def second(name: str) -> None:
    print(name)
"""
YARDSTICKS = {"T": ("bare_typer", BARE, ["first", "word"]), "R": ("bare_table", BARE_TABLE, ["first", "word"]), "T help": ("bare_typer", BARE, ["--help"])}
EXAMPLES = Path(__file__).parents[1] / "examples"
GENES = EXAMPLES / "resistant-line.txt"
OVERLAY = EXAMPLES / "lab-overlay.yaml"
JSON = (
    "compare chemo radio",
    "compare cisplatin photon",
    "search hypoxia",
    "search hipoxia",
    "show efflux",
    "show TP53",
    "cite hypoxia",
    "list",
    "list claims",
    "list references",
    "overcome hypoxia",
    f"enrich {GENES}",
    "info",
    "export",
    f"list --data {OVERLAY}",
)
TABLES = (
    "compare chemo radio",
    "compare chemo radio targeted",
    "search hypoxia",
    "show efflux",
    "show TP53",
    "cite hypoxia",
    "list",
    "list genes",
    "list claims",
    "list references",
    "overcome hypoxia",
    "overcome chemo --references",
    f"enrich {GENES}",
    "info",
)
HELP = ("--help", "compare --help", "list --help")


class Case(NamedTuple):
    """A command to measure and the yardstick it is compared with."""

    command: list[str]
    yardstick: str

    @property
    def name(self) -> str:
        """The command as a user types it."""
        return " ".join(["resist", *self.command])


class Result(NamedTuple):
    """Medians in milliseconds, and the median of the ratios of neighbouring runs."""

    case: Case
    command_ms: float
    yardstick_ms: float
    ratio: float

    @property
    def over(self) -> bool:
        """True where the command takes longer than its budget allows."""
        return self.ratio > BUDGET + SLACK


def cases() -> list[Case]:
    """Return everything that is measured."""
    return [
        Case(["--version"], "T"),
        *(Case([*command.split(), "--json"], "T") for command in JSON),
        *(Case([*command.split(), "-f", "table"], "R") for command in TABLES),
        *(Case(command.split(), "T help") for command in HELP),
    ]


def main() -> int:
    """Measure, print and return the exit code."""
    parser = argparse.ArgumentParser(description="Times of commands as ratios to bare Typer applications.")
    parser.add_argument("-n", "--runs", type=int, default=15, help="runs of each command and of its yardstick (15)")
    parser.add_argument("--only", default="", help="measure only commands that contain this text")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a command is over budget")
    options = parser.parse_args()
    if (problem := _not_installed()) is not None:
        print(problem, file=sys.stderr)
        return 2
    chosen = [case for case in cases() if options.only in case.name]
    with tempfile.TemporaryDirectory() as folder:
        for module, source, _ in YARDSTICKS.values():
            (Path(folder) / f"{module}.py").write_text(source, encoding="utf-8")
            (Path(folder) / f"run_{module}.py").write_text(f"from {module} import app\n\napp()\n", encoding="utf-8")
        results = [measure(case, Path(folder), options.runs) for case in chosen]
    if options.json:
        print(json.dumps([{"command": item.case.name, "yardstick": item.case.yardstick, "ms": item.command_ms, "ratio": item.ratio} for item in results]))
    else:
        show(results, options.runs)
    return int(options.strict and any(item.over for item in results))


def measure(case: Case, folder: Path, runs: int) -> Result:
    """Time a command and its yardstick in turn, after one run of each to warm up."""
    module, _, arguments = YARDSTICKS[case.yardstick]
    command = [str(_program()), *case.command]
    yardstick = [sys.executable, str(folder / f"run_{module}.py"), *arguments]
    environ = {**os.environ, "COLUMNS": "100", "TERM": "xterm", "NO_COLOR": "1"}
    for warm_up in (command, yardstick):
        subprocess.run(warm_up, env=environ, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    pairs = [(_time(command, folder, environ), _time(yardstick, folder, environ)) for _ in range(runs)]
    return Result(
        case,
        median(ours for ours, _ in pairs) * 1000,
        median(bare for _, bare in pairs) * 1000,
        median(ours / bare for ours, bare in pairs),
    )


def show(results: list[Result], runs: int) -> None:
    """Print the table of results and the worst ratio of each kind."""
    width = max((len(item.case.name) for item in results), default=0)
    print(f"Medians of {runs} runs; budget {BUDGET} times the yardstick. Python {sys.version.split()[0]}, {os.cpu_count()} CPUs")
    print(f"{'command':{width}}  {'ms':>6}  {'yardstick':>15}  {'ratio':>5}")
    for item in results:
        bare = f"{item.case.yardstick} {item.yardstick_ms:.1f}"
        print(f"{item.case.name:{width}}  {item.command_ms:6.1f}  {bare:>15}  {item.ratio:5.2f}{'  over budget' if item.over else ''}")
    for yardstick, what in (("T", "with --json"), ("R", "tables"), ("T help", "--help")):
        if ratios := [item.ratio for item in results if item.case.yardstick == yardstick]:
            print(f"{what}: {min(ratios):.2f} to {max(ratios):.2f} × {yardstick}")


def _program() -> Path:
    return Path(sysconfig.get_path("scripts")) / ("resist.exe" if os.name == "nt" else "resist")


def _not_installed() -> str | None:
    """Say what is wrong where this interpreter has no ordinary installation of the package, else None."""
    spec = find_spec("resistcli")
    if spec is None or spec.origin is None or not _program().is_file():
        return f"resistcli is not installed for {sys.executable}: pip install ."
    if not (Path(spec.origin).parent / "bundled.dataset").is_file():
        return "resistcli is installed in editable form or found in a source tree; measure an ordinary installation: pip install ."
    return None


def _time(command: list[str], folder: Path, environ: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
