"""DuckDB: a row a price, in the order of instruments; its zone maps stand in for an index."""
import duckdb
import numpy
import pandas

import peer
from day import MINUTES

RANK = """
WITH variance AS (
    SELECT number, any_value(market) AS market, any_value(pair) AS pair,
        var_samp(price) AS variance
    FROM price JOIN instrument ON instrument = number
    WHERE minute BETWEEN $first AND $last AND ($market IS NULL OR market = $market)
    GROUP BY number HAVING count(*) > 1)
SELECT number, variance,
    row_number() OVER (PARTITION BY market ORDER BY variance DESC, pair) AS place
FROM variance
"""
# So many instruments are loaded at a time: all of them would not fit beside the others.
LOADED = 1000


class DuckDB(peer.Peer):
    files = ("peer.duckdb", "peer.duckdb.wal")

    def open(self):
        self.connection = duckdb.connect(self.paths()[0])

    def close(self):
        self.connection.close()

    def store(self):
        self.open()
        run = self.connection.execute
        run("CREATE TABLE instrument(number INTEGER, market VARCHAR, pair VARCHAR)")
        run("CREATE TABLE price(instrument INTEGER, minute INTEGER, price DOUBLE)")
        self.insert("instrument", pandas.DataFrame(self.day.instruments()))
        prices = numpy.memmap(self.day.path("prices.f64"), "<f8", "r")
        minutes = numpy.arange(self.day.first, self.day.first + MINUTES, dtype="int32")
        for first in range(0, self.day.pairs, LOADED):
            count = min(LOADED, self.day.pairs - first)
            numbers = numpy.arange(first, first + count, dtype="int32")
            self.insert("price", pandas.DataFrame({
                "instrument": numbers.repeat(MINUTES), "minute": numpy.tile(minutes, count),
                "price": prices[first * MINUTES:(first + count) * MINUTES]}).dropna())
        run("CHECKPOINT")
        self.close()

    def insert(self, table, frame):
        self.connection.register("rows_to_insert", frame)
        self.connection.execute(f"INSERT INTO {table} SELECT * FROM rows_to_insert")
        self.connection.unregister("rows_to_insert")

    def series(self, number):
        return self.connection.execute(
            "SELECT price FROM price WHERE instrument = ? AND minute BETWEEN ? AND ? "
            "ORDER BY minute", [number, self.day.first, self.day.last]).fetchnumpy()["price"]

    def rank(self, market):
        names = {"market": market, "first": self.day.first, "last": self.day.last}
        return self.connection.execute(RANK, names).fetchall()

    def ingest(self, minute, prices):
        self.connection.execute("BEGIN")
        self.insert("price", pandas.DataFrame({
            "instrument": numpy.arange(len(prices), dtype="int32"),
            "minute": numpy.full(len(prices), minute, dtype="int32"),
            "price": numpy.frombuffer(prices)}).dropna())

    def undo(self):
        self.connection.execute("ROLLBACK")

    def append(self, minute, prices):
        self.ingest(minute, prices)
        self.connection.execute("COMMIT")

    def forget(self):
        """Leaves what was appended: closing has moved it from the log into the file."""


if __name__ == "__main__":
    peer.run(DuckDB)
