import TrackerEngine
import TrackerScreen

/// Everything outside of a command that it works with: environment, files, network, console.
///
/// A test gives its own.
struct Workplace: Sendable {
    let console: Console
    /// The value of an environment variable; `nil` for one that is unset or empty.
    let environment: @Sendable (String) -> String?
    let clock: any WallClock
    let localTime: LocalTime
    let stores: Stores
    let signals: SignalAccess
    /// Makes the client for everything that is fetched.
    let client: @Sendable (HTTPConfiguration) -> HTTPClient
    /// Makes the client for mails; `authorities` as in `HTTPConfiguration.certificateFile`.
    var mailClient: @Sendable (_ authorities: String?) -> MailClient = {
        .live(certificateFile: $0)
    }
    /// Looks up the size and the colours of standard output.
    let output: @Sendable () -> OutputKind
    let openTerminal: TerminalOpening

    /// The keys that a configuration may have.
    var settings: [Setting] = []
    /// The command line, without the program's name.
    var words: [String] = []
    /// The configuration under the command line; `nil` for none.
    var file: ConfigurationFile?
    /// Whether `file` is what is left of one with faults.
    var isConfigurationFaulty = false

    typealias TerminalOpening =
        @Sendable (
            TerminalExecutor, NcursesTerminal.Configuration,
            _ deliver: @escaping @Sendable (TerminalEvent) -> Void
        ) async throws(TerminalError) -> any Terminal

    /// The folder that the program may write to; `nil` without a home.
    var folder: StatePlace? { StatePlace(environment: environment) }
}

/// Opens and reads stores of the day.
struct Stores: Sendable {
    /// Reads everything held from a minute on, also while another program writes; makes no file.
    ///
    /// `kind`: `nil` if prices of either kind will do.
    let read:
        @Sendable (_ path: String, _ kind: StoreKind?, _ first: Minute) async throws(StoreError) ->
            StoredDay
    /// What is held of a market from a minute on, in some hours or in all; as `read` does it.
    let readPart:
        @Sendable (_ path: String, _ first: Minute, _ market: Market, _ hours: Set<Hour>?)
            async throws(StoreError) -> StoredDay
    /// The instruments that a store has names of; none where there is no store yet.
    let names: @Sendable (_ path: String) async -> Set<Instrument>
    /// Opens a store to write, or follows the program that writes it.
    let open: @Sendable (_ path: String, _ kind: StoreKind) throws(StoreError) -> StoreAccess
    /// The store of alerts beside a store of the day; nothing is opened yet.
    var alerts: @Sendable (_ day: String) -> any AlertStore = { _ in MemoryAlertStore() }
}

/// The signals that ask a run without a screen to end: SIGTERM, SIGINT and SIGHUP.
struct SignalAccess: Sendable {
    /// Decides what they do until a command says otherwise: they end a service at once with
    /// success, and act by default on anything else.
    let begin: @Sendable (_ isService: Bool) -> Void
    /// Keeps them for `first` from now on.
    let note: @Sendable () -> Void
    /// Waits for the first of them, or until the task is cancelled.
    let first: @Sendable () async -> Void
}

extension Workplace {
    /// The workplace of the process.
    static func live() -> Workplace {
        let clock = SystemClock()
        return Workplace(
            console: .live(), environment: Environment.value(of:), clock: clock,
            localTime: .system, stores: .live(clock), signals: .live,
            client: { .live($0) }, output: { .live() },
            openTerminal: {
                (executor, configuration, deliver) async throws(TerminalError) in
                try await NcursesTerminal.open(
                    on: executor, configuration: configuration, deliver: deliver)
            })
    }
}

extension Stores {
    /// The stores on disk.
    static func live(_ clock: any WallClock) -> Stores {
        Stores(
            read: { (path, kind, first) throws(StoreError) in
                try StoreFile.read(path: path, kind: kind, from: first)
            },
            readPart: { (path, first, market, hours) throws(StoreError) in
                try StoreFile.read(path: path, from: first, of: [market], in: hours)
            },
            names: { StoreFile.names(path: $0) },
            open: { (path, kind) throws(StoreError) in
                try StoreFile.open(path: path, kind: kind, clock: clock)
            }, alerts: { SQLiteAlertStore(besideDay: $0, clock: clock) })
    }
}

extension SignalAccess {
    /// The signals of the process.
    static var live: SignalAccess {
        SignalAccess(
            begin: { isService in
                if isService { EndingSignals.endAtOnce() } else { EndingSignals.letAct() }
            },
            note: { EndingSignals.note() }, first: { await EndingSignals.first() })
    }
}
