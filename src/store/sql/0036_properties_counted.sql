-- Dead properties count in the space of whoever has what they are kept at.
UPDATE principal SET used_bytes = used_bytes
    + (SELECT COALESCE(SUM(OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)), 0)
       FROM home_property p WHERE p.principal = principal.id)
    + (SELECT COALESCE(SUM(OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)), 0)
       FROM dead_property p JOIN calendar c ON c.id = p.calendar WHERE c.principal = principal.id)
    + (SELECT COALESCE(SUM(OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)), 0)
       FROM object_property p JOIN object o ON o.id = p.object JOIN calendar c ON c.id = o.calendar
       WHERE c.principal = principal.id)
    + (SELECT COALESCE(SUM(OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)), 0)
       FROM file_property p JOIN file f ON f.id = p.file WHERE f.principal = principal.id)
    + (SELECT COALESCE(SUM(OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)), 0)
       FROM share_property p JOIN share s ON s.id = p.share WHERE s.sharee = principal.id);
