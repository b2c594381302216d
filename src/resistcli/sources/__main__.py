"""``python -m resistcli.sources FOLDER``: check the YAML files of a dataset and count what is in them."""

from __future__ import annotations

import sys
from pathlib import Path

from resistcli.errors import DataError, ExitCode
from resistcli.sources.check import check_documents
from resistcli.sources.files import source_files
from resistcli.sources.records import assemble
from resistcli.sources.yaml_reader import read_yaml


def main(folder: str) -> int:
    """Check the dataset in ``folder``; return the exit code."""
    try:
        records = assemble(check_documents([read_yaml(file) for file in source_files(Path(folder))]))
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return ExitCode.NOTHING
    lines = [line for claim in records.claims.values() for line in claim.evidence]
    lines += [line for item in records.countermeasures.values() for line in item.evidence]
    checked = sum(line.checked is not None for line in lines)
    counts = {name: len(table) for name, table in vars(records).items()}
    sys.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()) + f"; {checked} of {len(lines)} evidence lines read a second time\n")
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "data"))
