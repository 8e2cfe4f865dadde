import TrackerEngine

/// `--headless`: engine and port without a screen, until a signal; a line on standard error for
/// everything that changes.
struct HeadlessCommand: Command {
    static let form = CommandForm(
        flags: ["--headless"], summary: "poll, store and serve without a screen", isService: true)
    static let options = OptionList<Self>([], .including(\.watch), .including(\.configuration))

    var watch = WatchOptions()
    var configuration = ConfigurationOptions()

    /// - Returns: success after a signal that asks for the end.
    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        // Nobody looks at a screen: the pairs that clients ask for are what is looked at.
        let (asked, ask) = AsyncStream.makeStream(
            of: Instrument.self, bufferingPolicy: .bufferingNewest(64))
        let market = try await MarketWatch(watch, configuration, in: place) { ask.yield($0) }
        place.signals.note()
        if let warning = place.storeWarning(watch) { place.console.complain(warning) }
        if let address = market.port?.address {
            let others = address.isLoopback ? "" : "; other machines can reach it"
            place.console.complain("serving JSON at \(address)\(others)")
        }
        let engine = market.engine
        await market.run(beside: [
            { await Self.log(engine, in: place) },
            { for await instrument in asked { await engine.wish(for: instrument) } },
        ]) { await place.signals.first() }
        place.console.complain(HeadlessLog.farewell(engine.snapshot.store))
        return .success
    }

    private static func log(_ engine: Engine, in place: Workplace) async {
        let progress = ProgressLine("reading the store", in: place)
        async let _: Void = progress.tick()
        var before: Snapshot?
        for await snapshot in engine.snapshots() {
            let lines = HeadlessLog.lines(from: before, to: snapshot)
            if !lines.isEmpty { progress.hide() }
            for line in lines { place.console.complain(line) }
            before = snapshot
            progress.show(snapshot)
        }
    }
}
