#!/usr/bin/env python3
"""One local server that stands for all exchanges of the catalogue, with made-up prices.

    exchanges.py [--port 8930] [--pairs 15000] [--write FILE]

FILE gets the entries of the catalogue, each with the addresses of this server:

    tracker-tui --exchanges FILE --source all

Each exchange is answered for in the shape that its entry describes, with listing, candles, ETag and
gzip; no line here knows one of them. It is steered by

    /control/fault?exchange=ID&mode=MODE   from now on, until mode=none; ID may be a list, or `all`.
                                           kind=tickers,listing,candles: only those; n=5: so often
    /control/log?exchange=ID               its requests, with times
    /control/rates                         of each exchange: requests, and the least gap between two
    /control/latency?ms=80                 that long before each answer
"""
import argparse
import gzip
import hashlib
import os
import re
import sys
import threading
import time
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import faulty
import madeup
import shapes

CATALOGUE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)),
    "../../Sources/TrackerEngine/Quotes/Exchanges/exchanges.toml")
KINDS = ("tickers", "detailed", "fallback", "listing", "candles")


def read_catalogue(path):
    with open(path, "rb") as file:
        # The retired ones are last, and asked by nobody.
        entries = [entry for entry in tomllib.load(file)["exchange"] if not entry.get("retired")]
    for entry in entries:
        for kind in KINDS:
            if isinstance(entry.get(kind), dict):
                entry[kind] = [entry[kind]]
    return entries


def repointed(text, entries, root):
    """The text of the entries that are polled, with other addresses and nothing else changed."""
    addresses = [
        {call["url"]: address(root, entry, kind, i)
         for kind in KINDS for i, call in enumerate(entry.get(kind, []))} for entry in entries]
    place = -1
    lines = []
    for line in text.splitlines():
        place += line.strip() == "[[exchange]]"
        if place == len(addresses):
            # From here on they are retired, and their names belong to the program.
            break
        found = re.search(r'url = "([^"]*)"', line)
        if found and place >= 0 and not line.startswith("#"):
            line = line.replace(found[1], addresses[place][found[1]])
        lines.append(line)
    return "\n".join(lines) + "\n"


def address(root, entry, kind, i):
    rest = entry[kind][i]["url"].split("://", 1)[1].split("/", 1)[1]
    return "%s/%s/%s%d/%s" % (root, entry["id"], kind, i, rest)


class Exchange:
    """One of them: its pairs, its answers of this minute, its faults, who asked it when."""

    def __init__(self, entry, count):
        self.entry, self.id, self.pause = entry, entry["id"], entry["pause"]
        self.shape = shapes.Shape(entry)
        if "listing" in entry:
            self.shape.entry = dict(entry, listing=entry["listing"][0])
        self.pairs = madeup.pairs(entry, count)
        self.by_symbol = {pair.symbol.lower(): pair for pair in self.pairs}
        self.by_sides = {(pair.base + pair.quote).lower(): pair for pair in self.pairs}
        self.templates = {
            kind: [shapes.Template(call["url"]) for call in entry.get(kind, [])] for kind in KINDS}
        self.lock = threading.Lock()
        self.kept, self.log, self.fault = {}, [], None

    def note(self, **what):
        with self.lock:
            self.log.append(what)
            if len(self.log) > 100_000:
                del self.log[:50_000]

    def take_fault(self, kind):
        with self.lock:
            fault = self.fault
            if not fault or kind not in fault["kinds"]:
                return None
            fault["left"] -= 1
            if fault["left"] <= 0:
                self.fault = None
            return fault

    # -- answers

    def answer(self, kind, i, rest, now):
        """`None` for an address that is none of its own."""
        calls = self.entry.get(kind, [])
        if i >= len(calls):
            return None
        call = calls[i]
        if kind == "candles":
            values = self.templates[kind][i].values(rest)
            pair = values and self.pair(values)
            return pair and Answer(self.shape.candles(call, pair, values, now))
        if self.templates[kind][i].values(rest) is None:
            return None
        return self.current(kind, i, int(now // 60))

    def pair(self, values):
        if "symbol" in values:
            return self.by_symbol.get(values["symbol"].lower())
        # Where nothing stands between them, where one ends and the other begins is not known.
        return self.by_sides.get((values.get("base", "") + values.get("quote", "")).lower())

    def current(self, kind, i, minute):
        """Worked out once a minute; a listing once."""
        key = (kind, i, 0 if kind == "listing" else minute)
        with self.lock:
            if key not in self.kept:
                self.kept = {k: v for k, v in self.kept.items() if k[2] in (0, minute - 1, minute)}
                self.kept[key] = Answer(
                    self.shape.listing(self.pairs) if kind == "listing" else
                    self.prices(kind, i, minute))
            return self.kept[key]

    def prices(self, kind, i, minute, change=lambda quotes: quotes):
        call = self.entry[kind][i]
        is_split = len(shapes.words(call["symbol"])) == 2
        is_single = call.get("rows") == "@self"
        quotes = [([pair.base, pair.quote] if is_split else pair.symbol, pair.price(minute))
                  for pair in self.pairs if call.get("quote") in (None, pair.quote)
                  and (not is_single or call["url"].endswith("=" + pair.symbol))]
        return self.shape.prices(call, change(quotes), minute * 60)

    def build(self, minute):
        """Before the minute begins, when all ask at once."""
        for i in range(len(self.entry["tickers"])):
            self.current("tickers", i, minute)

    def rates(self):
        with self.lock:
            # They are noted when they are answered.
            times = sorted(row["at"] for row in self.log)
        gaps = [after - before for before, after in zip(times, times[1:])]
        least = min(gaps, default=None)
        # Over ten requests: what one thread was late by does not count.
        run = min((b - a for a, b in zip(times, times[10:])), default=None)
        return {"pause": self.pause, "requests": len(times), "leastGap": least,
                "leastGapOverTen": run and run / 10}


class Answer:
    """A good body, its tag, and the same body packed."""

    def __init__(self, body):
        self.body = shapes.written(body)
        self.tag = '"%s"' % hashlib.blake2b(self.body, digest_size=8).hexdigest()
        self.packed = gzip.compress(self.body, 1, mtime=0) if len(self.body) > 1000 else None


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, entries, pairs=15_000, port=0):
        counts = madeup.spread(entries, pairs)
        self.exchanges = {entry["id"]: Exchange(entry, counts[entry["id"]]) for entry in entries}
        self.latency = 0
        super().__init__(("127.0.0.1", port), Handler)
        self.url = "http://127.0.0.1:%d" % self.server_address[1]
        self.build(int(time.time() // 60))

    def build(self, minute):
        for exchange in self.exchanges.values():
            exchange.build(minute)

    def keep_ahead(self):
        while True:
            time.sleep(60 - (time.time() + 20) % 60)
            self.build(int(time.time() // 60) + 1)

    def start(self):
        for work in (self.keep_ahead, self.serve_forever):
            threading.Thread(target=work, daemon=True).start()
        return self

    def fault(self, name, mode, kinds=KINDS, times=10 ** 9):
        names = self.exchanges if name == "all" else name.split(",")
        for one in names:
            exchange = self.exchanges[one]
            with exchange.lock:
                exchange.fault = None if mode == "none" else {
                    "mode": mode, "kinds": kinds, "left": times}

    def handle_error(self, *_):
        """A client that went away."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 600

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.wfile = _Whole(self.wfile)

    def do_GET(self):
        at = time.time()
        parts = self.path.lstrip("/").split("/", 2)
        if parts[0] == "control":
            return self.control("/".join(parts[1:]))
        exchange = self.server.exchanges.get(parts[0])
        kind = re.fullmatch(r"([a-z]+)(\d+)", parts[1] if len(parts) == 3 else "")
        if not exchange or not kind or kind[1] not in KINDS:
            return self.reply(404, b'{"message":"Not found"}')
        if self.server.latency:
            time.sleep(self.server.latency)
        row = {"at": at, "kind": kind[1], "path": parts[2], "host": self.headers.get("Host")}
        fault = exchange.take_fault(kind[1])
        try:
            if fault:
                row["fault"] = fault["mode"]
                row["status"] = faulty.answer(
                    self, exchange, fault["mode"], kind[1], int(kind[2]), parts[2])
            else:
                row["status"] = self.good(exchange, kind[1], int(kind[2]), parts[2], at)
        except OSError as error:
            row["client"] = type(error).__name__
            self.close_connection = True
        exchange.note(**row, took=time.time() - at)

    def good(self, exchange, kind, i, rest, now):
        answer = exchange.answer(kind, i, rest, now)
        if not answer:
            return self.reply(400, b'{"code":"400","message":"Invalid symbol"}')
        if self.headers.get("If-None-Match") == answer.tag:
            return self.reply(304, b"", [("ETag", answer.tag)])
        if answer.packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            return self.reply(
                200, answer.packed, [("ETag", answer.tag), ("Content-Encoding", "gzip")])
        return self.reply(200, answer.body, [("ETag", answer.tag)])

    def reply(self, status, body, fields=(), kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in fields:
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        return status

    # -- control

    def control(self, rest):
        url = urlsplit(rest)
        ask = {key: values[-1] for key, values in parse_qs(url.query).items()}
        exchanges = self.server.exchanges
        try:
            result = {"ok": True}
            if url.path == "fault":
                mode = ask.get("mode", "none")
                if mode not in (*faulty.MODES, "none"):
                    raise ValueError("modes: none " + " ".join(faulty.MODES))
                self.server.fault(
                    ask.get("exchange", "all"), mode,
                    ask["kind"].split(",") if "kind" in ask else KINDS, int(ask.get("n", 10 ** 9)))
            elif url.path == "log":
                names = ask["exchange"].split(",") if "exchange" in ask else exchanges
                result = {name: list(exchanges[name].log) for name in names}
            elif url.path == "rates":
                result = {name: exchange.rates() for name, exchange in exchanges.items()}
            elif url.path == "latency":
                self.server.latency = float(ask["ms"]) / 1000
            else:
                raise ValueError("there are fault, log, rates, latency")
            self.reply(200, shapes.written(result))
        except (KeyError, ValueError) as error:
            self.reply(400, shapes.written({"error": str(error)}))


class _Whole:
    """Keeps what is written until it is flushed: head and body leave in one piece."""

    def __init__(self, file):
        self.file, self.parts = file, []

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def flush(self):
        parts, self.parts = b"".join(self.parts), []
        if parts:
            self.file.write(parts)
        self.file.flush()

    def close(self):
        self.file.close()

    @property
    def closed(self):
        return self.file.closed


def write_entries(server, path, catalogue=CATALOGUE):
    with open(catalogue) as file:
        text = file.read()
    entries = [exchange.entry for exchange in server.exchanges.values()]
    with open(path, "w") as file:
        file.write(repointed(text, entries, server.url))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8930)
    parser.add_argument("--pairs", type=int, default=15_000, help="in all")
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("--catalogue", default=CATALOGUE)
    options = parser.parse_args()
    server = Server(read_catalogue(options.catalogue), options.pairs, options.port)
    if options.write:
        write_entries(server, options.write, options.catalogue)
    server.start()
    print("%d exchanges, %d pairs at %s" % (
        len(server.exchanges), sum(len(e.pairs) for e in server.exchanges.values()), server.url),
        flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
