"""Postfix and Dovecot on loopback, in a folder of their own; as root only.

Mail goes in at `submission` (STARTTLS and a login required), `smtps` (TLS, login) or `plain`
(neither), and is read over IMAP. Nothing leaves the machine.
"""
import email
import email.policy
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time

DOVECOT = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
ssl_cert = <{folder}/tls/cert.pem
ssl_key = <{folder}/tls/key.pem
auth_mechanisms = plain login
auth_username_format = %Ln
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = username_format=%n {folder}/users
}}
userdb {{
  driver = static
  args = uid=vmail gid=vmail home={folder}/mail/%n allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
# Or a wrong password would hold up the right one from the same machine, for seconds.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""
SETTINGS = """\
compatibility_level=3.6
queue_directory={folder}/queue
data_directory={folder}/data
maillog_file={folder}/postfix.log
maillog_file_prefixes={folder}
myhostname=mail.example.org
mydestination=
virtual_mailbox_domains=example.org
virtual_transport=lmtp:inet:127.0.0.1:{lmtp}
mynetworks=
inet_interfaces=loopback-only
inet_protocols=ipv4
alias_maps=
alias_database=
smtpd_tls_cert_file={folder}/tls/cert.pem
smtpd_tls_key_file={folder}/tls/key.pem
smtpd_sasl_type=dovecot
smtpd_sasl_path=inet:127.0.0.1:{auth}
smtpd_relay_restrictions=permit_sasl_authenticated, reject_unauth_destination
"""
SERVICES = {
    "plain": "",
    "submission": " -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes"
                  " -o smtpd_tls_auth_only=yes",
    "smtps": " -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes",
}
LOGIN = ("alerts", "pass word%+/=")
READER = ("ada", "sesame")


def missing():
    """What is not installed of the programs that it needs."""
    return [name for name in ("postfix", "postconf", "dovecot", "openssl") if not shutil.which(name)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailBed:
    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tracker-tui-mail-")
        self.ports = {name: free_port() for name in ("imap", "lmtp", "auth", *SERVICES)}
        try:
            self.prepare()
            self.start_dovecot()
            self.start_postfix()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop_postfix()
        subprocess.run(["doveadm", "-c", self.path("dovecot.conf"), "stop"], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *words):
        # The daemons keep what they were given for output open: a pipe behind it would never end.
        with open(self.path("out"), "a") as out:
            subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def prepare(self):
        os.chmod(self.folder, 0o711)
        for name in ("postfix", "queue", "tls", "data", "mail"):
            os.mkdir(self.path(name), 0o755)
        if subprocess.run(["id", "vmail"], capture_output=True).returncode:
            self.run("useradd", "-r", "-M", "-s", "/usr/sbin/nologin", "vmail")
        shutil.chown(self.path("data"), "postfix")
        shutil.chown(self.path("mail"), "vmail")
        for name in ("cert", "other"):
            self.run(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                self.path("tls", name + ".key"), "-out", self.path("tls", name + ".pem"))
        os.rename(self.path("tls", "cert.key"), self.path("tls", "key.pem"))
        with open(self.path("users"), "w") as users:
            users.writelines("%s:{PLAIN}%s\n" % pair for pair in (READER, LOGIN))
        places = {"folder": self.folder, **self.ports}
        with open(self.path("dovecot.conf"), "w") as file:
            file.write(DOVECOT.format(**places))
        shutil.copy("/usr/share/postfix/master.cf.dist", self.path("postfix", "master.cf"))
        open(self.path("postfix", "main.cf"), "w").close()
        conf = ["postconf", "-c", self.path("postfix")]
        self.run(*conf, "-e", *SETTINGS.format(**places).splitlines())
        self.run(*conf, "-F", "*/*/chroot=n")
        self.run(*conf, "-MX", "smtp/inet")
        for name, options in SERVICES.items():
            port = self.ports[name]
            self.run(*conf, "-M", "%d/inet=%d inet n - n - - smtpd%s" % (port, port, options))

    def start_dovecot(self):
        self.run("dovecot", "-c", self.path("dovecot.conf"))

    def start_postfix(self):
        self.run("postfix", "-c", self.path("postfix"), "start")
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.ports["plain"]), 1).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def stop_postfix(self):
        subprocess.run(
            ["postfix", "-c", self.path("postfix"), "stop"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def authority(self):
        return self.path("tls", "cert.pem")

    @property
    def other_authority(self):
        """The certificate of somebody else."""
        return self.path("tls", "other.pem")

    def mails(self):
        """Every mail of the reader as bytes, as IMAP gives it."""
        with imaplib.IMAP4("127.0.0.1", self.ports["imap"]) as imap:
            imap.login(*READER)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [imap.fetch(number, "(RFC822)")[1][0][1] for number in numbers]

    def wait(self, holds, seconds, count=1):
        """The first `count` mails for which `holds`, and how long it took; fewer if time is up."""
        begin = time.monotonic()
        while True:
            found = [mail for mail in map(parsed, self.mails()) if holds(mail)]
            waited = time.monotonic() - begin
            if len(found) >= count or waited > seconds:
                return found, waited
            time.sleep(0.02)


def parsed(data):
    return email.message_from_bytes(data, policy=email.policy.default)
