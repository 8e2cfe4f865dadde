import Synchronization
import TrackerEngine

extension Measures {
    /// Three hours of an engine with a full day: what a minute costs, in the mean and at its worst.
    ///
    /// A reader holds each snapshot until there is a newer one, as the screen does.
    func living(_ report: inout Report) async throws {
        let names = [
            "a minute: taken in", "a minute: from body to disk", "a minute: appended, synced",
            "a minute: written", "a day: written", "a day: on disk",
        ]
        guard filter.isEmpty || names.contains(where: { $0.contains(filter) }) else { return }
        let path = "\(directory)/\(pairs)-minutes.sqlite"
        guard case .writer(let journal) = try StoreFile.open(path: path, clock: StillClock())
        else { return }
        _ = try await journal.load(from: FilledDay.now)
        try await journal.write(filled.day.stored())
        var engine = try MeasuredEngine(filled, journal)
        // Caches are filled, and hours that were packed as one are over.
        for offset in FilledDay.ahead.prefix(20) { try await engine.live(offset) }
        engine.forget()
        let before = Machine.written
        let minutes = FilledDay.ahead.dropFirst(20)
        for offset in minutes { try await engine.live(offset) }
        let written = Double(Machine.written - before) / Double(minutes.count)
        report.add(names[0], of: pairs, Samples(engine.taken), .cpu)
        report.add(names[1], of: pairs, Samples(engine.whole), .cpu)
        report.add(names[2], of: pairs, Samples(engine.appended), .wall)
        report.add(names[3], of: pairs, amount: written / 1000, unit: "kB")
        report.add(names[4], of: pairs, amount: written * 1440 / 1e6, unit: "MB")
        let size = ["", "-wal", "-shm"].reduce(0) { $0 + Machine.size(of: path + $1) }
        report.add(names[5], of: pairs, amount: Double(size) / 1e6, unit: "MB")
    }
}

/// An engine's state and its journal, which polls a server of Cryptowatch's kind.
private struct MeasuredEngine {
    private let filled: FilledDay
    private let journal: any MinuteJournal
    private let body = Body()
    private let source: any QuoteSource
    private var state: EngineState
    private var shown: Snapshot
    /// Nanoseconds of processor time: prices taken in, old ones packed and forgotten, published.
    private(set) var taken: [Double] = []
    /// The same and before it the body parsed, after it a market ranked and everything stored.
    private(set) var whole: [Double] = []
    /// Nanoseconds that the journal took for the minute.
    private(set) var appended: [Double] = []

    init(_ filled: FilledDay, _ journal: any MinuteJournal) throws {
        self.filled = filled
        self.journal = journal
        let body = body
        source = try FilledDay.source(
            HTTPClient { _ in .success(HTTPResponse(status: 200, body: body.bytes)) })
        state = EngineState(
            day: filled.day, now: FilledDay.now.start,
            sources: [SourceHealth(name: source.name, address: source.address)],
            interval: .seconds(60),
            store: .writing(place: "", through: FilledDay.now))
        shown = state.snapshot(isSimulated: false)
    }

    mutating func forget() { (taken, whole, appended) = ([], [], []) }

    /// The minute that is so many after the filled day.
    mutating func live(_ offset: Int) async throws {
        body.bytes = filled.body(offset)
        let start = FilledDay.now.advanced(by: offset).start
        let first = Stopwatch.Kind.cpu.now
        let poll = try await source.poll(at: start)
        let second = Stopwatch.Kind.cpu.now
        var effects = state.advance(to: start)
        effects += state.started(0, at: start)
        effects += state.received(poll, from: 0, startedAt: start, at: start + .seconds(1))
        shown = state.snapshot(isSimulated: false)
        taken.append(Stopwatch.Kind.cpu.now - second)
        keep(shown.window.ranking(of: filled.ranked))
        for effect in effects { try await write(effect) }
        whole.append(Stopwatch.Kind.cpu.now - first)
    }

    private mutating func write(_ effect: EngineEffect) async throws {
        guard case .journal(let effect) = effect else { return }
        let start = Stopwatch.Kind.wall.now
        try await effect.write(to: journal)
        if case .append = effect { appended.append(Stopwatch.Kind.wall.now - start) }
        keep(state.stored(effect, at: ""))
    }

    /// What the server answers now.
    private final class Body: Sendable {
        private let held = Mutex<[UInt8]>([])
        var bytes: [UInt8] {
            get { held.withLock { $0 } }
            set { held.withLock { $0 = newValue } }
        }
    }
}
