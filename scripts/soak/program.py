"""The built program, and what the soaks need around it. Standard library only."""
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Failure(Exception):
    """Something that must hold does not."""


def check(holds, words):
    if not holds:
        raise Failure(words)


class Stage:
    """A folder with a store, and the program run on it."""

    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="tracker-tui-soak-")
        self.store = os.path.join(self.folder, "day.sqlite")
        self.environment = {
            "HOME": self.folder, "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8", "TZ": "UTC"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name):
        return os.path.join(self.folder, name)

    def start(self, *words):
        return subprocess.Popen(
            [self.program, *words, "--store", self.store], env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words):
        """Status, standard output, standard error."""
        process = self.start(*words)
        output, errors = process.communicate(timeout=60)
        return process.returncode, output.decode(), errors.decode()

    def headless(self, url, *words):
        return Headless(self.start(
            "--headless", "--interval", "5", "--listen", "127.0.0.1:0", "--cryptowatch-url", url,
            *words))

    def export(self):
        """{(minute, market, pair): price}, the price as it is written."""
        status, output, errors = self.run("export")
        if status != 0 and "it does not exist yet" in errors:
            return {}
        check(status == 0, "export ended with %d: %s" % (status, errors))
        rows = [line.split(",") for line in output.splitlines()[1:]]
        return {(int(row[0]), row[1], row[2]): row[3] for row in rows}

    def damaged(self):
        return [name for name in os.listdir(self.folder) if "damaged" in name]


class Headless:
    """A run without a screen: its lines, and its port."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        self.port = None
        self.has_port = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stderr:
            line = line.decode("utf-8", "replace").rstrip("\n")
            self.lines.append(line)
            found = re.search(r"serving JSON at .*:(\d+)$", line)
            if found:
                self.port = int(found[1])
                self.has_port.set()
        self.has_port.set()

    def ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def health(self):
        return json.loads(self.ask("/healthz"))

    def wait(self, what, is_reached, seconds):
        """The first health of this kind."""
        end = time.monotonic() + seconds
        while True:
            health = self.health()
            if is_reached(health):
                return health
            check(time.monotonic() < end, "%s: not within %d s: %s" % (what, seconds, health))
            time.sleep(0.1)

    def peak_kib(self):
        """Most memory that was resident at once."""
        with open("/proc/%d/status" % self.process.pid) as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """Ends it as a person would; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=10)


class Feed(ThreadingHTTPServer):
    """A server that says the same prices each time: `{"market:name:pair": number}`."""
    daemon_threads = True

    def __init__(self, prices):
        self.prices, self.served = prices, 0
        super().__init__(("127.0.0.1", 0), _Answer)
        self.url = "http://127.0.0.1:%d" % self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def next_prices(self):
        self.served += 1
        return self.prices

    def handle_error(self, *_):
        """A client that was killed."""


class GrowingFeed(Feed):
    """A server that has 20 more pairs with each answer, so that each poll has something to store.

    `ledger`: the pairs of each answer, in order.
    """

    def __init__(self, pairs):
        self.pairs, self.ledger = pairs, []
        super().__init__({})

    def next_prices(self):
        self.served += 1
        prices = {"p%d" % i: self.served + i / 8 for i in range(self.pairs + 20 * self.served)}
        self.ledger.append(prices)
        return {"market:soak:" + pair: price for pair, price in prices.items()}


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if not self.path.startswith("/markets/prices"):
            # It has no past.
            return self.send_error(404)
        body = json.dumps({"result": self.server.next_prices()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
