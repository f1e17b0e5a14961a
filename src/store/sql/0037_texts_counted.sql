-- The long texts of live properties count, too: of calendars and address books, and of those that are shared for each sharee.
UPDATE principal SET used_bytes = used_bytes
    + (SELECT COALESCE(SUM(COALESCE(OCTET_LENGTH(c.description), 0) + COALESCE(OCTET_LENGTH(c.timezone), 0)
       + COALESCE(OCTET_LENGTH(c.availability), 0)), 0) FROM calendar c WHERE c.principal = principal.id)
    + (SELECT COALESCE(SUM(COALESCE(OCTET_LENGTH(s.description), 0) + COALESCE(OCTET_LENGTH(s.timezone), 0)), 0)
       FROM share s WHERE s.sharee = principal.id);
