#!/usr/bin/env python3
"""Kills the program while alerts fire: each is told, none twice, whatever the mail server does.

    alertloop.py PROGRAM [--times 100] [--seed N] [--channels 30]

Each run polls once, at which some prices jump, and is killed with SIGKILL at a random moment; the
mail server answers with faults meanwhile (see mailserver.py). Then a run goes on until nothing
waits any more. Held to:

* each price that was stored and has jumped has its event;
* each event was accepted, or refused or given up with words, on its channel;
* what was accepted is in a mail; what is in two mails is in two copies of one, of which the reply
  to the first was lost, or the program was killed before it could note it.
"""
import argparse
import json
import random
import sys
import time

from mailserver import FAULTS, UNKNOWN, MailServer
from program import Failure, Feed, Stage, check

WEIGHTS = dict(accept=8, later=1, full=1, refuse=1, drop=1, lose=1, hang=1, busy=1)
CHANNEL = """\
[[channel]]
kind = "mail"
name = "c{0}"
server = "{1}"
from = "alerts@example.org"
to = ["ada{0}@example.org"]
hourly = 1000

[[alert]]
name = "r{0}"
on = "soak:k{0}x*"
when = "above 150"
to = ["c{0}"]
thin = true
"""


class Jumps(Feed):
    """All pairs at 100 first; then with each answer one more of each rule at 200, and nothing else."""

    def __init__(self, channels, turns):
        self.channels, self.turns, self.turn = channels, turns, None
        super().__init__({})

    def pairs(self, turn):
        return ["k%dx%dusd" % (channel, turn) for channel in range(self.channels)]

    def next_prices(self):
        self.served += 1
        if self.turn is None:
            prices = {pair: 100.5 for turn in range(self.turns) for pair in self.pairs(turn)}
        else:
            prices = {pair: 200.5 for pair in self.pairs(self.turn)}
        return {"market:soak:" + pair: price for pair, price in prices.items()}


class Loop:
    def __init__(self, options, stage):
        self.stage, self.options = stage, options
        self.dice = random.Random(options.seed)
        self.is_faulty = True
        self.server = MailServer(self.next_fault)
        # One turn more than kills: the last run tells what is left.
        self.feed = Jumps(options.channels, options.times + 1)
        self.kills = []
        self.configuration = stage.file("config.toml")
        with open(self.configuration, "w") as file:
            file.writelines(
                CHANNEL.format(number, self.server.url) for number in range(options.channels))

    def next_fault(self):
        with self.server.lock:
            if not self.is_faulty:
                return "accept"
            return self.dice.choices(FAULTS, [WEIGHTS[name] for name in FAULTS])[0]

    def start(self):
        run = self.stage.headless(self.feed.url, "--config", self.configuration)
        run.has_port.wait(10)
        check(run.port, "no port: %s" % run.lines)
        return run

    def arm(self):
        run = self.start()
        run.wait("the first prices", lambda health: health["store"]["through"], 45)
        check(run.end() in (0, 143), "it ended otherwise: %s" % run.lines[-3:])
        # A pair has one price a minute.
        time.sleep(60 - time.time() % 60 + 0.5)

    def kill(self, turn):
        self.feed.turn, asked = turn, self.feed.served
        run = self.start()
        end = time.monotonic() + 5
        while self.feed.served == asked and time.monotonic() < end:
            time.sleep(0.001)
        check(self.feed.served > asked, "the feed was not asked: %s" % run.lines[-3:])
        time.sleep(self.dice.choice([0.01, 0.05, 0.3, 2]) * self.dice.random())
        self.kills.append(time.time())
        run.kill()
        damaged = [line for line in run.lines if "damaged" in line]
        check(not damaged, "recovered: %s" % damaged)

    def drain(self):
        self.is_faulty = False
        self.feed.turn = self.options.times
        run = self.start()
        health = run.wait(
            "nothing waits", lambda health: health["alerts"]["waiting"] == 0 and
            health["alerts"]["fired"] > 0, 4 * 3600)
        check(run.end() in (0, 143), "it ended otherwise: %s" % run.lines[-3:])
        return health

    def history(self):
        status, output, errors = self.stage.run(
            "alerts", "history", "-n", "100000", "--json", "--config", self.configuration)
        check(status == 0, "history ended with %d: %s" % (status, errors))
        return json.loads(output)["events"]

    def judge(self):
        events = {event["pair"]: event for event in self.history()}
        jumped = [key[2] for key, price in self.stage.export().items() if float(price) > 150]
        missing = [pair for pair in jumped if pair not in events]
        check(not missing, "%d jumps have no event, as %s" % (len(missing), missing[:3]))
        twice = lost = 0
        for pair, event in events.items():
            check(len(event["deliveries"]) == 1, "%s has %s" % (pair, event["deliveries"]))
            delivery = event["deliveries"][0]
            state = delivery["state"]
            check(state in ("accepted", "refused", "given up"), "%s is %s" % (pair, state))
            check(delivery["reply"], "%s is %s without a word" % (pair, state))
            copies = self.copies(pair)
            lost += state != "accepted"
            check(copies or state != "accepted", "%s was accepted and is in no mail" % pair)
            twice += len(copies) > 1
            self.judge_copies(pair, copies)
        return len(events), lost, twice

    def copies(self, pair):
        name = "%s/USD" % pair[:-3].upper()
        return [mail for mail in self.server.mails if name in mail.words]

    def judge_copies(self, pair, copies):
        identities = {mail.identity for mail in copies}
        check(len(identities) <= 1, "%s is in mails %s" % (pair, identities))
        for mail, after in zip(copies, copies[1:]):
            is_killed = any(mail.time - 1 <= time <= after.time for time in self.kills)
            check(mail.fault in UNKNOWN or is_killed,
                  "%s came twice, of which the first was answered" % pair)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--channels", type=int, default=30)
    options = parser.parse_args()
    print("alert loop: %d kills, seed %d" % (options.times, options.seed), flush=True)
    with Stage(options.program) as stage:
        loop = Loop(options, stage)
        try:
            loop.arm()
            for turn in range(options.times):
                loop.kill(turn)
            loop.drain()
            events, lost, twice = loop.judge()
        except Failure as failure:
            print("alert loop: %s" % failure)
            return 1
        print("alert loop: %d events, %d refused or given up, %d told twice; %d mails; %s" % (
            events, lost, twice, len(loop.server.mails),
            ", ".join("%s %d" % item for item in sorted(loop.server.counts.items()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
