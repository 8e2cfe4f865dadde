"""Wall times of a call, measured as TrackerBenchmarks does."""
import statistics
import time

LEAST_SAMPLE = 0.005
# Seconds that one question may take in all: what is slow has fewer samples.
BUDGET = 60
FEWEST = 3


def measure(body, samples=15, after=None):
    """Nanoseconds a call of `body`, which gets the number of the call.

    `after` undoes what a call did and is not counted.
    """
    calls = 0

    def run(count):
        nonlocal calls
        took = 0
        for _ in range(count):
            start = time.perf_counter()
            body(calls)
            took += time.perf_counter() - start
            if after:
                after()
            calls += 1
        return took

    # The first call fills caches; the doubling finds out how many calls make a sample.
    count = 1
    run(1)
    while (took := run(count)) < LEAST_SAMPLE:
        count *= 2
    samples = max(FEWEST, min(samples, int(BUDGET / took)))
    values = sorted(run(count) / count * 1e9 for _ in range(samples))
    quarter = len(values) // 4
    median = statistics.median(values)
    return {
        "median": median, "least": values[0], "greatest": values[-1],
        "spread": (values[-1 - quarter] - values[quarter]) / median, "samples": len(values)}
