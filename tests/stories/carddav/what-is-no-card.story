# What is no card is refused with the line and the reason, and nothing is stored.
# RFC 6352 §6.3.2.1, RFC 2426 §5
config rsvpd.toml
user alice  alice@example.org

alice PUT /dav/contacts/alice/guests/1.vcf  no-uid.vcf
< 403
< body no-uid.xml
alice PUT /dav/contacts/alice/guests/1.vcf  two.vcf
< 403
< contains line 6: BEGIN stands behind END:VCARD
alice PUT /dav/contacts/alice/guests/1.vcf  old.vcf
< 403
< body old.xml
alice PUT /dav/contacts/alice/guests/1.vcf  event.ics
< 403
< contains supported-address-data
alice PUT /dav/contacts/alice/guests/1.vcf  large.vcf
< 403
< contains max-resource-size
alice PUT /dav/contacts/alice/guests/1.vcf
< 403
< contains valid-address-data

alice GET /dav/contacts/alice/guests/1.vcf
< 404

-- rsvpd.toml --
[limits]
object_bytes = 2000

-- no-uid.vcf --
BEGIN:VCARD
VERSION:3.0
FN:Bob
N:;Bob;;;
END:VCARD

-- no-uid.xml --
<D:error><CR:valid-address-data>UID is missing</CR:valid-address-data></D:error>

-- two.vcf --
BEGIN:VCARD
VERSION:3.0
UID:1
FN:Bob
END:VCARD
BEGIN:VCARD
END:VCARD

-- old.vcf --
BEGIN:VCARD
VERSION:2.1
UID:1
N:Stone;Bob
FN:Bob
END:VCARD

-- old.xml --
<D:error><CR:supported-address-data>line 2: VERSION is "2.1"; 3.0 and 4.0 are kept here</CR:supported-address-data></D:error>

-- event.ics --
BEGIN:VCALENDAR
END:VCALENDAR

-- large.vcf --
BEGIN:VCARD
VERSION:3.0
UID:1
FN:Bob
@repeat 100 NOTE:as long as this line is
END:VCARD
