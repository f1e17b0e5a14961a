-- Programs watch more than collections: homes and principals. A registration outlives what it is about until its program
-- was told that it is gone. `placed`: when a collection last got or left its URL in one of the homes.
CREATE TABLE registration (
    id                SERIAL_KEY,
    code              TEXT NOT NULL UNIQUE,
    principal         BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    scope             TEXT NOT NULL,
    number            BIGINT NOT NULL,
    endpoint          TEXT NOT NULL,
    public_key        TEXT NOT NULL,
    auth_secret       TEXT NOT NULL,
    content           BIGINT NOT NULL,
    deep              BIGINT NOT NULL DEFAULT 0,
    properties        BIGINT NOT NULL,
    revision          BIGINT NOT NULL,
    property_revision BIGINT NOT NULL,
    expires           BIGINT NOT NULL,
    next_at           BIGINT NOT NULL DEFAULT 0,
    failures          BIGINT NOT NULL DEFAULT 0,
    gone              BIGINT NOT NULL DEFAULT 0,
    UNIQUE (principal, scope, number, endpoint)
);
CREATE INDEX registration_about ON registration (scope, number);
INSERT INTO registration (code, principal, scope, number, endpoint, public_key, auth_secret, content, properties, revision,
                          property_revision, expires, next_at, failures)
SELECT code, principal, 'collection', calendar, endpoint, public_key, auth_secret, content, properties, revision,
       property_revision, expires, next_at, failures FROM push;
DROP TABLE push;
ALTER TABLE principal ADD COLUMN property_revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE principal ADD COLUMN placed BIGINT NOT NULL DEFAULT 0;
