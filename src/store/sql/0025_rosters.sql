-- Guest lists of large meetings that are to be shown in everybody's copies, and how far that has come.
CREATE TABLE roster (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    due       BIGINT NOT NULL,
    reached   TEXT NOT NULL DEFAULT '',
    again     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (principal, uid)
);
CREATE INDEX roster_due ON roster (due);
