"""A mail server on loopback that does everything that a mail server may do. Standard library only.

It speaks enough of SMTP (RFC 5321) for a client that sends, without encryption. Each transaction
gets the next of its faults:

    accept     250
    later      451 after RCPT TO
    full       452 after the end of the data
    refuse     550 after RCPT TO
    drop       the connection ends after the end of the data: the mail is kept, the reply is lost
    lose       the connection ends before the end of the data: nothing is kept
    hang       the mail is kept and nothing is said for `patience` seconds
    busy       421 instead of a greeting
"""
import email
import email.policy
import socketserver
import threading
import time

FAULTS = "accept later full refuse drop lose hang busy".split()
# Of these a client cannot know whether the mail has arrived.
UNKNOWN = {"drop", "hang"}


class Received:
    """A mail that the server has kept."""

    def __init__(self, sender, recipients, data, fault):
        self.sender, self.recipients, self.data, self.fault = sender, recipients, data, fault
        self.time = time.time()
        self.mail = email.message_from_bytes(data, policy=email.policy.strict)
        self.identity = self.mail["Message-ID"]
        self.words = "%s\n%s" % (self.mail["Subject"], self.mail.get_content())


class MailServer(socketserver.ThreadingTCPServer):
    """`next_fault()` says what becomes of a transaction."""
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, next_fault=lambda: "accept", patience=3, port=0):
        self.next_fault, self.patience = next_fault, patience
        self.mails, self.counts = [], {}
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Session)
        self.port = self.server_address[1]
        self.url = "smtp://127.0.0.1:%d" % self.port
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def keep(self, received):
        with self.lock:
            self.mails.append(received)

    def count(self, fault):
        with self.lock:
            self.counts[fault] = self.counts.get(fault, 0) + 1

    def handle_error(self, *_):
        """A client that was killed."""


class _Session(socketserver.StreamRequestHandler):
    timeout = 60

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        fault = self.server.next_fault()
        if fault == "busy":
            self.server.count(fault)
            return self.say("421 4.3.2 Too many connections")
        self.say("220 mail.example.org ESMTP")
        sender, recipients = None, []
        while True:
            line = self.rfile.readline(2000)
            if not line.endswith(b"\r\n"):
                return
            word = line.strip().decode("ascii", "replace")
            verb = word.split(" ")[0].split(":")[0].upper()
            if verb == "EHLO":
                self.say("250-mail.example.org")
                self.say("250 SIZE 10000000")
            elif verb == "MAIL":
                sender, recipients = word[10:].split(">")[0].lstrip("<"), []
                self.say("250 2.1.0 Ok")
            elif verb == "RCPT":
                if fault in ("later", "refuse"):
                    self.server.count(fault)
                    self.say("451 4.3.0 Try again" if fault == "later" else "550 5.1.1 No such user")
                    fault = self.server.next_fault()
                    if fault == "busy":
                        fault = "accept"
                    continue
                recipients.append(word[8:].split(">")[0].lstrip("<"))
                self.say("250 2.1.5 Ok")
            elif verb == "DATA":
                if not recipients:
                    self.say("503 5.5.1 RCPT first")
                    continue
                self.say("354 End data with <CR><LF>.<CR><LF>")
                if fault == "lose":
                    self.rfile.readline(2000)
                    self.server.count(fault)
                    return
                data = self.read_data()
                if data is None:
                    return
                self.server.count(fault)
                if fault == "full":
                    self.say("452 4.3.1 Mailbox full")
                else:
                    self.server.keep(Received(sender, recipients, data, fault))
                    if fault == "drop":
                        return
                    if fault == "hang":
                        time.sleep(self.server.patience)
                        return
                    self.say("250 2.0.0 Ok: kept")
                fault = self.server.next_fault()
                if fault == "busy":
                    fault = "accept"
            elif verb in ("RSET", "NOOP"):
                self.say("250 2.0.0 Ok")
            elif verb == "QUIT":
                return self.say("221 2.0.0 Bye")
            else:
                self.say("502 5.5.2 Unknown command")

    def read_data(self):
        lines = []
        while True:
            line = self.rfile.readline(100000)
            if not line.endswith(b"\r\n"):
                return None
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b".") else line)
