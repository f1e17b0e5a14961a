-- Address books are rows of `calendar` whose kind is 'book' and whose name begins with 'contacts/'; cards are rows of
-- `object`. Everybody who has an account gets the guest book; new accounts get theirs when they are made.
INSERT INTO calendar (principal, name, kind, components, display_name, created)
SELECT id, 'contacts/guests', 'book', 'VCARD', 'Guests', created FROM principal;

-- The e-mail addresses of cards, in lower case: whether somebody is known already.
CREATE TABLE card_address (
    calendar BIGINT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
    address  TEXT NOT NULL,
    object   BIGINT NOT NULL REFERENCES object (id) ON DELETE CASCADE,
    PRIMARY KEY (calendar, address, object)
);
CREATE INDEX card_address_object ON card_address (object);
