-- Addresses at which nobody could be reached are mailed again after a while, and have a status of their own.
ALTER TABLE suppressed ADD COLUMN status TEXT NOT NULL DEFAULT '5.3';
ALTER TABLE suppressed ADD COLUMN until BIGINT;
