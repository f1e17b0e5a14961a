-- What waits for an organizer to decide: another time that a guest proposes, or somebody who answered uninvited.
CREATE TABLE waiting (
    id        SERIAL_KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    attendee  TEXT NOT NULL,
    instance  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    starts    BIGINT NOT NULL DEFAULT 0,
    ends      BIGINT NOT NULL DEFAULT 0,
    message   BYTES NOT NULL,
    created   BIGINT NOT NULL,
    UNIQUE (principal, uid, attendee, instance, kind)
);
