CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BYTES NOT NULL
);

CREATE TABLE principal (
    id           SERIAL_KEY,
    name         TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email        TEXT NOT NULL,
    password     TEXT,
    created      BIGINT NOT NULL
);

CREATE TABLE address (
    address   TEXT PRIMARY KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE
);
CREATE INDEX address_principal ON address (principal);

CREATE TABLE calendar (
    id           SERIAL_KEY,
    principal    BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    components   TEXT NOT NULL,
    display_name TEXT,
    description  TEXT,
    color        TEXT,
    sort_order   TEXT,
    timezone     TEXT,
    transparent  BIGINT NOT NULL DEFAULT 0,
    revision     BIGINT NOT NULL DEFAULT 0,
    pruned       BIGINT NOT NULL DEFAULT 0,
    created      BIGINT NOT NULL,
    UNIQUE (principal, name)
);

CREATE TABLE dead_property (
    calendar  BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (calendar, namespace, name)
);

CREATE TABLE object (
    id           SERIAL_KEY,
    calendar     BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    uid          TEXT NOT NULL,
    component    TEXT NOT NULL,
    etag         TEXT NOT NULL,
    schedule_tag TEXT,
    body         BYTES NOT NULL,
    size         BIGINT NOT NULL,
    created      BIGINT NOT NULL,
    modified     BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    first_start  BIGINT NOT NULL,
    last_end     BIGINT NOT NULL,
    organizer    TEXT,
    UNIQUE (calendar, name)
);
CREATE INDEX object_uid ON object (uid, calendar);
CREATE INDEX object_revision ON object (calendar, revision);
CREATE INDEX object_time ON object (calendar, last_end, first_start);

CREATE TABLE tombstone (
    calendar BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (calendar, name)
);
CREATE INDEX tombstone_revision ON tombstone (calendar, revision);

CREATE TABLE invitation (
    code      TEXT PRIMARY KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    attendee  TEXT NOT NULL,
    organizer TEXT NOT NULL,
    wire      TEXT NOT NULL,
    last_sent BYTES,
    created   BIGINT NOT NULL,
    UNIQUE (principal, uid, attendee)
);

CREATE TABLE answer (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    attendee  TEXT NOT NULL,
    instance  TEXT NOT NULL,
    sequence  BIGINT NOT NULL,
    dtstamp   BIGINT NOT NULL,
    partstat  TEXT NOT NULL,
    door      TEXT NOT NULL,
    proof     TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (principal, uid, attendee, instance)
);

CREATE TABLE rescheduled (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid       TEXT NOT NULL,
    instance  TEXT NOT NULL,
    sequence  BIGINT NOT NULL,
    PRIMARY KEY (principal, uid, instance)
);

CREATE TABLE outbox (
    id          SERIAL_KEY,
    principal   BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    uid         TEXT NOT NULL,
    sender      TEXT NOT NULL,
    recipient   TEXT NOT NULL,
    instances   TEXT NOT NULL,
    method      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    message     BYTES NOT NULL,
    state       TEXT NOT NULL,
    attempt     BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,
    claimed_to  BIGINT NOT NULL DEFAULT 0,
    expires_at  BIGINT NOT NULL,
    created     BIGINT NOT NULL,
    message_id  TEXT NOT NULL,
    bounce_code TEXT NOT NULL UNIQUE,
    last_code   TEXT NOT NULL DEFAULT '',
    last_text   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_meeting ON outbox (principal, uid, recipient);
CREATE INDEX outbox_created ON outbox (principal, created);

CREATE TABLE spool (
    id          SERIAL_KEY,
    door        TEXT NOT NULL,
    peer        TEXT NOT NULL,
    helo        TEXT NOT NULL,
    mail_from   TEXT NOT NULL,
    recipient   TEXT NOT NULL,
    raw         BYTES NOT NULL,
    digest      TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempt     BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,
    claimed_to  BIGINT NOT NULL DEFAULT 0,
    received    BIGINT NOT NULL,
    outcome     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX spool_digest ON spool (digest);
CREATE INDEX spool_due ON spool (state, next_at);

CREATE TABLE notice (
    id        SERIAL_KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    at        BIGINT NOT NULL,
    uid       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    text      TEXT NOT NULL,
    mailed    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX notice_principal ON notice (principal, id);

CREATE TABLE timeline (
    id        SERIAL_KEY,
    at        BIGINT NOT NULL,
    uid       TEXT NOT NULL,
    principal BIGINT,
    what      TEXT NOT NULL,
    detail    TEXT NOT NULL
);
CREATE INDEX timeline_uid ON timeline (uid, id);
