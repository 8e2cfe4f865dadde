#!/usr/bin/env python3
"""The same questions over the same day to tracker-tui's engine, SQLite, DuckDB and pandas.

    scripts/bench/peers.py [--pairs N] [--keep DIR] [PEER ...]

TrackerBenchmarks writes a day as columns and as a store; each peer loads the columns into a store
of its own, and answers in a process of its own, one after the other. Ends with status 1 where
answers differ. The day and the stores are in a folder that goes at the end; one of --keep stays.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import comparison
import environment

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.join(ROOT, "Benchmarks/.build/release/TrackerBenchmarks")
PACKAGES = os.path.join(ROOT, "Benchmarks/.peers")
# By name, the program; SQLite comes with Python.
PEERS = {"SQLite": "peer_sqlite.py", "DuckDB": "peer_duckdb.py", "pandas": "peer_pandas.py"}
SMALLEST, LARGEST = 700, 25_000


def main():
    options = arguments()
    chosen = options.peer or list(PEERS)
    python = sys.executable
    if chosen != ["SQLite"]:
        packages = environment.make(PACKAGES)
        if packages is None:
            skipped = [name for name in chosen if name != "SQLite"]
            print(f"skipped: {', '.join(skipped)} cannot be installed here")
            chosen = [name for name in chosen if name == "SQLite"]
        python = packages or python
    # Not the place for temporary files that may be memory only: appends are synced to it.
    folder = options.keep or tempfile.mkdtemp(prefix="tracker-peers-", dir="/var/tmp")
    try:
        return compare(folder, options.pairs, chosen, python)
    except subprocess.CalledProcessError as failed:
        print(f"peers: {' '.join(failed.cmd)} failed: {failed.returncode}", file=sys.stderr)
        return 2
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5000, help=f"{SMALLEST} to {LARGEST}")
    parser.add_argument("--keep", metavar="DIR", help="leave the day and the stores in DIR")
    parser.add_argument("peer", nargs="*", help=f"only these: {', '.join(PEERS)}")
    options = parser.parse_args()
    if not SMALLEST <= options.pairs <= LARGEST:
        parser.error(f"--pairs is {SMALLEST} to {LARGEST}")
    for name in options.peer:
        if name not in PEERS:
            parser.error(f"no peer {name}: {', '.join(PEERS)}")
    return options


def compare(folder, pairs, chosen, python):
    load = os.getloadavg()[0]
    ours = [PROGRAM, "--pairs", str(pairs)]
    told("day", lambda: subprocess.run(ours + ["--write-day", folder], check=True))
    results = {"ours": asked("ours", ours + ["--answer-day", folder])}
    for name in chosen:
        program = [python, os.path.join(HERE, PEERS[name])]
        told(f"{name}, loading",
             lambda: subprocess.run(program + ["store", folder], check=True))
        results[name] = asked(name, program + ["answer", folder])
    with open(os.path.join(folder, "day.json")) as file:
        machine = json.load(file)["machine"]
    print(f"\n{machine}, load {load:.2f} at the start, {os.getloadavg()[0]:.2f} now, "
          "of which 1 is this run")
    print(f"{pairs} pairs × 1440 minutes; wall time: median, half of the samples within ± so much, "
          "how many, ratio to ours\n")
    for line in comparison.table(results):
        print(line.rstrip())
    return agree(results)


def agree(results):
    """The exit status: 1 where somebody's answers are not ours."""
    ours = results["ours"]["answers"]
    status = 0
    print()
    for name in list(results)[1:]:
        found = comparison.disagreements(ours, results[name]["answers"])
        words = f"differs in {' and '.join(found)}" if found else (
            "the same: 5 series to the bit, order of the market, place of every pair, "
            f"variances to {comparison.TOLERANCE:g}")
        print(f"{name}: {words}")
        status = 1 if found else status
    return status


def asked(name, command):
    """What a program says of itself, as JSON, and how busy the machine was meanwhile."""
    result = told(name, lambda: json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    return result | {"load": os.getloadavg()[0]}


def told(words, work):
    """Says how long something took; the whole takes minutes."""
    start = time.monotonic()
    result = work()
    print(f"{words}: {time.monotonic() - start:.1f} s", file=sys.stderr)
    return result


if __name__ == "__main__":
    sys.exit(main())
