-- Addresses to which no invitations are mailed any more, and why.
CREATE TABLE suppressed (
    address TEXT PRIMARY KEY,
    reason  TEXT NOT NULL,
    at      BIGINT NOT NULL
);
