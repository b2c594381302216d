-- The tables of an exported dataset (resist export --format sqlite). Ids are those of every other form. Rows stand in the order of the
-- dataset: ORDER BY rowid gives it back. A list of a record is a table of its own, named after the record and what it lists.

CREATE TABLE metadata (
    key TEXT PRIMARY KEY, -- title, version, sha256, licence, notice, overlays, filters, schema, program, search
    value TEXT NOT NULL
);

CREATE TABLE category (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL -- 'bundled', or the overlay that brought the record; so in every table
);

CREATE TABLE modality (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent TEXT REFERENCES modality (id), -- NULL: a modality; else a treatment class under it
    description TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE modality_alias (
    modality TEXT NOT NULL REFERENCES modality (id),
    alias TEXT NOT NULL
);

CREATE TABLE agent (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL, -- drug, biologic, radiation, physical
    treatment_class TEXT REFERENCES modality (id), -- NULL: used only to overcome resistance
    source TEXT NOT NULL
);

CREATE TABLE agent_alias (
    agent TEXT NOT NULL REFERENCES agent (id),
    alias TEXT NOT NULL
);

CREATE TABLE agent_xref (
    agent TEXT NOT NULL REFERENCES agent (id),
    xref TEXT NOT NULL -- with its database: CHEBI:27899
);

CREATE TABLE gene (
    id TEXT PRIMARY KEY, -- the approved HGNC symbol
    name TEXT NOT NULL,
    hgnc TEXT NOT NULL,
    entrez TEXT,
    ensembl TEXT,
    source TEXT NOT NULL
);

CREATE TABLE gene_alias (
    gene TEXT NOT NULL REFERENCES gene (id),
    alias TEXT NOT NULL,
    previous INTEGER NOT NULL -- 1: once the approved symbol
);

CREATE TABLE reference (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    et_al INTEGER NOT NULL, -- 1: the page read showed only the first of the authors
    journal TEXT,
    year INTEGER NOT NULL,
    volume TEXT,
    issue TEXT,
    pages TEXT,
    doi TEXT,
    pmid TEXT,
    pmcid TEXT,
    kind TEXT NOT NULL, -- of study
    verification TEXT NOT NULL, -- verified, or reported: nobody has read the identifiers on a page
    seen_at TEXT,
    retracted INTEGER NOT NULL,
    note TEXT,
    source TEXT NOT NULL
);

CREATE TABLE reference_author (
    reference TEXT NOT NULL REFERENCES reference (id),
    position INTEGER NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (reference, position)
);

CREATE TABLE mechanism (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    category TEXT NOT NULL REFERENCES category (id),
    definition TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE mechanism_alias (
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    alias TEXT NOT NULL
);

CREATE TABLE mechanism_xref (
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    xref TEXT NOT NULL -- with its ontology: GO:1990961
);

CREATE TABLE mechanism_gene (
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    gene TEXT NOT NULL REFERENCES gene (id)
);

CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    modality TEXT NOT NULL REFERENCES modality (id),
    relation TEXT NOT NULL, -- confers-resistance, no-effect, sensitises
    text TEXT NOT NULL,
    cancer TEXT,
    measure TEXT, -- this and the next three: the measured value, if there is one
    value TEXT,
    unit TEXT,
    condition TEXT,
    level TEXT NOT NULL, -- A validated or guideline, B clinical, C case, D preclinical, E inferential
    agreement TEXT NOT NULL, -- agreed, contested, single-source, inferred
    agreement_reason TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE claim_gene (
    claim TEXT NOT NULL REFERENCES claim (id),
    gene TEXT NOT NULL REFERENCES gene (id)
);

CREATE TABLE claim_agent (
    claim TEXT NOT NULL REFERENCES claim (id),
    agent TEXT NOT NULL REFERENCES agent (id)
);

CREATE TABLE claim_treatment_class (
    claim TEXT NOT NULL REFERENCES claim (id),
    treatment_class TEXT NOT NULL REFERENCES modality (id)
);

CREATE TABLE claim_evidence (
    claim TEXT NOT NULL REFERENCES claim (id),
    reference TEXT NOT NULL REFERENCES reference (id),
    stance TEXT NOT NULL, -- supports, disputes, inconclusive: towards the claim as worded
    place TEXT NOT NULL, -- where in the paper
    checked_page TEXT, -- this and the next two: the second reading, if there was one
    checked_on TEXT,
    verdict TEXT,
    source TEXT NOT NULL
);

CREATE TABLE countermeasure (
    id TEXT PRIMARY KEY,
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    modality TEXT NOT NULL REFERENCES modality (id), -- the one that it restores
    name TEXT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    cancer TEXT,
    measure TEXT,
    value TEXT,
    unit TEXT,
    condition TEXT,
    level TEXT NOT NULL,
    agreement TEXT NOT NULL,
    agreement_reason TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE countermeasure_gene (
    countermeasure TEXT NOT NULL REFERENCES countermeasure (id),
    gene TEXT NOT NULL REFERENCES gene (id)
);

CREATE TABLE countermeasure_agent (
    countermeasure TEXT NOT NULL REFERENCES countermeasure (id),
    agent TEXT NOT NULL REFERENCES agent (id)
);

CREATE TABLE countermeasure_evidence (
    countermeasure TEXT NOT NULL REFERENCES countermeasure (id),
    reference TEXT NOT NULL REFERENCES reference (id),
    stance TEXT NOT NULL,
    place TEXT NOT NULL,
    checked_page TEXT,
    checked_on TEXT,
    verdict TEXT,
    source TEXT NOT NULL
);

CREATE TABLE profile (
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    modality TEXT NOT NULL REFERENCES modality (id),
    role TEXT NOT NULL, -- primary, contributing, indirect, absent, sensitising
    basis TEXT NOT NULL,
    inferred INTEGER NOT NULL, -- 1: follows from physics or pharmacology, no paper
    level TEXT NOT NULL,
    agreement TEXT NOT NULL,
    agreement_reason TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (mechanism, modality)
);

CREATE TABLE profile_not_for (
    mechanism TEXT NOT NULL,
    modality TEXT NOT NULL,
    treatment_class TEXT NOT NULL REFERENCES modality (id), -- the role absent does not extend to it
    FOREIGN KEY (mechanism, modality) REFERENCES profile (mechanism, modality)
);

CREATE TABLE profile_claim (
    mechanism TEXT NOT NULL,
    modality TEXT NOT NULL,
    claim TEXT NOT NULL REFERENCES claim (id),
    FOREIGN KEY (mechanism, modality) REFERENCES profile (mechanism, modality)
);

CREATE TABLE profile_reference (
    mechanism TEXT NOT NULL,
    modality TEXT NOT NULL,
    reference TEXT NOT NULL REFERENCES reference (id),
    FOREIGN KEY (mechanism, modality) REFERENCES profile (mechanism, modality)
);

CREATE TABLE gap (
    mechanism TEXT NOT NULL REFERENCES mechanism (id),
    modality TEXT NOT NULL REFERENCES modality (id),
    looked_for TEXT NOT NULL, -- for what evidence, and what was found instead
    PRIMARY KEY (mechanism, modality)
);

CREATE INDEX claim_by_mechanism ON claim (mechanism, modality);
CREATE INDEX claim_gene_by_claim ON claim_gene (claim);
CREATE INDEX claim_gene_by_gene ON claim_gene (gene);
CREATE INDEX claim_agent_by_claim ON claim_agent (claim);
CREATE INDEX claim_agent_by_agent ON claim_agent (agent);
CREATE INDEX claim_evidence_by_claim ON claim_evidence (claim);
CREATE INDEX claim_evidence_by_reference ON claim_evidence (reference);
CREATE INDEX countermeasure_by_mechanism ON countermeasure (mechanism, modality);
CREATE INDEX countermeasure_evidence_by_countermeasure ON countermeasure_evidence (countermeasure);
CREATE INDEX profile_claim_by_profile ON profile_claim (mechanism, modality);
CREATE INDEX profile_reference_by_profile ON profile_reference (mechanism, modality);

-- The flat table, with the columns and in the order of the tsv, csv and parquet forms.
CREATE VIEW flat AS
SELECT
    claim_gene.gene AS gene,
    claim.mechanism AS mechanism,
    claim.modality AS modality,
    claim_agent.agent AS agent,
    claim.relation AS relation,
    claim.level AS level,
    reference.pmid AS pmid,
    claim.id AS claim,
    reference.id AS reference,
    reference.doi AS doi,
    evidence.stance AS stance,
    claim.cancer AS cancer,
    CASE evidence.source WHEN 'bundled' THEN claim.source ELSE evidence.source END AS source
FROM claim
LEFT JOIN claim_gene ON claim_gene.claim = claim.id
LEFT JOIN claim_agent ON claim_agent.claim = claim.id
JOIN claim_evidence AS evidence ON evidence.claim = claim.id
JOIN reference ON reference.id = evidence.reference
ORDER BY claim.rowid, claim_gene.rowid, claim_agent.rowid, evidence.rowid;

-- Each profile in words, with whether papers agree, and how many of the claims and papers in this file carry it.
CREATE VIEW profile_agreement AS
SELECT
    category.name AS category,
    mechanism.id AS mechanism,
    mechanism.name AS mechanism_name,
    modality.id AS modality,
    modality.name AS modality_name,
    profile.role AS role,
    profile.basis AS basis,
    profile.inferred AS inferred,
    profile.level AS level,
    profile.agreement AS agreement,
    profile.agreement_reason AS reason,
    (SELECT count(*) FROM profile_claim AS p WHERE p.mechanism = profile.mechanism AND p.modality = profile.modality) AS claims,
    (SELECT count(*) FROM profile_reference AS p WHERE p.mechanism = profile.mechanism AND p.modality = profile.modality) AS papers,
    profile.source AS source
FROM profile
JOIN mechanism ON mechanism.id = profile.mechanism
JOIN category ON category.id = mechanism.category
JOIN modality ON modality.id = profile.modality
ORDER BY profile.rowid;

-- Full-text search over mechanisms, claims and references; metadata has an example under the key 'search'. Words match by their stems;
-- what is no plain word (P-glycoprotein) goes into double quotes inside the query. Columns: kind is mechanism, claim or reference; title is
-- the name, text or title; text holds definition and aliases, or genes, agents and cancer, or authors and journal.
CREATE VIRTUAL TABLE search USING fts5 (kind UNINDEXED, id UNINDEXED, title, text, tokenize = 'porter unicode61 remove_diacritics 2');
