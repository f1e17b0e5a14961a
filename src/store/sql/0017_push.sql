-- Programs that are told over Web Push when a collection changes, and how far each was told. Changes of a collection's
-- properties are counted like those of its members.
ALTER TABLE calendar ADD COLUMN property_revision BIGINT NOT NULL DEFAULT 0;

CREATE TABLE push (
    id                SERIAL_KEY,
    code              TEXT NOT NULL UNIQUE,
    principal         BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    calendar          BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    endpoint          TEXT NOT NULL,
    public_key        TEXT NOT NULL,
    auth_secret       TEXT NOT NULL,
    content           BIGINT NOT NULL,
    properties        BIGINT NOT NULL,
    revision          BIGINT NOT NULL,
    property_revision BIGINT NOT NULL,
    expires           BIGINT NOT NULL,
    next_at           BIGINT NOT NULL DEFAULT 0,
    failures          BIGINT NOT NULL DEFAULT 0,
    UNIQUE (principal, calendar, endpoint)
);
CREATE INDEX push_calendar ON push (calendar);
