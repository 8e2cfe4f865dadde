#!/usr/bin/env python3
"""Alerts by mail through Postfix and Dovecot, as a person gets them. As root only.

    mailcheck.py PROGRAM [--outage SECONDS]

A price server of its own makes prices jump; the mail is read back over IMAP. Held to:

* the mail is in the mailbox within 2 s of the poll that brought the price, whole and well formed;
* a server whose certificate is from somebody else gets nothing, a wrong password is told once and
  tried again after an hour;
* while the server is stopped alerts wait, and arrive once when it is back;
* SpamAssassin gives 0 points or less, if it is there.
"""
import argparse
import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
import time

import mailbed
from program import Failure, Feed, Headless, Stage, check

CONFIGURATION = """\
[[channel]]
kind = "mail"
server = "smtp://localhost:{submission}"
user = "alerts"
password-file = "{password}"
from = "alerts@example.org"
to = ["ada@example.org"]

[[channel]]
kind = "mail"
name = "wrong"
server = "smtps://localhost:{smtps}"
user = "alerts"
password-file = "{wrong}"
from = "alerts@example.org"
to = ["ada@example.org"]

[[alert]]
name = "level"
on = "kraken:btcusd"
when = "above 150"
to = ["mail"]
urgent = true

[[alert]]
name = "outage"
on = "kraken:ethusd"
when = "above 150"
to = ["mail"]
urgent = true

[[alert]]
name = "wrongly"
on = "kraken:btcusd"
when = "above 150"
to = ["wrong"]
"""
PAIRS = ("btcusd", "ethusd", "ltcusd")


class Jumps(Feed):
    """Prices of 100 that become 200; `first[pair]`: when a jump was served first."""

    def __init__(self):
        self.high, self.first = set(), {}
        super().__init__({})

    def next_prices(self):
        self.served += 1
        for pair in self.high:
            self.first.setdefault(pair, time.time())
        return {"market:kraken:" + pair: 200.5 if pair in self.high else 100.25 for pair in PAIRS}

    def wait(self, what, seconds):
        end = time.monotonic() + seconds
        while not what():
            check(time.monotonic() < end, "the feed was not asked within %d s" % seconds)
            time.sleep(0.02)


class Check:
    def __init__(self, stage, bed, feed):
        self.stage, self.bed, self.feed = stage, bed, feed
        self.secrets = {"password": mailbed.LOGIN[1], "wrong": "not the password"}

    def good(self, what, words=""):
        print("mail-check: %-34s %s" % (what, words), flush=True)

    def write_configuration(self):
        paths = {}
        for name, secret in self.secrets.items():
            paths[name] = self.stage.file(name)
            with open(os.open(paths[name], os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
                file.write(secret + "\n")
        self.configuration = self.stage.file("config.toml")
        with open(os.open(self.configuration, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(CONFIGURATION.format(**paths, **self.bed.ports))

    def send_test(self, name, authority):
        process = subprocess.run(
            [self.stage.program, "alerts", "send-test", name, "--config", self.configuration,
             "--ca-file", authority], env=self.stage.environment, capture_output=True,
            text=True, timeout=60)
        return process.returncode, process.stdout + process.stderr

    def send_tests(self):
        status, words = self.send_test("mail", self.bed.authority)
        check(status == 0 and "TLS" in words and "250" in words, "send-test: %s" % words)
        found, _ = self.bed.wait(lambda mail: mail["Subject"].startswith("Test of"), 10)
        check(len(found) == 1, "the test mail is not there")
        self.judge(found[0])
        self.good("test mail", words.strip())
        status, words = self.send_test("mail", self.bed.other_authority)
        check(status != 0 and "certificate" in words, "wrong certificate: %s" % words)
        self.good("wrong certificate, refused", words.strip())
        status, words = self.send_test("wrong", self.bed.authority)
        check(status != 0 and "535" in words, "wrong password: %s" % words)
        self.good("wrong password, refused", words.strip())

    def judge(self, mail):
        data = mail.as_bytes(policy=email.policy.SMTP)
        strict = email.message_from_bytes(data, policy=email.policy.strict)
        check(not strict.defects, "defects: %s" % strict.defects)
        for name in ("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted"):
            check(strict[name], "a mail without %s" % name)
        check(all(ord(sign) < 127 for sign in mail["Subject"]), "a subject that is not ASCII")
        if not shutil.which("spamassassin"):
            return
        # A Received line in front, as any mail has it that has come over a network.
        process = subprocess.run(
            ["spamassassin", "-L", "-t"], input=data, capture_output=True, timeout=120)
        text = process.stdout.decode("utf-8", "replace")
        points = float(text.split("score=")[1].split()[0].rstrip(","))
        check(points <= 0, "%s: %g points\n%s" % (mail["Subject"], points, text))
        self.good("points by SpamAssassin", "%g %s" % (points, mail["Subject"]))

    def arrive(self, rule, seconds):
        found, _ = self.bed.wait(lambda mail: "[%s]" % rule in mail["Subject"], seconds)
        now = time.time()
        check(len(found) == 1, "%d mails of %s" % (len(found), rule))
        self.judge(found[0])
        return found[0], now

    def channel(self, run, name):
        channels = run.health()["alerts"]["channels"]
        return next(channel for channel in channels if channel["name"] == name)

    def jump(self, run, pair):
        """Lets the price of a pair jump with the next minute: the first poll of a minute counts."""
        self.feed.wait(lambda: time.time() % 60 > 45, 60)
        self.feed.high.add(pair)
        self.feed.wait(lambda: pair in self.feed.first, 70)

    def run(self, outage):
        self.write_configuration()
        self.send_tests()
        if time.time() % 60 > 45:
            time.sleep(60 - time.time() % 60)
        run = self.stage.start(
            "--headless", "--listen", "127.0.0.1:0", "--cryptowatch-url", self.feed.url,
            "--config", self.configuration, "--ca-file", self.bed.authority)
        run = Headless(run)
        run.has_port.wait(10)
        check(run.port, "no port: %s" % run.lines)
        # A poll may ask more than once: the old prices have to be those of a minute.
        run.wait("the first prices", lambda health: health["store"]["through"], 45)
        self.jump(run, "btcusd")
        mail, _ = self.arrive("level", 15)
        delay = self.received(mail) - self.feed.first["btcusd"]
        check(delay <= 2, "the mail came %.2f s after the poll" % delay)
        self.good("jump to mailbox", "%.2f s: %s" % (delay, mail["Subject"]))
        self.wrong_password(run)
        self.stop_server(run, outage)
        check(run.end() in (0, 143), "it ended otherwise: %s" % run.lines[-3:])
        for line in run.lines:
            check(not any(secret in line for secret in self.secrets.values()),
                  "a secret in the log")
        counts = {}
        for data in self.bed.mails():
            identity = mailbed.parsed(data)["Message-ID"]
            counts[identity] = counts.get(identity, 0) + 1
        check(all(count == 1 for count in counts.values()), "mails came twice: %s" % counts)
        self.good("mails, each once", str(len(counts)))

    def received(self, mail):
        """When it was put into the mailbox: the file says it to the millisecond."""
        folder = self.bed.path("mail", "ada", "new")
        other = self.bed.path("mail", "ada", "cur")
        for place in (folder, other):
            for name in os.listdir(place):
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    if mail["Message-ID"].encode() in file.read():
                        return os.stat(path).st_mtime
        raise Failure("the mail is in no file")

    def wrong_password(self, run):
        run.wait("a refused password", lambda health: any(
            channel["name"] == "wrong" and channel["state"] == "barred"
            for channel in health["alerts"]["channels"]), 15)
        told = [line for line in run.lines if "535" in line]
        check(len(told) == 1, "the wrong password was told %d times: %s" % (len(told), told))
        retry = self.channel(run, "wrong")["retry"] - time.time()
        check(2700 < retry < 4400, "tried again in %d s" % retry)
        self.good("wrong password, told once", told[0])

    def stop_server(self, run, outage):
        self.bed.stop_postfix()
        self.jump(run, "ethusd")
        run.wait("an alert that waits", lambda health: any(
            channel["name"] == "mail" and channel["waiting"] == 1 and channel["state"] == "failing"
            for channel in health["alerts"]["channels"]), 60)
        waits = self.channel(run, "mail")
        time.sleep(outage)
        self.bed.start_postfix()
        mail, now = self.arrive("outage", 3700)
        self.good("server stopped, nothing lost", "%s; came %.0f s after the poll" % (
            waits["state"], now - self.feed.first["ethusd"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--outage", type=int, default=120)
    options = parser.parse_args()
    with Stage(options.program) as stage, mailbed.MailBed() as bed:
        try:
            Check(stage, bed, Jumps()).run(options.outage)
        except Failure as failure:
            print("mail-check: %s" % failure)
            return 1
    print("mail-check: all is as it should be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
