#!/usr/bin/env python3
"""Counts the bytes that keys cost on a terminal of 120 by 40, and fails above a ceiling.

    scripts/keys.py [--checks] [PROGRAM]    .build/debug/tracker-tui otherwise

A key of its own, keys that are held, a burst, a rest in which nothing may be written, and a key on the board
that compares the markets of a pair. Which keys
count as held, and whether a minute ends meanwhile, depends on how busy the machine is: with --checks only
the single keys and the rest are judged. Times are printed and judge nothing. Needs Python alone.
"""
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time

ROWS, COLUMNS = 40, 120
CEILINGS = {"a key, median": 4500, "a key, most": 9000, "a held key, median": 2000, "a burst of 200": 20000, "idle": 0,
            "a key of the board of markets, median": 4000}
CHECKED = {"a key, median", "idle", "a key of the board of markets, median"}
DOWN, UP = b"\x1b[B", b"\x1b[A"


class Terminal:
    def __init__(self, program, home):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            words = [program, "--demo", "--pairs", "3000", "--theme", "dark"]
            os.execvpe(program, words, {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home,
                                        "PATH": os.environ.get("PATH", "/usr/bin:/bin")})

    def read(self, quiet, most=30.0, wanted=None):
        """All that comes until nothing has for so long, and when the last of it came.

        `wanted`: this at least, however long it takes; b"": something at least.
        """
        data, last = b"", time.monotonic()
        end = last + most
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready and (wanted is None or data and wanted in data):
                break
            if not ready:
                continue
            try:
                data += os.read(self.fd, 1 << 16)
            except OSError:
                break
            last = time.monotonic()
        return data, last

    def press(self, keys, quiet=0.15):
        start = time.monotonic()
        os.write(self.fd, keys)
        data, last = self.read(quiet, most=10.0, wanted=b"")
        return len(data), (last - start) * 1000

    def held(self, count, gap):
        """Keys so many seconds apart; their bytes, each up to the next."""
        costs = []
        for _ in range(count):
            os.write(self.fd, DOWN)
            end, size = time.monotonic() + gap, 0
            while (left := end - time.monotonic()) > 0:
                if select.select([self.fd], [], [], left)[0]:
                    size += len(os.read(self.fd, 1 << 16))
            costs.append(size)
        self.read(0.3)
        return costs

    def close(self):
        os.write(self.fd, b"q")
        self.read(0.5)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    words = [word for word in sys.argv[1:] if word != "--checks"]
    judged = CHECKED if "--checks" in sys.argv else set(CEILINGS)
    program = os.path.abspath(words[0] if words else os.path.join(root, ".build/debug/tracker-tui"))
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(program, home)
        terminal.read(1.0, wanted=b"SIMULATED")
        # Within the rows that are seen: a list that scrolls changes whole.
        singles = [terminal.press(key) for key in [DOWN] * 15 + [UP] * 15]
        # 33 keys a second, as keyboards repeat them.
        held = terminal.held(15, 0.03)
        burst = terminal.press(DOWN * 200, quiet=0.3)
        # Not over the turn of a minute, in which prices come.
        if time.time() % 60 > 50:
            time.sleep(13)
        terminal.read(1.0)
        idle, _ = terminal.read(5.0, most=5.0)
        # The first pair is on several markets; the board has arrows of its own.
        for key in [b"g", b"o", b"g"]:
            terminal.press(key)
        compared = [terminal.press(key)[0] for key in [DOWN] * 5 + [UP] * 5]
        terminal.press(b"o")
        ending = terminal.close()
    sizes, times = [size for size, _ in singles], [milliseconds for _, milliseconds in singles]
    found = {"a key, median": statistics.median(sizes), "a key, most": max(sizes),
             "a held key, median": statistics.median(held), "a burst of 200": burst[0], "idle": len(idle),
             "a key of the board of markets, median": statistics.median(compared)}
    # A board that has not opened costs nothing.
    failed = ending != 0 or statistics.median(compared) == 0
    for name, size in found.items():
        print(f"keys: {name}: {size:,.0f} bytes, at most {CEILINGS[name]:,}")
        failed |= name in judged and size > CEILINGS[name]
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"keys: {statistics.median(times):.1f} ms a key in the median, {slow:.1f} ms at 95 of 100; "
          f"{burst[1]:.0f} ms a burst; ended with {ending}")
    sys.exit("keys: more bytes than there may be" if failed else 0)


if __name__ == "__main__":
    main()
