-- Texts lie apart from what is known of them: a page holds the heads of twenty objects, but only three with their
-- texts, and a listing of a collection reads heads alone.
CREATE TABLE body (
    object ROW_KEY REFERENCES object (id) ON DELETE CASCADE,
    bytes  BYTES NOT NULL
);
INSERT INTO body (object, bytes) SELECT id, body FROM object ORDER BY id;
ALTER TABLE object DROP COLUMN body;
