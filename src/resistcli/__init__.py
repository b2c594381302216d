"""How do tumours resist treatment, and what differs between chemotherapy, radiotherapy and the other modalities?

>>> import resistcli
>>> kb = resistcli.load()
>>> answer = kb.compare("chemo", "radio", only=["shared"])
>>> kb.show("efflux").results[0].profiles["radio"].role
'absent'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from resistcli.knowledge import KnowledgeBase

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def load(*overlays: str | PathLike[str]) -> KnowledgeBase:
    """Return the bundled dataset, ready to be asked, with ``overlays`` (YAML files of your own) merged in, each in its turn.

    Overlays named in the environment variable ``RESIST_DATA`` (several parted as in ``PATH``) come before them.

    Raises:
        resistcli.errors.DataError: an overlay cannot be read or is not valid, and the message lists every problem with its
            line and column; or the package holds no dataset, or a source checkout's YAML does not compile.
    """
    import os
    from pathlib import Path

    from resistcli.knowledge import KnowledgeBase
    from resistcli.sources.store import open_store

    named = [name for name in os.environ.get("RESIST_DATA", "").split(os.pathsep) if name]
    files = [Path(name) for name in (*named, *overlays)]
    return KnowledgeBase(open_store(list(dict.fromkeys(files))))
