"""Shell completion: what the program offers, and that bash, zsh and fish themselves put it into the command line."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

import resistcli
from resistcli.cli.app import COMMANDS, app
from resistcli.cli.complete import MAX_CANDIDATES, Names
from resistcli.cli.shells import Shell
from resistcli.output.text import clean

from . import shells
from .helpers import PROGRAM, environment, run

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase

# What is between a backslash and a parenthesis is run by Typer's own script for zsh.
HOSTILE = """
agents:
- id: zzq-safe
  name: 'Zzq \\$(touch pwned) `touch pwned` " ''; touch pwned #'
  type: drug
  aliases: ['zzq$(echo>pwned)', 'zzq`echo>pwned`', 'zzq;echo>pwned', 'zzq\\$(echo>pwned)', "zzq'", 'zzq"', 'zzq*', 'zzq)', 'zzq|x', 'zzq-alias']
"""


def ask(line: str, word: str | None = None, **env: str) -> dict[str, str]:
    """Return what the program offers for a command line up to the cursor, with the meanings."""
    asked = {"_RESIST_COMPLETE": "complete", "_RESIST_LINE": line} | ({} if word is None else {"_RESIST_WORD": word})
    result = run(env=asked | env)
    assert result.returncode == 0
    assert result.stderr == ""
    rows = [row.split("\t") for row in result.stdout.splitlines()]
    assert all(row[0] == "file" or len(row) == 3 for row in rows)
    return {row[1]: row[2] for row in rows if row[0] == "word"} if rows != [["file"]] else {"a file": ""}


# What the program offers


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("resist ", set(COMMANDS)),
        ("resist c", {"compare", "cite"}),
        ("resist compare --on", {"--only"}),
        ("resist list -f j", {"json", "jsonl"}),
        ("resist list --format=j", {"--format=json", "--format=jsonl"}),
        ("resist cite hypoxia --style ", {"vancouver", "apa", "bibtex", "ris", "csl-json"}),
        ("resist list ", {"mechanisms", "claims", "genes", "agents", "modalities", "references", "countermeasures"}),
        ("resist list -r ", {"primary", "contributing", "indirect", "absent", "sensitising"}),
        ("resist list -l ", set("ABCDE")),
        ("resist compare a b --min-level d", {"D"}),
        ("resist list -c dna", {"dna-damage-response"}),
        ("resist search -k ge", {"gene"}),
        ("resist compare chemo cisplatin --only ", {"only", "mainly", "shared", "opposite", "neither", "no-evidence", "chemo", "cisplatin"}),
        ("resist list -d ", {"a file"}),
        ("resist --show-completion ", {"bash", "zsh", "fish"}),
        ("resist --version show zzqxv", set()),
        ("resist show 'drug e", set()),
        ("resist show gene:tp53bp", {"gene:TP53BP1"}),
        ("resist show GENE:TP53BP", {"GENE:TP53BP1"}),
        ("resist show reference:robey", {"reference:robey2007", "reference:robey2008", "reference:robey2010"}),
    ],
)
def test_exactly_what_fits_is_offered(line: str, offered: set[str]) -> None:
    assert set(ask(line)) == offered


@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("resist compare ra", "radio", "radiosensitiser"),
        ("resist compare cis", "cisplatin", "cisplatin-1"),
        ("resist compare chemo ch", "checkpoint-inhibitors", "chemo"),  # a side is not given twice
        ("resist show HYPOX", "hypoxia", "HYPOX"),
        ("resist show p-gly", "P-glycoprotein", "ABCB1"),
        ("resist cite robey", "robey2007", "robey"),
        ("resist show 10.1186/", "10.1186/bcr2629", "abraham2010"),
        ("resist search tp5", "TP53", "tp53-dysfunction-1"),
        ("resist list -m car", "carbon-ion", "carboplatin"),
        ("resist list -a carb", "carboplatin", "checkpoint-inhibitors"),
        ("resist list -g tp5", "TP53", "tp53-dysfunction"),
        ("resist overcome hyp", "hypoxia", "zzqxv"),
    ],
)
def test_names_that_make_sense_there_are_offered(line: str, offered: str, not_offered: str) -> None:
    found = ask(line)
    assert offered in found
    assert not_offered not in found


def test_a_candidate_is_explained() -> None:
    assert ask("resist show TP53BP1")["TP53BP1"] == "tumor protein p53 binding protein 1"
    assert ask("resist list -l A") == {"A": "validated or guideline"}
    assert ask("resist compare radi")["Radiotherapy"] == "radio"


def test_ids_come_before_names_and_a_long_list_is_cut() -> None:
    found = list(ask("resist show "))
    assert len(found) == MAX_CANDIDATES
    assert found[0] == next(iter(resistcli.load().mechanisms))


@pytest.mark.parametrize(
    ("line", "word", "offered"),
    [
        ("resist show gene:tp53bp", "tp53bp", "TP53BP1"),
        ("resist show gene:TP53BP", "TP53BP", "TP53BP1"),
        ("resist show gene:", "", "TP53BP1"),
        ("resist list --format=js", "js", "json"),
    ],
)
def test_a_shell_that_parts_words_at_colons_gets_the_rest_of_the_word(line: str, word: str, offered: str) -> None:
    if line.endswith(":"):
        assert all(":" not in value for value in ask(line, word))
    else:
        assert offered in ask(line, word)


def test_overlays_are_honoured(tmp_path: Path) -> None:
    lab = tmp_path / "lab.yaml"
    lab.write_text("agents:\n- {id: zzq-9, name: Zzq nine, type: drug, aliases: [Zzqumab]}\n", encoding="utf-8")
    expected = {"zzq-9": "Zzq nine", "Zzqumab": "zzq-9"}
    assert ask(f"resist show --data {lab} zzq") == expected
    assert ask(f"resist --data {lab} show zzq") == expected
    assert ask(f"resist list -d {lab} -a zzq") == expected
    assert ask(f"resist list -d {lab} --agent=zzq") == {f"--agent={name}": meaning for name, meaning in expected.items()}
    assert ask("resist show zzq", RESIST_DATA=str(lab)) == expected
    assert ask("resist show zzq") == {}


@pytest.mark.parametrize("content", ["agents: [{id: x", "agents:\n- {id: A B}\n", "\x00", "!!python/object:os.system {}"])
def test_an_overlay_that_is_not_valid_gives_no_names_and_no_message(tmp_path: Path, content: str) -> None:
    lab = tmp_path / "lab.yaml"
    lab.write_text(content, encoding="utf-8")
    assert ask("resist show hyp", RESIST_DATA=str(lab)) == {}
    assert ask("resist show hyp", RESIST_DATA=str(tmp_path / "none.yaml")) == {}
    assert set(ask("resist list -f csv", RESIST_DATA=str(lab))) == {"csv"}  # what needs no data is still offered


@settings(max_examples=40, deadline=None)
@given(line=st.text(max_size=40))
def test_nothing_that_is_typed_leads_to_a_message(line: str) -> None:
    from resistcli.cli.shells import candidates

    for row in candidates({"_RESIST_LINE": f"resist {line}"}):
        assert clean(row.replace("\t", " ")) == row.replace("\t", " ")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_offered_is_a_name_of_the_dataset(kb: KnowledgeBase, data: st.DataObject) -> None:
    kind: Any = data.draw(st.sampled_from(["mechanism", "modality", "agent", "gene", "countermeasure", "claim", "reference"]))
    identifier = data.draw(st.sampled_from(list(kb.names(kind).beginning(""))))[0].text
    typed = identifier[: data.draw(st.integers(0, len(identifier)))].swapcase()
    context: Any = typer.Context(typer.main.get_command(app))
    offered = [item.value for item in Names(kind).shell_complete(context, typer.main.get_command(app).params[0], typed)]
    assert offered or "(" in identifier  # as in some DOIs, which a shell would read as more than a word
    for value in offered:
        assert value.lower().startswith(typed.lower())
        assert kb.matches(value, [kind]), value


def test_candidates_need_neither_rich_nor_yaml() -> None:
    """With them a key press would take twice as long."""
    probe = (
        "import sys; from resistcli.cli.shells import candidates; list(candidates({'_RESIST_LINE': 'resist show hyp'}));"
        "list(candidates({'_RESIST_LINE': 'resist '})); print({'rich', 'yaml', 'rapidfuzz', 'jsonschema', 'asyncio'} & set(sys.modules))"
    )
    resistcli.load()
    result = subprocess.run([sys.executable, "-c", probe], env=environment(), capture_output=True, encoding="utf-8", check=False)
    assert result.stdout == "set()\n"


# The options


def test_the_script_of_a_shell_is_printed_whatever_shell_runs() -> None:
    for shell in Shell:
        result = run("--show-completion", shell.value, env={"SHELL": "/bin/false"})
        assert result.returncode == 0
        assert "_RESIST_COMPLETE=complete" in result.stdout
        assert result.stderr == ""


def test_a_shell_without_a_script_is_a_usage_error() -> None:
    result = run("--show-completion", "tcsh")
    assert result.returncode == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_without_a_name_the_shell_that_runs_is_taken() -> None:
    program = " ".join(f"'{part}'" for part in PROGRAM)
    command = ["bash", "-c", f"{program} --show-completion; exit $?"]
    result = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=False)
    assert result.stdout == run("--show-completion", "bash").stdout


@pytest.mark.parametrize(("shell", "start_up"), [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish/completions/resist.fish")])
def test_installing_adds_to_the_start_up_file_and_keeps_what_is_in_it(tmp_path: Path, shell: str, start_up: str) -> None:
    settings_file = tmp_path / start_up
    if shell != "fish":
        settings_file.write_text("alias ll='ls -l'\n", encoding="utf-8")
    for _ in range(2):
        result = run("--install-completion", shell, env={"HOME": str(tmp_path)})
        assert result.returncode == 0
        assert str(tmp_path) in result.stdout
    installed = [file for file in tmp_path.rglob("*resist*") if file.is_file()]
    assert [file.read_text(encoding="utf-8").strip() for file in installed] == [run("--show-completion", shell).stdout.strip()]
    if shell != "fish":
        text = settings_file.read_text(encoding="utf-8")
        assert "alias ll" in text
        assert text.count(".zfunc" if shell == "zsh" else "resist.sh") == 1


def test_a_home_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("", encoding="utf-8")
    result = run("--install-completion", "fish", env={"HOME": str(home)})
    assert result.returncode == 1
    assert result.stderr.startswith("resist: cannot install the completion for fish: ")
    assert result.stderr.count("\n") == 1


# Real shells

needs_shell = [pytest.param(name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")) for name in ("bash", "zsh", "fish")]


@pytest.mark.parametrize("shell", needs_shell[:2])
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("resist comp", "resist compare "),
        ("resist compare chemo carbog", "resist compare chemo carbogen "),
        ("resist show gene:TP53B", "resist show gene:TP53BP1 "),
        ("resist show gene:tp53b", "resist show gene:TP53BP1 "),
        ("resist show tp53bp", "resist show TP53BP1 "),
        ("resist list --format=mark", "resist list --format=markdown "),
        ("resist cite --sty", "resist cite --style "),
        ("resist list -d overl", "resist list -d overlay.yaml "),
        ("echo x; NO_COLOR=1 resist cite robey2010 -s apa robey200", "echo x; NO_COLOR=1 resist cite robey2010 -s apa robey200"),
    ],
)
def test_the_tab_key_completes_the_line(tmp_path: Path, shell: str, typed: str, line: str) -> None:
    (tmp_path / "overlay.yaml").touch()
    assert shells.press_tab(shell, typed, tmp_path, shells.home(tmp_path, shell)).line == line


@pytest.mark.parametrize("shell", needs_shell[:2])
def test_the_installed_script_works_in_the_next_shell(tmp_path: Path, shell: str) -> None:
    env = shells.home(tmp_path, shell)
    assert run("--install-completion", shell, env={"HOME": str(tmp_path)}).returncode == 0
    start_up = (tmp_path / f".{shell}rc").read_text(encoding="utf-8")
    Path(env["SCRIPT"]).write_text(start_up, encoding="utf-8")
    assert shells.press_tab(shell, "resist show tp53bp", tmp_path, env).line == "resist show TP53BP1 "


@pytest.mark.parametrize("shell", needs_shell[1:2])
def test_zsh_lists_candidates_with_their_meanings(tmp_path: Path, shell: str) -> None:
    screen = shells.press_tab(shell, "resist list -m radionuclide", tmp_path, shells.home(tmp_path, shell), shows="Radionuclide therapy").screen
    assert re.search(r"radionuclides +-- Radionuclide therapy", screen)


@pytest.mark.parametrize("shell", [needs_shell[0], needs_shell[2]])
def test_bash_and_fish_list_what_the_program_offers(tmp_path: Path, shell: str) -> None:
    env = shells.home(tmp_path, shell)
    for line in ("resist ", "resist c", "resist compare ra", "resist show hypox", "resist cite robey", "resist list -l ", "resist show zzqxv"):
        offered = ask(line)
        found = shells.candidates(shell, line, tmp_path, env)
        assert set(found) == set(offered), line
        if shell == "fish":
            assert found == offered


@pytest.mark.parametrize("shell", [needs_shell[2]])
def test_fish_completes_a_name_with_its_kind_and_file_names(tmp_path: Path, shell: str) -> None:
    (tmp_path / "overlay.yaml").touch()
    env = shells.home(tmp_path, shell)
    assert set(shells.candidates(shell, "resist show gene:TP53B", tmp_path, env)) == {"gene:TP53BP1"}
    assert set(shells.candidates(shell, "resist list --format=mark", tmp_path, env)) == {"--format=markdown"}
    assert "overlay.yaml" in shells.candidates(shell, "resist list -d overl", tmp_path, env)


@pytest.mark.parametrize("shell", needs_shell)
def test_nothing_in_an_overlay_is_run_by_a_shell(tmp_path: Path, shell: str) -> None:
    (tmp_path / "lab.yaml").write_text(HOSTILE, encoding="utf-8")
    env = shells.home(tmp_path, shell)
    line = "resist --data lab.yaml show zzq"
    if shell == "zsh":
        assert shells.press_tab(shell, line, tmp_path, env).line == f"{line}-"  # what zzq-safe and zzq-alias have in common
        assert "zzq-alias" in shells.press_tab(shell, f"{line}-", tmp_path, env, shows="zzq-safe").screen
    else:
        assert set(shells.candidates(shell, line, tmp_path, env)) == {"zzq-safe", "zzq-alias"}
        if shell == "bash":
            assert shells.press_tab(shell, line, tmp_path, env).line == f"{line}-"
    assert not (tmp_path / "pwned").exists()
