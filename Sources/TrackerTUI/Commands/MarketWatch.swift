import TrackerEngine
import TrackerScreen

/// An engine and its port as options want them; nothing runs yet but the port, which is open.
struct MarketWatch: Sendable {
    let engine: Engine
    let port: (server: JSONPort, address: PortAddress)?
    /// The rules of alerts, and who tells of them.
    let desk: AlertDesk
    let post: AlertPost

    /// Makes the engine, and opens the port.
    ///
    /// The port comes first: it is better to say before a screen opens that it cannot be had.
    ///
    /// `configuration`: where rules and channels of alerts are. `market`: the one that is looked at
    /// first, `nil` for none in particular. `asked`: is called with each pair that a client of the
    /// port asks for.
    init(
        _ options: WatchOptions, _ configuration: ConfigurationOptions, for market: Market? = nil,
        in place: Workplace, asked: @escaping @Sendable (Instrument) -> Void = { _ in }
    ) async throws(CommandError) {
        var otherNames: [Market: Market] = [:]
        desk = AlertDesk(
            configuration, isSimulated: options.source.isSimulated,
            try place.channelMeans(options.network), in: place)
        post = place.post(desk.setup, place.alertStore(of: options))
        desk.add(post)
        if options.source.isDemo {
            engine = place.demo(options.source, post)
            if options.port.address != nil {
                otherNames = try place.otherNames(options.catalogue)()
            }
        } else {
            let exchanges = try place.exchanges(options.catalogue)
            otherNames = exchanges.otherNames
            engine = try await place.engine(options, exchanges, post, first: market)
        }
        guard let address = options.port.address else {
            port = nil
            return
        }
        let origin = options.port.origin
        let server = JSONPort(
            aliases: otherNames, origin: origin, clock: place.clock, asked: asked)
        server.publish(engine.snapshot)
        port = (server, try Self.start(server, at: address))
        if origin?.isEverybody == true {
            place.console.complain("the port can be read by scripts of any web page")
        }
    }

    private static func start(
        _ server: JSONPort, at address: PortAddress
    ) throws(CommandError) -> PortAddress {
        do throws(PortError) { return try server.start(at: address) } catch { throw .port(error) }
    }

    /// Runs the engine and the port, and what else is given, until `end` returns.
    ///
    /// The engine stores what is open before this returns, and the port is closed.
    func run<Ending: Sendable>(
        beside parts: [@Sendable () async -> Void] = [], until end: () async -> Ending
    ) async -> Ending {
        let ending = await withTaskGroup { group in
            group.addTask { await engine.run() }
            group.addTask { [desk] in await desk.watch() }
            if let server = port?.server {
                group.addTask {
                    for await snapshot in engine.snapshots() { server.publish(snapshot) }
                }
            }
            for part in parts { group.addTask { await part() } }
            let ending = await end()
            group.cancelAll()
            return ending
        }
        port?.server.stop()
        return ending
    }
}

extension Workplace {
    /// An engine of simulated prices whose day is filled; nothing of it is written to disk.
    func demo(_ options: SourceOptions, _ post: AlertPost) -> Engine {
        let (source, day) = simulated(options.demo)
        var configuration = EngineConfiguration(options)
        configuration.isSimulated = true
        return Engine(
            configuration: configuration, day: day, sources: [source],
            store: .none(reason: "demo"), clock: clock, channels: [post])
    }

    /// Keeps alerts in a store, and tells them.
    func post(_ setup: AlertSetup, _ store: any AlertStore) -> AlertPost {
        AlertPost(
            setup, store: store, clock: clock, offset: localTime.offset, zone: localTime.zoneName)
    }

    /// The store of alerts of a run; one in memory where nothing of it is to stay.
    fileprivate func alertStore(of options: WatchOptions) -> any AlertStore {
        let kind = options.source.isSimulated ? StoreKind.simulated : .real
        guard !options.source.isDemo, let path = path(of: options.store, kind) else {
            return MemoryAlertStore()
        }
        return stores.alerts(path)
    }

    /// A source of simulated prices, and the day before now that it has filled.
    func simulated(_ options: DemoOptions) -> (source: SimulatedSource, day: RollingDay) {
        let source = SimulatedSource(seed: options.seed, pairs: options.pairs)
        let last = Minute(containing: clock.now)
        var day = RollingDay()
        day.fill(source.instruments, through: last) { store in
            source.fill(through: last, store)
        }
        var beside = StoredDay()
        beside.tickers = source.tickers(at: last)
        day.restore(beside)
        return (source, day)
    }

    /// The engine that options ask for.
    fileprivate func engine(
        _ options: WatchOptions, _ exchanges: Exchanges, _ post: AlertPost,
        first market: Market?
    ) async throws(CommandError) -> Engine {
        var settings = QuoteSources.Settings()
        if let url = options.source.cryptowatchURL { settings.cryptowatchURL = url }
        settings.cryptowatchKey = environment("TRACKER_CRYPTOWATCH_KEY").map { Secret($0) }
        settings.seed = options.source.demo.seed
        settings.pairs = options.source.demo.pairs
        settings.exchanges = exchanges
        let sources = try sources(
            named: options.source.names, settings: settings, options.network)
        let kind = options.source.isSimulated ? StoreKind.simulated : .real
        let path = path(of: options.store, kind)
        let store = openStore(at: path, kind)
        var configuration = EngineConfiguration(options.source)
        configuration.firstMarket = market
        return Engine(
            configuration: configuration, day: await readable(store, at: path, kind),
            sources: sources, store: store, clock: clock, channels: [post])
    }

    private func openStore(at path: String?, _ kind: StoreKind) -> StoreAccess {
        guard let path else {
            return .none(reason: "HOME is not set; use --store to say where to keep the day")
        }
        let open = stores.open
        do throws(StoreError) {
            return try open(path, kind)
        } catch {
            return .failed(
                place: path, reason: error.description,
                reopen: { () throws(StoreError) in try open(path, kind) })
        }
    }

    /// The day of a store that can be read although it cannot be written.
    private func readable(
        _ store: StoreAccess, at path: String?, _ kind: StoreKind
    ) async -> RollingDay {
        var day = RollingDay()
        guard case .failed = store, let path else { return day }
        let first = DayCSV.window(at: clock.now).lowerBound
        if let stored = try? await stores.read(path, kind, first) { day.restore(stored) }
        return day
    }
}

extension EngineConfiguration {
    fileprivate init(_ options: SourceOptions) {
        self.init()
        interval = options.interval
        isSimulated = options.isSimulated
        backfill = options.isSimulated ? .off : options.backfill
    }
}
