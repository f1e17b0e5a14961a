-- What is one person's of an object that many share: alarms, TRANSP and the like, as iCalendar text; empty where somebody
-- took back what they had. The owner's stand in the object itself. The revision is one of the owner's home, so that a
-- client of the sharee finds both changes in one order.
CREATE TABLE personal (
    share    BIGINT NOT NULL REFERENCES share (id) ON DELETE CASCADE,
    object   BIGINT NOT NULL REFERENCES object (id) ON DELETE CASCADE,
    text     BYTES NOT NULL,
    tag      TEXT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (share, object)
);
CREATE INDEX personal_object ON personal (object);
ALTER TABLE share ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
-- The revision of the sharee's home when the calendar came to stand there. It is in the sync-tokens, because a calendar that
-- left and comes back under its old URL is not the same any more.
ALTER TABLE share ADD COLUMN accepted BIGINT NOT NULL DEFAULT 0;
