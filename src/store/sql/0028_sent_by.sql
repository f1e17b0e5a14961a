-- Who gave an answer for the one whose answer it is (SENT-BY).
ALTER TABLE answer ADD COLUMN sent_by TEXT NOT NULL DEFAULT '';
