"""Coverage-guided fuzzing of everything that an overlay passes through: reader, shapes, checks, merge and index.

    pip install atheris
    nice python tests/fuzz/overlay.py corpus -max_total_time=900

The corpus folder keeps what reached new code; an input that breaks a promise is written beside it as ``crash-…``. What is promised:
an overlay is valid, and then merges into records that are all marked, or it has problems, each with a place inside the file and a
message of one short line. ``docs/robustness.md`` says how long this has run and what it found. Needs a source checkout; pytest does
not collect this file.
"""

from __future__ import annotations

import random
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

atheris: Any = import_module("atheris")  # not among the requirements of the tests

with atheris.instrument_imports(include=["resistcli.sources"]):
    from resistcli.model import BUNDLED
    from resistcli.sources import check, corpus, overlay, problems, yaml_reader
    from resistcli.sources.index import names, word_index
    from resistcli.sources.records import assemble
    from resistcli.sources.store import encode

FILE = Path("lab.yaml")
BASE = """\
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
- {id: doe2020, title: Pumps, authors: [Doe J], year: 2020, doi: 10.1000/abc, pmid: '12345', kind: in-vitro, verification: {status: reported}}
mechanisms:
- id: drug-efflux
  name: Drug efflux
  category: drug-exposure
  definition: Pumps carry a drug out of the cell.
  aliases: [efflux]
  genes: [ABCB1]
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
"""
SEED = """\
mechanisms:
- id: drug-efflux
  aliases: [pumps]
  genes: [LAB1]
  xrefs: ['GO:1990961']
  replace:
    definition: Other words.
    profiles:
      radio: {role: absent, basis: Other words., inferred: true}
  claims:
  - id: drug-efflux-1
    evidence:
    - {reference: roe2026, stance: disputes, where: page 1, checked: {page: 'https://example.org', on: 2026-01-31, verdict: supports}}
  - id: lab-1
    modality: chemo
    relation: no-effect
    text: Words.
    agents: [lab-drug]
    treatment_classes: [lab-class]
    cancer: breast
    quantity: {measure: fold, value: '2', unit: ratio, condition: alone}
    level: E
    evidence:
    - {reference: roe2026, stance: supports, where: page 2}
  countermeasures:
  - id: lab-c1
    modality: chemo
    name: A blocker
    stage: phase-1
    outcome: None yet.
    level: D
    evidence:
    - {reference: doe2020, stance: inconclusive, where: page 3}
- id: lab-mechanism
  name: Of the lab
  category: lab-category
  definition: Words.
  profiles:
    radio: {role: absent, basis: Words., inferred: true}
categories:
- {id: lab-category, name: Of the lab}
modalities:
- {id: lab-class, name: Lab class, parent: taxanes, aliases: [class of the lab], description: Words.}
agents:
- {id: lab-drug, name: Lab drug, type: drug, treatment_class: lab-class}
genes:
- {id: LAB1, name: a gene, hgnc: 'HGNC:99999'}
references:
- {id: roe2026, title: Words, authors: [Roe R], year: 2026, kind: review, verification: {status: verified, seen_at: 'https://example.org'}}
"""
PIECES = ["null", "[]", "{}", "-1", "1e9", "true", "''", '"\\e[31m"', "\u202e", "\u043e", "&a", "*a", "!!str", "<<: ", "? ", "- ", ": ", "|\n  ", "---\n", "\t"]
TABLES = corpus.Corpus([[yaml_reader.parse_yaml(BASE, FILE)]]).tables


def test_one_input(data: bytes) -> None:
    """Check one overlay and, where it is valid, merge it; raise where a promise is broken."""
    try:
        document = yaml_reader.parse_bytes(data, FILE)
    except problems.FileError as error:
        found = [error.problem]
    else:
        found, merged = check.find_overlay_problems([document], TABLES)
        if not found:
            merge(merged)
    lines = max(data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + data.count(b"\xe2\x80"), 0) + 1
    for problem in found:
        text = f"{problem.path}: {problem.message}"
        if not (1 <= problem.line <= lines + 1 and problem.column >= 1 and text.isprintable() and len(text) < 2000 and "NoneType" not in text):
            raise AssertionError(str(problem))


def merge(merged: corpus.Corpus) -> None:
    """Merge a valid overlay as the compiler does; everything that it brought must be marked."""
    records = assemble([overlay._shape(merged.tables)])
    overlay._mark(records, merged.brought)
    encode({"names": names(records), "words": word_index(records), "mechanisms": records.mechanisms, "claims": records.claims})
    for kind in corpus.KINDS:
        for name, record in getattr(records, kind).items():
            if name not in TABLES[kind] and record.source == BUNDLED:
                raise AssertionError(f"{kind} {name} comes from {record.source}")


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change lines and words of the YAML half of the time, bytes the other half."""
    chance = random.Random(seed)  # noqa: S311
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, max_size))
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.randint(1, 3)):
        number = chance.randrange(len(lines))
        other = chance.choice([chance.choice(lines), *SEED.split("\n")])
        words = lines[number].split(" ")
        change = chance.randrange(6)
        if change == 0:
            del lines[number : number + chance.randint(1, 3)]
            lines = lines or [""]
        elif change == 1:
            lines.insert(number, other)
        elif change == 2:
            lines[number] = " " * chance.randint(0, 8) + lines[number].lstrip()
        else:
            words[chance.randrange(len(words))] = chance.choice([*PIECES, chance.choice(other.split(" "))])
            lines[number] = " ".join(words)
    return "\n".join(lines).encode("utf-8", "replace")[:max_size]


def main() -> None:
    """Put the seeds into the corpus folder, if one is given, and fuzz."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    for folder in folders[:1]:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {"seed": SEED, "base": BASE}.items():
            (folder / name).write_text(text, encoding="utf-8")
    atheris.Setup([*sys.argv, "-max_len=8192"], test_one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
