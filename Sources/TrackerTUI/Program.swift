import Glibc
import TrackerEngine
import TrackerScreen

/// The parts that every way to run the program shares, made from the options.
struct Program: Sendable {
    let options: Options
    /// What the options were made from besides the command line.
    let configuration: ConfigurationFile?
    private let words: [String]
    /// `nil` where there is no home.
    let place: StatePlace?
    let clock: any WallClock = SystemClock()

    /// `words`: the command line, without the program's name.
    init(_ options: Options, words: [String], configuration: ConfigurationFile?) {
        self.options = options
        self.words = words
        self.configuration = configuration
        place = StatePlace()
    }

    /// Exit statuses.
    static let couldNot: Int32 = 1
    static let usage: Int32 = 2

    /// One line on standard error.
    static func complain(_ text: String) {
        write("tracker-tui: \(text.plain())\n", to: STDERR_FILENO)
    }

    /// Says why the parts cannot be made.
    ///
    /// - Returns: the exit status.
    static func refuse(_ error: any Error) -> Int32 {
        complain("\(error)")
        return error is SetupError ? usage : couldNot
    }

    /// A text on standard output.
    static func say(_ text: String) { write(text.plainLines + "\n", to: STDOUT_FILENO) }

    private static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

// MARK: - Configuration

extension Program {
    /// The configuration that a command line wants, `nil` where there is none.
    static func configuration(
        for options: Options
    ) throws(ConfigurationError) -> ConfigurationFile? {
        guard let path = configurationPath(for: options) else { return nil }
        // One that was named may come from a pipe: `--config <(…)`.
        return try ConfigurationFile.read(
            path, home: Environment.value(of: "HOME"), waits: options.configuration != nil)
    }

    /// The file that was named, or the usual one where it exists.
    static func configurationPath(for options: Options) -> String? {
        if let path = options.configuration { return path }
        return ConfigurationPlace.path().flatMap { ConfigurationPlace.exists($0) ? $0 : nil }
    }

    /// What the screen has of the options.
    func screenSettings(
        _ options: Options, _ configuration: ConfigurationFile?
    ) -> ScreenSettings {
        ScreenSettings(
            theme: options.theme, glyphs: options.glyphs,
            isMouseOn: options.isMouseOff ? false : nil,
            sort: options.sort,
            keys: KeyTable.standard.remapped(configuration?.keys ?? [:]))
    }

    /// Reads the configuration again.
    ///
    /// - Returns: what changes at once, `nil` where everything stays as it is; what to say of it.
    var configurationReader: @Sendable () -> (settings: ScreenSettings?, text: String) {
        {
            guard let path = Self.configurationPath(for: options) else {
                let usual = ConfigurationPlace.path().map { ": it would be \($0)" } ?? ""
                return (nil, "There is no configuration\(usual).")
            }
            do throws(ConfigurationError) {
                // The screen waits for nothing.
                let file = try ConfigurationFile.read(
                    path, home: Environment.value(of: "HOME"), waits: false)
                return again(file)
            } catch {
                let more = error.lines.count > 1 ? " (and \(error.lines.count - 1) more)" : ""
                // The outcome first: the end of the line may be cut.
                return (nil, "All stays as it was: \(error.lines[0])\(more)")
            }
        }
    }

    private func again(_ file: ConfigurationFile) -> (settings: ScreenSettings?, text: String) {
        do throws(OptionError) {
            let options = try Options(parsing: words, over: file)
            let later = file.restartKeys(since: configuration)
            let rest =
                later.isEmpty ? "" : " The next start brings: \(later.joined(separator: ", "))."
            return (screenSettings(options, file), "\(file.path) was read again.\(rest)")
        } catch {
            return (nil, "All stays as it was: \(file.path): \(error.description)")
        }
    }
}

// MARK: - Engines

extension Program {
    /// The engine that the options ask for, and other names of its markets; it does nothing before
    /// it runs.
    ///
    /// `market`: the one that is looked at first, `nil` for none in particular.
    func makeEngine(
        for market: Market? = nil
    ) throws(SetupError) -> (engine: Engine, otherNames: [Market: Market]) {
        if options.isDemo { return (makeDemo(), [:]) }
        let exchanges = try exchanges()
        let sources = try makeSources(exchanges)
        let store = openStore()
        var configuration = engineConfiguration
        configuration.firstMarket = market
        let engine = Engine(
            configuration: configuration, day: readable(store), sources: sources, store: store,
            clock: clock)
        return (engine, exchanges.otherNames)
    }

    private func makeSources(_ exchanges: Exchanges) throws(SetupError) -> [any QuoteSource] {
        var settings = QuoteSources.Settings()
        settings.cryptowatchURL = options.cryptowatchURL
        settings.cryptowatchKey = Environment.value(of: "TRACKER_CRYPTOWATCH_KEY").map {
            Secret($0)
        }
        settings.seed = options.seed
        settings.pairs = options.pairs
        settings.exchanges = exchanges
        let client = try makeClient()
        do throws(QuoteSourcesError) {
            return try QuoteSources.sources(
                named: options.sources, settings: settings, client: client, clock: clock)
        } catch {
            throw .sources(error)
        }
    }

    /// What fetches from the network, with the certificate authorities of the options.
    func makeClient() throws(SetupError) -> HTTPClient {
        var configuration = HTTPConfiguration()
        if let path = options.certificates {
            // Said before the screen opens, not by each request that fails.
            do throws(FileError) {
                _ = try InputFile.contents(of: path, upTo: 16 << 20)
            } catch {
                throw .file(option: "--ca-file", error)
            }
            configuration.certificateFile = path
        }
        return .live(configuration)
    }

    /// The catalogue, with the entries of the user's own file.
    func exchanges() throws(SetupError) -> Exchanges {
        guard let path = options.exchanges else { return .builtIn }
        return try Exchanges.builtIn.adding(file: path, of: "--exchanges").all
    }

    /// An engine of simulated prices whose day is filled; nothing of it is written to disk.
    func makeDemo() -> Engine {
        let source = SimulatedSource(seed: options.seed, pairs: options.pairs)
        let last = Minute(containing: clock.now)
        var day = RollingDay()
        day.fill(source.instruments, through: last) { store in
            source.fill(through: last, store)
        }
        var configuration = engineConfiguration
        configuration.isSimulated = true
        return Engine(
            configuration: configuration, day: day, sources: [source],
            store: .none(reason: "demo"), clock: clock)
    }

    private var engineConfiguration: EngineConfiguration {
        var configuration = EngineConfiguration()
        configuration.interval = options.interval
        configuration.isSimulated = options.isSimulated
        configuration.backfill = options.isSimulated ? .off : options.backfill
        return configuration
    }

    /// Where the day is kept; simulated prices have a file of their own, so that they never mix.
    var storePath: String? {
        if let path = options.store { return path }
        guard let place else { return nil }
        return options.isSimulated ? place.simulatedStore : place.store
    }

    /// What to say of the folder of the store, `nil` for nothing.
    var storeWarning: String? {
        if options.isDemo { return nil }
        return storePath.flatMap { FolderOwner.warning(Folder.containing($0)) }
    }

    private func openStore() -> StoreAccess {
        guard let path = storePath else {
            return .none(reason: "HOME is not set; --store says where")
        }
        do throws(StoreError) {
            return try open(path)
        } catch {
            return .failed(
                place: path, reason: error.description,
                reopen: { () throws(StoreError) in try open(path) })
        }
    }

    private func open(_ path: String) throws(StoreError) -> StoreAccess {
        try StoreFile.open(path: path, kind: kind, clock: clock)
    }

    private var kind: StoreKind { options.isSimulated ? .simulated : .real }

    /// The day of a store that can be read although it cannot be written.
    private func readable(_ store: StoreAccess) -> RollingDay {
        var day = RollingDay()
        let first = Minute(containing: clock.now).windowStart
        if case .failed = store, let path = storePath,
            let stored = try? StoreFile.read(path: path, kind: kind, from: first)
        {
            day.restore(stored)
        }
        return day
    }
}

extension Program {
    /// What the environment says of proxies, for a person.
    var proxies: [String] {
        let names = ["https_proxy", "http_proxy", "all_proxy", "no_proxy"]
        let all = (names + names.map { $0.uppercased() }).map { ($0, Environment.value(of: $0)) }
        let environment = Dictionary(
            all.compactMap { name, value in value.map { (name, $0) } }, uniquingKeysWith: { $1 })
        return ProxySettings(environment: environment).lines
    }
}

// MARK: - Port

extension Program {
    /// The port that the options ask for, open, or `nil` for none.
    ///
    /// `otherNames`, `asked`: as in `JSONPort`.
    func openPort(
        _ snapshot: Snapshot, otherNames: [Market: Market],
        asked: @escaping @Sendable (Instrument) -> Void = { _ in }
    ) throws(PortError) -> (port: JSONPort, address: PortAddress)? {
        let address: PortAddress
        if let number = options.port {
            address = try PortAddress(port: "\(number)")
        } else if let text = options.listen {
            address = try PortAddress(listen: text)
        } else {
            return nil
        }
        let port = JSONPort(aliases: otherNames, clock: clock, asked: asked)
        port.publish(snapshot)
        return (port, try port.start(at: address))
    }

    /// Keeps the port up to date until the task is cancelled.
    static func feed(_ port: JSONPort, from engine: Engine) async {
        for await snapshot in engine.snapshots() { port.publish(snapshot) }
    }
}

extension Exchanges {
    /// These and the entries of a file, and the names of those; `option` is what named the file.
    func adding(
        file path: String, of option: String
    ) throws(SetupError) -> (all: Exchanges, names: [String]) {
        let text: [UInt8]
        do throws(FileError) {
            text = try InputFile.contents(of: path, upTo: 1 << 20)
        } catch {
            throw .file(option: option, error)
        }
        do throws(ExchangesError) {
            return try adding(text)
        } catch {
            throw .exchanges(path: path, error)
        }
    }
}
