import Glibc

/// Measures how long something takes, often enough to say so.
struct Stopwatch: Sendable {
    /// What is counted.
    enum Kind: String, Sendable {
        /// The time of this process on all cores: what others do on the machine hardly matters.
        case cpu
        /// The time that passes: for what waits for the disk.
        case wall

        private var clock: clockid_t { self == .cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC }

        /// Nanoseconds.
        var now: Double {
            var time = timespec()
            unsafe clock_gettime(clock, &time)
            return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
        }
    }

    let kind: Kind
    /// How many samples are taken.
    var samples = 15
    /// A sample repeats its work until it takes so long, in nanoseconds.
    var leastSample = 5e6

    /// Times `body`, which is called any number of times, with the number of the call.
    ///
    /// - Returns: nanoseconds a call.
    func time(_ body: (Int) async throws -> Void) async rethrows -> Samples {
        var calls = 0
        func run(_ count: Int) async throws -> Double {
            let start = kind.now
            for call in calls..<calls + count { try await body(call) }
            calls += count
            return kind.now - start
        }
        // The first call fills caches; the doubling finds out how many calls make a sample.
        var count = 1
        _ = try await run(1)
        while try await run(count) < leastSample { count *= 2 }
        var values: [Double] = []
        for _ in 0..<samples { values.append(try await run(count) / Double(count)) }
        return Samples(values)
    }
}
