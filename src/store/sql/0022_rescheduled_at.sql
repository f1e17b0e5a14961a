-- When the time of a meeting changed; of earlier changes nothing was kept.
ALTER TABLE rescheduled ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
