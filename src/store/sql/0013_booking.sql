-- How a room or resource answers invitations by itself.
CREATE TABLE booking (
    principal   BIGINT PRIMARY KEY REFERENCES principal (id) ON DELETE CASCADE,
    policy      TEXT NOT NULL,
    manager     BIGINT REFERENCES principal (id) ON DELETE SET NULL,
    window_days BIGINT NOT NULL DEFAULT 0,
    max_minutes BIGINT NOT NULL DEFAULT 0
);
