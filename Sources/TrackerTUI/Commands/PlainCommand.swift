import TrackerEngine
import TrackerScreen

/// `--plain`: engine and port without a screen; sentences on standard output until a signal, or
/// until nobody reads them.
struct PlainCommand: Command {
    static let form = CommandForm(
        flags: ["--plain"], summary: "print a few sentences each minute, without a screen",
        isService: true)
    static let options = OptionList<Self>([], .including(\.watch), .including(\.configuration))

    var watch = WatchOptions()
    var configuration = ConfigurationOptions()

    func run(in place: Workplace) async throws(CommandError) -> ExitCode {
        var notices: [String] = []
        var keeper = Keeper(place.folder, isSimulated: watch.source.isSimulated)
        let memory = keeper.readScreen { notices.append($0) }
        let first = watch.market ?? memory.market
        let market = try await MarketWatch(watch, configuration, for: first, in: place)
        let favourites = keeper.readFavourites { notices.append($0) }
        place.signals.note()
        if let warning = place.storeWarning(watch) { notices.append(warning) }
        for notice in notices { place.console.complain(notice) }
        let report = PlainReport(
            market: first, favourites: favourites, localTime: place.localTime)
        await market.run { await Self.tell(report, of: market.engine, in: place) }
        return .success
    }

    /// Prints sentences until a signal comes or standard output is closed.
    private static func tell(
        _ report: PlainReport, of engine: Engine, in place: Workplace
    ) async {
        await withTaskGroup { group in
            group.addTask { await place.signals.first() }
            group.addTask { await write(report, of: engine, in: place) }
            await group.next()
            group.cancelAll()
        }
    }

    private static func write(
        _ first: PlainReport, of engine: Engine, in place: Workplace
    ) async {
        let progress = ProgressLine("reading the store", in: place)
        async let _: Void = progress.tick()
        var report = first
        var before: Snapshot?
        for await snapshot in engine.snapshots() {
            let lines =
                HeadlessLog.lines(
                    from: before, to: snapshot, inTimeOf: place.localTime.offset)
                + report.lines(snapshot)
            before = snapshot
            if lines.isEmpty {
                progress.show(snapshot)
                continue
            }
            progress.hide()
            do throws(FileError) {
                try place.console.print(lines.map { $0.plain() }.joined(separator: "\n"))
            } catch {
                return
            }
            progress.show(snapshot)
        }
    }
}
