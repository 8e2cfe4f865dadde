#!/usr/bin/env python3
"""Kills the program at random moments, again and again: nothing told as stored may be lost.

    killloop.py PROGRAM [--times 50] [--seed N]

In turn an import and a polling run are killed with SIGKILL. After each kill what is exported is
held against what was exported before and what the program has told since:

* every price exported before is still there, unchanged, as long as its minute is in the window;
* an import that was told to be done is there whole, one that was killed whole or not at all;
* a minute that `/healthz` told as stored has all its prices;
* no store is ever found damaged.
"""
import argparse
import random
import subprocess
import sys
import time

from program import Failure, GrowingFeed, Stage, check

MINUTES = 30
PAIRS = 400


def now_minute():
    return int(time.time()) // 60 * 60


class Loop:
    def __init__(self, stage, feed, dice):
        self.stage, self.feed, self.dice = stage, feed, dice
        self.before = {}
        self.counts = dict(
            imports_killed=0, imports_whole=0, imports_told=0, polls_killed=0, minutes_told=0,
            minutes_stored=0)

    def import_rows(self, turn):
        """A block of minutes of its own, hours back, nothing of it held yet."""
        last = now_minute() - 3600 - (turn % 40) * MINUTES * 60
        return {
            (last - i * 60, "soak%d" % turn, "q%d" % j): str(turn + i + j / 4)
            for i in range(MINUTES) for j in range(PAIRS)}

    def kill_import(self, turn):
        rows = self.import_rows(turn)
        path = self.stage.file("import.csv")
        with open(path, "w") as file:
            file.write("unix_minute,market,pair,price\n")
            file.writelines("%d,%s,%s,%s\n" % (*key, price) for key, price in rows.items())
        process = self.stage.start("import", path)
        try:
            process.wait(timeout=self.dice.uniform(0.002, self.dice.choice([0.03, 0.1])))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        errors = process.stderr.read().decode()
        told = process.returncode == 0
        check(told or process.returncode == -9, "import: %s" % errors)
        after = self.compare()
        held = sum(key in after for key in rows)
        check(held in (0, len(rows)), "import %d is half there: %d" % (turn, held))
        check(held or not told, "import %d was told as done and is not there" % turn)
        wrong = [key for key in rows if held and float(after[key]) != float(rows[key])]
        check(not wrong, "import %d has other prices: %s" % (turn, wrong[:3]))
        self.counts["imports_told"] += told
        self.counts["imports_killed"] += not told
        self.counts["imports_whole"] += bool(held and not told)

    def kill_poll(self):
        asked = self.feed.served
        run = self.stage.headless(self.feed.url)
        run.has_port.wait(10)
        check(run.port, "no port: %s" % run.lines)
        end = time.monotonic() + self.dice.choice([0.03, 0.1, 0.4]) * self.dice.random()
        told = None
        while time.monotonic() < end:
            told = run.health()["store"]["through"] or told
        run.kill()
        recovered = [line for line in run.lines if "damaged" in line]
        check(not recovered, "recovered: %s" % recovered)
        after = self.compare()
        self.counts["polls_killed"] += 1
        if self.feed.served > asked:
            # The poll of this run came last: it added pairs that no other answer had.
            added = "p%d" % (len(self.feed.ledger[asked]) - 1)
            minutes = [key[0] for key in after if key[1:] == ("soak", added)]
            self.counts["minutes_stored"] += bool(minutes)
            if told:
                self.counts["minutes_told"] += 1
                check(told in minutes, "minute %d was told as stored and has no %s" % (told, added))
                held = {key[2] for key in after if key[:2] == (told, "soak")}
                missing = set(self.feed.ledger[asked]) - held
                check(not missing, "minute %d has lost %d prices" % (told, len(missing)))

    def compare(self):
        after = self.stage.export()
        oldest = now_minute() - 1439 * 60
        lost = [key for key, price in self.before.items()
                if key[0] >= oldest and after.get(key) != price]
        check(not lost, "%d prices are lost or changed, as %s" % (len(lost), lost[:3]))
        check(not self.stage.damaged(), "a store was moved aside")
        self.before = after
        return after


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print("kill loop: %d kills, seed %d" % (options.times, options.seed), flush=True)
    with Stage(options.program) as stage:
        loop = Loop(stage, GrowingFeed(300), random.Random(options.seed))
        try:
            for turn in range(options.times):
                if turn % 2:
                    loop.kill_poll()
                else:
                    loop.kill_import(turn)
        except Failure as failure:
            print("kill loop: turn %d: %s" % (turn, failure))
            return 1
        print("kill loop: nothing lost; %d prices at the end; %s" % (
            len(loop.before), ", ".join("%s %d" % item for item in loop.counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
