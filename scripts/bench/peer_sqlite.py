"""SQLite by Python's own module: a row a price, clustered by instrument and minute."""
import sqlite3

import peer
from day import MINUTES

# One pass over differences from the first price: squares of the prices themselves would lose the
# digits of those that hardly move. An instrument at a time: GROUP BY would sort all rows first.
RANK = """
WITH base AS MATERIALIZED (
    SELECT number, market, pair, (
        SELECT price FROM price WHERE instrument = number AND minute BETWEEN :first AND :last
        ORDER BY minute LIMIT 1) AS base
    FROM instrument WHERE :market IS NULL OR market = :market),
variance AS MATERIALIZED (
    SELECT number, market, pair, (
        SELECT (sum((price - base) * (price - base))
            - sum(price - base) * sum(price - base) / count(*)) / (count(*) - 1)
        FROM price WHERE instrument = number AND minute BETWEEN :first AND :last) AS variance
    FROM base)
SELECT number, variance,
    row_number() OVER (PARTITION BY market ORDER BY variance DESC, pair)
FROM variance WHERE variance IS NOT NULL
"""


class SQLite(peer.Peer):
    files = ("peer.sqlite", "peer.sqlite-wal")

    def connect(self):
        self.connection = sqlite3.connect(self.paths()[0], isolation_level=None)
        # What COMMIT has returned for survives a power cut; the default cache of 2 MB is small.
        for setting in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            self.connection.execute("PRAGMA " + setting).fetchall()

    def store(self):
        self.connect()
        run = self.connection.execute
        run("CREATE TABLE instrument(number INTEGER PRIMARY KEY, market TEXT, pair TEXT)")
        run("CREATE TABLE price(instrument INTEGER, minute INTEGER, price REAL, "
            "PRIMARY KEY(instrument, minute)) WITHOUT ROWID")
        run("CREATE INDEX instrument_market ON instrument(market)")
        run("PRAGMA synchronous=OFF")
        run("BEGIN")
        many = self.connection.executemany
        many("INSERT INTO instrument VALUES(?, ?, ?)", self.day.instruments())
        minutes = range(self.day.first, self.day.first + MINUTES)
        for number, prices in enumerate(self.day.series()):
            rows = zip([number] * MINUTES, minutes, prices)
            many("INSERT INTO price VALUES(?, ?, ?)", (row for row in rows if row[2] == row[2]))
        run("COMMIT")
        run("ANALYZE")
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()

    def open(self):
        self.connect()

    def close(self):
        self.connection.close()

    def series(self, number):
        rows = self.connection.execute(
            "SELECT price FROM price WHERE instrument = ? AND minute BETWEEN ? AND ? "
            "ORDER BY minute", (number, self.day.first, self.day.last))
        return [price for price, in rows.fetchall()]

    def rank(self, market):
        names = {"market": market, "first": self.day.first, "last": self.day.last}
        return self.connection.execute(RANK, names).fetchall()

    def ingest(self, minute, prices):
        self.connection.execute("BEGIN")
        self.connection.executemany(
            "INSERT INTO price VALUES(?, ?, ?)",
            ((number, minute, price) for number, price in enumerate(prices) if price == price))

    def undo(self):
        self.connection.execute("ROLLBACK")

    def append(self, minute, prices):
        self.ingest(minute, prices)
        self.connection.execute("COMMIT")

    def forget(self):
        """Leaves what was appended: it does not slow down the start."""


if __name__ == "__main__":
    peer.run(SQLite)
