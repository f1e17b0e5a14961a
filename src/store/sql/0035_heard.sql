-- Who sent a message about which meeting to its organizer of late, to bound how many count.
CREATE TABLE heard (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    sender    TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX heard_meeting ON heard (principal, uid, sender, at);
CREATE INDEX heard_at ON heard (at);
