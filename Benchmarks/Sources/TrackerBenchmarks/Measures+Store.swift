import Glibc
import TrackerEngine

extension Measures {
    /// On the disk, synced.
    func storing(_ report: inout Report) async throws {
        let names = ["append a minute, synced", "load a full store", "written a minute"]
        guard filter.isEmpty || names.contains(where: { $0.contains(filter) }) else { return }
        let path = "\(directory)/\(pairs).sqlite"
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { return }
        _ = try await journal.load(from: FilledDay.now)
        try await journal.write(filled.day.stored())
        try await time("load a full store", &report) { _ in
            let stored = try await journal.load(from: filled.window.first)
            var day = RollingDay()
            day.restore(stored)
            keep(DayWindow(day, through: FilledDay.now))
        }
        let batches = FilledDay.rest.map(filled.batch)
        try await time("append a minute, synced", &report, .wall) { call in
            try await journal.append(batches[call % batches.count])
        }
        // As many as it takes for the log to be copied into the file now and then.
        let before = Machine.written
        for _ in 0..<10 { for batch in batches { try await journal.append(batch) } }
        let written = Double(Machine.written - before) / 1000 / Double(10 * batches.count)
        report.add("written a minute", of: pairs, amount: written, unit: "kB")
    }
}

/// Nothing that is measured asks for the time.
struct StillClock: WallClock {
    let now = FilledDay.now.start

    func sleep(until time: Timestamp) async throws {}
}
