"""Build step: compile the YAML under data/ into the one file that the wheel carries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileDataset(BuildHookInterface[Any]):
    """Puts ``resistcli/bundled.dataset`` into the wheel; an editable install has none and compiles into the user's cache."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from resistcli.sources.compiler import compile_dataset
        from resistcli.sources.store import encode

        target = root / "build" / "bundled.dataset"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(encode(compile_dataset(root / "data")))
        build_data["force_include"][str(target)] = "resistcli/bundled.dataset"
