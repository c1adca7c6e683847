-- Journals and snapshots.

-- One row for each segment. Positions are unique and rise within a journal; over all journals they rise in the order in which
-- transactions took them, not in which they committed.
CREATE TABLE journal_segment
(
    position       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Collation C: keys are compared by their bytes, as SQLite does, whatever the database's locale.
    journal        text        COLLATE "C" NOT NULL CHECK (journal <> ''),
    first_sequence bigint      NOT NULL CHECK (first_sequence >= 1),
    event_count    integer     NOT NULL CHECK (event_count >= 1),
    previous_hash  bytea       NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash           bytea       NOT NULL CHECK (octet_length(hash) = 32),
    written_at     timestamptz NOT NULL,
    payload        bytea       NOT NULL,

    -- The fence: of two writers that continue one journal, the second fails.
    CONSTRAINT uq_journal_segment UNIQUE (journal, first_sequence)
);

CREATE FUNCTION refuse_journal_segment_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal segments are never changed or deleted (% on %)', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER journal_segment_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_segment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_segment_change();

-- Rebuildable state. A cleared snapshot keeps its row and version, with no payload.
CREATE TABLE journal_snapshot
(
    key        text        COLLATE "C" NOT NULL PRIMARY KEY CHECK (key <> ''),
    version    bigint      NOT NULL CHECK (version >= 1),
    written_at timestamptz NOT NULL,
    payload    bytea       NULL
);
