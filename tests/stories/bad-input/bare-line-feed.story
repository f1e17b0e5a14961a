# A mail with line feeds alone could hide a second mail inside the first: the server takes no such mail.
# RFC 5321 §2.3.8, §4.1.1.4
user alice  alice@example.org

smtp raw
  S: 220 *
  C: EHLO mail.else.example
  S: 250 *
  C: MAIL FROM:<bob@else.example>
  S: 250 *
  C: RCPT TO:<alice@cal.example.org>
  S: 250 *
  C: DATA
  S: 354 *
  C: Subject: one\r\n\r\nfirst\n.\nMAIL FROM:<eve@else.example>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\nsecond
  C: .
  S: 5* *
no mail

smtp raw
  S: 220 *
  C: EHLO mail.else.example\nMAIL FROM:<bob@else.example>
  S: 5* *
no mail
