"""Each check of a data file finds its fault, at its line and column, and says what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resistcli.errors import DataError
from resistcli.sources.check import CHECKS, check_documents, find_problems
from resistcli.sources.files import source_files
from resistcli.sources.problems import Problem
from resistcli.sources.store import CHECKOUT_DATA
from resistcli.sources.text_check import MAX_TEXT
from resistcli.sources.yaml_reader import parse_yaml, read_yaml

# A whole dataset, small and right. A test replaces one line of it by a wrong one.
GOOD = """\
dataset: {version: 2026.1.1, title: A lab's findings, licence: CC BY 4.0, notice: For research.}
categories:
- {id: drug-exposure, name: Drug exposure}
modalities:
- {id: chemo, name: Chemotherapy, description: Cytotoxic drugs.}
- {id: radio, name: Radiotherapy, description: Ionising radiation.}
- {id: taxanes, name: Taxanes, parent: chemo, description: Freeze microtubules.}
agents:
- {id: paclitaxel, name: Paclitaxel, type: drug, treatment_class: taxanes, aliases: [Taxol], xrefs: ['CHEBI:45863']}
genes:
- {id: ABCB1, name: ATP binding cassette subfamily B member 1, hgnc: 'HGNC:40', entrez: '5243', ensembl: ENSG00000085563}
references:
- id: doe2020
  title: Pumps and drugs
  authors: [Doe J]
  year: 2020
  doi: 10.1000/abc
  pmid: '12345'
  pmcid: PMC12345
  kind: in-vitro
  verification: {status: verified, seen_at: 'https://example.org/12345'}
- id: roe2021
  title: More pumps and drugs
  authors: [Roe R]
  year: 2021
  doi: 10.1000/def
  kind: review
  verification: {status: reported}
mechanisms:
- id: drug-efflux
  name: Drug efflux
  category: drug-exposure
  definition: Pumps carry a drug out of the cell.
  aliases: [efflux]
  genes: [ABCB1]
  xrefs: ['GO:1990961']
  profiles:
    chemo: {role: primary, basis: Pumps carry drugs out.}
    radio: {role: absent, basis: Radiation cannot be pumped out., inferred: true}
  claims:
  - id: drug-efflux-1
    modality: chemo
    relation: confers-resistance
    text: ABCB1 carries paclitaxel out of the cell.
    genes: [ABCB1]
    agents: [paclitaxel]
    treatment_classes: [taxanes]
    level: D
    evidence:
    - {reference: doe2020, stance: supports, where: abstract}
    - {reference: roe2021, stance: disputes, where: abstract}
  countermeasures:
  - id: drug-efflux-c1
    modality: chemo
    name: Pump inhibitors
    stage: failed-phase-3
    outcome: No gain in survival.
    level: B
    evidence:
    - {reference: roe2021, stance: supports, where: abstract}
"""


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong in a file ``lab.yaml`` with this text."""
    return find_problems([parse_yaml(text, Path("lab.yaml"))])


def the_problem(old: str, new: str) -> Problem:
    """Return the one thing wrong once ``old`` in the good dataset is ``new``, which must stand at the line changed."""
    assert GOOD.count(old) == 1
    (problem,) = problems_of(GOOD.replace(old, new))
    assert problem.line == GOOD[: GOOD.index(old)].count("\n") + 1
    assert problem.column >= 1
    return problem


def test_a_right_dataset_has_no_problem() -> None:
    assert problems_of(GOOD) == []
    (shape,) = check_documents([parse_yaml(GOOD, Path("lab.yaml"))])
    assert shape.mechanisms[0].claims[0].agents == ["paclitaxel"]


def test_the_bundled_dataset_has_no_problem() -> None:
    assert find_problems([read_yaml(file) for file in source_files(CHECKOUT_DATA)]) == []


def test_an_empty_file_has_no_problem() -> None:
    assert all("dataset" in problem.message for problem in problems_of("{}"))


def test_a_problem_says_file_line_column_place_and_suggestion() -> None:
    problem = the_problem("agents: [paclitaxel]", "agents: [paclitaxol]")
    assert problem == Problem("lab.yaml", 46, 14, "mechanisms[0].claims[0].agents[0]", "links", "no agent has the id 'paclitaxol'", "paclitaxel")
    assert str(problem) == "lab.yaml:46:14: mechanisms[0].claims[0].agents[0]: no agent has the id 'paclitaxol' (did you mean paclitaxel?)"


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("'HGNC:40'", "HGNC-40").replace("agents: [paclitaxel]", "agents: [docetaxel]").replace("pmid: '12345'", "pmid: PMID12345")
    problems = problems_of(text)
    assert [problem.check for problem in problems] == ["identifiers", "identifiers", "links"]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    with pytest.raises(DataError) as caught:
        check_documents([parse_yaml(text, Path("lab.yaml"))])
    assert str(caught.value).splitlines() == [str(problem) for problem in problems]


def test_records_of_one_file_may_name_records_of_another() -> None:
    head, mechanisms = GOOD.split("mechanisms:")
    documents = [parse_yaml("mechanisms:" + mechanisms, Path("b.yaml")), parse_yaml(head, Path("a.yaml"))]
    assert find_problems(documents) == []
    broken = parse_yaml(head.replace("id: paclitaxel", "id: docetaxel"), Path("a.yaml"))
    assert [problem.file for problem in find_problems([documents[0], broken])] == ["b.yaml"]


# Shapes


@pytest.mark.parametrize(
    ("old", "new", "path", "message", "suggestion"),
    [
        ("  aliases: [efflux]", "  alises: [efflux]", "mechanisms[0].alises", "unknown key 'alises'; expected one of: id, name, category", "aliases"),
        ("role: primary", "role: primry", "mechanisms[0].profiles.chemo.role", "'primry' is not one of: ", "primary"),
        ("relation: confers-resistance", "relation: confers_resistance", "mechanisms[0].claims[0].relation", "is not one of", "confers-resistance"),
        ("stage: failed-phase-3", "stage: failed-phase3", "mechanisms[0].countermeasures[0].stage", "is not one of", "failed-phase-3"),
        ("level: D", "level: F", "mechanisms[0].claims[0].level", "'F' is not one of: A, B, C, D, E", None),
        ("doe2020, stance: supports", "doe2020, stance: qualifies", "mechanisms[0].claims[0].evidence[0].stance", "is not one of: ", None),
        ("year: 2020", "year: '2020'", "references[0].year", "expected a whole number, got '2020'", None),
        ("pmid: '12345'", "pmid: 12345", "references[0].pmid", "put it in quotes", None),
        ("genes: [ABCB1]\n  xrefs", "genes: ABCB1\n  xrefs", "mechanisms[0].genes", "expected a list, got 'ABCB1'", None),
        ("inferred: true", "inferred: maybe", "mechanisms[0].profiles.radio.inferred", "expected true or false", None),
    ],
)
def test_a_wrong_shape_is_told_in_words(old: str, new: str, path: str, message: str, suggestion: str | None) -> None:
    problem = the_problem(old, new)
    assert problem.check == "shape"
    assert problem.path == path
    assert message in problem.message
    assert problem.suggestion == suggestion


def test_a_missing_key_is_named() -> None:
    (problem,) = problems_of(GOOD.replace("  definition: Pumps carry a drug out of the cell.\n", ""))
    assert (problem.check, problem.path, problem.message) == ("shape", "mechanisms[0]", "the key 'definition' is missing")
    assert problem.line == GOOD[: GOOD.index("- id: drug-efflux\n")].count("\n") + 1


def test_several_unknown_keys_are_each_told() -> None:
    problems = problems_of(GOOD.replace("  year: 2020\n", "  year: 2020\n  yaer: 1\n  jurnal: x\n"))
    assert {problem.path for problem in problems} == {"references[0].yaer", "references[0].jurnal"}


def test_several_missing_keys_are_each_named() -> None:
    problems = problems_of(GOOD.replace("  category: drug-exposure\n  definition: Pumps carry a drug out of the cell.\n", ""))
    assert {problem.message for problem in problems} == {"the key 'category' is missing", "the key 'definition' is missing"}


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "12\n", "mechanisms: 3\n", "mechanisms: [3]\n", "references: {a: 1}\n", "genes: [[]]\n"])
def test_a_file_of_another_kind_is_a_wrong_shape(text: str) -> None:
    problems = problems_of(text)
    assert problems
    assert {problem.check for problem in problems} == {"shape"}
    assert all((problem.line, problem.column) >= (1, 1) for problem in problems)


@pytest.mark.parametrize("text", ["", "mechanisms:\n", "mechanisms: []\ngenes:\n"])
def test_an_empty_list_or_file_does_not_crash_the_check(text: str) -> None:
    assert all(isinstance(problem, Problem) for problem in problems_of(text))


# The named checks


@pytest.mark.parametrize(
    ("check", "old", "new", "path", "message", "suggestion"),
    [
        ("ids", "- id: drug-efflux\n", "- id: Drug Efflux\n", "mechanisms[0].id", "'Drug Efflux' is not an id", None),
        ("ids", "- id: drug-efflux-c1", "- id: drug--efflux", "mechanisms[0].countermeasures[0].id", "is not an id", None),
        ("links", "  category: drug-exposure", "  category: drug-exposur", "mechanisms[0].category", "no category has the id 'drug-exposur'", "drug-exposure"),
        ("links", "  genes: [ABCB1]\n  xrefs", "  genes: [ABCB11]\n  xrefs", "mechanisms[0].genes[0]", "no gene has the id 'ABCB11'", "ABCB1"),
        ("links", "treatment_classes: [taxanes]", "treatment_classes: [taxane]", "mechanisms[0].claims[0].treatment_classes[0]", "no modality", "taxanes"),
        (
            "links",
            "treatment_class: taxanes",
            "treatment_class: taxans",
            "agents[0].treatment_class",
            "no modality or treatment class has the id 'taxans'",
            "taxanes",
        ),
        ("links", "parent: chemo", "parent: chemoo", "modalities[2].parent", "no modality", "chemo"),
        ("links", "{reference: doe2020, ", "{reference: doe2002, ", "mechanisms[0].claims[0].evidence[0].reference", "no reference", "doe2020"),
        ("links", "    radio: {", "    radoi: {", "mechanisms[0].profiles.radoi", "no modality or treatment class has the id 'radoi'", "radio"),
        (
            "evidence",
            "{reference: roe2021, stance: disputes",
            "{reference: doe2020, stance: disputes",
            "mechanisms[0].claims[0].evidence[1]",
            "stands twice",
            None,
        ),
        ("profiles", ", inferred: true}", "}", "mechanisms[0].profiles.radio", "has no claims and is not marked as inferred", None),
        ("links", "inferred: true}", "inferred: true, not_for: [taxans]}", "mechanisms[0].profiles.radio.not_for[0]", "no modality", "taxanes"),
        (
            "profiles",
            "basis: Pumps carry drugs out.}",
            "basis: B., not_for: [taxanes]}",
            "mechanisms[0].profiles.chemo.not_for",
            "only the role absent extends",
            None,
        ),
        ("gaps", "  claims:\n", "  gaps: {taxanes: Looked for.}\n  claims:\n", "mechanisms[0].gaps.taxanes", "taxanes is a treatment class", None),
        ("gaps", "  claims:\n", "  gaps: {chemo: Looked for.}\n  claims:\n", "mechanisms[0].gaps.chemo", "chemo has a profile here, so it is no gap", None),
        (
            "links",
            "  claims:\n",
            "  gaps: {chmo: Looked for.}\n  claims:\n",
            "mechanisms[0].gaps.chmo",
            "no modality or treatment class has the id 'chmo'",
            "chemo",
        ),
        ("profiles", "radio: {role: absent", "radio: {role: indirect", "mechanisms[0].profiles.radio", "only the role absent may be inferred", None),
        ("identifiers", "doi: 10.1000/abc", "doi: https://doi.org/10.1000/abc", "references[0].doi", "without https://doi.org/", None),
        ("identifiers", "pmid: '12345'", "pmid: PMID 12345", "references[0].pmid", "PubMed id", None),
        ("identifiers", "pmcid: PMC12345", "pmcid: '12345'", "references[0].pmcid", "such as PMC2722839", None),
        ("identifiers", "hgnc: 'HGNC:40'", "hgnc: '40'", "genes[0].hgnc", "such as HGNC:40", None),
        ("identifiers", "entrez: '5243'", "entrez: ENTREZ5243", "genes[0].entrez", "NCBI Gene id", None),
        ("identifiers", "ensembl: ENSG00000085563", "ensembl: ENST00000085563", "genes[0].ensembl", "Ensembl gene id", None),
        ("identifiers", "xrefs: ['GO:1990961']", "xrefs: ['GO:199']", "mechanisms[0].xrefs[0]", "'GO:199' is not an id of", None),
        ("same-paper", "doi: 10.1000/def", "doi: 10.1000/ABC", "references[1].doi", "is also that of 'doe2020'", "doe2020"),
        ("years", "year: 2020", "year: 20200", "references[0].year", "20200 is not a year between 1800 and 2100", None),
        ("repeats", "  genes: [ABCB1]\n  xrefs", "  genes: [ABCB1, ABCB1]\n  xrefs", "mechanisms[0].genes[1]", "'ABCB1' stands twice in the list", None),
        ("text", "definition: Pumps", "definition: Pump\u0455", "mechanisms[0].definition", "U+0455 (cyrillic small letter dze), which only looks", None),
        ("text", "definition: Pumps", "definition: Pum\u00adps", "mechanisms[0].definition", "cannot be seen: U+00AD (soft hyphen)", None),
        ("verification", ", seen_at: 'https://example.org/12345'", "", "references[0].verification", "seen_at is not the address of a page", None),
        ("verification", "'https://example.org/12345'", "'javascript:alert(1)'", "references[0].verification", "seen_at is not", None),
        ("retractions", "pmid: '12345'", "pmid: '160560'", "references[0].pmid", "PMID 160560 is a retracted paper", None),
        ("aliases", "  aliases: [efflux]", "  aliases: ['?!']", "mechanisms[0].aliases[0]", "has no letter or digit", None),
        ("text", "text: ABCB1 carries paclitaxel", 'text: "\\e[31mABCB1"  # ', "mechanisms[0].claims[0].text", "control character", None),
        ("text", "title: Pumps and drugs", 'title: "Pumps \\u202E and drugs"', "references[0].title", "control character", None),
        ("text", "outcome: No gain in survival.", "outcome: '  '", "mechanisms[0].countermeasures[0].outcome", "the text is empty", None),
        ("text", "definition: Pumps", f"definition: {'P' * MAX_TEXT}", "mechanisms[0].definition", "at most 1200 are expected", None),
    ],
)
def test_each_check_finds_its_fault_where_it_stands(check: str, old: str, new: str, path: str, message: str, suggestion: str | None) -> None:
    problem = the_problem(old, new)
    assert problem.check == check
    assert problem.path == path
    assert message in problem.message
    assert problem.suggestion == suggestion


def test_genes_with_one_hgnc_id_or_names_that_differ_in_capitals_are_found() -> None:
    problems = problems_of(GOOD.replace("references:\n", "- {id: abcb1, name: Again, hgnc: 'HGNC:40'}\nreferences:\n", 1))
    assert [(problem.check, problem.path, problem.suggestion) for problem in problems] == [
        ("ids", "genes[1].id", "ABCB1"),
        ("same-gene", "genes[1].hgnc", "ABCB1"),
    ]


@pytest.mark.parametrize(("checked", "path"), [("page: p, on: 2026-01-31", "page"), ("page: 'https://example.org', on: 2026-02-30", "on")])
def test_a_second_reading_names_its_page_and_day(checked: str, path: str) -> None:
    problem = the_problem("stance: disputes, where: abstract", f"stance: disputes, where: abstract, checked: {{{checked}, verdict: supports}}")
    assert (problem.check, problem.path) == ("verification", f"mechanisms[0].claims[0].evidence[1].checked.{path}")


def test_wrong_shapes_do_not_hide_what_else_is_wrong() -> None:
    text = GOOD.replace("year: 2020", "year: soon").replace("agents: [paclitaxel]", "agents: [docetaxel]").replace("  aliases: [efflux]", "  alias: [efflux]")
    problems = problems_of(text.replace("stage: failed-phase-3", "stage: failed"))
    assert [problem.path for problem in problems] == [
        "references[0].year",
        "mechanisms[0].alias",
        "mechanisms[0].claims[0].agents[0]",
        "mechanisms[0].countermeasures[0].stage",
    ]


def test_what_names_a_record_of_the_wrong_shape_is_not_blamed() -> None:
    text = GOOD.replace("name: Paclitaxel", "nmae: Paclitaxel").replace("kind: in-vitro", "kind: vitro")
    assert {problem.check for problem in problems_of(text)} == {"shape"}


def test_a_misspelt_section_does_not_make_everything_else_wrong() -> None:
    (problem,) = problems_of(GOOD.replace("references:\n", "refrences:\n"))
    assert (problem.path, problem.suggestion) == ("refrences", "references")


def test_keys_given_twice_are_told_with_everything_else() -> None:
    problems = problems_of(GOOD.replace("  year: 2020\n", "  year: 2020\n  year: 2021\n  year: 2022\n").replace("pmid: '12345'", "pmid: none"))
    assert [(problem.check, problem.path, problem.line) for problem in problems] == [
        ("yaml", "references[0].year", 17),
        ("yaml", "references[0].year", 18),
        ("identifiers", "references[0].pmid", 20),
    ]


def test_a_tree_without_end_is_found() -> None:
    classes = "".join(f"- {{id: c{number}, name: c{number}, parent: {f'c{number - 1}' if number else 'taxanes'}, description: d}}\n" for number in range(9))
    problems = problems_of(GOOD.replace("agents:\n", f"{classes}agents:\n", 1))
    assert [(problem.path, problem.message) for problem in problems][:1] == [("modalities[9].parent", "the tree is deeper than 8 levels")]


def test_an_id_given_twice_is_found_at_the_second() -> None:
    problems = problems_of(GOOD.replace("- id: roe2021", "- id: doe2020"))
    twice = next(problem for problem in problems if problem.check == "ids")
    assert (twice.path, twice.line) == ("references[1].id", GOOD[: GOOD.index("- id: roe2021")].count("\n") + 1)
    assert "'doe2020' stands twice among the references" in twice.message


def test_a_claim_without_evidence_is_found() -> None:
    start, end = GOOD.index("    evidence:\n    - {reference: doe2020"), GOOD.index("  countermeasures:")
    (problem,) = problems_of(GOOD[:start] + "    evidence: []\n" + GOOD[end:])
    assert (problem.check, problem.path) == ("evidence", "mechanisms[0].claims[0].evidence")


def test_claims_on_a_modality_without_a_profile_are_found() -> None:
    (problem,) = problems_of(GOOD.replace("    chemo: {role: primary, basis: Pumps carry drugs out.}\n", ""))
    assert (problem.check, problem.path, problem.message) == ("profiles", "mechanisms[0]", "there are claims on chemo but no profile for it")


def test_an_inferred_profile_beside_a_paper_that_finds_no_effect_is_found() -> None:
    text = GOOD.replace("confers-resistance", "no-effect").replace("modality: chemo\n    relation", "modality: radio\n    relation")
    messages = [problem.message for problem in problems_of(text) if problem.check == "profiles"]
    assert "the profile is marked as inferred although a claim finds no effect" in messages


def test_a_claim_filed_under_a_treatment_class_is_found() -> None:
    problems = problems_of(GOOD.replace("    modality: chemo\n    relation", "    modality: taxanes\n    relation"))
    found = next(problem for problem in problems if problem.check == "modalities")
    assert found.path == "mechanisms[0].claims[0].modality"
    assert "'taxanes' is a treatment class" in found.message


def test_a_modality_tree_that_runs_in_a_circle_is_found() -> None:
    text = GOOD.replace("{id: chemo, name: Chemotherapy,", "{id: chemo, name: Chemotherapy, parent: taxanes,")
    circles = [problem for problem in problems_of(text) if problem.check == "modalities" and "circle" in problem.message]
    assert [problem.path for problem in circles] == ["modalities[0].parent", "modalities[2].parent"]
    assert "chemo → taxanes → chemo" in circles[0].message


def test_a_modality_that_is_its_own_parent_is_found() -> None:
    problems = problems_of(GOOD.replace("parent: chemo", "parent: taxanes"))
    assert any("circle" in problem.message and problem.path == "modalities[2].parent" for problem in problems)


def test_one_alias_of_two_mechanisms_is_found_whatever_its_spelling() -> None:
    second = "- {id: second, name: Second, category: drug-exposure, definition: Another., aliases: [EFFLUX]}\n"
    (problem,) = problems_of(GOOD + second)
    assert (problem.check, problem.path, problem.message) == ("aliases", "mechanisms[1].aliases[0]", "'EFFLUX' already names 'drug-efflux'")


def test_one_name_of_two_agents_is_found() -> None:
    (problem,) = problems_of(GOOD.replace("genes:\n- {id: ABCB1", "- {id: docetaxel, name: Docetaxel, type: drug, aliases: [taxol]}\ngenes:\n- {id: ABCB1"))
    assert (problem.check, problem.path) == ("aliases", "agents[1].aliases[0]")


@pytest.mark.parametrize("pmid", ["160560", "166323"])
def test_a_retracted_paper_may_be_cited_as_retracted(pmid: str) -> None:
    assert problems_of(GOOD.replace("pmid: '12345'", f"pmid: '{pmid}'\n  retracted: true")) == []


def test_a_line_break_inside_a_text_is_allowed_or_told_but_never_crashes() -> None:
    problems = problems_of(GOOD.replace("outcome: No gain in survival.", 'outcome: "No gain\\nin survival."'))
    assert {problem.check for problem in problems} <= {"text"}


@pytest.mark.parametrize("value", ["\x1b[31m", "a\u202eb", "<script>", "[red]x[/red]", "x" * 500])
def test_a_message_about_hostile_text_stays_short_and_on_one_line(value: str) -> None:
    escaped = "".join(f"\\u{ord(char):04X}" for char in value)
    (problem,) = problems_of(GOOD.replace("agents: [paclitaxel]", f'agents: ["{escaped}"]'))[:1]
    assert len(str(problem)) < 300
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", str(problem))


@pytest.mark.parametrize("key", ["\\e[31mred", "two\\nlines", "\\u202Eright-to-left", "x" * 500])
def test_a_message_about_a_hostile_key_stays_short_and_on_one_line(key: str) -> None:
    (problem,) = problems_of(GOOD + f'  "{key}": 1\n')
    assert len(str(problem)) < 600
    assert len(problem.path) < 200
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", str(problem))


def test_every_named_check_says_what_it_looks_for() -> None:
    assert all(re.fullmatch(r"[a-z-]+", name) and check.__doc__ for name, check in CHECKS.items())
