-- What each person's calendars and files take, kept as a running sum, and what each may take if not the usual.
ALTER TABLE principal ADD COLUMN used_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE principal ADD COLUMN used_objects BIGINT NOT NULL DEFAULT 0;
ALTER TABLE principal ADD COLUMN quota_bytes BIGINT;
ALTER TABLE principal ADD COLUMN quota_objects BIGINT;
UPDATE principal SET
    used_bytes = (SELECT COALESCE(SUM(o.size), 0) FROM object o JOIN calendar c ON c.id = o.calendar
                  WHERE c.principal = principal.id)
               + (SELECT COALESCE(SUM(b.size), 0) FROM file f JOIN blob b ON b.id = f.blob
                  WHERE f.principal = principal.id),
    used_objects = (SELECT COUNT(*) FROM object o JOIN calendar c ON c.id = o.calendar
                    WHERE c.principal = principal.id)
                 + (SELECT COUNT(*) FROM file f WHERE f.principal = principal.id AND f.folder IS NOT NULL);
