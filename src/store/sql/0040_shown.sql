-- What those who share a calendar were shown last of an object in which nothing has changed since but what is its owner's: it
-- stays the same to them, with its tag. NULL where that is what is stored.
ALTER TABLE object ADD COLUMN shown_etag TEXT;
ALTER TABLE body ADD COLUMN shown BYTES;
