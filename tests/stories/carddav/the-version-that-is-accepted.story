# A program that reads vCard 4.0 only says so, and gets the card of a program that writes 3.0; who takes anything gets what is kept.
# RFC 6352 §5.1.1, §5.1.1.1, RFC 9110 §8.8.1, §12.5.1
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/gina.vcf  gina.vcf
< 201
alice GET /dav/contacts/alice/guests/gina.vcf
< 200
< ETag: "$tag"
< Vary: Accept
< X-Content-Type-Options: nosniff
< contains VERSION:3.0
alice GET /dav/contacts/alice/guests/gina.vcf
> Accept: text/vcard;version=4.0
< 200
< ETag: W/"$tag"
< Content-Type: text/vcard; charset=utf-8
< X-Content-Type-Options: nosniff
< contains VERSION:4.0
alice GET /dav/contacts/alice/guests/gina.vcf
> Accept: text/vcard; version="4.0", */*;q=0.5
< 200
< contains VERSION:4.0
alice GET /dav/contacts/alice/guests/gina.vcf
> Accept: text/vcard;version=4.0;q=0.5, text/vcard;version=3.0
< 200
< ETag: "$tag"
< contains VERSION:3.0
alice GET /dav/contacts/alice/guests/gina.vcf
> Accept: text/vcard;version=2.1
< 403
< contains supported-address-data-conversion
alice GET /dav/contacts/alice/guests/gina.vcf
> Accept: application/json
< 200
< contains VERSION:3.0

# The tag of the other version is good for a change all the same.
alice PUT /dav/contacts/alice/guests/gina.vcf  gina.vcf
> If-Match: W/"$tag"
< 204

-- gina.vcf --
BEGIN:VCARD
VERSION:3.0
UID:gina
FN:Gina
N:Gina;;;;
TEL;TYPE=CELL:+1 555 0100
END:VCARD
