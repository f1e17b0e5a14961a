-- The calendar that its owner has chosen for new invitations.
ALTER TABLE principal ADD COLUMN default_calendar BIGINT REFERENCES calendar (id) ON DELETE SET NULL;
