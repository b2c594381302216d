"""What identifiers look like: each pattern matches the whole of one, and some words say what is expected."""

from __future__ import annotations

import re

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
GENE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "doi": (re.compile(r"10\.\d{4,9}/[^\s\"]+"), "a DOI such as 10.1038/nrc2657, without https://doi.org/ in front"),
    "pmid": (re.compile(r"[1-9]\d{0,7}"), "a PubMed id: up to eight digits, in quotes"),
    "pmcid": (re.compile(r"PMC[1-9]\d{0,8}"), "a PubMed Central id such as PMC2722839"),
    "hgnc": (re.compile(r"HGNC:[1-9]\d{0,5}"), "an HGNC id such as HGNC:40"),
    "entrez": (re.compile(r"[1-9]\d{0,9}"), "an NCBI Gene id: digits, in quotes"),
    "ensembl": (re.compile(r"ENSG\d{11}"), "an Ensembl gene id such as ENSG00000085563"),
}
XREFS = {
    "CHEBI": re.compile(r"CHEBI:\d{1,7}"),
    "CHEMBL": re.compile(r"CHEMBL:CHEMBL\d{1,8}"),
    "DRUGBANK": re.compile(r"DRUGBANK:DB\d{5}"),
    "GO": re.compile(r"GO:\d{7}"),
    "MESH": re.compile(r"MESH:[DC]\d{6,9}"),
    "NCIT": re.compile(r"NCIT:C\d{1,7}"),
}
