import TrackerEngine
import TrackerScreen

extension Program {
    /// Engine and port without a screen; sentences on standard output until a signal, or until
    /// nobody reads them.
    ///
    /// - Returns: the exit status.
    func runPlain() async -> Int32 {
        EndingSignals.endAtOnce()
        let engine: Engine
        let open: (port: JSONPort, address: PortAddress)?
        let market: Market?
        var notices: [String] = []
        var keeper = keeper
        do {
            let memory = keeper.readScreen { notices.append($0) }
            market = try options.market.map { try Market($0) } ?? memory.market
            let made = try makeEngine(for: market)
            engine = made.engine
            open = try openPort(engine.snapshot, otherNames: made.otherNames)
        } catch {
            return Self.refuse(error)
        }
        let favourites = keeper.readFavourites { notices.append($0) }
        EndingSignals.note()
        if let storeWarning { notices.append(storeWarning) }
        for notice in notices { Self.complain(notice) }
        let report = PlainReport(market: market, favourites: favourites, localTime: .system)
        await Self.untilTheEnd { group in
            group.addTask {
                await engine.run(); return .goesOn
            }
            group.addTask {
                await Self.tell(report, of: engine); return .endsTheRun
            }
            if let port = open?.port {
                group.addTask {
                    await Self.feed(port, from: engine); return .goesOn
                }
            }
        }
        open?.port.stop()
        return 0
    }

    /// Ends where standard output is closed.
    private static func tell(_ first: PlainReport, of engine: Engine) async {
        var report = first
        var before: Snapshot?
        for await snapshot in engine.snapshots() {
            let lines = HeadlessLog.lines(from: before, to: snapshot) + report.lines(snapshot)
            before = snapshot
            let text = lines.map { $0.plain() + "\n" }.joined()
            guard !text.isEmpty else { continue }
            do throws(FileError) {
                try Descriptor.standardOutput.write(Array(text.utf8))
            } catch {
                return
            }
        }
    }
}
