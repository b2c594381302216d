"""``resist validate``: for people, for editors and for programs; and no file that takes it down or makes it wait."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from resistcli.errors import ExitCode
from resistcli.sources.yaml_reader import MAX_VALUES

from .helpers import PROGRAM, environment, run, run_in_terminal, run_shell
from .overlay_faults import CLAIM, FAULTS, PAPER, Fault

EXAMPLE = Path(__file__).parents[2] / "examples" / "lab-overlay.yaml"
ONE_OF_EACH = list({fault.check: fault for fault in FAULTS}.values())


def test_a_valid_file_is_0_and_what_it_brings_is_said() -> None:
    result = run("validate", str(EXAMPLE))
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    assert result.stdout.startswith(f"{EXAMPLE}: valid; brings or adds to 1 category, 1 gene, 1 reference, 2 mechanisms, 4 claims")


@pytest.mark.parametrize("fault", ONE_OF_EACH, ids=[fault.check for fault in ONE_OF_EACH])
def test_every_verb_refuses_what_validate_refuses_with_the_same_words(tmp_path: Path, fault: Fault) -> None:
    file = tmp_path / "lab.yaml"
    file.write_bytes(fault.raw)
    checked = run("validate", str(file))
    assert (checked.returncode, checked.stderr) == (ExitCode.NOTHING, "")
    *problems, total = checked.stdout.splitlines()
    assert problems[0].startswith(f"{file}:{fault.place}: ")
    assert fault.words in problems[0]
    assert re.fullmatch(r"\d+ errors? in 1 file\.", total)
    for refused in (run("list", "--data", str(file)), run("search", "x", "--json", env={"RESIST_DATA": str(file)})):
        assert (refused.returncode, refused.stdout) == (ExitCode.NOTHING, "")
        assert refused.stderr.splitlines() == problems


@pytest.mark.parametrize("verb", ["show hypoxia", "compare chemo radio", "cite hypoxia", "overcome hypoxia", "info", "export", "list claims"])
def test_no_verb_half_uses_a_file_that_is_not_valid(tmp_path: Path, verb: str) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(CLAIM)
    result = run(*verb.split(), "--data", str(file))
    assert (result.returncode, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr.startswith(f"{file}:10:8: mechanisms[0].claims[0].evidence[0].reference: no reference has the id 'r2026'")


def test_programs_get_every_fault_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(CLAIM.replace("chemo", "chmo").replace("level: D", "level: F"))
    result = run("validate", str(file), "--json")
    answer = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (ExitCode.NOTHING, "")
    assert (answer["schema"], answer["valid"], answer["more"]) == ("resist.validate/1", False, False)
    assert [(error["line"], error["check"]) for error in answer["errors"]] == [(5, "links"), (8, "shape"), (10, "links")]
    assert answer["errors"][1:2] == [
        {
            "file": str(file),
            "line": 8,
            "column": 5,
            "path": "mechanisms[0].claims[0].level",
            "check": "shape",
            "message": "'F' is not one of: A, B, C, D, E",
            "suggestion": None,
        }
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
def test_every_form_has_a_line_for_each_fault(tmp_path: Path, form: str) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("mechanisms: [{id: hypoxia, genes: [NOSUCH, NEITHER]}]")
    lines = run("validate", str(file), "--format", form).stdout.splitlines()
    assert len(lines) == 2 + (form != "jsonl")
    assert "NEITHER" in lines[-1]


def test_valid_is_valid_json_without_errors() -> None:
    answer = json.loads(run("validate", str(EXAMPLE), "--json").stdout)
    assert (answer["valid"], answer["errors"]) == (True, [])


def test_the_checks_are_explained() -> None:
    text = run("validate", "--explain", "--format", "table", columns=60).stdout
    assert "same-gene" in text
    assert max(map(len, text.splitlines())) <= 60
    assert len(json.loads(run("validate", "--explain", "--json").stdout)["checks"]) == 20


def test_no_file_is_a_question_back() -> None:
    result = run("validate")
    assert result.returncode == ExitCode.USAGE
    assert "resist validate lab.yaml" in result.stderr


def test_a_terminal_shows_the_same_lines(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("x: 1\n")
    screen = run_in_terminal("validate", str(file), columns=400)
    assert screen.returncode == ExitCode.NOTHING
    assert screen.lines[0].startswith(f"{file}:1:1: x: unknown key 'x'")


def test_a_pipe_and_standard_input_are_files_too() -> None:
    result = run_shell(
        f"resist validate <(cat '{EXAMPLE}') && cat '{EXAMPLE}' | resist validate /dev/stdin && resist list --data <(cat '{EXAMPLE}') | grep magnetic"
    )
    assert result.returncode == ExitCode.OK
    assert result.stdout.count(": valid; ") == 2
    assert "magnetic-shielding" in result.stdout


@pytest.mark.parametrize("name", ["a\nb.yaml", "\x1b[31mred.yaml", "=1+1.yaml", "[bold]x.yaml", "bundled", "a; b.yaml", "\u202elmay.yaml"])
@pytest.mark.parametrize("content", [CLAIM + PAPER, "x: 1\n"], ids=["valid", "wrong"])
def test_the_name_of_a_file_is_words_too(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    for arguments in ("validate", "list -f table --data", "show lab-1 -f table --data"):
        result = subprocess.run(
            [*PROGRAM, *arguments.split(), name], env=environment(), cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        text = result.stdout + result.stderr
        assert text.replace("\n", "").isprintable()
        assert "Traceback" not in text
        if content == "x: 1\n":
            assert [line for line in text.splitlines() if ":1:1: x: unknown key" in line]


def test_a_name_that_is_no_text_is_told_as_text(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff.yaml"
    Path(os.fsdecode(file)).write_text(CLAIM + PAPER)
    assert json.loads(run("validate", file, "--json").stdout)["files"] == [f"{tmp_path}/\ufffd.yaml"]
    assert json.loads(run("show", "lab-1", "--data", file, "--json").stdout)["results"][0]["source"] == f"{tmp_path}/\ufffd.yaml"


# Files that are none


# A process begins with the memory of the one that starts it, so a small one stands between this and the program.
_METER = "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def _measured(*args: str) -> tuple[int, str, float]:
    """Return exit code, everything printed and megabytes of a run, which must be over within a minute however busy the machine is."""
    result = subprocess.run(
        [sys.executable, "-c", _METER, *PROGRAM, *args],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    text, _, meter = result.stdout.rstrip("\n").rpartition("\n")
    code, kilobytes = map(int, meter.split())
    return code, text, kilobytes / 1024


def _strange(folder: Path) -> dict[str, tuple[Path, str]]:
    """Make files that are no data files; return them with what is said of them."""
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "gone").symlink_to(folder / "nothing")
    with (folder / "sparse").open("wb") as stream:
        stream.truncate(200_000_000)
    (folder / "lab-data.yaml").touch()
    return {
        "directory": (folder, "is a directory; a YAML file is expected"),
        "named pipe": (folder / "pipe", "is a named pipe; a YAML file is expected"),
        "loop of links": (folder / "loop", "cannot be read: Too many levels of symbolic links"),
        "link to nothing": (folder / "gone", "there is no such file"),
        "missing": (folder / "lab-dat.yaml", f"there is no such file (did you mean {folder}/lab-data.yaml?)"),
        "sparse": (folder / "sparse", "is larger than 10 MB, the limit for a data file"),
        "endless": (Path("/dev/zero"), "is larger than 10 MB, the limit for a data file"),
        "long name": (folder / ("x" * 300), "cannot be read: File name too long"),
    }


@pytest.mark.parametrize("kind", ["directory", "named pipe", "loop of links", "link to nothing", "missing", "sparse", "endless", "long name"])
def test_what_is_no_data_file_is_told_at_once(tmp_path: Path, kind: str) -> None:
    path, message = _strange(tmp_path)[kind]
    for args in (("validate", str(path)), ("list", "--data", str(path))):
        code, text, megabytes = _measured(*args)
        assert code == ExitCode.NOTHING
        assert text.splitlines()[0] == f"{path}:1:1: {message}"
        assert megabytes < 300


_FEW = MAX_VALUES // 10
BIG = {
    "unknown keys": "genes:\n- id: A\n" + "".join(f"  k{number}: 1\n" for number in range(8 * _FEW)),
    "no records": "genes:\n" + "- {x: 1}\n" * (4 * _FEW),
    "texts for records": "mechanisms:\n" + "- a\n" * (9 * _FEW),
    "genes that are not there": "mechanisms:\n- id: hypoxia\n  genes: [" + ", ".join(f"NONE{number}" for number in range(9 * _FEW)) + "]\n",
    "missing keys": "mechanisms:\n" + "".join(f"- {{id: hypoxi{number}}}\n" for number in range(4 * _FEW)),
    "one mechanism again and again": "mechanisms:\n" + "".join(f"- {{id: hypoxia, aliases: [al{number}]}}\n" for number in range(2 * _FEW)),
    "a circle of classes": "modalities:\n" + "".join(f"- {{id: m{n}, name: n{n}, parent: m{(n + 1) % _FEW}, description: d}}\n" for n in range(_FEW)),
    "brackets": "[" * 9_000_000,
    "a long text": f'mechanisms: "{"x" * 9_000_000}"\n',
    "a long alias": f'mechanisms: [{{id: hypoxia, aliases: ["{"x" * 9_000_000}"]}}]\n',
    "a quarter of a million": "mechanisms:\n" + "".join(f"- id: hypoxia{number}\n  name: {number}\n" for number in range(125_000)),
    "line ends": "\n" * 9_000_000,
}


@pytest.mark.parametrize("name", BIG)
def test_a_big_wrong_file_is_refused_within_bounds(tmp_path: Path, name: str) -> None:
    """A second or so and 100 MB where nothing else runs (docs/robustness.md); here, beside other tests, with much to spare."""
    file = tmp_path / "big.yaml"
    file.write_text(BIG[name])
    code, text, megabytes = _measured("list", "--data", str(file))
    lines = text.splitlines()
    assert code == ExitCode.NOTHING
    assert 1 <= len(lines) <= 501
    assert re.match(rf"{re.escape(str(file))}:\d+:\d+: ", lines[0])
    assert max(map(len, lines)) < 600
    assert megabytes < 300


def test_a_big_right_file_is_merged_within_bounds(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    line = "- {id: lab%d, title: Words, authors: [Doe J], year: 2020, kind: review, verification: {status: reported}}\n"
    file.write_text("references:\n" + "".join(line % number for number in range(_FEW * 8 // 10)))
    code, text, megabytes = _measured("show", "reference:lab6000", "--json", "--data", str(file))
    assert (code, json.loads(text)["results"][0]["id"]) == (ExitCode.OK, "lab6000")
    assert megabytes < 300
