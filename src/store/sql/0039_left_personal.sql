-- What sharees had of objects that are gone, by UID: what was deleted may be put back. Since when that is; 0 until the sweeper
-- has seen it.
CREATE TABLE left_personal (
    share BIGINT NOT NULL REFERENCES share (id) ON DELETE CASCADE,
    uid   TEXT NOT NULL,
    text  BYTES NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (share, uid)
);
CREATE INDEX left_personal_uid ON left_personal (uid);
