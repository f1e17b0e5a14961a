-- How people come in: passwords for one program each, sessions of the pages, and from where they came.
ALTER TABLE principal ADD COLUMN is_admin BIGINT NOT NULL DEFAULT 0;
ALTER TABLE principal ADD COLUMN password_opens TEXT NOT NULL DEFAULT 'everything';

CREATE TABLE app_password (
    id        SERIAL_KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    digest    TEXT NOT NULL UNIQUE,
    scope     TEXT NOT NULL,
    created   BIGINT NOT NULL,
    expires   BIGINT,
    used      BIGINT
);
CREATE INDEX app_password_principal ON app_password (principal);

CREATE TABLE session (
    digest    TEXT PRIMARY KEY,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    created   BIGINT NOT NULL,
    used      BIGINT NOT NULL
);
CREATE INDEX session_principal ON session (principal);

CREATE TABLE sign_in (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    peer      TEXT NOT NULL,
    means     TEXT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (principal, peer, means)
);

CREATE TABLE outside_identity (
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    created   BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
