-- The hourly number of mails is counted before each mail is queued: from the index alone.
DROP INDEX outbox_created;
CREATE INDEX outbox_created ON outbox (principal, created, method);
