import Glibc
import TrackerEngine

/// The parts that the dashboard, the headless run and the subcommands share, made from the options.
struct Program: Sendable {
    let options: Options
    let place: StatePlace?
    let clock: any WallClock = SystemClock()

    init(_ options: Options) {
        self.options = options
        place = StatePlace()
    }

    /// Exit statuses.
    static let couldNot: Int32 = 1
    static let usage: Int32 = 2

    /// One line on standard error.
    static func complain(_ text: String) {
        let bytes = Array("tracker-tui: \(text)\n".utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// A text on standard output.
    static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

// MARK: - Engines

extension Program {
    /// The engine that the options ask for; it does nothing before it runs.
    func makeEngine(store: StoreAccess) throws(CryptowatchSetupError) -> Engine {
        if options.isDemo { return makeDemo() }
        var settings = QuoteSources.Settings()
        settings.cryptowatchURL = options.cryptowatchURL
        settings.cryptowatchKey = Self.environment("TRACKER_CRYPTOWATCH_KEY").map { Secret($0) }
        settings.seed = options.seed
        settings.pairs = options.pairs
        let source = try QuoteSources.source(
            named: options.source.rawValue, settings: settings, client: .live())
        var configuration = EngineConfiguration()
        configuration.interval = options.interval
        configuration.isSimulated = options.isSimulated
        return Engine(
            configuration: configuration, sources: [source].compactMap { $0 }, store: store,
            clock: clock)
    }

    /// An engine of simulated prices whose day is filled; nothing of it is written to disk.
    func makeDemo() -> Engine {
        let source = SimulatedSource(seed: options.seed, pairs: options.pairs)
        let last = Minute(containing: clock.now)
        var day = RollingDay()
        day.fill(source.instruments, through: last) { store in
            source.fill(through: last, store)
        }
        var configuration = EngineConfiguration()
        configuration.interval = options.interval
        configuration.isSimulated = true
        return Engine(
            configuration: configuration, day: day, sources: [source],
            store: .none(reason: "a demonstration"), clock: clock)
    }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
