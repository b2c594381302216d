"""How the cost of a question grows with the data: the bundled dataset once, ten times and a hundred times.

Every record but the tree of modalities is copied under new ids and names, with the links between the records of a copy, and the result
is compiled as any dataset is (without citation texts, which no question asked here reads). Each question is asked in a process
of its own, from opening the dataset to the JSON of the answer, as a command does; interpreter and imports, which do not depend
on the data, are left out. The least of several runs is shown. Growth is a time divided by that of the size before it: ten times the
data may cost at most ten times as much.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install -q . && /tmp/bench/bin/python benchmarks/scaling.py

Needs the installed package only, and 2 GB of memory for the largest. With ``--strict`` the exit code is 1 where growth is more than linear.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

import resistcli
from resistcli.sources import word_table
from resistcli.sources.index import names, word_index
from resistcli.sources.records import Records
from resistcli.sources.store import encode

if TYPE_CHECKING:
    from resistcli.knowledge import KnowledgeBase
    from resistcli.model import Evidence

SIZES = (1, 10, 100)
TOLERANCE = 1.15
"""Noise of a time that is a few milliseconds."""
QUESTIONS = ("search hypoxia", "search hipoxia", "compare chemo radio", "show efflux", "show TP53")
ASK = """
import gc, sys, time
gc.disable()  # as a command does
from resistcli import citations, compare, search, show
from resistcli.knowledge import KnowledgeBase
from resistcli.output.records import to_json
from resistcli.sources.store import Store
from rapidfuzz import process, distance
path, verb, *words = sys.argv[1:]
start = time.perf_counter()
kb = KnowledgeBase(Store(open(path, "rb")))
answer = to_json(getattr(kb, verb)(*words))
print(time.perf_counter() - start, flush=True)
import os
os._exit(0)
"""


def main() -> int:
    """Build, ask, print and return the exit code."""
    parser = argparse.ArgumentParser(description="How the cost of a question grows with the data.")
    parser.add_argument("-n", "--runs", type=int, default=5, help="runs of each question (5)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="multiples of the bundled data (1 10 100)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where growth is more than linear")
    options = parser.parse_args()
    kb = resistcli.load()
    bundled = bundled_records(kb)
    times: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scaled.dataset"
        for size in options.sizes:
            write_dataset(path, kb, multiplied(bundled, size))
            print(f"{size}×: {size * len(bundled.claims):,} claims, {path.stat().st_size / 1e6:.1f} MB", file=sys.stderr, flush=True)
            for question in QUESTIONS:
                times[question].append(min(ask(path, question) for _ in range(options.runs)))
    return show(times, options.sizes, strict=options.strict)


def bundled_records(kb: KnowledgeBase) -> Records:
    """Return the records of the bundled dataset."""
    return Records(
        categories=kb.categories,
        mechanisms=kb.mechanisms,
        claims=dict(kb.claims),
        countermeasures=dict(kb.countermeasures),
        references=dict(kb.references),
        genes=dict(kb.genes),
        agents=kb.agents,
        modalities=kb.modalities,
    )


def multiplied(bundled: Records, size: int) -> Records:
    """Return the records ``size`` times, each copy under ids of its own; the tree of modalities stays as it is."""
    records = Records(**vars(bundled))
    for number in range(2, size + 1):
        add_copy(records, bundled, f"x{number}")
    return records


def add_copy(records: Records, bundled: Records, mark: str) -> None:
    """Add a copy of the bundled records whose ids and names end in ``mark``."""

    def new(name: str) -> str:
        return f"{name}-{mark}"

    def several(values: list[str]) -> list[str]:
        return [new(value) for value in values]

    def lines(evidence: list[Evidence]) -> list[Evidence]:
        return [structs.replace(line, reference=new(line.reference)) for line in evidence]

    records.mechanisms = records.mechanisms | {
        new(item.id): structs.replace(
            item,
            id=new(item.id),
            name=new(item.name),
            aliases=several(item.aliases),
            genes=several(item.genes),
            claims=several(item.claims),
            countermeasures=several(item.countermeasures),
            profiles={
                modality: structs.replace(profile, claims=several(profile.claims), citations=several(profile.citations))
                for modality, profile in item.profiles.items()
            },
        )
        for item in bundled.mechanisms.values()
    }
    records.claims = records.claims | {
        new(item.id): structs.replace(
            item, id=new(item.id), mechanism=new(item.mechanism), genes=several(item.genes), agents=several(item.agents), evidence=lines(item.evidence)
        )
        for item in bundled.claims.values()
    }
    records.countermeasures = records.countermeasures | {
        new(item.id): structs.replace(
            item, id=new(item.id), mechanism=new(item.mechanism), genes=several(item.genes), agents=several(item.agents), evidence=lines(item.evidence)
        )
        for item in bundled.countermeasures.values()
    }
    records.references = records.references | {
        new(item.id): structs.replace(item, id=new(item.id), title=new(item.title), doi=None, pmid=None, pmcid=None) for item in bundled.references.values()
    }
    records.genes = records.genes | {
        new(item.id): structs.replace(item, id=new(item.id), name=new(item.name), aliases=several(item.aliases), previous=several(item.previous))
        for item in bundled.genes.values()
    }
    records.agents = records.agents | {
        new(item.id): structs.replace(item, id=new(item.id), name=new(item.name), aliases=several(item.aliases)) for item in bundled.agents.values()
    }


def write_dataset(path: Path, kb: KnowledgeBase, records: Records) -> None:
    """Compile ``records`` to a file as :mod:`resistcli.sources.compiler` does, without citation texts."""
    index = word_index(records)
    sections: dict[str, object] = {
        "meta": kb.meta,
        **vars(records),
        "categories": list(records.categories.values()),
        **{f"names {kind}": table for kind, table in names(records).items()},
        "documents": index.documents,
        "words": word_table.write(index.postings),
        "vocabulary": index.vocabulary,
    }
    path.write_bytes(encode(sections))


def ask(path: Path, question: str) -> float:
    """Return the seconds that a question takes in a fresh process."""
    done = subprocess.run([sys.executable, "-c", ASK, str(path), *question.split()], stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def show(times: dict[str, list[float]], sizes: list[int], *, strict: bool) -> int:
    """Print times in milliseconds and growth factors; return the exit code."""
    columns = [f"{size}×" for size in sizes] + [f"{a}×→{b}×" for a, b in pairwise(sizes)]
    print(f"{'ms':20}" + "".join(f"{column:>12}" for column in columns))
    steep = False
    for question, seconds in times.items():
        growth = [after / before for before, after in pairwise(seconds)]
        linear = [after / before for before, after in pairwise(sizes)]
        over = any(factor > limit * TOLERANCE for factor, limit in zip(growth, linear, strict=True))
        steep = steep or over
        cells = [f"{second * 1000:12.1f}" for second in seconds] + [f"{f'×{factor:.1f}':>12}" for factor in growth]
        print(f"{question:20}" + "".join(cells) + ("  more than linear" if over else ""))
    return int(strict and steep)


if __name__ == "__main__":
    sys.exit(main())
