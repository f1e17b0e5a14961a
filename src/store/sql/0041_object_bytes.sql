-- How large an object of a person may be, if not as large as is usual.
ALTER TABLE principal ADD COLUMN quota_object_bytes BIGINT;
