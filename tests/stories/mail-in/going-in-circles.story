# A mail that has been through a hundred servers goes in circles: it is not taken once more.
# RFC 5321 §6.3
user alice  alice@example.org
smtp bob@else.example -> alice@cal.example.org circling.eml
< 554 5.4.6 *
no mail

-- circling.eml --
@repeat 120 Received: from a.example by b.example; Mon, 2 Mar 2026 09:00:00 +0000
From: bob@else.example
Subject: Round

And round.
