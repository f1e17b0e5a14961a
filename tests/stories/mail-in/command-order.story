# A client that does not know the order of things is told so and may go on; one that speaks another language is not understood.
# RFC 5321 §4.1.4, §4.2.4
user alice  alice@example.org

smtp raw
  S: 220 *
  C: MAIL FROM:<bob@else.example>
  S: 503 *
  C: EHLO mail.else.example
  S: 250-SIZE *
  S: 250-PIPELINING
  S: 250 *
  C: DATA
  S: 503 *
  C: RCPT TO:<alice@example.org>
  S: 503 *
  C: BLAH
  S: 500 *
  C: VRFY alice
  S: 252 *
  C: MAIL FROM:<bob@else.example> SIZE=99999999
  S: 552 *
  C: MAIL FROM:<bob@else.example>
  S: 250 *
  C: RSET
  S: 250 *
  C: RCPT TO:<alice@example.org>
  S: 503 *
  C: NOOP
  S: 250 *
  C: QUIT
  S: 221 *
  S: (closed)
no mail
