-- People whose calendar program mails invitations itself: the server then mails none of theirs.
ALTER TABLE principal ADD COLUMN client_sends BIGINT NOT NULL DEFAULT 0;
