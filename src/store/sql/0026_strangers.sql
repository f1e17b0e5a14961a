-- From which address a question came, and the other addresses of guests that organizers have let in.
ALTER TABLE waiting ADD COLUMN author TEXT NOT NULL DEFAULT '';
CREATE TABLE guest_alias (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    attendee  TEXT NOT NULL,
    address   TEXT NOT NULL,
    PRIMARY KEY (principal, attendee, address)
);
-- Whether a sender is a stranger.
CREATE INDEX inviter_author ON inviter (principal, author);
CREATE INDEX invitation_attendee ON invitation (principal, attendee);
-- How many mails came to one address lately.
CREATE INDEX spool_recipient ON spool (LOWER(recipient), received);
