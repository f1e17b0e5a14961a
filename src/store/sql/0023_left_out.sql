-- Objects of a subscription that cannot be used are no trouble of the last look: they stay while nothing new is there.
ALTER TABLE subscription ADD COLUMN unusable BIGINT NOT NULL DEFAULT 0;
