# A busy mail server sends its commands all at once and hangs up in the middle of a second mail: the first is taken, the second never was.
# RFC 2920 §3, RFC 5321 §4.1.1.4
user alice  alice@example.org
smtp raw
  S: 220 *
  C: EHLO mail.else.example
  S: 250-PIPELINING
  S: 250 *
  C: MAIL FROM:<bob@else.example>\r\nRCPT TO:<nobody@cal.example.org>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA
  S: 250 *
  S: 550 *
  S: 250 *
  S: 354 *
  C: From: bob@else.example\r\nSubject: one\r\nMessage-ID: <1@else.example>\r\n\r\n..dotted\r\n.
  S: 250 2.0.0 *
  C: MAIL FROM:<bob@else.example>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA
  S: 250 *
  S: 250 *
  S: 354 *
  C: From: bob@else.example\r\nSubject: two\r\n\r\nnot yet
mail to alice@example.org
< Subject: one
< text contains .dotted
no mail
