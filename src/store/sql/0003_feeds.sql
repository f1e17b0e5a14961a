-- Calendars that anybody reads who knows a secret address; only the digest of the secret is kept.
CREATE TABLE feed (
    id        SERIAL_KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    calendar  BIGINT REFERENCES calendar (id) ON DELETE CASCADE,
    busy_only BIGINT NOT NULL,
    digest    TEXT NOT NULL UNIQUE,
    created   BIGINT NOT NULL,
    used      BIGINT NOT NULL DEFAULT 0,
    UNIQUE (principal, name)
);
-- The name became that of the free-busy resource.
UPDATE calendar SET name = 'freebusy-' || id WHERE name = 'freebusy';
