-- A home and the collections in it count their changes together, so that one number says how far a client has followed
-- all of them. `placed`: when a collection got its URL; `changed`: when it, or a member of it, last changed.
ALTER TABLE principal ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE principal ADD COLUMN pruned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calendar ADD COLUMN placed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calendar ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;

-- Collections that counted for themselves are put behind all of that, one after the other.
UPDATE calendar SET placed =
    (SELECT MAX(other.revision) FROM calendar other WHERE other.principal = calendar.principal) +
    (SELECT COUNT(*) FROM calendar other WHERE other.principal = calendar.principal AND other.id <= calendar.id);
UPDATE calendar SET changed = placed;
UPDATE principal SET revision =
    COALESCE((SELECT MAX(calendar.placed) FROM calendar WHERE calendar.principal = principal.id), 0);

CREATE TABLE gone_calendar (
    principal BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    revision  BIGINT NOT NULL,
    PRIMARY KEY (principal, name)
);
CREATE INDEX gone_calendar_revision ON gone_calendar (principal, revision);
