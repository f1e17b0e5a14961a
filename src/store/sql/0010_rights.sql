-- Groups, rooms and resources beside people; who is in which group; who may do what with whose things.
ALTER TABLE principal ADD COLUMN kind TEXT NOT NULL DEFAULT 'individual';

CREATE TABLE membership (
    team   BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    member BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    PRIMARY KEY (team, member)
);
CREATE INDEX membership_member ON membership (member, team);

CREATE TABLE delegate (
    owner    BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    level    TEXT NOT NULL,
    delegate BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    PRIMARY KEY (owner, level, delegate)
);
CREATE INDEX delegate_delegate ON delegate (delegate, owner);

CREATE TABLE ace (
    id        SERIAL_KEY,
    owner     BIGINT NOT NULL REFERENCES principal (id) ON DELETE CASCADE,
    scope     TEXT NOT NULL,
    number    BIGINT NOT NULL,
    whom      TEXT NOT NULL,
    principal BIGINT REFERENCES principal (id) ON DELETE CASCADE,
    granted   TEXT NOT NULL
);
CREATE INDEX ace_scope ON ace (owner, scope, number);
CREATE INDEX ace_principal ON ace (principal);

-- Everybody may ask when somebody is busy, until that person says otherwise.
INSERT INTO ace (owner, scope, number, whom, granted)
    SELECT principal, 'inbox', id, 'authenticated', 'schedule-query-freebusy' FROM calendar WHERE kind = 'inbox';
