"""Make the documents true: run what README.md and docs/recipes.md show, and write docs/cli.md; with ``--check``, fail where something has changed.

A ``console`` block holds commands (lines that begin with ``$ ``) and what they print; a ``python`` block is followed by a
``text`` block with what it prints. The commands of a section (a heading of the second level) run one after the other in bash
in one folder, which holds nothing but a copy of ``examples``, 100 columns wide, with the ``resist`` of the interpreter that
runs this script.
"""

# ruff: noqa: INP001, T201, S603  # a script, which prints and runs what the documents say
from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "recipes.md")
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_BLOCK = re.compile(r"^```(?:console\n(?P<console>.*?)|python\n(?P<code>.*?)^```\n\n```text\n(?P<output>.*?))^```$", re.MULTILINE | re.DOTALL)
_UNSET = {"NO_COLOR", "FORCE_COLOR", "PAGER", "CLICOLOR_FORCE", "PYTHONIOENCODING", "RESIST_DATA"}


class Example(NamedTuple):
    """Something that a reader can run, with what it prints: a command, or Python code."""

    text: str
    shown: str
    python: bool = False


def main() -> int:
    """Refresh or check the documents; return the exit code."""
    parser = argparse.ArgumentParser(description="Put the true output below the commands that the documents show, and write the CLI reference.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where a document is out of date")
    options = parser.parse_args()
    stale = False
    for document in DOCUMENTS:
        old = document.read_text(encoding="utf-8")
        parts = []
        for section in sections(old):
            told = examples(section)
            true = run(told)
            for before, after in zip(told, true, strict=True):
                if before != after:
                    print(f"{document.name}: {'out of date' if options.check else 'refreshed'}: {before.text.partition(chr(10))[0]}")
            parts.append(rewritten(section, true))
        stale |= "".join(parts) != old
        if not options.check:
            document.write_text("".join(parts), encoding="utf-8")
    reference = [sys.executable, str(ROOT / "docs" / "write_cli_reference.py"), *(["--check"] if options.check else [])]
    stale |= bool(subprocess.run(reference, check=False).returncode)
    return int(stale and options.check)


def sections(document: str) -> list[str]:
    """Return a document in parts, each with what belongs together."""
    return _SECTION.split(document)


def examples(section: str) -> list[Example]:
    """Return what a section shows, in order."""
    return [example for block in _BLOCK.finditer(section) for example in _examples(block)]


def _examples(block: re.Match[str]) -> Iterator[Example]:
    if block["code"] is not None:
        yield Example(block["code"], block["output"], python=True)
        return
    for part in re.split(r"^\$ ", block["console"], flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Example(command, shown)


def rewritten(section: str, true: list[Example]) -> str:
    """Return a section with these examples in the place of its own."""
    rest = iter(true)

    def block(match: re.Match[str]) -> str:
        here = [next(rest) for _ in _examples(match)]
        if match["code"] is not None:
            return f"```python\n{here[0].text}```\n\n```text\n{here[0].shown}```"
        return "```console\n" + "".join(f"$ {example.text}\n{example.shown}" for example in here) + "```"

    return _BLOCK.sub(block, section)


def run(shown: list[Example]) -> list[Example]:
    """Run the examples of a section in one folder; return them with what they print on both streams, without blanks at the ends of lines."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    path = os.pathsep.join([sysconfig.get_path("scripts"), kept.get("PATH", os.defpath)])
    environ = {**kept, "PATH": path, "COLUMNS": "100", "TERM": "xterm", "PYTHONUTF8": "1"}
    true = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        for example in shown:
            command = [sys.executable, "-c", example.text] if example.python else ["bash", "-c", example.text]
            done = subprocess.run(command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
            true.append(example._replace(shown="".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())))
    return true


if __name__ == "__main__":
    sys.exit(main())
