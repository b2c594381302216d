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
    from resistcli.knowledge import KnowledgeBase

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def load() -> KnowledgeBase:
    """Return the bundled dataset, ready to be asked.

    Raises:
        resistcli.errors.DataError: the package holds no dataset, or a source checkout's YAML does not compile.
    """
    from resistcli.knowledge import KnowledgeBase
    from resistcli.sources.store import open_store

    return KnowledgeBase(open_store())
