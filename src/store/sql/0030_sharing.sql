-- Calendars that people are invited to share: whom, by which group, how far the answer has come, and what each made of
-- the calendar in their own home. What they may do there stands in the access list alone.
CREATE TABLE share (
    id           SERIAL_KEY,
    code         TEXT NOT NULL UNIQUE,
    calendar     BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    sharee       BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    team         BIGINT REFERENCES principal (id) ON DELETE CASCADE,
    state        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    name         TEXT NOT NULL,
    display_name TEXT,
    description  TEXT,
    color        TEXT,
    sort_order   TEXT,
    timezone     TEXT,
    transparent  BIGINT NOT NULL DEFAULT 1,
    changed      BIGINT NOT NULL DEFAULT 0,
    created      BIGINT NOT NULL,
    UNIQUE (calendar, sharee)
);
CREATE INDEX share_sharee ON share (sharee, name);

CREATE TABLE share_property (
    share     BIGINT NOT NULL REFERENCES share (id) ON DELETE CASCADE,
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (share, namespace, name)
);

-- Everybody who has a home gets a collection of notifications in it; new accounts get theirs when they are made.
UPDATE calendar SET name = 'notification-' || id WHERE name = 'notification';
UPDATE principal SET revision = revision + 1 WHERE kind <> 'group';
INSERT INTO calendar (principal, name, kind, components, placed, changed, created)
SELECT id, 'notification', 'notifications', '', revision, revision, created FROM principal WHERE kind <> 'group';
