-- Attachments to which nothing refers are kept for a while: what was deleted may be put back. Since when that is; 0 until the
-- sweeper has seen it, NULL as long as something refers to them. They take nobody's space.
ALTER TABLE attachment ADD COLUMN unused BIGINT;
CREATE INDEX attachment_unused ON attachment (unused) WHERE unused IS NOT NULL;
