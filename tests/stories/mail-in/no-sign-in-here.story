# Somebody wants to sign in to send mail through the server, or to start TLS where there is no certificate: neither is offered.
# RFC 4954 §4, RFC 3207 §4, RFC 5321 §4.2.4
user alice  alice@example.org
smtp raw
  S: 220 *
  C: EHLO mail.else.example
  S: 250 *
  C: AUTH PLAIN AGFsaWNlAGFsaWNl
  S: 50* *
  C: STARTTLS
  S: 50* *
  C: EXPN alice
  S: 502 *
  C: MAIL FROM:<bob@else.example> UNKNOWN=1
  S: 555 *
  C: LHLO mail.else.example
  S: 500 *
  C: QUIT
  S: 221 *
