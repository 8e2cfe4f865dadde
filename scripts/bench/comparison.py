"""The answers of all beside ours, and the table of what they took."""
QUESTIONS = [
    ("ingest", "ingest a minute, all pairs"),
    ("append", "durable append of a minute"),
    ("cold start", "cold start to a pair's series"),
    ("series", "one pair's 1,440 values"),
    ("rank market", "rank a market of 700 pairs"),
    ("rank all", "rank all pairs"),
]
AMOUNTS = ["bytes on disk", "resident"]
# Means and sums are rounded in another order by everybody.
TOLERANCE = 1e-9
WIDTH = 29


def alike(left, right):
    """Whether two lists of numbers have the same length and, within the tolerance, the same numbers."""
    return len(left) == len(right) and all(
        abs(a - b) <= TOLERANCE * b for a, b in zip(left, right))


def disagreements(ours, theirs):
    """What is not the same in both, in words; empty where all is."""
    found = []
    if theirs["series"] != ours["series"]:
        found.append("the series")
    if theirs["order"] != ours["order"]:
        found.append("the order of the market")
    elif not alike(theirs["variances"], ours["variances"]):
        found.append("the variances")
    if theirs["places"] != ours["places"]:
        found.append("the places of all pairs")
    return found


def table(results):
    """Lines; `results` by name, ours first."""
    names = list(results)
    ours = results[names[0]]
    yield _row("", names)
    for key, words in QUESTIONS:
        base = ours["measures"][key]["median"]
        yield _row(words, [_time(results[name]["measures"][key], base) for name in names])
    for key in AMOUNTS:
        base = ours["amounts"][key]
        yield _row(key, [_amount(results[name]["amounts"][key], base) for name in names])
    # Others have come and gone between one program and the next.
    yield _row("load of the last minute", [f"{results[name]['load']:.2f}" for name in names])


def _row(words, cells):
    return f"{words:30}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)


def _time(measure, base):
    words = f"{duration(measure['median'])} ±{measure['spread'] * 50:.0f} %"
    return f"{words} of {measure['samples']}{_ratio(measure['median'], base)}"


def _amount(count, base):
    return f"{count / 1e6:.3g} MB" + _ratio(count, base)


def _ratio(value, base):
    return f"{f'×{digits(value / base)}':>7}"


def duration(nanoseconds):
    """`412 ns`, `3.08 µs`, `15.2 ms`."""
    for unit, size in (("ns", 1), ("µs", 1e3), ("ms", 1e6)):
        if nanoseconds < size * 1000:
            return f"{digits(nanoseconds / size)} {unit}"
    return f"{digits(nanoseconds / 1e9)} s"


def digits(number):
    """Three that count."""
    return f"{number:.{2 if number < 10 else 1 if number < 100 else 0}f}"
