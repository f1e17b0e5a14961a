-- Calendars whose events come from an address elsewhere: the address and how often to look, as a client wrote them, and
-- how the last look ended.
ALTER TABLE calendar ADD COLUMN source TEXT;
ALTER TABLE calendar ADD COLUMN refresh_rate TEXT;

CREATE TABLE subscription (
    calendar BIGINT PRIMARY KEY REFERENCES calendar (id) ON DELETE CASCADE,
    etag     TEXT,
    modified TEXT,
    next_at  BIGINT NOT NULL,
    claimed  BIGINT NOT NULL DEFAULT 0,
    fetched  BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    trouble  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX subscription_due ON subscription (next_at);
