#!/usr/bin/env python3
"""Two programs on one store with the same rules: each alert is told by one of them, once.

    alertpair.py PROGRAM

A price jumps while the first program writes and the second reads along; then the first is killed
with SIGKILL, the second takes the store over, and another price jumps. Takes three minutes.
"""
import sys
import time

from mailserver import MailServer
from program import Failure, Feed, Stage, check

CONFIGURATION = """\
[[channel]]
kind = "mail"
server = "{0}"
from = "alerts@example.org"
to = ["ada@example.org"]

[[alert]]
name = "level"
on = "soak:*"
when = "above 150"
thin = true
urgent = true
"""


class Jumps(Feed):
    """Three pairs at 100, of which those in `high` are at 200."""

    def __init__(self):
        self.high = set()
        super().__init__({})

    def next_prices(self):
        self.served += 1
        return {"market:soak:%susd" % name: 200.5 if name in self.high else 100.25
                for name in ("one", "two", "three")}


def next_minute():
    time.sleep(60 - time.time() % 60 + 5)


def check_mails(server, names):
    told = [mail.words.splitlines()[0] for mail in server.mails]
    for name in names:
        found = [line for line in told if "%s/USD" % name.upper() in line]
        check(len(found) == 1, "%s was told %d times: %s" % (name, len(found), told))
    check(len(told) == len(names), "mails: %s" % told)


def play(stage, server, feed):
    path = stage.file("config.toml")
    with open(path, "w") as file:
        file.write(CONFIGURATION.format(server.url))
    if time.time() % 60 > 40:
        next_minute()
    first = stage.headless(feed.url, "--config", path)
    first.has_port.wait(10)
    first.wait("the first prices", lambda health: health["store"]["through"], 45)
    second = stage.headless(feed.url, "--config", path)
    second.has_port.wait(10)
    second.wait("reading along", lambda health: health["store"]["state"] == "following", 30)
    feed.high.add("one")
    next_minute()
    check_mails(server, ["one"])
    first.kill()
    second.wait("the take-over", lambda health: health["store"]["state"] == "writing", 90)
    feed.high.add("two")
    next_minute()
    next_minute()
    check_mails(server, ["one", "two"])
    status, output, errors = stage.run("alerts", "history", "--config", path)
    check(status == 0 and output.count("mail accepted") == 2, "history: %s%s" % (output, errors))
    check(second.end() in (0, 143), "it ended otherwise: %s" % second.lines[-3:])
    print("alert pair: one mail an alert, before and after the take-over")


def main():
    with Stage(sys.argv[1]) as stage:
        try:
            play(stage, MailServer(), Jumps())
        except Failure as failure:
            print("alert pair: %s" % failure)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
