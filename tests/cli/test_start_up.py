"""Nothing is imported that the command at hand does not use: what keeps the program fast, guarded as a list of modules.

What counts is the installed package, where the dataset is bundled; so the package is copied and given its compiled dataset.
A checkout does little more, once its cache is warm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import resistcli

from .helpers import environment

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

HEAVY = {"rich", "rapidfuzz", "yaml", "citeproc", "lxml", "jsonschema", "hypothesis", "platformdirs", "pydantic", "pygments", "markdown_it", "rispy", "asyncio"}
HEAVY |= {"numpy", "scipy"}
_GENES = str(Path(__file__).parents[2] / "examples" / "resistant-line.txt")
DATA = [
    ["list", "--json"],
    ["list", "claims", "--gene", "ABCB1", "--json"],
    ["search", "hypoxia", "--json"],
    ["show", "efflux", "--json"],
    ["compare", "chemo", "radio", "--json"],
    ["cite", "hypoxia", "--json"],
    ["overcome", "efflux", "--json"],
    ["enrich", _GENES, "--json"],
    ["schema", "--json"],
    ["schema", "overcome"],
    ["list", "-f", "jsonl"],
    ["list", "-f", "csv"],
    ["list", "-f", "tsv"],
    ["compare", "chemo", "radio", "-f", "markdown"],
    ["cite", "hypoxia", "-s", "bibtex"],
    ["list"],
    ["export", "--json"],
    ["--version"],
]
TABLES = [
    ["list", "-f", "table"],
    ["search", "hypoxia", "-f", "table"],
    ["show", "efflux", "-f", "table"],
    ["compare", "chemo", "radio", "-f", "table"],
    ["cite", "hypoxia", "-f", "table"],
    ["overcome", "efflux", "-f", "table"],
    ["enrich", _GENES, "-f", "table"],
    ["schema", "-f", "table"],
]
NEAR_MISSES = [["search", "hypoxai", "--json"], ["show", "hypoxai"], ["compare", "chemo", "radoi"]]
_PROBE = """
import os, sys
leave = os._exit
def report(code):
    sys.stderr.write("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
    sys.stderr.flush()
    leave(code)
os._exit = report
from resistcli.cli.main import main
main()
"""


@pytest.fixture(scope="session")
def installed(kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the package as a wheel installs it, with the compiled dataset in it."""
    site = tmp_path_factory.mktemp("site")
    package = site / "resistcli"
    shutil.copytree(Path(resistcli.__file__).parent, package)
    stream = kb._store._stream
    stream.seek(0)
    (package / "bundled.dataset").write_bytes(stream.read())
    return site


def _imported(args: list[str], site: Path | None = None) -> set[str]:
    env = environment({"PYTHONPATH": str(site)} if site else {})
    result = subprocess.run([sys.executable, "-c", _PROBE, *args], env=env, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in result.stderr
    modules = set(result.stderr.rpartition("\n")[2].split())
    assert {"resistcli", "typer"} <= modules
    return modules & HEAVY


@pytest.mark.parametrize("args", DATA, ids=" ".join)
def test_data_import_nothing_heavy(installed: Path, args: list[str]) -> None:
    assert _imported(args, installed) == set()


@pytest.mark.parametrize("args", TABLES, ids=" ".join)
def test_tables_import_rich_and_nothing_else(installed: Path, args: list[str]) -> None:
    assert _imported(args, installed) - {"pygments", "markdown_it"} == {"rich"}


@pytest.mark.parametrize("args", NEAR_MISSES, ids=" ".join)
def test_only_near_misses_import_rapidfuzz(installed: Path, args: list[str]) -> None:
    assert _imported(args, installed) == {"rapidfuzz"}


def test_info_imports_what_finds_the_cache_and_nothing_else(installed: Path) -> None:
    assert _imported(["info", "--json"], installed) <= {"platformdirs"}


def test_ris_imports_its_writer_and_nothing_else(installed: Path) -> None:
    assert _imported(["cite", "hypoxia", "-s", "ris"], installed) == {"rispy"}


@pytest.mark.parametrize("args", [["--help"], ["compare", "--help"]], ids=" ".join)
def test_help_imports_rich_but_no_data(installed: Path, args: list[str]) -> None:
    assert not _imported(args, installed) & {"rapidfuzz", "yaml", "citeproc", "lxml", "jsonschema", "pydantic"}


@pytest.mark.parametrize("args", [DATA[0], DATA[2], TABLES[3], NEAR_MISSES[0]], ids=" ".join)
def test_a_checkout_with_a_warm_cache_is_no_heavier(installed: Path, args: list[str]) -> None:
    assert _imported(args) - {"yaml", "platformdirs"} == _imported(args, installed)


_CHECKOUT = (Path(resistcli.__file__).parents[2] / "data").is_dir()


def test_a_checkout_with_a_warm_cache_reads_no_yaml() -> None:
    assert "yaml" not in _imported(["list", "--json"])


@pytest.mark.parametrize("command", ["list", "search", "show", "compare", "cite"])
def test_a_command_loads_no_other_command(installed: Path, command: str) -> None:
    probe = _PROBE.replace('name.partition(".")[0]', "name")
    args = {"compare": ["chemo", "radio"], "list": []}.get(command, ["hypoxia"])
    env = environment({"PYTHONPATH": str(installed)})
    result = subprocess.run([sys.executable, "-c", probe, command, *args], env=env, capture_output=True, encoding="utf-8", check=False)
    others = {"list", "search", "show", "compare", "cite"} - {command}
    assert not {f"resistcli.cli.{other}" for other in others} & set(result.stderr.split())


def test_the_backports_that_msgspec_looks_for_are_not_imported(installed: Path) -> None:
    env = environment({"PYTHONPATH": str(installed)})
    result = subprocess.run([sys.executable, "-c", _PROBE, "list", "--json"], env=env, capture_output=True, encoding="utf-8", check=True)
    assert "typing_extensions" not in result.stderr.rpartition("\n")[2].split()
