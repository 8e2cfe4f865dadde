"""The day that TrackerBenchmarks has written as columns, and what every peer does with it."""
import array
import csv
import json
import os
import sys

MINUTES = 1440
BATCHES = 25
PROBES = 5


class Day:
    """A folder of columns; see DayColumns.swift for what is in it."""

    def __init__(self, folder):
        self.folder = folder
        with open(self.path("day.json")) as file:
            facts = json.load(file)
        self.pairs = facts["pairs"]
        self.first = facts["first"]
        self.last = self.first + MINUTES - 1
        self.ranked = facts["ranked"]
        self.machine = facts["machine"]

    def path(self, name):
        return os.path.join(self.folder, name)

    def instruments(self):
        """(number, market, pair) of each, by number."""
        with open(self.path("instruments.csv"), newline="") as file:
            rows = csv.reader(file)
            next(rows)
            return [(int(number), market, pair) for number, market, pair in rows]

    def series(self):
        """The 1,440 prices of each instrument, one after the other, as arrays."""
        with open(self.path("prices.f64"), "rb") as file:
            for _ in range(self.pairs):
                yield _doubles(file, MINUTES)

    def batches(self):
        """The prices of all instruments in each of the minutes after the day."""
        with open(self.path("next.f64"), "rb") as file:
            return [_doubles(file, self.pairs) for _ in range(BATCHES)]

    def probes(self):
        """Numbers of the instruments whose series are compared."""
        return range(0, self.pairs, self.pairs // PROBES)


def _doubles(file, count):
    values = array.array("d")
    values.fromfile(file, count)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def resident():
    """Of this process, in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def size(*paths):
    """Of files together, in bytes; those that are not there count nothing."""
    return sum(os.path.getsize(path) for path in paths if os.path.exists(path))
