import TrackerEngine

extension Measures {
    /// How long the stored day takes at a start, from the closed file on.
    func loading(_ report: inout Report) async throws {
        let names = ["load a full store: first market", "load a full store: all"]
        guard filter.isEmpty || names.contains(where: { $0.contains(filter) }) else { return }
        let path = "\(directory)/\(pairs).sqlite"
        try await store(at: path)
        var configuration = EngineConfiguration()
        configuration.firstMarket = filled.ranked
        let ways: [@Sendable (Snapshot) -> Bool] = [
            { !$0.window.markets.isEmpty }, { $0.loading == nil },
        ]
        for (name, isThere) in zip(names, ways) where filter.isEmpty || name.contains(filter) {
            var times: [Double] = []
            for _ in 0..<15 {
                let start = Stopwatch.Kind.wall.now
                let engine = Engine(
                    configuration: configuration, sources: [],
                    store: try Self.opened(path), clock: StillClock())
                await withTaskGroup { group in
                    group.addTask { await engine.run() }
                    for await snapshot in engine.snapshots() where isThere(snapshot) { break }
                    times.append(Stopwatch.Kind.wall.now - start)
                    group.cancelAll()
                }
            }
            report.add(name, of: pairs, Samples(times), .wall)
        }
    }

    private static func opened(_ path: String) throws -> StoreAccess {
        try StoreFile.open(path: path, clock: StillClock())
    }

    private func store(at path: String) async throws {
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { return }
        _ = try await journal.load(from: FilledDay.now)
        try await journal.write(filled.day.stored())
    }
}

/// Time stands still: who waits does so until he is called off.
struct StillClock: WallClock {
    let now = FilledDay.now.start

    func sleep(until time: Timestamp) async throws { try await Task.sleep(for: .seconds(86_400)) }
}
