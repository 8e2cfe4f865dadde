"""What all peers have in common: the order of the questions, and the form of the answers."""
import json
import sys

import stopwatch
from day import Day, resident, size


class Peer:
    """A way to keep the day; a subclass answers the questions its own way.

    `store` writes the day, in a process of its own. `open` makes it ready for `series`, which gives
    1,440 prices, or fewer where there are holes, and `rank`, which gives number, variance and place
    of a market's instruments that have two prices or more, or with `None` of all such. `ingest`
    takes a minute so that it can be read, `undo` forgets it. `append` takes one so that it survives
    a power cut; `forget` is called before the start is measured.
    """

    # Below the folder of the day; what they take on disk is counted.
    files = ()

    def __init__(self, day):
        self.day = day

    def paths(self):
        return [self.day.path(name) for name in self.files]

    def close(self):
        """Undoes `open`."""


def run(kind):
    """The command line of a peer: `store DIR`, or `answer DIR`, which prints JSON."""
    verb, folder = sys.argv[1:]
    peer = kind(Day(folder))
    if verb == "store":
        peer.store()
    else:
        json.dump(answer(peer), sys.stdout)


def known(prices):
    """Without holes: who keeps a row a price has none to give."""
    return [float(price) for price in prices if price == price]


def places(peer):
    """Of each instrument in its market; 0 where it has no two prices."""
    found = {number: int(place) for number, _, place in peer.rank(None)}
    return [found.get(number, 0) for number in range(peer.day.pairs)]


def answer(peer):
    day = peer.day
    amounts = {"bytes on disk": size(*peer.paths())}
    before = resident()
    peer.open()
    peer.series(0)
    order = sorted(peer.rank(day.ranked), key=lambda row: row[2])
    amounts["resident"] = resident() - before
    answers = {
        "series": {str(number): known(peer.series(number)) for number in day.probes()},
        "order": [int(number) for number, _, _ in order],
        "variances": [float(variance) for _, variance, _ in order],
        "places": places(peer)}
    measures = {
        "series": stopwatch.measure(lambda call: peer.series(call * 7919 % day.pairs)),
        "rank market": stopwatch.measure(lambda _: peer.rank(day.ranked)),
        "rank all": stopwatch.measure(lambda _: peer.rank(None), samples=5)}
    batches = day.batches()
    measures["ingest"] = stopwatch.measure(
        lambda _: peer.ingest(day.last + 1, batches[0]), after=peer.undo)
    measures["append"] = stopwatch.measure(
        lambda call: peer.append(day.last + 1 + call, batches[call % len(batches)]))
    peer.close()

    def start(_):
        peer.open()
        peer.series(0)

    # Last, and without what was appended.
    peer.forget()
    measures["cold start"] = stopwatch.measure(start, samples=5, after=peer.close)
    return {"measures": measures, "amounts": amounts, "answers": answers}
