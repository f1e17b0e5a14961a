-- Who sent the invitation from outside that made a person's copy of a meeting: they may speak for its organizer.
CREATE TABLE inviter (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    organizer TEXT NOT NULL,
    author    TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (principal, uid)
);
