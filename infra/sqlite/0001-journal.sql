-- Journals and snapshots. Times are whole microseconds since 1970-01-01 UTC.

-- One row for each segment; position is the order of insertion over all journals.
CREATE TABLE journal_segment
(
    position       INTEGER PRIMARY KEY,
    journal        TEXT    NOT NULL CHECK (journal <> ''),
    first_sequence INTEGER NOT NULL CHECK (first_sequence >= 1),
    event_count    INTEGER NOT NULL CHECK (event_count >= 1),
    previous_hash  BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash           BLOB    NOT NULL CHECK (length(hash) = 32),
    written_at_us  INTEGER NOT NULL,
    payload        BLOB    NOT NULL,

    -- The fence: of two writers that continue one journal, the second fails.
    CONSTRAINT uq_journal_segment UNIQUE (journal, first_sequence)
) STRICT;

CREATE TRIGGER journal_segment_no_update BEFORE UPDATE ON journal_segment
BEGIN
    SELECT RAISE(ABORT, 'journal segments are never changed');
END;

CREATE TRIGGER journal_segment_no_delete BEFORE DELETE ON journal_segment
BEGIN
    SELECT RAISE(ABORT, 'journal segments are never deleted');
END;

-- Rebuildable state. A cleared snapshot keeps its row and version, with no payload.
CREATE TABLE journal_snapshot
(
    key           TEXT    NOT NULL PRIMARY KEY CHECK (key <> ''),
    version       INTEGER NOT NULL CHECK (version >= 1),
    written_at_us INTEGER NOT NULL,
    payload       BLOB    NULL
) STRICT;
