ALTER TABLE calendar ADD COLUMN availability TEXT;
