-- How a question to an organizer came and what proves whose it is; of the older ones nothing was kept.
ALTER TABLE waiting ADD COLUMN door TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE waiting ADD COLUMN proof TEXT NOT NULL DEFAULT 'not verified';
