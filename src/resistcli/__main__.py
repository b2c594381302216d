"""``python -m resistcli``."""

from resistcli.cli.main import main

main()
