#!/usr/bin/env python3
"""Every fault of a price server: the program goes on, says it, keeps what it has, recovers.

    faults.py PROGRAM FEED [--only MODE,...] [--parallel 8]

FEED is a server script with `serve --port N` and `/control/fault?mode=…`. Each fault has a server
and a headless program of its own: prices come, the fault begins, the program says what is wrong,
the fault ends, prices come again. How often it asks meanwhile is counted.
"""
import argparse
import concurrent.futures
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from program import Failure, Stage, check

# Answers that are prices all the same, or harmless: nothing has to be said of them.
HARMLESS = {
    "redirect", "escape-sequences", "dup-keys", "bom", "stale", "partial", "old-date", "wrongtype"}
# The program waits for its own time limit, 20 s, or for a great body.
SLOW = {"timeout", "slowloris", "slowheaders", "huge", "gzip-bomb", "deep"}
# Too many requests: the server says to wait for a minute.
BLOCKING = {"429"}
# That the program follows in one poll.
MOST_REDIRECTS = 5
MOST_PEAK_KIB = 400 * 1024


class Server:
    """The feed, with its controls."""

    def __init__(self, script, markets):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = "http://127.0.0.1:%d" % self.port
        self.process = subprocess.Popen(
            [sys.executable, script, "serve", "--port", str(self.port), "--markets", str(markets)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        check(b"feed:" in self.process.stdout.readline(), "the feed does not start")

    def control(self, path):
        with urllib.request.urlopen(self.url + "/control/" + path, timeout=30) as answer:
            return json.loads(answer.read())

    def fault(self, mode):
        self.control("fault?mode=" + mode)

    def end(self):
        self.process.kill()
        self.process.wait()


def modes(script):
    """The faults that the server knows, as it says itself."""
    server = Server(script, 10)
    try:
        urllib.request.urlopen(server.url + "/control/fault?mode=list-them", timeout=10)
    except urllib.error.HTTPError as refusal:
        words = refusal.read().decode()
        return [word.strip('",}') for word in words.split("modes: none ", 1)[1].split()]
    finally:
        server.end()
    raise Failure("the feed does not list its faults")


def failing(health):
    return health["sources"][0]["error"]


def try_mode(program, script, mode):
    server = Server(script, 300)
    try:
        with Stage(program) as stage:
            run = stage.headless(server.url)
            try:
                return watch(run, server, mode)
            finally:
                run.kill()
    finally:
        server.end()


def watch(run, server, mode):
    run.has_port.wait(10)
    check(run.port, "no port: %s" % run.lines)
    before = run.wait("prices come", lambda health: health["newest"], 30)
    pair = run.ask("/data-tracker/kraken/btcusd")
    server.fault(mode)
    since, count = time.time(), len(polls(server))
    words = "nothing said, as prices come"
    if mode in HARMLESS:
        run.wait("it goes on", lambda health: len(polls(server)) > count + 1
                 or failing(health), 90)
        health = run.health()
        words = failing(health) or words
        if health["sources"][0]["rejected"]:
            words = "%d entries left out" % health["sources"][0]["rejected"]
    else:
        words = failing(run.wait("it says so", failing, 120))
        check(words and "\n" not in words, "no words in one line")
    during = run.health()
    check(during["instruments"] >= before["instruments"] and during["minutes"] >= 1,
          "it has lost prices: %s" % during)
    held = json.loads(pair).get("result", {}).get("values", {})
    kept = json.loads(run.ask("/data-tracker/kraken/btcusd")).get("result", {}).get("values", {})
    check(held.items() <= kept.items(), "prices that were there are gone")
    server.fault("none")
    asked_before = len(polls(server))
    start = time.time()
    after = run.wait(
        "it recovers",
        lambda health: not failing(health) and health["sources"][0]["lastSuccess"] >= int(start)
        and len(polls(server)) > asked_before, 150)
    took = time.time() - start
    rows = polls(server)[count:]
    if mode in BLOCKING:
        check(took > 40, "429 was asked again after %.0f s" % took)
    hops = MOST_REDIRECTS + 1 if mode.startswith("redirect") else 1
    polite(len(rows) / hops, time.time() - since)
    peak = run.peak_kib()
    check(peak < MOST_PEAK_KIB, "%d kB were resident" % peak)
    check(run.process.poll() is None, "it ended")
    check(after["instruments"] >= before["instruments"], "fewer pairs than before")
    check(run.end() == 0, "it did not end well: %s" % run.lines[-2:])
    return words, took, len(rows), peak


def polls(server):
    """The requests for prices: those for candles have a pause of their own, and other reasons."""
    return [row for row in server.control("log") if "/ohlc" not in row["path"]]


def polite(count, seconds):
    """No more than one poll in 5 s, give or take the first of a minute."""
    check(count <= seconds / 5 + 2, "%d polls in %.0f s" % (count, seconds))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("feed")
    parser.add_argument("--only", default="")
    parser.add_argument("--parallel", type=int, default=8)
    options = parser.parse_args()
    if not os.path.exists(options.feed):
        print("faults: skipped, there is no %s" % options.feed)
        return 0
    known = modes(options.feed)
    chosen = [mode for mode in known if not options.only or mode in options.only.split(",")]
    # The slow ones first, so that none is left alone at the end.
    chosen.sort(key=lambda mode: mode not in SLOW | BLOCKING)
    print("faults: %d of %d" % (len(chosen), len(known)), flush=True)
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        tries = {pool.submit(try_mode, options.program, options.feed, mode): mode
                 for mode in chosen}
        for done in concurrent.futures.as_completed(tries):
            try:
                words, took, count, peak = done.result()
                print("faults: %-16s ok  %s; well again after %.0f s, %d requests, peak %d MB" % (
                    tries[done], words, took, count, peak // 1024), flush=True)
            except (Failure, OSError, ValueError, subprocess.SubprocessError) as failure:
                bad += 1
                print("faults: %-16s BAD %s: %s" % (
                    tries[done], type(failure).__name__, failure), flush=True)
    print("faults: %d of %d as they should be" % (len(chosen) - bad, len(chosen)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
