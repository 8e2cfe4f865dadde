#!/usr/bin/env python3
"""What the program itself takes with a full stored day: its start, its memory, its rest.

    scripts/bench/run.py [--pairs N] [--minutes N] [--starts N]

TrackerBenchmarks writes a store that ends now. A server on this machine has new prices each minute, of
which a quarter differ from the ones before. The program polls it, without a screen and with one, and
is looked at from the outside: by its terminal and in /proc. Linux only; standard library only.
"""
import argparse
import fcntl
import json
import os
import pty
import random
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BENCHMARKS = os.path.join(ROOT, "Benchmarks/.build/release/TrackerBenchmarks")
PROGRAM = os.environ.get("TRACKER_TUI", os.path.join(ROOT, ".build/release/tracker-tui"))

class Prices:
    """A body a minute, made ahead of it."""

    def __init__(self, path):
        with open(path) as file:
            self.entries = list(json.load(file)["result"].items())
        self.random = random.Random(1)
        self.bodies = {}

    def body(self, minute):
        if minute not in self.bodies:
            self.move()
            text = ",".join(f'"{key}":{price!r}' for key, price in self.entries)
            self.bodies = {minute: f'{{"result":{{{text}}}}}'.encode()}
        return self.bodies[minute]

    def move(self):
        for place, (key, price) in enumerate(self.entries):
            if self.random.random() < 0.25:
                decimals = len(repr(price).partition(".")[2]) if "e" not in repr(price) else 9
                moved = round(price * (1 + self.random.gauss(0, 0.0005)), decimals)
                self.entries[place] = (key, moved or price)


def serve(prices):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            found = self.path.startswith("/markets/prices")
            body = prices.body(int(time.time()) // 60) if found else b"{}"
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class Run:
    """The program on a terminal of its own, or without one."""

    def __init__(self, words, environment, on_terminal):
        self.started = time.monotonic()
        self.terminal = None
        if not on_terminal:
            self.process = subprocess.Popen(
                [PROGRAM, *words, "--headless"], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.pid = self.process.pid
            return
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execvpe(PROGRAM, [PROGRAM, *words], environment)

    def read(self, seconds, until=None):
        """What is written in so many seconds, or up to where `until` is in it."""
        end = time.monotonic() + seconds
        text = b""
        while (left := end - time.monotonic()) > 0:
            if self.terminal is None:
                time.sleep(left)
            elif select.select([self.terminal], [], [], left)[0]:
                text += os.read(self.terminal, 65536)
                if until and until in text:
                    break
        return text

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        if self.terminal is None:
            return self.process.wait()
        while select.select([self.terminal], [], [], 5)[0]:
            try:
                if not os.read(self.terminal, 65536):
                    break
            except OSError:
                break
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def tasks(self):
        return os.listdir(f"/proc/{self.pid}/task")

    def seconds(self):
        """Processor time of all its threads, those that have ended included; to 10 ms."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wakes(self):
        """By thread that lives, how often it went to sleep of its own."""
        counts = {}
        for task in self.tasks():
            with open(f"/proc/{self.pid}/task/{task}/status") as file:
                fields = dict(line.split(":", 1) for line in file if ":" in line)
            counts[task] = (fields["Name"].strip(), int(fields["voluntary_ctxt_switches"]))
        return counts

    def resident(self, field="VmRSS"):
        with open(f"/proc/{self.pid}/status") as file:
            line = next(line for line in file if line.startswith(field))
        return int(line.split()[1]) / 1000


def remember(folder):
    """The market of 700 pairs is the one that was looked at last."""
    state = os.path.join(folder, ".local/state/tracker-tui")
    os.makedirs(state)
    with open(os.path.join(state, "screen"), "w") as file:
        file.write("market ranked\n")


def starts(words, environment, count):
    """Milliseconds to the first frame, to a market's pairs and ranks, and to the whole day.

    While the day is read the status line says of how many pairs; its next words come with the last
    of them.
    """
    marks = {
        "the first frame": b"reading the day", "ranks of the chosen market": b"variance",
        "the whole day, and a poll": b"next "}
    times = {name: [] for name in marks}
    for _ in range(count):
        run = Run(words, environment, on_terminal=True)
        for name, mark in marks.items():
            run.read(10, until=mark)
            times[name].append(run_time(run))
        run.end()
    for name, values in times.items():
        print(f"start to {name}: {statistics.median(values):.1f} ms"
              f" ({min(values):.1f} to {max(values):.1f}, {count} starts)")


def run_time(run):
    return (time.monotonic() - run.started) * 1000


def rest(words, environment, minutes, on_terminal):
    name = "with the dashboard" if on_terminal else "without a screen"
    run = Run(words, environment, on_terminal)
    try:
        run.read(20)
        print(f"{name}: {run.resident():.1f} MB after the start,"
              f" {run.resident('VmHWM'):.1f} MB at most on the way", flush=True)
        # From the middle of a minute on, whole minutes.
        run.read(90 - time.time() % 60)
        used, wakes, start = run.seconds(), run.wakes(), time.monotonic()
        written = len(run.read(60 * minutes))
        taken = time.monotonic() - start
        used = run.seconds() - used
        print(f"{name}, {minutes} minutes: {100 * used / taken:.3f} % of a processor"
              f" ({1000 * used / minutes:.1f} ms a minute), {written / minutes:.0f} bytes to the"
              f" terminal a minute, {run.resident():.1f} MB")
        for task, (thread, count) in sorted(run.wakes().items(), key=lambda item: -item[1][1]):
            woken = count - wakes.get(task, (thread, 0))[1]
            if woken:
                print(f"    {thread}: woken {woken / minutes:.1f} times a minute")
        sys.stdout.flush()
    finally:
        run.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=25_000)
    parser.add_argument("--minutes", type=int, default=10, help="of rest (default 10)")
    parser.add_argument("--starts", type=int, default=15, help="(default 15)")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="tracker-run-", dir="/var/tmp")
    try:
        subprocess.run(
            [BENCHMARKS, "--pairs", str(options.pairs), "--write-run", folder], check=True)
        remember(folder)
        port = serve(Prices(os.path.join(folder, "prices.json")))
        environment = {
            "HOME": folder, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8",
            "TERM": "xterm-256color", "TZ": "UTC"}
        words = ["--source", "cryptowatch", "--cryptowatch-url", f"http://127.0.0.1:{port}",
                 "--store", os.path.join(folder, "day.sqlite"), "--backfill", "off"]
        print(f"{options.pairs} pairs; load {os.getloadavg()[0]}", flush=True)
        if options.starts:
            starts(words, environment, options.starts)
        if options.minutes:
            rest(words, environment, options.minutes, on_terminal=False)
            rest(words, environment, options.minutes, on_terminal=True)
        print(f"load {os.getloadavg()[0]} at the end")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
