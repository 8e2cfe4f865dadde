import TrackerEngine

extension Program {
    /// Engine and port without a screen, until a signal; a line on standard error for what changes.
    ///
    /// - Returns: the exit status: 0 after a signal that asks for the end.
    func runHeadless() async -> Int32 {
        EndingSignals.endAtOnce()
        let engine: Engine
        let open: (port: JSONPort, address: PortAddress)?
        // Nobody looks at a screen: what clients ask for is what is looked at.
        let (asked, ask) = AsyncStream.makeStream(
            of: Instrument.self, bufferingPolicy: .bufferingNewest(64))
        do {
            let made = try makeEngine()
            engine = made.engine
            open = try openPort(engine.snapshot, otherNames: made.otherNames) { ask.yield($0) }
        } catch {
            return Self.refuse(error)
        }
        EndingSignals.note()
        if let storeWarning { Self.complain(storeWarning) }
        if let open {
            let others = open.address.isLoopback ? "" : ": it can be reached by others"
            Self.complain("serving JSON at \(open.address)\(others)")
        }
        await Self.untilTheEnd { group in
            group.addTask {
                await engine.run(); return .goesOn
            }
            group.addTask {
                await Self.log(engine); return .goesOn
            }
            group.addTask {
                for await instrument in asked { await engine.wish(for: instrument) }
                return .goesOn
            }
            if let port = open?.port {
                group.addTask {
                    await Self.feed(port, from: engine); return .goesOn
                }
            }
        }
        open?.port.stop()
        Self.complain(HeadlessLog.farewell(engine.snapshot.store))
        return 0
    }

    private static func log(_ engine: Engine) async {
        var before: Snapshot?
        for await snapshot in engine.snapshots() {
            for line in HeadlessLog.lines(from: before, to: snapshot) { complain(line) }
            before = snapshot
        }
    }

    /// What the end of a task means for the run that it is a part of.
    enum PartEnding: Sendable {
        case endsTheRun
        case goesOn
    }

    /// Runs the parts until one of them ends the run, or a signal asks for it.
    static func untilTheEnd(
        _ addParts: (inout TaskGroup<PartEnding>) -> Void
    ) async {
        await withTaskGroup(of: PartEnding.self) { group in
            group.addTask {
                await EndingSignals.first()
                return .endsTheRun
            }
            addParts(&group)
            for await ending in group where ending == .endsTheRun { break }
            group.cancelAll()
        }
    }
}

/// What a run without a screen says.
enum HeadlessLog {
    /// A line for everything that has changed and that somebody would want to know.
    static func lines(from before: Snapshot?, to now: Snapshot) -> [String] {
        var lines: [String] = []
        if let notice = now.notice, notice != before?.notice { lines.append(notice) }
        for (index, source) in now.sources.enumerated() {
            lines += self.lines(from: before?.sources[index], to: source)
        }
        if kind(before?.store) != kind(now.store) { lines.append(describe(now.store)) }
        return lines
    }

    /// One line when it stops to answer, however often it is tried after that, and one when it is
    /// well again.
    private static func lines(from before: SourceHealth?, to now: SourceHealth) -> [String] {
        if let failure = now.failure {
            guard before?.failure?.isBarred != failure.isBarred else { return [] }
            return [describe(failure, of: now)]
        }
        if now.lastSuccess != nil, before?.lastSuccess == nil || before?.failure != nil {
            return ["\(now.name): \(now.quotes) prices from \(now.address)"]
        }
        return []
    }

    private static func describe(
        _ failure: SourceHealth.Failure, of source: SourceHealth
    ) -> String {
        // Most reasons begin with the host.
        let isNamed = failure.reason.contains(source.address)
        let who = isNamed ? source.name : "\(source.name) (\(source.address))"
        let next = source.nextPoll.map { "; trying again in \(span($0 - failure.at))" } ?? ""
        return "\(who): \(failure.reason)\(next)"
    }

    /// A wait in the largest unit that leaves two or more of it.
    private static func span(_ wait: Duration) -> String {
        let seconds = (wait.wholeMilliseconds + 500) / 1000
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\((seconds + 30) / 60) min"
        default: "\((seconds + 1800) / 3600) h"
        }
    }

    static func farewell(_ store: StoreHealth) -> String {
        if case .writing = store { return "ended, everything is stored" }
        return "ended; \(describe(store))"
    }

    /// The store without the minute it has come to.
    private static func kind(_ store: StoreHealth?) -> String {
        store.map(describe) ?? ""
    }

    private static func describe(_ store: StoreHealth) -> String {
        switch store {
        case .memory(let reason): "nothing is stored: \(reason)"
        case .writing(let path, _): "storing to \(path)"
        case .following(let path): "reading \(path), which another tracker-tui writes"
        case .failing(_, let reason): "\(reason); running on memory"
        }
    }
}
