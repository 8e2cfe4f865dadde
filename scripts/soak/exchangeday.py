#!/usr/bin/env python3
"""All exchanges at once, served by one local server: minutes of use, then every fault.

    exchangeday.py PROGRAM [--minutes 4] [--pairs 6000] [--only day,faults]

day     The dashboard on a terminal, with somebody who moves from market to market, so that the past
        is fetched meanwhile. Afterwards: no exchange has missed a minute, each price that is stored,
        polled or fetched, is the one that its exchange had then; nobody was asked faster than
        the catalogue allows; the memory did not grow.
faults  Without a screen, every fault on two exchanges at once, several faults at a time. The others
        go on, the health of those two says why, and they come back when it is over.
"""
import argparse
import fcntl
import os
import pty
import re
import signal
import socket
import struct
import sys
import termios
import threading
import time

import exchanges
import faulty
from program import Failure, Headless, Stage, check

# Answers that are prices all the same.
HARMLESS = {"escape-sequences", "duplicates", "bom", "partial", "invalid-utf8"}
# After these it is not asked again for an hour.
BARRING = {"451", "country"}
FAULTS_AT_ONCE = 5
MOST_PEAK_KIB = 400 * 1024
# Of a request, between being made and being noted: connections are set up, threads wait.
JITTER = 0.1


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def now_minute():
    return int(time.time() // 60)


def say(words):
    print("exchanges: " + words, flush=True)


class Screen:
    """The dashboard on a terminal of its own, and its keys."""

    def __init__(self, stage, *words):
        self.port = free_port()
        command = [stage.program, *words, "--store", stage.store, "--port", str(self.port)]
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execve(stage.program, command, dict(stage.environment, TERM="xterm-256color"))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("4H", 40, 120, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def resident_kib(self):
        with open("/proc/%d/status" % self.pid) as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])

    def processor_seconds(self):
        with open("/proc/%d/stat" % self.pid) as stat:
            fields = stat.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)


# -- some minutes of a day


def day(program, server, file, minutes):
    with Stage(program) as stage:
        # Not in the last seconds of a minute, of which a slow start would see nothing.
        time.sleep(max(0, 20 - (60 - time.time() % 60)))
        first = now_minute()
        screen = Screen(stage, "--exchanges", file, "--source", "all")
        # Beginning at the top of the list of markets.
        time.sleep(3)
        screen.press("1g")
        resident, used = [], screen.processor_seconds()
        turns = 0
        while now_minute() < first + minutes or time.time() % 60 < 20:
            time.sleep(5)
            turns += 1
            screen.press("g" if turns % 24 == 0 else "j")
            resident.append(screen.resident_kib())
        last = now_minute()
        used = (screen.processor_seconds() - used) / (last - first)
        status = screen.end()
        check(status == 143, "it ended with %d" % status)
        held = stage.export()
    say("day: %d minutes, %d prices held, %.2f s of processor a minute" % (
        last - first + 1, len(held), used))
    memory(resident)
    polled(server, held, range(first, last + 1))
    right(server, held)
    rates(server)


def memory(resident):
    """What is fetched has to be held: that is the growth which is allowed."""
    half = resident[len(resident) // 2]
    say("day: %d MB resident after the start, %d MB halfway, %d MB at the end, %d MB at most" % tuple(
        x // 1024 for x in (resident[0], half, resident[-1], max(resident))))
    check(resident[-1] <= half * 1.2 + 4096, "memory grows: %s" % resident)


def polled(server, held, minutes):
    """Every pair of every exchange has a price of every minute."""
    lost = [(name, pair.slug, minute) for name, exchange in server.exchanges.items()
            for pair in exchange.pairs for minute in minutes
            if (minute * 60, name, pair.slug) not in held]
    check(not lost, "%d prices were missed, as %s" % (len(lost), lost[:3]))
    for name, exchange in server.exchanges.items():
        asked = [row for row in exchange.log if row["kind"] in ("tickers", "detailed")]
        most = len(exchange.entry["tickers"]) * len(minutes)
        check(len(asked) == most, "%s was asked for prices %d times in %d minutes" % (
            name, len(asked), len(minutes)))


def right(server, held):
    """Each price is that of its minute; coarse ones too, as a candle ends at each of them."""
    pairs = {(name, pair.slug): pair for name, exchange in server.exchanges.items()
             for pair in exchange.pairs}
    wrong = []
    for (minute, market, slug), price in held.items():
        expected = pairs[market, slug].price(minute // 60)
        if float(expected) != float(price):
            wrong.append((market, slug, minute, price, expected))
    check(not wrong, "%d prices are not those of their minute, as %s" % (len(wrong), wrong[:3]))


def rates(server):
    worst = []
    for name, exchange in server.exchanges.items():
        rate = exchange.rates()
        least = rate["leastGapOverTen"]
        strays = [row for row in exchange.log if not row["host"].startswith("127.0.0.1")]
        check(not strays, "%s: another host was asked: %s" % (name, strays[:1]))
        if rate["leastGap"] is not None:
            check(rate["leastGap"] >= rate["pause"] - JITTER, "%s: %.3f s between two requests" % (
                name, rate["leastGap"]))
        if least is not None:
            check(least >= rate["pause"] - JITTER / 10, "%s: %.3f s between requests" % (
                name, least))
            worst.append((least / rate["pause"], name, rate["requests"]))
    say("day: at the most %s" % ", ".join(
        "%s %d requests at %.2f of its pause" % (name, count, share)
        for share, name, count in sorted(worst)[:4]))


# -- faults


def faults(program, server, file, modes):
    with Stage(program) as stage:
        run = start(stage, file)
        names = list(server.exchanges)
        run.wait("all answer", lambda health: all(
            source["lastSuccess"] for source in health["sources"]), 60)
        # Those that bar come last: they stay away.
        order = sorted(modes, key=lambda mode: mode in BARRING)
        for place in range(0, len(order), FAULTS_AT_ONCE):
            chosen = {}
            for offset, mode in enumerate(order[place:place + FAULTS_AT_ONCE]):
                # Different ones each time, two of different shape.
                number = (place * 2 + offset * 2) % len(names)
                chosen[mode] = [names[number], names[(number + 11) % len(names)]]
            a_round(server, run, chosen)
        peak = run.peak_kib()
        check(peak < MOST_PEAK_KIB, "%d kB were resident" % peak)
        check(run.end() == 0, "it did not end well: %s" % run.lines[-2:])
        run = start(stage, file)
        run.wait("after a new start all answer again", lambda health: all(
            source["lastSuccess"] and not source["error"] for source in health["sources"]), 90)
        check(run.end() == 0, "it did not end well: %s" % run.lines[-2:])
    say("faults: %d on two exchanges each, %d MB resident at most" % (len(modes), peak // 1024))


def start(stage, file):
    run = Headless(stage.start(
        "--headless", "--interval", "5", "--listen", "127.0.0.1:0", "--exchanges", file,
        "--source", "all"))
    run.has_port.wait(10)
    check(run.port, "no port: %s" % run.lines)
    return run


def a_round(server, run, chosen):
    """`chosen`: {mode: the exchanges that get it}."""
    ill = {name for names in chosen.values() for name in names}
    before = {source["name"]: source for source in run.health()["sources"]}
    for mode, names in chosen.items():
        server.fault(",".join(names), mode)
    begin = time.time()
    loud = {name for mode, names in chosen.items() if mode not in HARMLESS for name in names}

    def told(health):
        sources = by_name(health)
        others = [name for name in sources if name not in loud]
        broken = [(name, sources[name]["error"]) for name in others if sources[name]["error"]]
        check(not broken or broken == [(n, before[n]["error"]) for n, _ in broken],
              "others fail: %s" % broken)
        return all(sources[name]["error"] for name in loud) and all(
            sources[name]["lastSuccess"] > begin for name in others
            if not before[name]["barred"])

    sources = by_name(run.wait("it says so, and the others go on", told, 90))
    for mode, names in chosen.items():
        for name in names:
            error = sources[name]["error"]
            if mode in BARRING:
                check(sources[name]["barred"], "%s does not count as barred" % name)
            check(mode in HARMLESS or "\n" not in error, "%s: %s" % (mode, error))
        say("faults: %-16s on %s: %s" % (mode, " and ".join(names), sources[names[0]]["error"]
            or "nothing said, as prices come; %d left out" % sources[names[0]]["rejected"]))
    server.fault("all", "none")
    end = time.time()
    well = ill - {name for mode, names in chosen.items() if mode in BARRING for name in names}
    if not well:
        return
    run.wait("they recover", lambda health: all(
        not source["error"] and source["lastSuccess"] > end
        for source in health["sources"] if source["name"] in well), 240)
    say("faults: well again after %.0f s" % (time.time() - end))


def by_name(health):
    return {source["name"]: source for source in health["sources"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--minutes", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=6000)
    parser.add_argument("--only", default="day,faults")
    parser.add_argument("--modes", default=",".join(faulty.MODES))
    options = parser.parse_args()
    parts = options.only.split(",")
    server = exchanges.Server(exchanges.read_catalogue(exchanges.CATALOGUE), options.pairs).start()
    with Stage(options.program) as stage:
        file = stage.file("exchanges.toml")
        exchanges.write_entries(server, file)
        say("%d of them, %d pairs" % (
            len(server.exchanges), sum(len(one.pairs) for one in server.exchanges.values())))
        bad = 0
        for name, part in (
                ("day", lambda: day(options.program, server, file, options.minutes)),
                ("faults", lambda: faults(
                    options.program, server, file, options.modes.split(",")))):
            if name not in parts:
                continue
            try:
                part()
                say("%s: as it should be" % name)
            except (Failure, OSError) as failure:
                bad += 1
                say("%s: BAD %s: %s" % (name, type(failure).__name__, failure))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
