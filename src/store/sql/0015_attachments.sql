-- Managed attachments (RFC 8607): whose space each takes, and the objects that refer to it. One without any goes.
CREATE TABLE attachment (
    id         SERIAL_KEY,
    code       TEXT NOT NULL UNIQUE,
    principal  BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    blob       BIGINT NOT NULL REFERENCES blob (id),
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    created    BIGINT NOT NULL
);
CREATE INDEX attachment_blob ON attachment (blob);
CREATE INDEX attachment_principal ON attachment (principal);

CREATE TABLE attachment_use (
    attachment BIGINT NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
    object     BIGINT NOT NULL REFERENCES object (id) ON DELETE CASCADE,
    PRIMARY KEY (object, attachment)
);
CREATE INDEX attachment_use_attachment ON attachment_use (attachment);
