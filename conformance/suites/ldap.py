"""Sign-in against a real OpenLDAP directory, with a configuration and data of its own on loopback ports."""
# needs-debian: slapd ldap-utils openssl

import base64
import contextlib
import http.client
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from lab.checks import check, note, part
from lab.ports import free_port, wait_for_port
from lab.rsvpd import Rsvpd

BASE = "dc=example,dc=org"
SLAPD = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "dc=example,dc=org"
rootdn "cn=root,dc=example,dc=org"
rootpw root-secret
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=search,dc=example,dc=org" read by * none
"""
PERSON = """\
dn: uid={uid},ou=people,dc=example,dc=org
objectClass: inetOrgPerson
uid: {uid}
cn: {cn}
sn: {cn}
mail: {mail}
userPassword: {password}
{more}
"""
LDAP = """
[ldap]
url = "{url}"
start_tls = {start_tls}
bind_dn = "cn=search,dc=example,dc=org"
password_file = "{folder}/search-password"
base = "ou=people,dc=example,dc=org"
filter = "(&(objectClass=person)(!(employeeType=gone))(|(uid={{name}})(mail={{name}})))"
create = true
"""


def people():
    """The directory as LDIF."""
    def person(uid, mail, password="secret", more=""):
        return PERSON.format(uid=uid, cn=f"{uid.title()} Example", mail=mail, password=password, more=more)
    return "\n".join([
        f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n",
        f"dn: ou=people,{BASE}\nobjectClass: organizationalUnit\nou: people\n",
        f"dn: cn=search,{BASE}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: search\nuserPassword: search-secret\n",
        person("alice", "alice@example.org", "alices secret: ü"),
        person("bob", "bob@example.org"),
        person("carol", "shared@example.org"),
        person("dave", "shared@example.org"),
        person("erin", "erin@elsewhere.example"),
        person("gone", "gone@example.org", more="employeeType: gone\n"),
        person("local", "other@example.org", "of-the-directory"),
        person("no name", "noname@example.org"),
    ])


class Directory:
    """A slapd of our own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port, self.tls_port = free_port(), free_port()
        (self.folder / "db").mkdir()
        (self.folder / "search-password").write_text("search-secret\n")
        self.config = self.folder / "slapd.conf"
        self.config.write_text(SLAPD.format(folder=self.folder))
        self._certificates()
        ldif = self.folder / "people.ldif"
        ldif.write_text(people())
        run("slapadd", "-f", self.config, "-l", ldif)
        self._process = None

    def _certificates(self):
        here = self.folder
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Lab CA", "-keyout", here / "ca.key", "-out", here / "ca.pem")
        run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", here / "server.key", "-out", here / "server.csr")
        (here / "names").write_text("subjectAltName=DNS:localhost\n")
        run("openssl", "x509", "-req", "-days", "2", "-in", here / "server.csr", "-CA", here / "ca.pem", "-CAkey", here / "ca.key", "-CAcreateserial",
            "-extfile", here / "names", "-out", here / "server.pem")

    def start(self):
        """Returns when it answers."""
        self._process = subprocess.Popen(["slapd", "-f", str(self.config), "-d", "0", "-h", f"ldap://127.0.0.1:{self.port} ldaps://127.0.0.1:{self.tls_port}"],
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)

    def stop(self):
        """Ends it, and every connection to it."""
        self._process.terminate()
        self._process.wait(timeout=30)

    def new_password(self, uid, password):
        """The administrator gives somebody a new password."""
        run("ldappasswd", "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", f"cn=root,{BASE}", "-w", "root-secret", "-s", password, f"uid={uid},ou=people,{BASE}")


def run(*words):
    """Runs a program that has to succeed."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{words[0]} ended with {done.returncode}: {done.stdout} {done.stderr}"


@contextlib.contextmanager
def server(directory, url, start_tls="false", roots=True):
    """rsvpd, which asks this directory."""
    rsvpd = Rsvpd(free_port())
    text = rsvpd.config.read_text() + LDAP.format(url=url, start_tls=start_tls, folder=directory.folder)
    if roots:
        text += f'[fetch]\nroots = "{directory.folder}/ca.pem"\n'
    rsvpd.config.write_text(text)
    with rsvpd:
        yield rsvpd


def status(rsvpd, name, password):
    """What the CalDAV side says to these credentials."""
    connection = http.client.HTTPConnection("127.0.0.1", rsvpd.http_port, timeout=30)
    credentials = base64.b64encode(f"{name}:{password}".encode()).decode()
    connection.request("PROPFIND", "/dav/", headers={"Authorization": f"Basic {credentials}", "Depth": "0"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def expect(rsvpd, name, password, wanted):
    came = status(rsvpd, name, password)
    assert came == wanted, f"{name}: {came} instead of {wanted}; {rsvpd.log_tail(3)}"


def signing_in(rsvpd, directory):
    """Who comes in, and who does not."""
    rsvpd.add_user("local", password="of-this-server")
    with check("the right password comes in and an account is made"):
        expect(rsvpd, "alice", "alices secret: ü", 207)
        listed = rsvpd.command("user", "list").stdout
        assert "alice@example.org" in listed and "Alice Example" in listed, listed
    for name, who, password, wanted in [
        ("by e-mail address", "Bob@Example.org", "secret", 207),
        ("in capitals", "BOB", "secret", 207),
        ("a wrong password", "alice", "wrong", 401),
        ("no password, with which every bind succeeds", "alice", "", 401),
        ("an unknown name", "nobody", "secret", 401),
        ("a star", "*", "secret", 401),
        ("a name that is a piece of a filter", "bob)(uid=*", "secret", 401),
        ("a name that is two filters", "x)(|(uid=bob", "secret", 401),
        ("an address that two people have", "shared@example.org", "secret", 401),
        ("one of those two by name", "carol", "secret", 207),
        ("the other, whose address is taken now", "dave", "secret", 401),
        ("somebody whom the filter leaves out", "gone", "secret", 401),
        ("somebody of another domain", "erin", "secret", 401),
        ("a name that no account can have", "noname@example.org", "secret", 401),
        ("a person of this server", "local", "of-this-server", 207),
        ("the same name in the directory", "local", "of-the-directory", 401),
        ("the same person by the directory's address", "other@example.org", "of-the-directory", 401),
        ("the searching account itself", "search", "search-secret", 401),
    ]:
        with check(f"{name}: {wanted}"):
            expect(rsvpd, who, password, wanted)
    with check("a new password in the directory opens at once"):
        directory.new_password("bob", "another")
        expect(rsvpd, "bob", "another", 207)


def outage(rsvpd, directory):
    """The directory goes away and comes back."""
    secret = rsvpd.command("app-password", "add", "alice", "Phone").stdout.rsplit(" ", 1)[1].strip()
    directory.stop()
    with check("without the directory it is 503 and not 401, within bounds of time"):
        before = time.monotonic()
        expect(rsvpd, "carol", "not-remembered", 503)
        took = time.monotonic() - before
        assert took < 12, took
    with check("an app password needs no directory"):
        expect(rsvpd, "alice", secret, 207)
    with check("a person of this server needs no directory"):
        expect(rsvpd, "local", "of-this-server", 207)
    with check("who was here a moment ago goes on working"):
        expect(rsvpd, "alice", "alices secret: ü", 207)
    directory.start()
    with check("when it is back, so are its people"):
        expect(rsvpd, "carol", "secret", 207)


def silence(directory):
    """A directory that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent, server(directory, f"ldap://127.0.0.1:{silent.getsockname()[1]}") as rsvpd:
        with check("a directory that says nothing is 503 within 12 s"):
            before = time.monotonic()
            expect(rsvpd, "alice", "alices secret: ü", 503)
            took = time.monotonic() - before
            note(f"it took {took:.1f} s")
            assert took < 12, took


def transport(directory):
    """TLS, from the start and after it, with a certificate that is checked."""
    for name, url, start_tls, roots, wanted in [
        ("ldaps with a certificate of our authority", f"ldaps://localhost:{directory.tls_port}", "false", True, 207),
        ("ldaps with a certificate of nobody we trust", f"ldaps://localhost:{directory.tls_port}", "false", False, 503),
        ("ldaps with a certificate for another name", f"ldaps://127.0.0.1:{directory.tls_port}", "false", True, 503),
        ("StartTLS", f"ldap://localhost:{directory.port}", "true", True, 207),
        ("StartTLS with a certificate of nobody we trust", f"ldap://localhost:{directory.port}", "true", False, 503),
    ]:
        with check(f"{name}: {wanted}"), server(directory, url, start_tls, roots) as rsvpd:
            expect(rsvpd, "alice", "alices secret: ü", wanted)


def main():
    folder = tempfile.mkdtemp(prefix="lab-")
    directory = Directory(folder)
    directory.start()
    try:
        with server(directory, f"ldap://127.0.0.1:{directory.port}") as rsvpd:
            part(signing_in, rsvpd, directory)
            part(outage, rsvpd, directory)
        part(silence, directory)
        part(transport, directory)
    finally:
        directory.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
