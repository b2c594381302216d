"""Overlays that are wrong, each in one way, with the place and the check that must be told first. They stand upon the bundled data."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """An overlay and the first problem in it; ``words`` are part of the message."""

    name: str
    content: str | bytes
    place: str
    check: str
    path: str
    words: str
    suggestion: str | None = None

    @property
    def raw(self) -> bytes:
        """The content of the file."""
        return self.content.encode() if isinstance(self.content, str) else self.content


HYPOXIA = "mechanisms:\n- id: hypoxia\n"
CLAIM = (
    HYPOXIA
    + """\
  claims:
  - id: lab-1
    modality: chemo
    relation: no-effect
    text: Words.
    level: D
    evidence:
    - {reference: r2026, stance: supports, where: x}
"""
)
PAPER = "references:\n- {id: r2026, title: T, authors: [Doe J], year: 2026, kind: review, verification: {status: reported}}\n"
NEW = (
    "mechanisms:\n- {id: lab-x, name: lab x, category: drug-exposure, definition: d, claims: ["
    "{id: lab-x-1, modality: chemo, relation: confers-resistance, text: t, level: D, evidence: [{reference: r2026, stance: supports, where: x}]}]}\n"
)
GENE = "genes:\n- {id: LAB1, name: g, hgnc: 'HGNC:99999'}\n"
FAULTS = [
    # file
    Fault("bytes of a program", bytes(range(256)), "2:118", "file", ".", "is not UTF-8 text (byte 0x80)"),
    Fault("an image", b"\x89PNG\r\n\x1a\n\x00\x00", "1:1", "file", ".", "is not UTF-8 text (byte 0x89)"),
    Fault("a compressed file", b"\x1f\x8b\x08\x00", "1:2", "file", ".", "is not UTF-8 text (byte 0x8b)"),
    Fault("Latin-1", "name: Müller".encode("latin-1"), "1:8", "file", ".", "is not UTF-8 text (byte 0xfc)"),
    Fault("UTF-16", (CLAIM + PAPER).encode("utf-16"), "1:1", "file", ".", "is UTF-16 or UTF-32; save it as UTF-8"),
    Fault("UTF-32", (CLAIM + PAPER).encode("utf-32"), "1:1", "file", ".", "is UTF-16 or UTF-32; save it as UTF-8"),
    Fault("half a surrogate pair, as bytes", b"mechanisms:\n- id: hypoxia\n  aliases: [\xed\xa0\x80]\n", "3:13", "file", ".", "is not UTF-8 text (byte 0xed)"),
    # yaml
    Fault("UTF-16 without its mark", (CLAIM + PAPER).encode("utf-16-le"), "1:2", "yaml", ".", "the character U+0000 is not allowed; this is no"),
    Fault("indented with a tab", "mechanisms:\n\t- id: hypoxia\n", "2:1", "yaml", ".", "found character that cannot start any token;"),
    Fault("a key indented with a tab", HYPOXIA + "\taliases: [x]\n", "3:1", "yaml", ".", "found a tab character that violates indentation;"),
    Fault("a tab after a dash", "mechanisms:\n  -\tid: hypoxia\n", "2:4", "yaml", ".", "found character that cannot start any token;"),
    Fault("an alias bomb", "a: &a [x]\nb: &b [*a,*a]\n", "1:4", "yaml", ".", "anchors and aliases (& and *) are not accepted;"),
    Fault("deep nesting in brackets", "[" * 1000, "1:22", "yaml", ".", "nested deeper than 20 levels"),
    Fault("deep nesting by indentation", "a:\n" + "".join("  " * i + "a:\n" for i in range(1, 40)), "22:43", "yaml", ".", "nested deeper than 20 levels"),
    Fault("two documents", CLAIM + PAPER + "---\n" + CLAIM, "13:1", "yaml", ".", "a second document starts here; one document a"),
    Fault("a null byte", "mechanisms:\n- id: hyp\x00oxia\n", "2:10", "yaml", ".", "the character U+0000 is not allowed; this is no"),
    Fault("half a surrogate pair, escaped", HYPOXIA + '  aliases: ["\\ud800"]\n', "3:16", "yaml", ".", "found invalid Unicode character escape code"),
    Fault("a tag that runs a command", 'mechanisms: !!python/object/apply:os.system ["id"]\n', "1:13", "yaml", ".", "tags are not accepted:"),
    Fault("a tag that makes an object", "!!python/object:x {}\n", "1:1", "yaml", ".", "tags are not accepted: !!python/object:x"),
    Fault("a harmless tag", "mechanisms:\n- id: !!str hypoxia\n", "2:7", "yaml", ".", "tags are not accepted: !!str"),
    Fault("a tag on a key", "!!str mechanisms: []\n", "1:1", "yaml", ".", "tags, anchors and aliases are not accepted on keys"),
    Fault("a list as a key", "? [a]\n: 1\n", "1:3", "yaml", ".", "a key must be plain text"),
    Fault("a mapping as a key", "? {a: 1}\n: 1\n", "1:3", "yaml", ".", "a key must be plain text"),
    Fault("a huge key", "x" * 100000 + ": 1\n", "1:100001", "yaml", ".", "mapping values are not allowed in this context;"),
    Fault("a key twice", CLAIM + "  claims: []\n" + PAPER, "11:3", "yaml", "mechanisms[0].claims", "the key 'claims' stands twice in the same mapping"),
    Fault("a key twice at the top", "mechanisms: []\nmechanisms: []\n", "2:1", "yaml", "mechanisms", "the key 'mechanisms' stands twice in the same"),
    Fault("Markdown", "# Title\n\n* a\n* b\n", "3:2", "yaml", ".", "did not find expected alphabetic or numeric"),
    Fault("a YAML version to come", "%YAML 1.3\n---\n" + CLAIM + PAPER, "1:1", "yaml", ".", "found incompatible YAML document"),
    Fault("an unknown directive", "%FOO\n---\n" + CLAIM + PAPER, "1:5", "yaml", ".", "found unknown directive name"),
    Fault("a colon in a text", "a: b: c\n", "1:5", "yaml", ".", "mapping values are not allowed in this context;"),
    Fault("a bracket left open", "a: [1, 2\n", "2:1", "yaml", ".", "did not find expected ',' or ']'"),
    Fault("a quote left open", 'a: "x\n', "2:1", "yaml", ".", "found unexpected end of stream"),
    Fault("a percent sign", "a: %x\n", "1:4", "yaml", ".", "found character that cannot start any token: put"),
    Fault("a backtick", "a: `x`\n", "1:4", "yaml", ".", "found character that cannot start any token: put"),
    Fault("a wrong indentation", "a: 1\n b: 2\n", "2:3", "yaml", ".", "mapping values are not allowed in this context;"),
    Fault("an unknown escape", 'a: "\\q"\n', "1:5", "yaml", ".", "found unknown escape character"),
    Fault("a raw escape code", "a: \x1b[31m\n", "1:4", "yaml", ".", "the character U+001B is not allowed"),
    Fault("a delete character", "a: \x7f\n", "1:4", "yaml", ".", "the character U+007F is not allowed"),
    # shape
    Fault("a fault behind a byte order mark", b"\xef\xbb\xbf" + b"nope: 1\n", "1:1", "shape", "nope", "unknown key 'nope'"),
    Fault("an empty file", "", "1:1", "shape", ".", "the file holds no data"),
    Fault("white space alone", "  \n \n", "1:1", "shape", ".", "the file holds no data"),
    Fault("comments alone", "# hi\n# there\n", "1:1", "shape", ".", "the file holds no data"),
    Fault("an empty document", "---\n", "2:1", "shape", ".", "the file holds no data"),
    Fault("a merge key", "mechanisms:\n- <<: {id: hypoxia}\n", "2:3", "shape", "mechanisms[0]", "the key 'id' is missing"),
    Fault(
        "a huge key, explicit", "? " + "x" * 100000 + "\n: 1\n", "1:3", "shape", "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'", "unknown key"
    ),
    Fault(
        "a number of thousands of digits",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: " + "9" * 5000 + ", kind: review, verification: {status: reported}}\n",
        "2:43",
        "shape",
        "references[0].year",
        "expected a whole number, got",
    ),
    Fault(
        "a year with a fraction",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: 2026.0, kind: review, verification: {status: reported}}\n",
        "2:43",
        "shape",
        "references[0].year",
        "expected a whole number, got 2026.0",
    ),
    Fault(
        "a year beyond all floats",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: 1e400, kind: review, verification: {status: reported}}\n",
        "2:43",
        "shape",
        "references[0].year",
        "expected a whole number, got '1e400'",
    ),
    Fault(
        "a date for a year",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: 2026-01-01, kind: review, verification: {status: reported}}\n",
        "2:43",
        "shape",
        "references[0].year",
        "expected a whole number, got '2026-01-01'",
    ),
    Fault(
        "a truth value for an alias",
        HYPOXIA + "  aliases: [true, yes, no]\n",
        "3:13",
        "shape",
        "mechanisms[0].aliases[0]",
        "expected text, got true; put it in quotes",
    ),
    Fault("a number for an id", "mechanisms:\n- id: 5\n", "2:3", "shape", "mechanisms[0].id", "expected text, got 5; put it in quotes"),
    Fault("a mapping for a list", "mechanisms:\n  id: hypoxia\n", "1:1", "shape", "mechanisms", "expected a list, got keys and values"),
    Fault("a list for a mapping", "mechanisms:\n- [id, hypoxia]\n", "2:3", "shape", "mechanisms[0]", "expected keys and values, got a list"),
    Fault("a list of profiles", HYPOXIA + "  profiles: [chemo]\n", "3:3", "shape", "mechanisms[0].profiles", "expected keys and values, got a list"),
    Fault("a text for profiles", HYPOXIA + "  profiles: chemo\n", "3:3", "shape", "mechanisms[0].profiles", "expected keys and values, got 'chemo'"),
    Fault("a mapping of claims", HYPOXIA + "  claims: {id: x}\n", "3:3", "shape", "mechanisms[0].claims", "expected a list, got keys and values"),
    Fault("nothing for a list", "mechanisms:\n", "1:1", "shape", "mechanisms", "expected a list, got nothing"),
    Fault("nothing for a record", "mechanisms:\n-\n", "2:2", "shape", "mechanisms[0]", "expected keys and values, got nothing"),
    Fault("nothing for an id", "mechanisms:\n- id:\n", "2:3", "shape", "mechanisms[0].id", "expected text, got nothing"),
    Fault("nothing in a list", HYPOXIA + "  aliases: [~]\n", "3:13", "shape", "mechanisms[0].aliases[0]", "expected text, got nothing"),
    Fault(
        "nothing for a profile", HYPOXIA + "  profiles: {chemo: }\n", "3:14", "shape", "mechanisms[0].profiles.chemo", "expected keys and values, got nothing"
    ),
    Fault("nothing to replace", HYPOXIA + "  replace:\n", "3:3", "shape", "mechanisms[0].replace", "expected keys and values, got nothing"),
    Fault("nothing to replace with", HYPOXIA + "  replace: {name: ~}\n", "3:13", "shape", "mechanisms[0].replace.name", "expected text, got nothing"),
    Fault("replacing an unknown key", HYPOXIA + "  replace: {nmae: x}\n", "3:13", "shape", "mechanisms[0].replace.nmae", "unknown key 'nmae'", "name"),
    Fault("replacing all claims", HYPOXIA + "  replace: {claims: []}\n", "3:13", "shape", "mechanisms[0].replace.claims", "unknown key 'claims'"),
    Fault("replacing an id", HYPOXIA + "  replace: {id: y}\n", "3:13", "shape", "mechanisms[0].replace.id", "unknown key 'id'"),
    Fault(
        "replacing by an unknown role",
        HYPOXIA + "  replace:\n    profiles: {chemo: {role: primry, basis: b}}\n",
        "4:24",
        "shape",
        "mechanisms[0].replace.profiles.chemo.role",
        "'primry' is not one of: absent, contributing,",
        "primary",
    ),
    Fault("replacing replace", HYPOXIA + "  replace:\n    replace: {name: x}\n", "4:5", "shape", "mechanisms[0].replace.replace", "unknown key 'replace'"),
    Fault("a PMID as a number", PAPER.replace("year", "pmid: 123, year"), "2:43", "shape", "references[0].pmid", "expected text, got 123; put it in quotes"),
    Fault(
        "a misspelt status",
        PAPER.replace("{status: reported}", "{status: verfied}"),
        "2:84",
        "shape",
        "references[0].verification.status",
        "'verfied' is not one of: reported, verified",
        "verified",
    ),
    Fault("no status", PAPER.replace("{status: reported}", "{}"), "2:69", "shape", "references[0].verification", "the key 'status' is missing"),
    Fault(
        "an unknown stance",
        CLAIM.replace("stance: supports", "stance: agrees") + PAPER,
        "10:26",
        "shape",
        "mechanisms[0].claims[0].evidence[0].stance",
        "'agrees' is not one of: disputes, inconclusive,",
    ),
    Fault(
        "a level in lower case",
        CLAIM.replace("level: D", "level: d") + PAPER,
        "8:5",
        "shape",
        "mechanisms[0].claims[0].level",
        "'d' is not one of: A, B, C, D, E",
        "D",
    ),
    Fault(
        "a level as a number", CLAIM.replace("level: D", "level: 1") + PAPER, "8:5", "shape", "mechanisms[0].claims[0].level", "1 is not one of: A, B, C, D, E"
    ),
    Fault(
        "an unknown relation",
        CLAIM.replace("no-effect", "none") + PAPER,
        "6:5",
        "shape",
        "mechanisms[0].claims[0].relation",
        "'none' is not one of: confers-resistance,",
    ),
    Fault(
        "a stage with a space",
        HYPOXIA
        + "  countermeasures:\n  - {id: x, modality: chemo, name: n, stage: phase 3, outcome: o, level: D,\n"
        + "     evidence: [{reference: r2026, stance: supports, where: x}]}\n"
        + PAPER,
        "4:39",
        "shape",
        "mechanisms[0].countermeasures[0].stage",
        "'phase 3' is not one of: approved,",
        "phase-3",
    ),
    Fault("a key in the singular", HYPOXIA + "  alias: [x]\n", "3:3", "shape", "mechanisms[0].alias", "unknown key 'alias'", "aliases"),
    Fault("a section in the singular", "mechanism: []\n", "1:1", "shape", "mechanism", "unknown key 'mechanism'", "mechanisms"),
    Fault("a list at the top", "- id: hypoxia\n", "1:1", "shape", ".", "agents, genes, got a list"),
    Fault("one word", "hello\n", "1:1", "shape", ".", "agents, genes, got 'hello'"),
    Fault(
        "a fault in JSON", '{"mechanisms": [{"id": "hypoxia", "aliasess": []}]}', "1:35", "shape", "mechanisms[0].aliasess", "unknown key 'aliasess'", "aliases"
    ),
    Fault("no id", "mechanisms:\n- name: x\n", "2:3", "shape", "mechanisms[0]", "the key 'id' is missing"),
    Fault("a table", "id,name\n1,2\n", "1:1", "shape", ".", "agents, genes, got 'id,name 1,2'"),
    Fault("a page", "<!DOCTYPE html>\n<html><body>x</body></html>\n", "1:1", "shape", ".", "agents, genes, got '<!DOCTYPE html>"),
    Fault(
        "a version as a number",
        "dataset: {version: 1, title: t, licence: l, notice: n}\n",
        "1:11",
        "shape",
        "dataset.version",
        "expected text, got 1; put it in quotes",
    ),
    Fault(
        "an unknown verdict",
        CLAIM.replace("where: x", "where: x, checked: {page: https://e.org, on: 2026-01-01, verdict: yes}") + PAPER,
        "10:101",
        "shape",
        "mechanisms[0].claims[0].evidence[0].checked.verdict",
        "'yes' is not one of: narrowed, removed, supports",
    ),
    Fault(
        "a quantity as a number",
        CLAIM.replace("level: D", "level: D\n    quantity: {measure: m, value: 5}") + PAPER,
        "9:28",
        "shape",
        "mechanisms[0].claims[0].quantity.value",
        "expected text, got 5; put it in quotes",
    ),
    Fault(
        "a quantity as a text",
        CLAIM.replace("level: D", "level: D\n    quantity: 5 fold") + PAPER,
        "9:5",
        "shape",
        "mechanisms[0].claims[0].quantity",
        "expected keys and values, got '5 fold'",
    ),
    Fault("a number as a key", HYPOXIA + "  12: x\n", "3:3", "shape", "mechanisms[0].12", "unknown key '12'"),
    Fault("an empty key", HYPOXIA + '  "": x\n', "3:3", "shape", "mechanisms[0].''", "unknown key ''"),
    Fault("authors as a text", PAPER.replace("[Doe J]", "Doe J"), "2:25", "shape", "references[0].authors", "expected a list, got 'Doe J'"),
    Fault("an author who is nothing", PAPER.replace("[Doe J]", "[~]"), "2:35", "shape", "references[0].authors[0]", "expected text, got nothing"),
    Fault(
        "an unknown type of agent",
        "agents:\n- {id: labdrug, name: lab drug, type: durg}\n",
        "2:33",
        "shape",
        "agents[0].type",
        "'durg' is not one of: biologic, drug, physical,",
        "drug",
    ),
    # required
    Fault("an escaped null", 'mechanisms:\n- id: "hyp\\0oxia"\n', "2:3", "required", "mechanisms[0]", "the key 'name' is missing, and no mechanism", "hypoxia"),
    Fault("an infinite id", "mechanisms:\n- id: 1e999\n", "2:3", "required", "mechanisms[0]", "the key 'name' is missing, and no mechanism"),
    Fault("an id that is not a number", "mechanisms:\n- id: .nan\n", "2:3", "required", "mechanisms[0]", "the key 'name' is missing, and no mechanism"),
    Fault(
        "replacing in what is not there",
        "mechanisms:\n- id: nosuch\n  replace: {name: x}\n",
        "2:3",
        "required",
        "mechanisms[0]",
        "the key 'name' is missing, and no mechanism",
    ),
    Fault(
        "a claim without the key evidence",
        CLAIM[: CLAIM.index("    evidence")],
        "4:5",
        "required",
        "mechanisms[0].claims[0]",
        "the key 'evidence' is missing, and no claim",
    ),
    # replace
    Fault(
        "replacing in what is new",
        "mechanisms:\n- {id: nosuch, name: n, category: drug-exposure, definition: d, replace: {name: x}}\n",
        "2:65",
        "replace",
        "mechanisms[0].replace",
        "no mechanism 'nosuch' is known, so there is",
    ),
    Fault("another name", HYPOXIA + "  name: Other name\n", "3:3", "replace", "mechanisms[0].name", "'hypoxia' has a name 'Tumour hypoxia' already; to"),
    Fault(
        "another profile",
        HYPOXIA + "  profiles:\n    chemo: {role: absent, basis: other}\n",
        "4:5",
        "replace",
        "mechanisms[0].profiles.chemo",
        "'hypoxia' has a profile for 'chemo' already; to",
    ),
    Fault("a gap", HYPOXIA + "  gaps:\n    endocrine: Looked for.\n", "3:3", "shape", "mechanisms[0].gaps", "unknown key 'gaps'"),
    Fault(
        "a claim of another mechanism",
        CLAIM.replace("hypoxia", "drug-efflux").replace("lab-1", "hypoxia-1") + PAPER,
        "4:5",
        "replace",
        "mechanisms[0].claims[0].id",
        "'hypoxia-1' is under the mechanism 'hypoxia' in",
    ),
    Fault(
        "another class for an agent",
        "agents:\n- {id: cisplatin, treatment_class: taxanes}\n",
        "2:19",
        "replace",
        "agents[0].treatment_class",
        "'cisplatin' has a treatment_class 'platinum'",
    ),
    Fault(
        "another name for a gene",
        "genes:\n- {id: TP53, name: other}\n",
        "2:14",
        "replace",
        "genes[0].name",
        "'TP53' has a name 'tumor protein p53' already; to",
    ),
    # ids
    Fault(
        "an empty id with a claim",
        CLAIM.replace("id: hypoxia", "id: ''\n  name: n\n  category: drug-exposure\n  definition: d") + PAPER,
        "2:3",
        "ids",
        "mechanisms[0].id",
        "'' is not an id: lower-case words joined by",
    ),
    Fault(
        "an id that is a path",
        "mechanisms:\n- {id: ../../etc/passwd, name: n, category: drug-exposure, definition: d}\n",
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'../../etc/passwd' is not an id: lower-case words",
    ),
    Fault(
        "an id of two lines",
        'mechanisms:\n- {id: "a\\nb", name: n, category: drug-exposure, definition: d}\n',
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'a\\nb' is not an id: lower-case words joined by",
    ),
    Fault(
        "an id that colours the screen",
        'mechanisms:\n- {id: "\\e[31mred", name: n, category: drug-exposure, definition: d}\n',
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'\\x1b[31mred' is not an id: lower-case words",
    ),
    Fault(
        "an empty id",
        'mechanisms:\n- {id: "", name: n, category: drug-exposure, definition: d}\n',
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'' is not an id: lower-case words joined by",
    ),
    Fault("a long id", "mechanisms:\n- {id: " + "a" * 81 + ", name: n, category: drug-exposure, definition: d}\n", "2:4", "ids", "mechanisms[0].id", "the id"),
    Fault(
        "an id with a Cyrillic letter",
        "mechanisms:\n- {id: hypоxia, name: n, category: drug-exposure, definition: d}\n",
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'hypоxia' is not an id: lower-case words joined",
    ),
    Fault(
        "an id in full-width letters",
        "mechanisms:\n- {id: ｈｙｐｏｘｉａ, name: n, category: drug-exposure, definition: d}\n",
        "2:4",
        "ids",
        "mechanisms[0].id",
        "'ｈｙｐｏｘｉａ' is not an id: lower-case words joined",
    ),
    Fault(
        "a modality in capitals",
        "modalities:\n- {id: Chemo, name: X, description: d}\n",
        "2:4",
        "ids",
        "modalities[0].id",
        "'Chemo' is not an id: lower-case words joined by",
    ),
    Fault("a paper twice", CLAIM + PAPER + PAPER[12:], "13:4", "ids", "references[1].id", "the id 'r2026' stands twice among the references"),
    Fault(
        "a claim twice",
        CLAIM + CLAIM[CLAIM.index("  - id") :] + PAPER,
        "11:5",
        "ids",
        "mechanisms[0].claims[1].id",
        "the id 'lab-1' stands twice among the claims",
    ),
    Fault("a mechanism twice", CLAIM + "- id: hypoxia\n" + PAPER, "11:3", "ids", "mechanisms[1].id", "the id 'hypoxia' stands twice among the mechanisms"),
    Fault(
        "a gene in lower case",
        'genes:\n- {id: tp53, name: x, hgnc: "HGNC:99999"}\n',
        "2:4",
        "ids",
        "genes[0].id",
        "'tp53' differs from the gene 'TP53' in capitals",
        "TP53",
    ),
    # links
    Fault(
        "a fault in a file with Windows line ends",
        (CLAIM.replace("chemo", "chmo") + PAPER).replace("\n", "\r\n").encode(),
        "5:5",
        "links",
        "mechanisms[0].claims[0].modality",
        "no modality or treatment class has the id 'chmo'",
        "chemo",
    ),
    Fault(
        "replacing by an unknown gene",
        HYPOXIA + "  replace:\n    genes: [NOSUCH]\n",
        "4:13",
        "links",
        "mechanisms[0].replace.genes[0]",
        "no gene has the id 'NOSUCH'",
    ),
    Fault(
        "replacing an unknown profile",
        HYPOXIA + "  replace:\n    profiles: {chmo: {role: primary, basis: b}}\n",
        "4:16",
        "links",
        "mechanisms[0].replace.profiles.chmo",
        "no modality or treatment class has the id 'chmo'",
        "chemo",
    ),
    Fault("evidence of a missing paper", CLAIM, "10:8", "links", "mechanisms[0].claims[0].evidence[0].reference", "no reference has the id 'r2026'", "li2026"),
    Fault(
        "a profile key like a path",
        HYPOXIA + '  profiles:\n    "bad.key[0]": {role: primary, basis: b}\n',
        "4:5",
        "links",
        "mechanisms[0].profiles.'bad.key[0]'",
        "no modality or treatment class has the id",
    ),
    Fault(
        "an unknown treatment class",
        "agents:\n- {id: labdrug, name: lab drug, type: drug, treatment_class: platnum}\n",
        "2:45",
        "links",
        "agents[0].treatment_class",
        "no modality or treatment class has the id",
        "platinum",
    ),
    # evidence
    Fault(
        "one paper as evidence twice",
        CLAIM + "    - {reference: r2026, stance: disputes, where: y}\n" + PAPER,
        "11:7",
        "evidence",
        "mechanisms[0].claims[0].evidence[1]",
        "the reference 'r2026' stands twice",
    ),
    Fault(
        "no evidence",
        CLAIM[: CLAIM.index("    evidence")] + "    evidence: []\n",
        "9:5",
        "evidence",
        "mechanisms[0].claims[0].evidence",
        "a claim needs at least one evidence line",
    ),
    # repeats
    Fault("an alias twice", HYPOXIA + "  aliases: [labx, labx]\n", "3:19", "repeats", "mechanisms[0].aliases[1]", "'labx' stands twice in the list"),
    Fault("a gene twice", HYPOXIA + "  genes: [HIF1A, TP53, TP53]\n", "3:24", "repeats", "mechanisms[0].genes[2]", "'TP53' stands twice in the list"),
    # profiles
    Fault("claims without a profile", NEW + PAPER, "2:3", "profiles", "mechanisms[0]", "there are claims on chemo but no profile for it"),
    # modalities
    Fault(
        "two classes above each other",
        "modalities:\n- {id: a, name: A, parent: b, description: d}\n- {id: b, name: B, parent: a, description: d}\n",
        "2:20",
        "modalities",
        "modalities[0].parent",
        "the tree runs in a circle: a → b → a",
    ),
    Fault(
        "a modality put below its own class",
        "modalities:\n- id: chemo\n  replace: {parent: platinum}\n",
        "3:13",
        "modalities",
        "modalities[0].replace.parent",
        "the tree runs in a circle: chemo → platinum →",
    ),
    Fault(
        "a modality below itself",
        "modalities:\n- id: chemo\n  parent: chemo\n",
        "3:3",
        "modalities",
        "modalities[0].parent",
        "the tree runs in a circle: chemo → chemo",
    ),
    Fault(
        "a modality below another",
        "modalities:\n- {id: chemo, parent: radio}\n",
        "2:15",
        "modalities",
        "modalities[0].parent",
        "'chemo' is one of the modalities of the data",
    ),
    Fault(
        "a claim filed under a class",
        CLAIM.replace("modality: chemo", "modality: platinum") + PAPER,
        "5:5",
        "modalities",
        "mechanisms[0].claims[0].modality",
        "'platinum' is a treatment class; name its",
    ),
    # identifiers
    Fault(
        "a DOI with its address",
        PAPER.replace("year", "doi: 'https://doi.org/10.1/x', year"),
        "2:43",
        "identifiers",
        "references[0].doi",
        "'https://doi.org/10.1/x' is not a DOI such as",
    ),
    Fault(
        "a PMID with its name",
        PAPER.replace("year", "pmid: PMID1, year"),
        "2:43",
        "identifiers",
        "references[0].pmid",
        "'PMID1' is not a PubMed id: up to eight digits,",
    ),
    Fault(
        "a PMCID that is none",
        PAPER.replace("year", "pmcid: 123x, year"),
        "2:43",
        "identifiers",
        "references[0].pmcid",
        "'123x' is not a PubMed Central id such as",
    ),
    Fault(
        "an HGNC id without its prefix",
        GENE.replace("HGNC:99999", "99999"),
        "2:23",
        "identifiers",
        "genes[0].hgnc",
        "'99999' is not an HGNC id such as HGNC:40",
    ),
    Fault("a short GO id", HYPOXIA + "  xrefs: [GO:12]\n", "3:11", "identifiers", "mechanisms[0].xrefs[0]", "'GO:12' is not an id of CHEBI, CHEMBL, DRUGBANK,"),
    # same-paper
    Fault(
        "one PMID of two papers",
        PAPER.replace("year", "pmid: '12345678', year") + PAPER[12:].replace("r2026", "s2026").replace("year", "pmid: '12345678', year"),
        "3:43",
        "same-paper",
        "references[1].pmid",
        "pmid '12345678' is also that of 'r2026'",
        "r2026",
    ),
    # same-gene
    Fault(
        "the HGNC id of another gene", GENE.replace("99999", "11998"), "2:23", "same-gene", "genes[0].hgnc", "hgnc 'hgnc:11998' is also that of 'TP53'", "TP53"
    ),
    # years
    Fault(
        "a year beyond 64 bits",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: 99999999999999999999, kind: review, verification: {status: reported}}\n",
        "2:43",
        "years",
        "references[0].year",
        "99999999999999999999 is not a year between 1800",
    ),
    Fault(
        "a year before Christ",
        "references:\n- {id: r2026, title: T, authors: [Doe J], year: -5, kind: review, verification: {status: reported}}\n",
        "2:43",
        "years",
        "references[0].year",
        "-5 is not a year between 1800 and 2100",
    ),
    # verification
    Fault(
        "verified nowhere",
        PAPER.replace("{status: reported}", "{status: verified}"),
        "2:69",
        "verification",
        "references[0].verification",
        "verified, but seen_at is not the address of a page",
    ),
    Fault(
        "verified on a script",
        PAPER.replace("{status: reported}", '{status: verified, seen_at: "javascript:alert(1)"}'),
        "2:69",
        "verification",
        "references[0].verification",
        "verified, but seen_at is not the address of a page",
    ),
    Fault(
        "a second reading of no page",
        CLAIM.replace("where: x", 'where: x, checked: {page: p, on: "not a day", verdict: supports}') + PAPER,
        "10:64",
        "verification",
        "mechanisms[0].claims[0].evidence[0].checked.page",
        "'p' is not the address of a page",
    ),
    # retractions
    Fault(
        "a retracted paper",
        PAPER.replace("year", 'pmid: "160560", year'),
        "2:43",
        "retractions",
        "references[0].pmid",
        "PMID 160560 is a retracted paper; drop it, or say",
    ),
    # aliases
    Fault(
        "a name with an invisible letter",
        'mechanisms:\n- {id: lab-x, name: "Hypo\u200bxia", category: drug-exposure, definition: d}\n',
        "2:15",
        "aliases",
        "mechanisms[0].name",
        "'Hypo\\u200bxia' already names 'hypoxia'",
    ),
    Fault(
        "replacing by the alias of another",
        HYPOXIA + "  replace:\n    aliases: [drug efflux]\n",
        "4:15",
        "aliases",
        "mechanisms[0].replace.aliases[0]",
        "'drug efflux' already names 'drug-efflux'",
    ),
    Fault("an empty alias", HYPOXIA + '  aliases: [""]\n', "3:13", "aliases", "mechanisms[0].aliases[0]", "'' has no letter or digit"),
    Fault("an alias without letters", HYPOXIA + '  aliases: ["?"]\n', "3:13", "aliases", "mechanisms[0].aliases[0]", "'?' has no letter or digit"),
    Fault(
        "the name of another mechanism",
        HYPOXIA + "  aliases: [Drug Efflux]\n",
        "3:13",
        "aliases",
        "mechanisms[0].aliases[0]",
        "'Drug Efflux' already names 'drug-efflux'",
    ),
    Fault("a noncharacter", HYPOXIA + '  aliases: ["\\uFFFE"]\n', "3:13", "aliases", "mechanisms[0].aliases[0]", "'\\ufffe' has no letter or digit"),
    Fault(
        "the name of another agent",
        "agents:\n- {id: labdrug, name: cisplatin, type: drug}\n",
        "2:17",
        "aliases",
        "agents[0].name",
        "'cisplatin' already names 'cisplatin'",
    ),
    # text
    Fault(
        "a name with a Cyrillic letter",
        "mechanisms:\n- {id: lab-x, name: Hypоxia, category: drug-exposure, definition: d}\n",
        "2:15",
        "text",
        "mechanisms[0].name",
        "a word of Latin letters holds U+043E (cyrillic",
    ),
    Fault(
        "a right-to-left override",
        HYPOXIA + '  aliases: ["a \u202e b"]\n',
        "3:13",
        "text",
        "mechanisms[0].aliases[0]",
        "cannot be seen: U+202E (right-to-left override)",
    ),
    Fault(
        "replacing by an escape code",
        HYPOXIA + '  replace:\n    definition: "\\e[0m"\n',
        "4:5",
        "text",
        "mechanisms[0].replace.definition",
        "cannot be seen: U+001B",
    ),
    Fault(
        "a text that is too long",
        HYPOXIA + "  aliases: [" + "x" * 1300 + "]\n",
        "3:13",
        "text",
        "mechanisms[0].aliases[0]",
        "the text has 1300 characters; at most 1200 are",
    ),
    Fault("a terminal link", HYPOXIA + '  aliases: ["\\e]8;;http://x\\a"]\n', "3:13", "text", "mechanisms[0].aliases[0]", "cannot be seen: U+001B"),
    Fault("an alias of two lines", HYPOXIA + "  aliases:\n  - |\n    two\n    lines\n", "4:5", "text", "mechanisms[0].aliases[0]", "cannot be seen: U+000A"),
    Fault(
        "an escape code in the licence",
        'dataset: {version: "1", title: t, licence: "\\e[0m", notice: n}\n',
        "1:35",
        "text",
        "dataset.licence",
        "cannot be seen: U+001B",
    ),
    Fault("a line separator", HYPOXIA + "  aliases: [a\u2028b]\n", "3:13", "text", "mechanisms[0].aliases[0]", "cannot be seen: U+2028 (line separator)"),
]
