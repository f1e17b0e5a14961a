-- What guests elsewhere were not told of a meeting, because the organizer wanted it so: for each what was to be sent last.
CREATE TABLE untold (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    recipient TEXT NOT NULL,
    instances TEXT NOT NULL,
    method    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    message   BYTES NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (principal, uid, recipient, instances)
);
