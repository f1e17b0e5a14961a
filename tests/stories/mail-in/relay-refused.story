# A stranger wants the server to pass mail on to somebody else: it never does, whatever the address looks like.
# RFC 5321 §3.6, §7.1
user alice  alice@example.org

smtp raw
  S: 220 cal.example.org *
  C: EHLO mail.else.example
  S: 250 *
  C: MAIL FROM:<eve@else.example>
  S: 250 *
  C: RCPT TO:<bob@third.example>
  S: 550 *
  C: RCPT TO:<"bob@third.example"@cal.example.org>
  S: 5* *
  C: RCPT TO:<bob%third.example@cal.example.org>
  S: 5* *
  C: RCPT TO:<@cal.example.org:bob@third.example>
  S: 5* *
  C: DATA
  S: 5* *
  C: QUIT
  S: 221 *
no mail
