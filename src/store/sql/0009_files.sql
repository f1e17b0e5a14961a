-- Bytes that files share; what nothing refers to is swept. The entity tag is empty until all pieces are there.
CREATE TABLE blob (
    id      SERIAL_KEY,
    etag    TEXT NOT NULL,
    size    BIGINT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE blob_piece (
    blob   BIGINT NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    bytes  BYTES NOT NULL,
    PRIMARY KEY (blob, number)
);

-- Plain files, and the folders they are in: a folder has no blob, and the root of a person's space has no folder.
CREATE TABLE file (
    id         SERIAL_KEY,
    principal  BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    folder     BIGINT REFERENCES file (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    blob       BIGINT REFERENCES blob (id),
    media_type TEXT NOT NULL DEFAULT '',
    created    BIGINT NOT NULL,
    modified   BIGINT NOT NULL,
    UNIQUE (folder, name)
);
CREATE INDEX file_principal ON file (principal);
CREATE INDEX file_blob ON file (blob);
CREATE UNIQUE INDEX file_root ON file (principal) WHERE folder IS NULL;
INSERT INTO file (principal, name, created, modified) SELECT id, '', created, created FROM principal;

CREATE TABLE file_property (
    file      BIGINT NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (file, namespace, name)
);

CREATE TABLE object_property (
    object    BIGINT NOT NULL REFERENCES object (id) ON DELETE CASCADE,
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (object, namespace, name)
);

CREATE TABLE home_property (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    place     TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (principal, place, namespace, name)
);
