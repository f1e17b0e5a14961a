-- What a guest wrote with the last answer, and how many more people come along.
ALTER TABLE answer ADD COLUMN comment TEXT NOT NULL DEFAULT '';
ALTER TABLE answer ADD COLUMN more_guests BIGINT NOT NULL DEFAULT 0;
