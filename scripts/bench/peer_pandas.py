"""pandas: a frame of a row a minute and a column a pair, kept as Parquet."""
import os

import numpy
import pandas

import peer
from day import MINUTES


class Pandas(peer.Peer):
    files = ("peer.parquet",)

    def store(self):
        prices = numpy.memmap(self.day.path("prices.f64"), "<f8", "r")
        frame = pandas.DataFrame(
            prices.reshape(self.day.pairs, MINUTES).T,
            index=pandas.RangeIndex(self.day.first, self.day.last + 1),
            columns=[str(number) for number in range(self.day.pairs)])
        frame.to_parquet(self.paths()[0])

    def open(self):
        self.frame = pandas.read_parquet(self.paths()[0])
        self.names = pandas.DataFrame(
            self.day.instruments(), columns=["number", "market", "pair"])
        self.columns = {
            market: rows.number.astype(str).to_list()
            for market, rows in self.names.groupby("market")}

    def close(self):
        self.frame = None

    def series(self, number):
        return self.frame[str(number)].to_numpy()

    def rank(self, market):
        frame = self.frame if market is None else self.frame[self.columns[market]]
        ranked = frame.var().dropna().rename("variance").rename_axis("number").reset_index()
        ranked["number"] = ranked["number"].astype(int)
        ranked = ranked.merge(self.names, on="number").sort_values(
            ["variance", "pair"], ascending=[False, True])
        ranked["place"] = ranked.groupby("market").cumcount() + 1
        return list(zip(ranked["number"], ranked["variance"], ranked["place"]))

    def ingest(self, minute, prices):
        """A new frame without the oldest minute: the old one stays as it is for its readers."""
        row = pandas.DataFrame(
            numpy.frombuffer(prices)[None, :], index=[minute], columns=self.frame.columns)
        self.newer = pandas.concat([self.frame.iloc[1:], row])

    def undo(self):
        self.newer = None

    def append(self, minute, prices):
        """A file of its own: Parquet cannot grow. Reading the day again would be dearer with it."""
        path = self.day.path(f"minute-{minute}.parquet")
        frame = pandas.DataFrame({
            "number": numpy.arange(len(prices), dtype="int32"),
            "price": numpy.frombuffer(prices)}).dropna()
        with open(path, "wb") as file:
            frame.to_parquet(file)
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(self.day.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def forget(self):
        for name in os.listdir(self.day.folder):
            if name.startswith("minute-"):
                os.unlink(self.day.path(name))


if __name__ == "__main__":
    peer.run(Pandas)
