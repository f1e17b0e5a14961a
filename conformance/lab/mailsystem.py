"""The mail system of the guests, and of our own people's mailboxes: Postfix in front, Dovecot behind, on loopback ports of their own.

Everything lives in one folder; the system's own Postfix and Dovecot, their configuration and services are not touched.
Needs root, because both programs drop from root to their own users.
"""

import imaplib
import os
import pathlib
import smtplib
import subprocess
import time

from lab.ports import free_port, wait_for_port

DOMAIN = "guest.example"
PASSWORD = "guest-password"
# Mail is kept by this unprivileged user; Debian always has it.
VMAIL = ("nobody", 65534, 65534)

MAIN_CF = """\
compatibility_level = 3.6
mail_owner = postfix
queue_directory = {folder}/queue
data_directory = {folder}/state
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = mx.{domain}
mydestination =
local_transport = error:5.1.1 no local mailboxes here
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
# One guest is refused while the sender is still connected; all others are accepted and, if unknown, bounced later.
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ refused@{domain} = 550 5.1.1 No such person }} }}, permit_mynetworks
virtual_mailbox_domains = {domain}, example.org
virtual_mailbox_maps =
smtpd_reject_unlisted_recipient = no
virtual_transport = lmtp:inet:[127.0.0.1]:{lmtp}
transport_maps = texthash:{folder}/transport
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtpd_forbid_bare_newline = yes
smtputf8_enable = yes
biff = no
"""

MASTER_CF = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 2 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
lmtp      unix - - n - - lmtp
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
virtual   unix - n n - - virtual
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
tlsmgr    unix - - n 1000? 1 tlsmgr
postlog   unix-dgram n - n - 1 postlogd
rsvpd     unix - n n - - pipe
  flags=R user={vmail} argv={ingest} ${{recipient}}
"""

DOVECOT_CONF = """\
base_dir = {folder}/run
state_dir = {folder}/state-dovecot
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
last_valid_uid = 65534
first_valid_gid = 1
auth_username_format = %Lu
lmtp_rcpt_check_quota = no
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/people
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""


class MailSystem:
    """Postfix and Dovecot for guest.example and example.org, running from start() to stop()."""

    def __init__(self, folder, people):
        """The addresses `people` get a mailbox each; `folder` must be short enough for Unix sockets (100 bytes)."""
        self.folder = pathlib.Path(folder)
        self.people = people
        self.smtp_port, self.imap_port, self._lmtp_port = free_port(), free_port(), free_port()
        self._processes = []

    def start(self, routes, ingest):
        """`routes` are lines of a Postfix transport map; `ingest` is the command that the transport `rsvpd:` runs with the recipient appended."""
        self._write(ingest)
        self.route(routes)
        self._run("dovecot", "-F", "-c", str(self.folder / "dovecot.conf"))
        self._run("postfix", "-c", str(self.folder / "etc"), "start-fg")
        for port in (self.smtp_port, self.imap_port, self._lmtp_port):
            wait_for_port(port)

    def stop(self):
        """Ends both programs and waits for them."""
        subprocess.run(["postfix", "-c", str(self.folder / "etc"), "stop"], capture_output=True, check=False)
        for process in reversed(self._processes):
            process.terminate()
            process.wait(timeout=20)

    def route(self, routes):
        """Replaces the transport map, also while Postfix runs."""
        (self.folder / "transport").write_text("".join(line + "\n" for line in routes))
        if self._processes:
            subprocess.run(["postfix", "-c", str(self.folder / "etc"), "reload"], capture_output=True, check=True)
            time.sleep(0.5)

    def submit(self, sender, recipient, message):
        """Hands one message to Postfix, as a guest's mail program does."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname=f"pc.{DOMAIN}", timeout=30) as smtp:
            smtp.sendmail(sender, [recipient], message)

    def mails(self, person):
        """All mails in somebody's INBOX as bytes, oldest first."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=30) as imap:
            imap.login(person, PASSWORD)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [imap.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]

    def wait_for_mails(self, person, count, seconds=20):
        """The mails of somebody's INBOX as soon as there are `count` of them."""
        deadline = time.monotonic() + seconds
        while True:
            mails = self.mails(person)
            if len(mails) >= count:
                return mails
            assert time.monotonic() < deadline, f"{len(mails)} mails for {person} after {seconds} s, not {count}\n{self.log()}"
            time.sleep(0.3)

    def log(self, lines=12):
        """The last lines of Postfix's log, for the reason of a failed check."""
        log = self.folder / "postfix.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""

    def _write(self, ingest):
        for part in ("etc", "queue", "state", "mail", "run", "state-dovecot"):
            (self.folder / part).mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        owner, uid, gid = VMAIL
        os.chown(self.folder / "mail", uid, gid)
        subprocess.run(["chown", "postfix", str(self.folder / "state")], check=True)
        facts = dict(folder=self.folder, domain=DOMAIN, smtp=self.smtp_port, imap=self.imap_port, lmtp=self._lmtp_port,
                     vmail=owner, uid=uid, gid=gid, ingest=ingest)
        (self.folder / "etc/main.cf").write_text(MAIN_CF.format(**facts))
        (self.folder / "etc/master.cf").write_text(MASTER_CF.format(**facts))
        (self.folder / "dovecot.conf").write_text(DOVECOT_CONF.format(**facts))
        (self.folder / "people").write_text("".join(f"{person}:{{PLAIN}}{PASSWORD}\n" for person in self.people))

    def _run(self, *command):
        with open(self.folder / f"{command[0]}.out", "wb") as out:
            self._processes.append(subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True))
