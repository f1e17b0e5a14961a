-- What became of mails about large meetings, until it is written into the organizer's copy: many at once.
CREATE TABLE mark (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    attendee  TEXT NOT NULL,
    status    TEXT NOT NULL,
    due       BIGINT NOT NULL,
    PRIMARY KEY (principal, uid, attendee)
);
CREATE INDEX mark_due ON mark (due);
