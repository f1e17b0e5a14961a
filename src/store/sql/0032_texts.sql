-- Long texts that are the same in several rows are kept once: copies of a meeting with hundreds of guests, and mails
-- about it. Rows that have one hold no bytes of their own; texts to which nothing refers are swept.
CREATE TABLE text (
    id     SERIAL_KEY,
    digest BYTES NOT NULL UNIQUE,
    bytes  BYTES NOT NULL
);
ALTER TABLE body ADD COLUMN text BIGINT REFERENCES text (id);
CREATE INDEX body_text ON body (text) WHERE text IS NOT NULL;
ALTER TABLE outbox ADD COLUMN text BIGINT REFERENCES text (id);
CREATE INDEX outbox_text ON outbox (text) WHERE text IS NOT NULL;
ALTER TABLE invitation ADD COLUMN last_text BIGINT REFERENCES text (id);
CREATE INDEX invitation_text ON invitation (last_text) WHERE last_text IS NOT NULL;
