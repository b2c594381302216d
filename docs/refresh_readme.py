"""Run the commands that README.md shows and put their output below them; with ``--check``, fail where it has changed.

A ``console`` block holds commands (lines that begin with ``$ ``) and what they print; a ``python`` block is followed by a
``text`` block with what it prints. Commands run in bash, in an empty folder, 100 columns wide, with the ``resist`` of
the interpreter that runs this script.
"""

# ruff: noqa: INP001, T201, S603  # a script, which prints and runs what the README says
from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```\n\n```text\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL)
_UNSET = {"NO_COLOR", "FORCE_COLOR", "PAGER", "CLICOLOR_FORCE", "PYTHONIOENCODING"}


def main() -> int:
    """Refresh or check the README; return the exit code."""
    parser = argparse.ArgumentParser(description="Put the true output below the commands that README.md shows.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where the README is out of date")
    options = parser.parse_args()
    old = README.read_text(encoding="utf-8")
    stale = []

    def console(block: re.Match[str]) -> str:
        text = ""
        for command, shown in commands(block[0]):
            printed = run(command)
            if printed != shown:
                stale.append(command)
            text += f"$ {command}\n{printed}"
        return text

    def python(block: re.Match[str]) -> str:
        printed = run_python(block["code"])
        if printed != block["output"]:
            stale.append("the Python example")
        return f"```python\n{block['code']}```\n\n```text\n{printed}```"

    new = _PYTHON.sub(python, _CONSOLE.sub(console, old))
    for command in stale:
        print(f"{'out of date' if options.check else 'refreshed'}: {command}")
    if not options.check:
        README.write_text(new, encoding="utf-8")
    return int(options.check and bool(stale))


def console_examples(readme: str) -> list[tuple[str, str]]:
    """Return every command of the ``console`` blocks with the output shown below it."""
    return [example for block in _CONSOLE.findall(readme) for example in commands(block)]


def python_examples(readme: str) -> list[tuple[str, str]]:
    """Return every ``python`` block with the output shown after it."""
    return [(block["code"], block["output"]) for block in _PYTHON.finditer(readme)]


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a ``console`` block with its output."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def run(command: str) -> str:
    """Return what a shell command prints on both streams, without the blanks at the ends of lines."""
    return _run(["bash", "-c", command])


def run_python(code: str) -> str:
    """Return what Python code prints, likewise."""
    return _run([sys.executable, "-c", code])


def _run(arguments: list[str]) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    path = os.pathsep.join([sysconfig.get_path("scripts"), kept.get("PATH", os.defpath)])
    environ = {**kept, "PATH": path, "COLUMNS": "100", "TERM": "xterm", "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(arguments, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


if __name__ == "__main__":
    sys.exit(main())
