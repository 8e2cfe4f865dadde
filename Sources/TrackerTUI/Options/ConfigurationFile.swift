import TrackerEngine
import TrackerScreen

/// The configuration that the user has written down: options by their names without dashes, and
/// keys.
///
///     source = ["kraken", "binance"]
///     interval = 10
///     theme = "dark"
///     mouse = false
///
///     [keys]
///     chart-zoom-in = ["z", "+"]
///     poll = "F5"
///
///     [[alert]]
///     on = "kraken:btcusd"
///     when = "last>70k"
///
///     [[channel]]
///     kind = "mail"
///     server = "sendmail"
///     from = "alerts@example.org"
///     to = "ada@example.org"
///
/// It is TOML; the program never writes it. Its keys are those of the options that have one.
struct ConfigurationFile: Hashable, Sendable {
    let path: String
    /// Values by key, each accepted by the option that has the key.
    let settings: [String: SettingValue]
    /// Keys of the keyboard by the name of the action.
    let keys: [String: [Key]]
    /// By key: where its value stands, then each element of it if it is a list.
    let places: [String: [TOML.Place]]
    /// Rules of alerts, and when alerts are held.
    let alerts: AlertSettings

    /// The most bytes that a configuration has.
    static let longest = 1 << 20

    /// Something that cannot be understood, and where.
    struct Fault: Hashable, Sendable {
        /// `nil` if it is the whole file.
        let place: TOML.Place?
        let text: String
    }

    /// Reads a file; if anything is wrong with it, all of that is reported and nothing of it counts.
    ///
    /// `known`: the keys that there are. `home`: what `~/` at the beginning of a value stands for.
    /// `waits`: whether it may be a pipe.
    static func read(
        _ path: String, known: [Setting], home: String?, waits: Bool
    ) throws(ConfigurationError) -> Self {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try InputFile.contents(of: path, upTo: longest, waits: waits)
        } catch {
            throw .file(error)
        }
        let (file, faults) = parse(bytes, path: path, known: known, home: home)
        if !faults.isEmpty { throw .faults(path: path, faults) }
        return file
    }

    /// Reads the bytes of a file, and everything that is wrong with them.
    static func parse(
        _ bytes: [UInt8], path: String, known: [Setting], home: String?
    ) -> (Self, [Fault]) {
        var reader = ConfigurationReader(path: path, known: known, home: home)
        do throws(TOMLError) {
            reader.read(try TOML.parse(bytes))
        } catch {
            reader.fault(error.place, error.words)
        }
        let file = Self(
            path: path, settings: reader.settings, keys: reader.keys, places: reader.places,
            alerts: reader.alerts)
        return (file, reader.faults)
    }

    /// The keys in which two files differ and whose changes count at the next start only, sorted.
    func restartKeys(since other: ConfigurationFile?, known: [Setting]) -> [String] {
        known.filter { !$0.isLive && settings[$0.key] != other?.settings[$0.key] }.map(\.key)
            .sorted()
    }
}

/// Why a configuration does not count.
enum ConfigurationError: Error, Hashable, Sendable {
    case file(FileError)
    case faults(path: String, [ConfigurationFile.Fault])

    /// A line for each fault: the file, line and column, and what is wrong.
    var lines: [String] {
        switch self {
        case .file(let error): ["\(error)"]
        case .faults(let path, let faults):
            faults.map { fault in
                let place = fault.place.map { "\($0.line):\($0.column):" } ?? ""
                return "\(path):\(place) \(fault.text)"
            }
        }
    }

    /// The first fault with the point first, for a line that may be cut: `no such key: /a/b.toml:3:7`.
    var reasonFirst: String {
        switch self {
        case .file(let error): return error.reasonFirst
        case .faults(let path, let faults):
            let place = faults.first?.place.map { ":\($0.line):\($0.column)" } ?? ""
            return "\(faults.first?.text ?? ""): \(path)\(place)"
        }
    }
}

/// What a configuration says of alerts.
struct AlertSettings: Hashable, Sendable {
    var rules: [AlertRule] = []
    var channels: [ChannelSettings] = []
    /// What is asked while all is well; `nil` for nothing.
    var heartbeat: HeartbeatSettings?
    /// When alerts are held that are not urgent; `nil` for never.
    var quiet: QuietHours?
}
