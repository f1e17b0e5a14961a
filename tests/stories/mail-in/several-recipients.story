# One mail to two people and to nobody: LMTP answers for each of them, and who exists gets it.
# RFC 2033 §4.2, RFC 5321 §4.5.1
user alice  alice@example.org
user carol  carol@example.org

lmtp bob@else.example -> alice@cal.example.org, nobody@cal.example.org, carol@cal.example.org letter.eml
< 550 *
< 250 *
< 250 *
mail to alice@example.org
< Subject: Hello
mail to carol@example.org
< Subject: Hello
smtp bob@else.example -> postmaster@cal.example.org letter.eml
< 250 *
no mail

-- letter.eml --
From: Bob <bob@else.example>
To: alice@cal.example.org, carol@cal.example.org
Subject: Hello
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <hello-1@else.example>

Hello, both of you.
