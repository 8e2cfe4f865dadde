#!/usr/bin/env python3
"""Runs ptybench over the program and judges what it has written.

    manners.py [--checks] PROGRAM PTYBENCH FOLDER

Twice: on the demonstration everything, on a stored day of 3,000 pairs, with a server that has
prices for it, the start, the keys and the rest between two polls. With 25,000 pairs the keys once
more, at two sizes. --checks: no figures.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time

import filledday
from program import Feed, Stage, check

PAIRS = 3000
ENDS = "quit ctrlc term hup int quitsig abrt segv".split()
EXITS = {"quit": "exit 0", "ctrlc": "exit 130", "term": "exit 143", "hup": "exit 129",
         "int": "exit 130", "quitsig": "exit 131", "abrt": "killed by SIGABRT",
         "segv": "killed by SIGSEGV"}
REFUSED = {"TERM=dumb", "TERM unset", "TERM=no-such-terminal", "stdout is a pipe"}


class Sheet:
    """Figures with their limits, and facts."""

    def __init__(self, name):
        self.name, self.bad = name, 0

    def fact(self, what, holds, words=""):
        self.bad += not holds
        print("manners: %-6s %-24s %s %s" % (self.name, what, "ok " if holds else "BAD", words),
              flush=True)

    def figure(self, what, value, unit, most=None):
        limit = "" if most is None else " (at most %g)" % most
        self.fact(what, most is None or value <= most, "%g %s%s" % (value, unit, limit))


def bench(options, name, tests, words, more=()):
    """The results of some tests of ptybench."""
    path = os.path.join(options.folder, name + ".json")
    command = [
        sys.executable, options.bench, "--ready", "variance", "--esc-open", "/", "--name",
        name, "--tests", tests, "--json", path, "--shots", os.path.join(options.folder, name),
        "--wait-quiet", "20", "--quietly", *more, "--", options.program, *words]
    status = subprocess.run(command, timeout=900).returncode
    check(status in (0, 1, 3), "ptybench ended with %d" % status)
    with open(path) as file:
        return json.load(file)["tests"]


def figures(sheet, options, words, startup_limit):
    tests = bench(
        options, sheet.name + "-speed", "startup,keys", words, ["--key-gap", "0.25"])
    # Between two polls: well after the start of a minute, and over before the next one.
    time.sleep(62 - time.time() % 60)
    tests |= bench(options, sheet.name + "-idle", "idle", words, ["--idle", "30"])
    for name in ("startup", "keys", "idle"):
        sheet.fact(name, tests[name].get("ok"), "others used %.0f %% of the processors"
                   % tests[name]["others_busy_pct"])
    start, keys, idle = (tests[name] for name in ("startup", "keys", "idle"))
    # On two processors that others use most of, a start is not what it is.
    calm = start["others_busy_pct"] <= 50
    sheet.figure("first screen, median", start["ready_ms"]["median"], "ms",
                 startup_limit if calm else None)
    sheet.figure("first screen, p95", start["ready_ms"]["p95"], "ms")
    for way in ("forward", "back"):
        answer = keys[way]
        sheet.fact(way + ", answered", answer["answered"] == answer["n"])
        sheet.figure(way + ", median", answer["last_byte_ms"]["median"], "ms", 2.5)
        sheet.figure(way + ", p95", answer["last_byte_ms"]["p95"], "ms", 6)
        sheet.figure(way + ", bytes, median", answer["bytes"]["median"], "", 4000)
        sheet.figure(way + ", bytes, p95", answer["bytes"]["p95"], "")
    sheet.figure("burst of 200", keys["burst"]["done_ms"], "ms")
    # A few frames, not two hundred.
    sheet.figure("burst of 200, bytes", keys["burst"]["bytes"], "", 200 * 4000 / 10)
    sheet.figure("idle, bytes a minute", idle["bytes_per_min"], "", 0)
    sheet.figure("idle, processor", idle["cpu_s_per_min"] / 60 * 100, "%", 0.1)
    sheet.figure("idle, processor, exact", idle["cpu_s_per_min_sched"] / 60 * 100, "%", 0.1)
    sheet.figure("idle, wake-ups a minute", idle["wakeups_per_min"], "")
    sheet.figure("resident", idle["rss_kib"] / 1024, "MB", 60)


def keys(sheet, options, size, factor):
    """A key to its last byte, the chart following, beside every pair there is."""
    found = bench(
        options, "%s-%s" % (sheet.name, size), "keys", ["--demo", "--pairs", "25000"],
        ["--size", size, "--key-gap", "0.25"])["keys"]
    for way in ("forward", "back"):
        answer, name = found[way], "%s, %s" % (size, way)
        sheet.fact(name, answer["answered"] == answer["n"])
        sheet.figure(name + ", median", answer["last_byte_ms"]["median"], "ms", 2 * factor)
        sheet.figure(name + ", p95", answer["last_byte_ms"]["p95"], "ms", 5 * factor)
        sheet.figure(name + ", bytes", answer["bytes"]["median"], "", 3000 * factor)
    sheet.figure(size + ", burst of 200", found["burst"]["done_ms"], "ms", 30 * factor)
    sheet.figure(size + ", burst, bytes", found["burst"]["bytes"], "", 40000 * factor)


def manners(sheet, options, words):
    tests = bench(
        options, sheet.name + "-manners",
        "resize,suspend,%s,hangup,stall,paste,junk,env,esc" % ",".join(ENDS), words)
    for name in ENDS:
        end = tests[name]
        sheet.fact(name, end["ok"] and not end["left_changed"] and end["result"] == EXITS[name]
                   and not end.get("stray_processes"),
                   "%s in %s ms %s" % (end["result"], end.get("ms"), end["left_changed"] or ""))
    resize = tests["resize"]
    sheet.fact("resize", resize["ok"] and all(step["alive"] for step in resize["steps"])
               and resize["back_lines_same"] == resize["lines"]
               and not resize["malformed_sequences"])
    sheet.fact("resize, storm", resize["storm"]["alive"] and resize["storm"]["ready_after"])
    for how in ("SIGTSTP", "ctrl-z"):
        stop = tests["suspend"][how]
        sheet.fact("suspend, " + how, stop["stopped"] and not stop["left_changed_while_stopped"]
                   and stop["screen_back"] and stop["alt_screen_back"] and stop["keys_work"]
                   and not stop["prompt_left_on_screen"] and not stop["key_echoed"],
                   "lines as before " + stop["lines_same"])
    for how in ("with_sighup", "eof_only"):
        gone = tests["hangup"][how]
        sheet.fact("hang-up, " + how, gone["result"] == "exit 129",
                   "%s in %s ms" % (gone["result"], gone.get("ms")))
    stall = tests["stall"]
    sheet.fact("stall", stall["ok"] and stall["alive"] and not stall["spins"]
               and stall["screen_ok"], "caught up in %s ms" % stall["caught_up_ms"])
    sheet.fact("paste", tests["paste"]["ok"] and tests["paste"]["bracketed_paste_on"])
    junk = tests["junk"]
    sheet.fact("junk", junk["ok"] and junk["keys_work"] and junk["screen_ok"])
    sheet.figure("escape, median", tests["esc"]["esc_ms"]["median"], "ms", 60)
    sheet.fact("escape, goes on", tests["esc"]["alive"])
    for case in tests["env"]["cases"]:
        environment(sheet, case)
    colours(sheet, options, words)


def environment(sheet, case):
    name = case["case"]
    if name in REFUSED:
        words = case.get("stderr") or " ".join(case.get("screen", []))
        sheet.fact(name, case["state"] == "exit 1" and case["esc_sequences"] == 0
                   and "tracker-tui: " in words, words)
        return
    sheet.fact(name, case["ready"] and case["state"] == "running"
               and not ("NO_COLOR" in name and case["colours"])
               and not ("LC_ALL" in name and case["nonascii"])
               # Its fonts have neither braille nor blocks.
               and not (name == "TERM=linux" and case["nonascii"]),
               "colours %s, beyond ASCII %d" % (case["colours"] or "none", case["nonascii"]))


# As ncurses describes xterm-direct: a number is red, green and blue, but for the first eight.
DIRECT = r"""xterm-direct|without a table of colours,
    RGB, colors#0x1000000, pairs#0x10000,
    setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
    use=xterm-256color,
"""


def colours(sheet, options, words):
    """The table of colours is the user's; where there is none, colours are what they are elsewhere."""
    shown = printed(options, "table", words, [])
    sheet.fact("OSC 104, OSC 4", not re.search(r"\x1b\](104|4)[;\x07\x1b]", shown))
    if not shutil.which("tic"):
        return print("manners: %-6s direct colours           skipped, there is no tic" % sheet.name)
    source = os.path.join(options.folder, "direct.src")
    with open(source, "w") as file:
        file.write(DIRECT)
    subprocess.run(["tic", "-x", "-o", options.folder, source], check=True)
    shown = printed(options, "direct", words, [
        "--term", "xterm-direct", "--env", "TERMINFO=" + os.path.abspath(options.folder)])
    found = set(re.findall(r"38;2;(\d+;\d+;\d+)m", shown))
    sheet.fact("direct colours", "128;128;128" in found
               and not any(colour.startswith("0;0;") for colour in found), " ".join(sorted(found)))


def printed(options, name, words, more):
    """All that the program prints until its first screen is there, and at its end."""
    path = os.path.join(options.folder, name + ".cast")
    bench(options, name, "shot", words, ["--keys", "settle", "--record", path, *more])
    with open(path) as file:
        events = [json.loads(line) for line in file.readlines()[1:]]
    return "".join(event[2] for event in events if event[1] == "o")


def fill(stage):
    """A store with a full day; the last prices."""
    path = stage.file("day.csv")
    last = filledday.write(path, PAIRS)
    start = time.monotonic()
    status, _, errors = stage.run("import", path)
    check(status == 0, errors)
    print("manners: filled %s in %.1f s: %.1f MB" % (
        errors.strip().split(": ", 1)[1], time.monotonic() - start,
        os.path.getsize(stage.store) / 1e6), flush=True)
    os.remove(path)
    return last


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checks", action="store_true")
    parser.add_argument("program")
    parser.add_argument("bench")
    parser.add_argument("folder")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    os.makedirs(options.folder, exist_ok=True)
    demo, filled = Sheet("demo"), Sheet("filled")
    manners(demo, options, ["--demo"])
    if options.checks:
        return verdict(demo)
    # A day is simulated first, which takes longer than reading one.
    figures(demo, options, ["--demo"], None)
    with Stage(options.program) as stage:
        feed = Feed(fill(stage))
        # This server has no history: asking for it again and again is not what is measured here.
        figures(filled, options, [
            "--store", stage.store, "--cryptowatch-url", feed.url, "--backfill", "off"], 80)
    universe = Sheet("universe")
    keys(universe, options, "120x40", 1)
    keys(universe, options, "200x50", 2)
    return verdict(demo, filled, universe)


def verdict(*sheets):
    bad = sum(sheet.bad for sheet in sheets)
    print("manners: %s" % ("%d not as they should be" % bad if bad else "as they should be"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
