"""How names are compared: Greek letters, hyphens, case, plurals and US or UK spelling must not matter.

Two forms of a text are used throughout. The *key* of a whole name is its letters and digits run together
(``NF-κB`` → ``nfkappab``). The *tokens* of a text are its words, each reduced to a stem on which
``tumour``/``tumors`` or ``hypoxia``/``hypoxic`` meet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_GREEK_TABLE = str.maketrans(GREEK)

# British forms are folded to American ones, because that direction loses letters and so needs no dictionary.
# The first column is what a text must hold for the pattern to be tried (and compiled) at all.
_SPELLING = (
    ("ae", r"ae(?=[a-z]{2})", "e"),  # anaemia, leukaemia, haem
    ("oe", r"oe(?=[ds][a-z]|str)", "e"),  # oedema, oesophageal, oestrogen
    ("sulph", r"\bsulph", "sulf"),
    ("our", r"(?<=[a-z]{2})our(?=s|\b|al|ed|ing|less)", "or"),  # tumour, behaviour, favour
    ("is", r"(?<=[a-z]{3})is(?=(e|ed|er|ers|es|ing|ation|ations)\b)", "iz"),  # sensitise, ionising
    ("ll", r"(?<=[a-z]{3}[aeiou])ll(?=(ed|ing|er|ers)\b)", "l"),  # signalling, labelled
    ("tre", r"(?<=[a-z]{2})tre\b", "ter"),  # centre
    ("yse", r"(?<=[a-z]{2})yse(?=[dr]?\b)", "yze"),  # analyse
    ("'", r"(?<=\w)'(?=\w)", ""),
)
_JOINED_SPELLING = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("sulph", "sulf"),
    ("ll", "l"),
    ("centre", "center"),
    ("yse", "yze"),
    ("ise", "ize"),
    ("isi", "izi"),
    ("isa", "iza"),
)
FOLDED_FROM = 6
_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "ation", "ically", "ities", "ical", "ances", "ance", "ants", "ant", "ences", "ence", "ents",
    "ent", "ments", "ment", "ness", "ions", "ing", "ied", "ies", "ion", "ity", "ive", "ous", "ial", "ian", "ia", "ic", "ed", "er", "es", "al", "ly", "or",
    "s", "e", "y",
)  # fmt: skip
STOP_WORDS = frozenset((
    "a", "about", "after", "against", "al", "et", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "between", "but", "by",
    "can", "could", "did", "do", "does", "for", "from", "get", "give", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "itself",
    "me", "more", "most", "much", "my", "no", "not", "of", "on", "or", "our", "show", "so", "some", "such", "tell", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "to", "us", "using", "versus", "very", "via", "vs", "was", "we", "were", "what", "when",
    "where", "which", "while", "who", "whose", "why", "will", "with", "would", "you",
))  # fmt: skip


def plain(text: str) -> str:
    """Return ``text`` in lower case, without accents, with Greek letters spelled out and American spelling."""
    text = _letters(text)
    for held, pattern, replacement in _SPELLING:
        if held in text:
            text = re.sub(pattern, replacement, text)
    return text


def _letters(text: str) -> str:
    """Return ``text`` in lower case, without accents and with Greek letters spelled out."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss")).translate(_GREEK_TABLE)
    if not text.isascii():
        text = "".join(char for char in text.replace("’", "'") if not unicodedata.combining(char))
    return text


def key(name: str) -> str:
    """Return the letters and digits of ``name`` run together: two names with the same key are the same name.

    British spelling is folded after the words are joined, so that the key does not depend on where words part; in short names,
    which are mostly symbols, it is left alone.
    """
    joined = "".join(_WORD.findall(_letters(name)))
    if len(joined) < FOLDED_FROM:
        return joined
    folded = _fold(joined)
    while folded != joined:
        joined, folded = folded, _fold(folded)
    return folded


def _fold(joined: str) -> str:
    for british, american in _JOINED_SPELLING:
        joined = joined.replace(british, american)
    return joined


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, lower case and unstemmed, stop words included."""
    return _WORD.findall(plain(text))


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """Cut English and Latin endings off ``word`` as long as four letters stay: ``hypoxic`` and ``hypoxia`` → ``hypox``.

    Words with a digit (genes, drugs in code) are returned whole.
    """
    if any(char.isdigit() for char in word):
        return word
    while True:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                word = word[: -len(ending)]
                break
        else:
            return word


def tokens(text: str) -> list[str]:
    """Return the stems of the words of ``text`` in order, without stop words."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
